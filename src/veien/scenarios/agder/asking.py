"""Getting to the need behind the wish: five whys, words that are meant, guesses, and how new the answer may be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from veien.needs.actions import asking, innovation, wording
from veien.needs.queries import Need
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.scenarios.agder.data import read
from veien.scenarios.agder.hearing import Origins


def ask_why(procurement: Procurement, *, by: User) -> Origins:
    """Write down three challenges and the answers to why under each; give how needs come of the deepest."""
    origins: Origins = {}
    for row in read("asking")["whys"]:
        _ask(procurement, row, None, origins, by=by)
    return origins


def _ask(procurement: Procurement, row: Mapping[str, Any], above: Any, origins: Origins, *, by: User) -> None:
    box = asking.add_why(procurement, by=by, text=row["text"], under_box=above)
    if "need" in row:
        origins[row["need"]] = partial(asking.need_from_why, box, by=by)
    for each in row.get("under", ()):
        _ask(procurement, each, box, origins, by=by)


def test_wording(found: Mapping[str, Need], people: Mapping[str, User]) -> None:
    """Say which words are meant, and let colleagues guess at what will be bought."""
    told = read("asking")
    for row in told["meant"]:
        wording.mean_word(found[row["need"]], by=people["leader"], word=row["word"], reason=row["reason"])
    for row in told["guesses"]:
        guess = asking.guess_solution(found[row["need"]], by=people[row["by"]], guess=row["guess"])
        asking.judge_guess(guess, by=people[row["judged_by"]], gives_away=row["gives_away"])


def settle_how_new(procurement: Procurement, *, by: User) -> None:
    """Answer whether the procurement can be innovative, and which way leads to an answer."""
    innovation.settle_innovation(procurement, by=by, revision=0, **read("asking")["innovation"])
