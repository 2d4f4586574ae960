"""What a set of slides is: a title, then one thought a slide, in the same blocks as a report. Pure.

A slide that would not fit is refused, never shrunk: whoever asks for it shares the rows out with ``shared_out``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from veien.documents.rules.report import (
    Bars,
    Bullets,
    Callout,
    KeyFigures,
    Paragraph,
    Report,
    Section,
    Table,
    plain_report,
)
from veien.documents.rules.sheets import CannotBuild
from veien.documents.rules.text import clean_text
from veien.foundation import canonical

SlideBlock = Paragraph | Bullets | Table | KeyFigures | Bars | Callout
Row = TypeVar("Row")

MOST_LINES = 7
"""Lines, rows or bars that a slide can hold so that the back row reads them."""

MOST_LETTERS = 220
"""Letters of one line, row or paragraph."""


@dataclass(frozen=True)
class Slide:
    """One slide: its title, one block, and what the one who shows it may say."""

    title: str
    block: SlideBlock
    notes: str = ""


@dataclass(frozen=True)
class Deck:
    """A whole set of slides; ``meta`` stands on the first one."""

    title: str
    subtitle: str
    language: str
    slides: tuple[Slide, ...]
    is_example: bool = False
    meta: tuple[tuple[str, str], ...] = ()


def check_deck(deck: Deck) -> None:
    """See that every slide can be read from the back row.

    Raises: CannotBuild naming the slide and what is too much.
    """
    if not clean_text(deck.title):
        raise CannotBuild("A set of slides needs a title.")
    for slide in deck.slides:
        if not clean_text(slide.title):
            raise CannotBuild("Every slide needs a title.")
        lines = list(lines_of(slide.block))
        if not lines:
            raise CannotBuild(f"{slide.title}: there is nothing on the slide.")
        if len(lines) > MOST_LINES:
            raise CannotBuild(f"{slide.title}: {len(lines)} lines are more than {MOST_LINES}.")
        if any(len(line) > MOST_LETTERS for line in lines):
            raise CannotBuild(f"{slide.title}: a line is longer than {MOST_LETTERS} letters.")
        if isinstance(slide.block, Table) and any(
            len(row) != len(slide.block.columns) for row in slide.block.rows
        ):
            raise CannotBuild(f"{slide.title}: a row has not {len(slide.block.columns)} cells.")


def lines_of(block: SlideBlock) -> Iterator[str]:
    """Give what a block says, line by line, row by row, bar by bar."""
    if isinstance(block, Paragraph):
        yield " ".join(filter(None, (block.lead, block.text)))
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Table):
        yield from (" ".join(row) for row in block.rows)
    elif isinstance(block, KeyFigures):
        yield from (f"{each.value} {each.label}" for each in block.items)
    elif isinstance(block, Bars):
        yield from (f"{each.label} {each.shown}" for each in block.rows)
    else:
        yield f"{block.title} {block.text}"


def shared_out(rows: Sequence[Row], most: int = MOST_LINES) -> list[tuple[Row, ...]]:
    """Share rows out on as few slides as hold them, as evenly as can be, in their order.

    Shape: no group is empty; the groups together are the rows, and their sizes differ by one at most.
    """
    if not rows:
        return []
    groups = -(-len(rows) // most)
    least, more = divmod(len(rows), groups)
    found, start = [], 0
    for number in range(groups):
        end = start + least + (number < more)
        found.append(tuple(rows[start:end]))
        start = end
    return found


def shortened(text: str, most: int = MOST_LETTERS) -> str:
    """Give a text cut at a word so that it fits on a line, with dots where something is left out."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def digest_of_deck(deck: Deck) -> str:
    """Give the SHA-256 of what the slides say, in hex: equal digests, equal content."""
    sections = tuple(Section(slide.title, (slide.block,)) for slide in deck.slides)
    said = Report(deck.title, deck.subtitle, deck.language, sections, deck.is_example, deck.meta)
    notes = [clean_text(slide.notes) for slide in deck.slides]
    return canonical.digest_of({"slides": plain_report(said), "notes": notes})
