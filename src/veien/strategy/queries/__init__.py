"""Reading the strategy."""

from veien.strategy.models import StrategyPlan

__all__ = ["StrategyPlan"]
