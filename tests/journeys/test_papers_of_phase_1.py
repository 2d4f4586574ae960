"""Every document of the first phase: made from the procurement's own data, in Word and as a tagged PDF."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from veien.files.queries import content_of
from veien.foundation import clock
from veien.goals.actions import write_vision
from veien.market.actions import add_row
from veien.market.queries import KINDS
from veien.methods.queries import latest
from veien.needs.actions import add_need
from veien.organisations.actions import keep_template
from veien.road import actions
from veien.road.queries.paper import decision_paper
from veien.road.rules.registry import PAPER_ORDER, maker_of
from veien.strategy.tests.stage import whole

pytestmark = pytest.mark.django_db

POINT = "decision-1"
PAPERS = latest("no-kvikkguide").decision(POINT).deliverables
LANGUAGES = ("nb", "sv", "da", "en")
VERSION = {"nb": "Versjon", "sv": "Version", "da": "Version", "en": "Version"}


@pytest.fixture
def filled(procurement: Any, leader: Any) -> Any:
    """A procurement with a little of everything that the documents tell."""
    words = {"mandate": "Find the need.", "reporting": "Each month.", "funding": "The budget of 2027."}
    actions.set_charter(procurement, by=leader, **words)
    add_need(procurement, by=leader, title="Be found at night", holder="Residents")
    write_vision(procurement, by=leader, text="Everybody sleeps safely at home.")
    visit = {"host": "Grimstad", "visited_on": clock.today(), "seen": "It answers within a minute."}
    add_row(KINDS["visit"], procurement, by=leader, words=visit)
    whole(procurement, leader)
    return procurement


def own_template() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Storvik kommune"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("place", "paper"), list(enumerate(PAPERS)))
def test_every_paper_is_word_on_the_own_template_and_a_tagged_pdf_with_version_and_digest(
    filled: Any, leader: Any, place: int, paper: str
) -> None:
    filled.language = LANGUAGES[place % len(LANGUAGES)]
    filled.save(update_fields=["language"])
    keep_template(filled.buyer, by=leader, data=own_template(), name="mal.docx")
    word = actions.make_deliverable(filled, by=leader, deliverable_id=paper, ending="docx")
    document = docx.Document(io.BytesIO(content_of(word.file)))
    said = [each.text for each in document.paragraphs]
    assert document.sections[0].header.paragraphs[0].text == "Storvik kommune"
    assert filled.title in " ".join(said)
    assert f"{VERSION[filled.language]}\t1" in said
    assert any(re.fullmatch(r"[0-9a-f]{64}", each) for each in said)
    pdf = actions.make_deliverable(filled, by=leader, deliverable_id=paper, ending="pdf")
    found = PdfReader(io.BytesIO(content_of(pdf.file)))
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.trailer["/Root"]["/Lang"] == filled.language
    last = found.pages[-1].extract_text()
    assert re.search(r"[0-9a-f]{64}", "".join(last.split()))
    assert "2" in last


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_says_something_in_every_language(filled: Any, leader: Any, language: str) -> None:
    for paper in PAPERS:
        maker = maker_of(paper)
        assert maker is not None, paper
        assert {"pdf", "docx"} <= set(maker.formats), paper
        made = maker.make(filled, language, "docx")
        said = " ".join(each.text for each in docx.Document(io.BytesIO(made.data)).paragraphs)
        assert VERSION[language] in said
        assert len(said) > 200, paper


def test_the_decision_paper_holds_what_the_rooms_lay_before_it_in_order(filled: Any, leader: Any) -> None:
    with translation.override("en"):
        titles = [section.title for section in decision_paper(filled, POINT, "en").sections]
    held = ["Needs", "Goals", "Market dialogue", "Strategy", "Business case"]
    assert [each for each in titles if each in held] == held
    questions = [each.text.en for each in latest("no-kvikkguide").decision(POINT).questions]
    assert titles[1:4] == questions
    assert titles.index("Business case") < titles.index("Recommendation")
    assert len(PAPER_ORDER) == 6


@pytest.mark.parametrize(
    ("name", "args"),
    [("business_case:compare_file", ["docx"]), ("needs:flow_basis", [])],
)
def test_what_is_read_and_not_kept_says_that_it_is_a_draft(
    client_of: Any, filled: Any, leader: Any, name: str, args: list[str]
) -> None:
    keep_template(filled.buyer, by=leader, data=own_template(), name="mal.docx")
    if name == "needs:flow_basis":
        flow(filled, leader)
    answer = client_of(leader).get(reverse(name, args=[filled.public_id, *args]))
    document = docx.Document(io.BytesIO(answer.content))
    assert document.sections[0].header.paragraphs[0].text == "Storvik kommune"
    with translation.override(filled.language):
        draft = translation.gettext("draft, without a version")
    assert any(draft in each.text for each in document.paragraphs)


def flow(procurement: Any, by: Any) -> None:
    """Put one flow of information on the map."""
    from veien.needs.actions.data_flow import add_flow, add_system

    start = add_system(procurement, by=by, name="Alarm")
    end = add_system(procurement, by=by, name="Record", is_record=True)
    words = {"start": start, "end": end, "when": "today", "information": "Name", "sort": "personal"}
    add_flow(procurement, by=by, **words)
