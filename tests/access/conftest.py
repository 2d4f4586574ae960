"""What the access tests need beside the scenario: a file of evidence, an open invitation, a staged import."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.routes import case_in
from tests.world import agder, scene

__all__ = ["agder", "full_scene", "scene"]


@pytest.fixture
def full_scene(scene: Any) -> Any:
    from veien.criteria.models import CostAssumption
    from veien.files.actions import keep
    from veien.foundation import clock
    from veien.people.actions import invite
    from veien.requirements.models import StagedImport
    from veien.road.actions import add_evidence

    leader = scene.people["leader"]
    scene.evidence = add_evidence(
        scene.procurement,
        by=leader,
        activity_id="map-needs-charter",
        data=b"minutes of the meeting",
        name="minutes.txt",
        content_type="text/plain",
    )
    scene.invitation = invite(by=leader, email="new@agder.example", full_name="Somebody New")
    scene.staged = StagedImport.objects.create(
        procurement=scene.procurement,
        file=keep(b"rows", name="rows.xlsx", content_type="application/octet-stream"),
        rows=[],
        staged_by=leader,
        staged_at=clock.now(),
    )
    scene.assumption = CostAssumption.objects.create(
        procurement=scene.procurement, position=0, title="Users", figure=10, unit="people", source="Count"
    )
    case_in(scene)  # its pages ask for a case that is begun
    return scene
