"""Slides: read from the back row, read aloud, and the same bytes for the same content."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from veien.documents import actions, rules
from veien.documents.rules.slides import MOST_LINES, digest_of_deck
from veien.documents.tests.examples import AT

DECK = rules.Deck(
    title="What we need",
    subtitle="Safety alarms",
    language="sv",
    meta=(("Led by", "Storvik"),),
    slides=(
        rules.Slide("In short", rules.KeyFigures((rules.KeyFigure("Needs", "38"),)), notes="Begin here."),
        rules.Slide("Needs", rules.Bullets(("To be heard", "To be found"))),
        rules.Slide("Who", rules.Table(("Need", "Who"), (("B-01", "Night staff"),), numeric=(1,))),
        rules.Slide(
            "Areas",
            rules.Bars((rules.Bar("Alarm", (Decimal(3),), "3"),), caption="Needs", alt="Alarm 3"),
        ),
        rules.Slide("A word", rules.Callout("Note", "Nothing is decided.")),
        rules.Slide("Said", rules.Paragraph("I lay on the floor.", lead="A user:")),
    ),
)


def show(deck: rules.Deck = DECK) -> Presentation:
    return Presentation(io.BytesIO(actions.build_slides(deck, at=AT)))


def test_every_slide_has_a_title_of_its_own_and_notes_where_given() -> None:
    made = show()
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[:-1] == ["What we need", "In short", "Needs", "Who", "Areas", "A word", "Said"]
    assert titles[-1] != ""
    assert made.slides[1].notes_slide.notes_text_frame.text == "Begin here."


def test_the_same_slides_give_the_same_bytes() -> None:
    assert actions.build_slides(DECK, at=AT) == actions.build_slides(DECK, at=AT)


def test_text_carries_its_language_and_a_chart_its_description() -> None:
    made = show()
    assert 'lang="sv-SE"' in made.slides[2].element.xml
    assert 'descr="Alarm 3"' in made.slides[4].element.xml
    chart = next(shape.chart for shape in made.slides[4].shapes if shape.has_chart)
    assert list(chart.plots[0].categories) == ["Alarm: 3"]


def test_the_last_slide_bears_the_digest_and_another_word_gives_another_digest() -> None:
    text = "\n".join(shape.text_frame.text for shape in show().slides[-1].shapes if shape.has_text_frame)
    assert digest_of_deck(DECK) in text
    other = replace(DECK, slides=(*DECK.slides[:-1], rules.Slide("Said", rules.Paragraph("Something else."))))
    assert digest_of_deck(other) != digest_of_deck(DECK)


def test_an_example_says_so_on_every_slide() -> None:
    made = show(replace(DECK, is_example=True, language="en"))
    for slide in made.slides:
        assert "Example data" in "\n".join(
            each.text_frame.text for each in slide.shapes if each.has_text_frame
        )


@pytest.mark.parametrize(
    "slide",
    [
        rules.Slide("", rules.Bullets(("a",))),
        rules.Slide("Empty", rules.Bullets(())),
        rules.Slide("Full", rules.Bullets(("a",) * (MOST_LINES + 1))),
        rules.Slide("Long", rules.Paragraph("word " * 60)),
        rules.Slide("Uneven", rules.Table(("a", "b"), (("a",),))),
    ],
)
def test_a_slide_that_nobody_could_read_is_refused(slide: rules.Slide) -> None:
    with pytest.raises(rules.CannotBuild):
        actions.build_slides(replace(DECK, slides=(slide,)), at=AT)


@given(st.lists(st.integers(), max_size=60), st.integers(1, 9))
def test_rows_are_shared_out_evenly_and_in_order(found: list[int], most: int) -> None:
    groups = rules.shared_out(found, most)
    assert [each for group in groups for each in group] == found
    sizes = [len(group) for group in groups]
    assert all(0 < size <= most for size in sizes)
    assert not sizes or max(sizes) - min(sizes) <= 1


@given(st.text(max_size=400), st.integers(2, 220))
def test_a_shortened_text_fits_and_a_short_one_stays(text: str, most: int) -> None:
    found = rules.shortened(text, most)
    assert len(found) <= most
    if len(" ".join(text.split())) <= most:
        assert found == " ".join(text.split())
