"""The first decision: its grounds, its paper, its signatures, and what a return reopens."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from veien.audit.queries import entries_of
from veien.files.queries import content_of
from veien.foundation import clock
from veien.road import actions, queries
from veien.road.models import Decision, Signature
from veien.road.queries.grounds import all_warnings, grounds_of
from veien.road.queries.paper import decision_paper
from veien.road.rules import registry
from veien.road.rules.registry import Choice, Ground

pytestmark = pytest.mark.django_db
POINT = "decision-1"
QUESTIONS = tuple(f"{POINT}-q{number}" for number in (1, 2, 3))


def at(name: str, procurement: Any, *args: Any) -> str:
    return reverse(f"road:{name}", args=[procurement.public_id, *args])


@pytest.fixture
def charter(procurement: Any, leader: Any, owner: Any) -> Any:
    actions.set_charter(
        procurement, by=leader, mandate="Find out.", reporting="To the group.", funding="The budget."
    )
    procurement.refresh_from_db()
    return procurement


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two grounds and two alternatives of our own stand in for those of the rooms."""
    told = [
        (QUESTIONS[0], lambda _procurement: Ground("Needs", "38 needs, all with a source.", "/needs/", "ok")),
        (
            QUESTIONS[0],
            lambda _procurement: Ground("Market", "One was told what others were not.", "", "warning"),
        ),
        (QUESTIONS[2], lambda _procurement: Ground("Members", "Nobody is named.", "", "missing")),
    ]
    choices = lambda _procurement: [Choice("null", "As today", is_null=True), Choice("a", "Together")]  # noqa: E731
    monkeypatch.setattr(registry, "_grounds", {POINT: told})
    monkeypatch.setattr(registry, "_choices", {POINT: choices})
    monkeypatch.setattr(registry, "_rests_on", {})


def decide(procurement: Any, by: Any, **words: Any) -> Decision:
    return actions.decide(
        procurement,
        by=by,
        **{
            "point": POINT,
            "outcome": "yes",
            "decided_by": "The owner",
            "decided_on": clock.today(),
            "answers": dict.fromkeys(QUESTIONS, "Yes."),
            "reason": "The rest follows.",
            **words,
        },
    )


@pytest.mark.parametrize("part", ["mandate", "reporting", "funding"])
def test_a_yes_needs_every_written_part_of_the_charter(charter: Any, leader: Any, part: str) -> None:
    setattr(charter, part, " ")
    with pytest.raises(actions.CannotDecide) as refused:
        decide(charter, leader)
    assert refused.value.field == "outcome"
    assert not Decision.objects.exists()


def test_a_yes_needs_an_owner_and_a_no_does_not(procurement: Any, leader: Any) -> None:
    procurement.mandate = procurement.reporting = procurement.funding = "There."
    with pytest.raises(actions.CannotDecide):
        decide(procurement, leader)
    assert decide(procurement, leader, outcome="no").outcome == "no"


def test_warnings_stand_before_what_is_missing_and_both_before_what_is_in_place(
    charter: Any, only_ours: None
) -> None:
    asked = grounds_of(charter, queries.pack_of(charter).decision(POINT))
    assert [[each.status for each in row.grounds] for row in asked] == [["warning", "ok"], [], ["missing"]]
    assert [str(each.title) for each in all_warnings(asked)] == ["Market", "Members"]


def test_grounds_and_recommendation_are_kept_as_they_stood(
    charter: Any, leader: Any, only_ours: None
) -> None:
    actions.recommend(charter, by=leader, point=POINT, text="Buy together.", choice="a", revision=0)
    made = decide(charter, leader)
    assert [each["status"] for each in made.grounds] == ["warning", "ok", "missing"]
    assert made.recommendation["choice_title"] == "Together"
    last = entries_of(charter.public_id, most=1)[0]
    assert last.content["grounds"][0]["sentence"] == "One was told what others were not."


@pytest.mark.parametrize(
    ("words", "field"), [({"text": " "}, "text"), ({"choice": "z"}, "choice"), ({"text": "x" * 6001}, "text")]
)
def test_a_recommendation_names_an_alternative_and_says_why(
    charter: Any, leader: Any, only_ours: None, words: dict[str, str], field: str
) -> None:
    with pytest.raises(actions.CannotRecommend) as refused:
        actions.recommend(charter, by=leader, point=POINT, **{"text": "Because.", "choice": "a"} | words)
    assert refused.value.field == field


def test_whoever_recommends_second_sees_what_the_first_wrote(
    client_of: Any, leader: Any, charter: Any, only_ours: None
) -> None:
    client, here = client_of(leader), at("recommendation", charter, POINT)
    assert client.post(here, {"choice": "a", "text": "Together.", "revision": "0"}).status_code == 302
    answer = client.post(here, {"choice": "null", "text": "Wait.", "revision": "0"})
    assert answer.status_code == 409
    assert "Together." in answer.content.decode()
    assert "Wait." in answer.content.decode()
    assert client.post(here, {"choice": "a", "text": "", "revision": "1"}).status_code == 422


