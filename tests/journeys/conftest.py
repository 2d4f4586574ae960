"""The journeys' world: Agder."""

from tests.world import agder, scene

__all__ = ["agder", "scene"]
