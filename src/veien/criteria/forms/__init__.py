"""What people fill in about the award model."""

from veien.criteria.forms.criterion import (
    ChangeCriterion,
    ChangePrice,
    ChangeQuality,
    MoveCriterion,
    NewCriterion,
    Weights,
    field_of,
    seen_text,
)
from veien.criteria.forms.figures import typed_figure
from veien.criteria.forms.judging import NOWHERE, UNSCORED, AssignRequirements, FindRequirements, marked
from veien.criteria.forms.model import ChooseModel, extra_initial
from veien.criteria.forms.prices import WritePriceLine
from veien.criteria.forms.trial import Trial, count_in, typed
from veien.criteria.forms.weighing import ChooseJudging, RequirementWeights, requirement_field

__all__ = [
    "NOWHERE",
    "UNSCORED",
    "AssignRequirements",
    "ChangeCriterion",
    "ChangePrice",
    "ChangeQuality",
    "ChooseJudging",
    "ChooseModel",
    "FindRequirements",
    "MoveCriterion",
    "NewCriterion",
    "RequirementWeights",
    "Trial",
    "Weights",
    "WritePriceLine",
    "count_in",
    "extra_initial",
    "field_of",
    "marked",
    "requirement_field",
    "seen_text",
    "typed",
    "typed_figure",
]
