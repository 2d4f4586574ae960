"""What nobody else may read: an evaluator's own points, reasons and private notes before the meeting is opened.

Every address of the access matrix is asked by those who sit nearest; addresses of the rooms that an evaluation
is known to are asked by everybody of the cast. A new address is covered by being there.
"""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from tests.access.matrix import MATRIX
from tests.access.routes import all_routes, arguments_of
from tests.world import browser_of

pytestmark = pytest.mark.once

ROUTES = dict(all_routes())
REASON, NOTE, POINTS = "Zwetschgenknoedel", "Brombeerschnitte", Decimal("7.913")
SECRETS = (REASON, NOTE, "7.913", "7,913")
WRITER = "nurse"
READERS = ("therapist", "leader", "owner", "purchaser", "councillor", "adviser", "reader", "negotiator")
"""Somebody for each set of what a role may do; the therapist sits in the same evaluation group as the writer."""

NEAREST = ("therapist", "leader")
"""Who asks every address: the colleague in the same group, and who may do most."""

BEFORE_THE_EVALUATION = {
    *("anchoring", "business_case", "collaboration", "dialogue", "goals", "market"),
    *("needs", "organisations", "people", "strategy"),
}
"""Rooms that by the rule of imports know nothing of the evaluation."""

ACTED_IN = ("evaluation", "tenders")
"""The rooms in which an empty form is sent too: what is refused must not tell either."""


def words_of(answer: Any) -> str:
    """Give all words of an answer, those inside a file of Word or Excel or a PDF too."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b" ".join(packed.read(name) for name in packed.namelist())
    elif data[:5] == b"%PDF-":
        import pypdf

        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        return " ".join(page.extract_text() for page in pages)
    said = data.decode(errors="replace") + " ".join(f"{key}: {value}" for key, value in answer.items())
    return re.sub(r"[\u00a0\u202f]", " ", said)


def told_in(answer: Any) -> list[str]:
    """Give the secrets that an answer tells."""
    said = words_of(answer)
    return [secret for secret in SECRETS if secret in said]


@pytest.fixture
def blind_scene(full_scene: Any) -> Any:
    """Take the evaluation back to where everybody scores alone; the writer has scored, noted and handed in."""
    from veien.criteria.queries import Criterion
    from veien.evaluation import actions
    from veien.evaluation.models import HandIn, Moderation, OwnScore, QualityLock, Score
    from veien.evaluation.queries import standing_of
    from veien.evaluation.queries.judges import judged_by
    from veien.tenders.queries import tenders_in_order

    procurement, writer = full_scene.procurement, full_scene.people[WRITER]
    QualityLock.objects.filter(procurement=procurement).delete()
    Score.objects.filter(tender__procurement=procurement).delete()
    OwnScore.objects.filter(tender__procurement=procurement).delete()
    for model in (HandIn, Moderation):
        model.objects.filter(criterion__procurement=procurement).delete()
    standing = standing_of(procurement)
    competing = {each.pk for each in standing.competing}
    tenders = [each for each in tenders_in_order(procurement) if each.pk in competing]
    mine = judged_by(procurement, standing.items, writer.pk)
    assert mine
    assert tenders
    for criterion in Criterion.objects.filter(pk__in={item.criterion.pk for item in mine}).order_by("pk"):
        refs = [item.ref for item in mine if item.criterion.pk == criterion.pk]
        scores = [actions.Own(tender, ref, POINTS, f"{REASON}.") for tender in tenders for ref in refs]
        actions.keep_own_scores(procurement, by=writer, criterion=criterion, scores=scores)
        for tender in tenders:
            actions.keep_note(
                procurement, by=writer, tender=tender, criterion=criterion, item=refs[0], text=f"{NOTE}."
            )
    full_scene.handed_in = criterion
    actions.hand_in(procurement, by=writer, criterion=criterion)
    return full_scene


def address(name: str, world: Any) -> str:
    try:
        return reverse(name, kwargs=arguments_of(name, ROUTES[name], world))
    except NoReverseMatch:
        return ""


def answers_to(person: str, world: Any) -> Any:
    """Give the answers that somebody gets: to reading addresses, and to an empty form where tenders are."""
    from django.db import transaction

    for name, (get, post) in MATRIX.items():
        room = name.partition(":")[0]
        if room in BEFORE_THE_EVALUATION and person not in NEAREST:
            continue
        methods = [("get", get), ("post", post if room in ACTED_IN else "-")]
        for method, word in methods:
            if word == "-" or ":" not in name:
                continue
            place = transaction.savepoint()
            url = address(name, world)
            if url:
                yield f"{method} {name}", getattr(browser_of(world.people[person]), method)(url)
            transaction.savepoint_rollback(place)


@pytest.mark.parametrize("person", READERS)
def test_nobody_reads_what_another_evaluator_gives_alone(blind_scene: Any, person: str) -> None:
    told = {said: found for said, answer in answers_to(person, blind_scene) if (found := told_in(answer))}
    assert not told


def test_the_writer_reads_it_on_the_own_pages(blind_scene: Any) -> None:
    writer = browser_of(blind_scene.people[WRITER])
    place = [blind_scene.procurement.public_id]
    page = writer.get(reverse("evaluation:own_criterion", args=[*place, blind_scene.handed_in.public_id]))
    assert {REASON, NOTE, "7.913"} <= set(told_in(page))
    assert NOTE in told_in(writer.get(reverse("evaluation:notes", args=place)))
    log = words_of(writer.get(reverse("road:log", args=place)))
    assert "Handed in own points on a criterion" in log
    assert not [secret for secret in SECRETS if secret in log]


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_no_document_of_the_evaluation_tells_what_is_given_alone(blind_scene: Any, ending: str) -> None:
    from django.http import HttpResponse

    from veien.evaluation.tool import make_form

    made = make_form(blind_scene.procurement, "en", ending)
    assert not told_in(HttpResponse(made.data))
