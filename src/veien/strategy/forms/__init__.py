"""Forms of the room."""

from veien.strategy.forms.choices import (
    ChooseAgreement,
    ChooseDelivery,
    ChooseOwnership,
    ChooseTogether,
    LinkCase,
)
from veien.strategy.forms.rows import (
    NarrowDemands,
    NoteStands,
    WeighPoints,
    WriteCost,
    WriteDemand,
    WriteMandate,
    WriteQuestion,
)
from veien.strategy.forms.versioned import Versioned

__all__ = [
    "ChooseAgreement",
    "ChooseDelivery",
    "ChooseOwnership",
    "ChooseTogether",
    "LinkCase",
    "NarrowDemands",
    "NoteStands",
    "Versioned",
    "WeighPoints",
    "WriteCost",
    "WriteDemand",
    "WriteMandate",
    "WriteQuestion",
]
