"""What a business case is likely to have forgotten. Nothing here stops a computation."""

from __future__ import annotations

from typing import NamedTuple

from veien.business_case.rules.case import PARTS, Alternative, Case


class Gap(NamedTuple):
    """Something that is missing in an alternative: ``integration``, ``part`` (with its name) or ``source``."""

    alternative: str
    kind: str
    what: str = ""


def gaps_of(case: Case) -> list[Gap]:
    """List what the alternatives beside today's practice lack: integration, parts, sources.

    Source: Kvikk-guiden, the chapter on the business case, names the four parts and the cost of integration.
    """
    return [gap for alternative in case.alternatives if not alternative.is_null for gap in _gaps(alternative)]


def _gaps(alternative: Alternative) -> list[Gap]:
    lines = alternative.lines
    gaps = []
    if not any(line.integration for line in lines):
        gaps.append(Gap(alternative.id, "integration"))
    held = {line.part for line in lines}
    gaps += [Gap(alternative.id, "part", part) for part in PARTS if part not in held]
    gaps += [Gap(alternative.id, "source", line.id) for line in lines if not line.source]
    return gaps
