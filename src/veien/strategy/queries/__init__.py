"""Reading the strategy."""

from veien.strategy.models import StrategyPlan
from veien.strategy.queries.strategy import Strategy, strategy_of
from veien.strategy.queries.value import EstimatedValue, value_of

__all__ = ["EstimatedValue", "Strategy", "StrategyPlan", "strategy_of", "value_of"]
