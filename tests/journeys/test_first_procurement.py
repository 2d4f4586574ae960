"""Follows docs/tutorial/your-first-procurement.md box by box, and fails where a page says something else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.journeys import tutorial
from tests.journeys.visitor import NotOnThePage
from tests.journeys.walk import Walk, walk_through
from veien.audit.queries import verify_chain

NURSE, OWNER = "the nurse", "the project owner"


def test_the_tutorial_leads_from_the_first_need_to_a_ranking_that_anyone_recomputes(
    db: None, tmp_path: Path
) -> None:
    from veien.scenarios.agder import cast

    cast.gather_people(cast.gather_organisations())
    walk = Walk(tmp_path, NURSE, OWNER)
    walk.people[NURSE].client.cookies["veien_language"] = "en"
    walk_through(walk, tutorial.steps())
    the_ranking_is_the_same_and_the_log_is_whole(walk)


def the_ranking_is_the_same_and_the_log_is_whole(walk: Walk) -> None:
    from veien.evaluation.queries import result_of
    from veien.road.queries import Procurement

    procurement = Procurement.objects.get()
    recomputed = json.loads(walk.veien("evaluate", "record.json", "--json"))
    assert recomputed == result_of(procurement)
    assert recomputed["order"] == ["B", "A"]
    verdict = json.loads(walk.veien("log", "verify", "log.json", "--json"))
    assert verdict == verify_chain(procurement.public_id).as_document()
    assert verdict["intact"]
    assert verdict["entries"] > 30


@pytest.mark.parametrize("place", [tutorial.PLACE, tutorial.DECISION], ids=["first", "decision"])
def test_each_step_has_its_number_and_its_place_in_the_contents(place: Path) -> None:
    steps = tutorial.steps(place)
    assert [int(each.title.partition(".")[0]) for each in steps] == list(range(1, len(steps) + 1))
    assert re.findall(r"\]\(#([a-z-]+)\)", place.read_text(encoding="utf-8")) == [e.name for e in steps]


def test_a_word_that_has_gone_from_its_page_is_found(db: None, tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    opening = {"step": "start", "open": "/", "press": "English"}
    with pytest.raises(AssertionError, match="“Sign in” stands on no page of this step"):
        walk.take(tutorial.Step("start", boxes=[("yaml", opening)], prose="Press **Sign in**."))
    with pytest.raises(NotOnThePage, match="no field is called “Mail”"):
        walk.act({"step": "start", "type": {"Mail": "nobody"}, "press": "Log in"})
    with pytest.raises(NotOnThePage, match="“Register” is not on"):
        walk.act({"step": "start", "click": "Register"})
