"""Tables of the room."""

from veien.strategy.models.choices import Agreement, Choice, ServiceChoice, StrategyPlan
from veien.strategy.models.ownership import OwnershipLine
from veien.strategy.models.qualification import Demand
from veien.strategy.models.questions import Mandate, StrategyQuestion
from veien.strategy.models.together import MemberStand, PointStand
from veien.strategy.models.value import ValueEstimate, ValueRow

__all__ = [
    "Agreement",
    "Choice",
    "Demand",
    "Mandate",
    "MemberStand",
    "OwnershipLine",
    "PointStand",
    "ServiceChoice",
    "StrategyPlan",
    "StrategyQuestion",
    "ValueEstimate",
    "ValueRow",
]
