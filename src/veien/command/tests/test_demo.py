"""``veien demo``: what it answers; that it plays rightly is looked at in the journeys."""

from __future__ import annotations

from typing import Any

from veien.command import demo, migrate


def test_a_new_database_leaves_the_answer_clean(monkeypatch: Any, capsys: Any) -> None:
    def play(name: str, *, fresh: bool, as_json: bool) -> int:
        assert name == "agder"
        print('{"fresh": false}')
        return 0

    monkeypatch.setattr(migrate, "load_django", lambda: None)
    monkeypatch.setattr(migrate, "bring_up_to_date", lambda: print("Bringing the database up to date"))
    monkeypatch.setattr(demo, "_play", play)
    assert demo.run(["agder", "--json"]) == 0
    said = capsys.readouterr()
    assert said.out == '{"fresh": false}\n'
    assert "up to date" in said.err
