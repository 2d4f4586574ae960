"""Turns the state of a road into the pictures that pages show."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from veien.road.queries import Road
from veien.road.rules.drawing import PhasePicture, RoadPicture, Stop, road_svg
from veien.road.rules.state import DecisionStanding, StationStanding

# Most visits find the road as it was: what is drawn hangs on nothing but the picture that is handed in.
_drawn = lru_cache(maxsize=64)(road_svg)


def road_pictures(road: Road, *, language: str) -> dict[str, str]:
    """Draw the road twice: along for wide screens, downwards for narrow ones."""
    picture = road_picture(road, language=language)
    return {"along": _drawn(picture, downwards=False), "downwards": _drawn(picture, downwards=True)}


def road_picture(road: Road, *, language: str) -> RoadPicture:
    """Give what is drawn: phases with their stops, and the lane that runs along them."""
    standing = road.standing
    lane = standing.pack.lanes[0] if standing.pack.lanes else None
    return RoadPicture(
        phases=tuple(
            PhasePicture(
                title=f"{phase.number} {phase.phase.title.in_language(language)}",
                stops=(
                    *(_station(road, each, language) for each in phase.stations),
                    *(_decision(road, each, language) for each in phase.decisions),
                ),
            )
            for phase in standing.phases
        ),
        lane_title=lane.title.in_language(language) if lane else "",
        lane_url=reverse("road:lane", args=[road.procurement.public_id, lane.id]) if lane else "",
        lane_marks=(),
        title=_("The road of this procurement"),
        desc=_("The same stations and decisions stand as a list below the picture."),
    )


def _station(road: Road, each: StationStanding, language: str) -> Stop:
    return Stop(
        kind="station",
        label=each.station.short.in_language(language),
        url=reverse("road:station", args=[road.procurement.public_id, each.station.id]),
        effort=each.station.effort,
        state=each.state,
        percent=each.percent if each.state in ("now", "returned") else None,
        is_optional=False,
    )


def _decision(road: Road, each: DecisionStanding, language: str) -> Stop:
    return Stop(
        kind="decision",
        label=each.decision.short.in_language(language),
        url=reverse("road:decision", args=[road.procurement.public_id, each.decision.id]),
        effort=2,
        state=each.state,
        percent=None,
        is_optional=each.decision.optional,
    )
