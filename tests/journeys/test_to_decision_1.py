"""Follows docs/tutorial/to-decision-1.md box by box: from an empty page to a decision with its paper."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.journeys import tutorial
from tests.journeys.walk import Walk, walk_through
from veien.audit.queries import verify_chain

OWNER = "the project owner"


def test_the_tutorial_leads_from_nothing_to_a_decision_that_rests_on_all_of_it(
    db: None, tmp_path: Path
) -> None:
    from veien.road.queries import Procurement
    from veien.scenarios.baerum import cast

    cast.gather_people(cast.gather_organisations())
    walk_through(Walk(tmp_path, OWNER), tutorial.steps(tutorial.DECISION))
    procurement = Procurement.objects.get()
    the_decision_is_taken_on_every_document(procurement)
    the_plain_sum_is_what_one_gets_by_hand(tutorial.DECISION.read_text(encoding="utf-8"))
    assert verify_chain(procurement.public_id).intact


def the_decision_is_taken_on_every_document(procurement: Any) -> None:
    from veien.road.queries import decisions_of, pack_of

    (decision,) = decisions_of(procurement, "decision-1")
    assert decision.outcome == "yes"
    frozen = {each.deliverable for each in decision.documents.all()}
    assert frozen == set(pack_of(procurement).decision("decision-1").deliverables)
    assert "decision-paper" in frozen
    (signature,) = decision.signatures.all()
    assert signature.signed_on is not None
    assert decision.recommendation["text"].startswith("We advise one agreement")


def the_plain_sum_is_what_one_gets_by_hand(told: str) -> None:
    """410 users, 52 rounds, 10 minutes freed, 400 kroner an hour, 70 percent taken home, half in the first year."""
    years = Decimal("4.5")
    gain = years * 410 * 52 * 10 / 60 * 400 * Decimal("0.7")
    paid = years * 410 * 52 * 20 + 200_000 + 150_000 + 5 * 150_000 + 350_000 + 250_000
    assert f"**{round(gain - paid):,}** kroner more" in told
