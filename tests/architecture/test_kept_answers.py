"""What a room says is kept until one of the rooms it rests on writes to the log: here every room is held to that.

The example is played. Around every kind of action, each room that says it does not rest on it is asked before and
after, and must say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from veien.audit import actions as audit
from veien.road.queries import Procurement
from veien.road.rules.registry import _rests_on

ROOMS = {path.name for path in (Path(__file__).parents[2] / "src" / "veien").iterdir() if path.is_dir()}
TIMES = 2


def test_what_is_rested_on_is_a_room() -> None:
    for rooms in _rests_on.values():
        assert set(rooms) <= ROOMS


class Watch:
    """Stands around every use case that writes to the log."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.compared = 0

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Open the transaction of a use case, and compare what is said before and after it."""
        entry = audit._open.get()
        assert entry is not None
        room = entry.action.partition(".")[0]
        self.seen[entry.action] += 1
        procurement = Procurement.objects.order_by("-pk").first()
        told = self._told(procurement, room) if procurement and self.seen[entry.action] <= TIMES else {}
        with transaction.atomic():
            yield
        for provider, before in told.items():
            after = provider(Procurement.objects.get(pk=procurement.pk))
            assert after == before, (
                f"{provider.__module__}.{provider.__name__} rests on {room}: {entry.action}"
            )
            self.compared += 1

    def _told(self, procurement: Procurement, room: str) -> dict[Callable[[Any], Any], Any]:
        found = {provider: rooms for provider, rooms in _rests_on.items() if rooms and room not in rooms}
        return {provider: provider(procurement) for provider in found}


@pytest.mark.slow
@pytest.mark.django_db
def test_no_action_changes_what_a_room_says_that_does_not_rest_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from veien.scenarios.agder.play import play

    watch = Watch()
    monkeypatch.setattr(audit, "transaction", SimpleNamespace(atomic=watch.atomic))
    play(lambda sentence: None)
    assert watch.compared > 200
    assert {"needs.need_added", "competition.published", "evaluation.record_kept"} <= set(watch.seen)
