"""What a method pack is, and the check that makes a document into one. Pure: no Django, files or clock."""

from veien.foundation.faults import BadDocument, Fault
from veien.methods.rules.check import check_family, check_pack, is_version, wanted_base
from veien.methods.rules.document import as_document
from veien.methods.rules.keys import KEYS
from veien.methods.rules.pack import (
    Activity,
    Decision,
    Deliverable,
    Frame,
    FrameName,
    Lane,
    Pack,
    Phase,
    Question,
    Source,
    SourceDocument,
    Station,
    Tool,
    UnknownId,
)
from veien.methods.rules.road import pack_digest, road_of, totals_of, words_in
from veien.methods.rules.words import LANGUAGES, Words

__all__ = [
    "KEYS",
    "LANGUAGES",
    "Activity",
    "BadDocument",
    "Decision",
    "Deliverable",
    "Fault",
    "Frame",
    "FrameName",
    "Lane",
    "Pack",
    "Phase",
    "Question",
    "Source",
    "SourceDocument",
    "Station",
    "Tool",
    "UnknownId",
    "Words",
    "as_document",
    "check_family",
    "check_pack",
    "is_version",
    "pack_digest",
    "road_of",
    "totals_of",
    "wanted_base",
    "words_in",
]