def test_the_paper_sets_warnings_first_then_every_question_and_ends_with_the_advice(
    charter: Any, leader: Any, only_ours: None
) -> None:
    actions.recommend(charter, by=leader, point=POINT, text="Buy together.", choice="a")
    for language in ("nb", "sv", "da", "en"):
        sections = decision_paper(charter, POINT, language).sections
        assert len(sections) == 2 + 3 + 3
        assert [block.text for block in sections[0].blocks] == [  # type: ignore[union-attr]
            "One was told what others were not.",
            "Nobody is named.",
        ]
        assert sections[4].blocks[0].text == "Buy together."  # type: ignore[union-attr]


def test_the_paper_is_made_as_the_next_version_with_its_number_and_digest(charter: Any, leader: Any) -> None:
    for number in (1, 2):
        made = actions.make_deliverable(charter, by=leader, deliverable_id="decision-paper", ending="docx")
        said = [each.text for each in docx.Document(io.BytesIO(content_of(made.file))).paragraphs]
        assert made.version == number
        assert f"Versjon\t{number}" in said
        assert any(len(each) == 64 for each in said)


def test_the_page_answers_from_data(client_of: Any, leader: Any, charter: Any, only_ours: None) -> None:
    page = client_of(leader).get(at("decision", charter, POINT)).content.decode()
    assert page.index("One was told what others were not.") < page.index("38 needs, all with a source.")
    assert 'href="/needs/"' in page


def test_after_a_yes_what_there_is_to_weigh_is_folded_away_until_somebody_decides_again(
    client_of: Any, leader: Any, owner: Any, charter: Any, only_ours: None
) -> None:
    client = client_of(owner)
    folded = "Decide again: what there is to weigh now"
    assert folded not in client.get(at("decision", charter, POINT)).content.decode()
    decide(charter, owner)
    page = client.get(at("decision", charter, POINT)).content.decode()
    assert page.index(folded) < page.index("One was told what others were not.", page.index(folded))
    answer = client.post(at("decision", charter, POINT), {"outcome": "return", "reason": "More work."})
    assert answer.status_code == 422
    assert f'<details class="more" open><summary>{folded}' in answer.content.decode()


def test_a_return_reopens_exactly_the_stations_that_are_named(charter: Any, leader: Any) -> None:
    decide(charter, leader, outcome="return", reopened_stations=["set-goals", "strategy", "documents"])
    standing = queries.phases_of(charter)
    returned = [
        each.station.id for phase in standing.phases for each in phase.stations if each.state == "returned"
    ]
    assert returned == ["set-goals", "strategy"]
    decide(charter, leader)
    standing = queries.phases_of(charter)
    assert not [each for phase in standing.phases for each in phase.stations if each.state == "returned"]


def test_a_signature_is_first_written_down_and_then_given_once(charter: Any, leader: Any, owner: Any) -> None:
    made = decide(charter, leader)
    row = actions.note_signer(made, by=leader, role="Project owner", name=owner.full_name)
    with pytest.raises(actions.CannotSign):
        actions.note_signer(made, by=leader, role="Project owner", name=owner.full_name)
    with pytest.raises(actions.CannotSign) as refused:
        actions.sign(row, by=leader, signed_on=clock.today(), how="here")
    assert refused.value.field == "how"
    for day in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)):
        with pytest.raises(actions.CannotSign):
            actions.sign(row, by=owner, signed_on=day, how="here")
    assert actions.sign(row, by=owner, signed_on=clock.today(), how="here").confirmed_by == owner
    with pytest.raises(actions.CannotSign):
        actions.sign(row, by=owner, signed_on=clock.today(), how="here")
    with pytest.raises(actions.CannotSign):
        actions.remove_signer(row, by=leader)


def test_signers_are_written_down_signed_and_taken_away_on_their_page(
    client_of: Any, leader: Any, reader: Any, charter: Any
) -> None:
    decide(charter, leader)
    client, here = client_of(leader), at("signatures", charter, POINT, 1)
    assert client.post(here, {"role": "", "name": "Kari"}).status_code == 422
    for name in ("Kari", "Ola"):
        assert client.post(here, {"role": "Council", "name": name}).status_code == 302
    kari, ola = Signature.objects.order_by("pk")
    typed = {"signed_on": clock.today().isoformat(), "how": "here"}
    assert client.post(at("sign", charter, kari.pk), typed).status_code == 422
    assert client.post(at("sign", charter, kari.pk), typed | {"how": "elsewhere"}).status_code == 302
    assert client.post(at("signer_remove", charter, ola.pk)).status_code == 302
    page = client_of(reader).get(here).content.decode()
    assert "Kari" in page
    assert "Ola" not in page
    assert client_of(reader).post(here, {"role": "x", "name": "y"}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rounds(
    client_of: Any, leader: Any, charter: Any
) -> None:
    client, counts = client_of(leader), []
    for rounds in (1, 4):
        for _round in range(rounds):
            made = decide(charter, leader, outcome="no")
            actions.note_signer(made, by=leader, role="Owner", name="Kari")
        client.get(at("decision", charter, POINT))
        with CaptureQueriesContext(connection) as asked:
            client.get(at("decision", charter, POINT))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_all_decisions_stand_on_one_page(client_of: Any, reader: Any, leader: Any, charter: Any) -> None:
    decide(charter, leader)
    page = client_of(reader).get(at("decisions", charter)).content.decode()
    assert "The owner" in page
    assert page.count("<tr>") >= 5
