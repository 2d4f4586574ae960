"""The road of a procurement as a drawing: phases as stretches, stations as circles sized by the work in them,
decisions as diamonds, anchoring as a lane along it all. Pure: a picture in, SVG out.

The page shows it across on wide screens and downwards on narrow ones; both say the same.
"""

from __future__ import annotations

from veien.road.rules import road_across, road_down
from veien.road.rules.picture import LaneMark, PhasePicture, RoadPicture, Stop

__all__ = ["LaneMark", "PhasePicture", "RoadPicture", "Stop", "road_svg"]


def road_svg(road: RoadPicture, *, downwards: bool) -> str:
    """Draw the road across (wide screens) or downwards (narrow ones).

    Shape: every stop once, in order; every stop and mark with an address is a link; no two labels overlap.
    Units: the drawing's own, about one CSS pixel when it is shown at its natural width.
    """
    return road_down.draw(road) if downwards else road_across.draw(road)
