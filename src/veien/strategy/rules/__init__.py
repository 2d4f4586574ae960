"""What a choice must rest on, and what the room computes. Pure: no Django, files or clock."""

from veien.strategy.rules.choosing import by_service, must_explain, service_of
from veien.strategy.rules.ownership import WAYS, Cost, NetCost, Terms, cheapest, net_cost, rounded
from veien.strategy.rules.pack import SERVICES, Check, Consequence, FrameworkLimit, StrategyPack, pack_of
from veien.strategy.rules.qualification import Demanded, Finding, Worth, findings_on

__all__ = [
    "SERVICES",
    "WAYS",
    "Check",
    "Consequence",
    "Cost",
    "Demanded",
    "Finding",
    "FrameworkLimit",
    "NetCost",
    "StrategyPack",
    "Terms",
    "Worth",
    "by_service",
    "cheapest",
    "findings_on",
    "must_explain",
    "net_cost",
    "pack_of",
    "rounded",
    "service_of",
]
