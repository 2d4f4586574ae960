"""What people do with key figures: write them down with source and year, and let them follow a population table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Unpack

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.needs.actions.mapping import CannotMap, changed, fits, last_place, words_in
from veien.needs.models import KeyFigure
from veien.needs.rules.figures import (
    FIRST_YEAR,
    LAST_YEAR,
    LEAST_GROWTH,
    MOST_FIGURE,
    MOST_GROWTH,
    MOST_YEARS_AHEAD,
    OLDEST,
    people_in,
)
from veien.needs.rules.inquiries import tidied
from veien.needs.rules.mapping import FIGURE_FIELDS, FigureWords
from veien.web.rules.numbers import written_number

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


def add_figure(procurement: Procurement, *, by: User, **words: Unpack[FigureWords]) -> KeyFigure:
    """Write down a key figure with its source and year.

    May: edit
    Raises: CannotMap if source or year is missing, or a figure cannot be true.
    Logs: needs.key_figure_added
    """
    figure = KeyFigure(procurement=procurement, **tidied(words, FIGURE_FIELDS))
    _check(figure)
    subject = f"key-figure:{figure.public_id}"
    with recorded(procurement.public_id, "needs.key_figure_added", by=by, subject=subject) as entry:
        figure.position = last_place(KeyFigure.objects.filter(procurement=procurement))
        figure.save()
        entry.content = words_in(figure, FIGURE_FIELDS)
    return figure


def change_figure(figure: KeyFigure, *, by: User, revision: int, **words: Unpack[FigureWords]) -> KeyFigure:
    """Change a key figure.

    May: edit
    Raises: CannotMap as for ``add_figure``; MappedMeanwhile if somebody else wrote first.
    Logs: needs.key_figure_changed
    """
    log = (figure.procurement, "needs.key_figure_changed", f"key-figure:{figure.public_id}")
    found: KeyFigure = changed(
        figure, words, by=by, revision=revision, log=log, check=_check, fields=FIGURE_FIELDS
    )
    return found


def remove_figure(figure: KeyFigure, *, by: User) -> None:
    """Remove a key figure.

    May: edit
    Logs: needs.key_figure_removed
    """
    chain, subject = figure.procurement.public_id, f"key-figure:{figure.public_id}"
    with recorded(chain, "needs.key_figure_removed", by=by, subject=subject) as entry:
        entry.content = words_in(figure, FIGURE_FIELDS)
        figure.delete()


def follow_table(
    figure: KeyFigure,
    *,
    by: User,
    people: Mapping[int, Decimal],
    source: str,
    ages: tuple[int, int] = (0, OLDEST),
) -> KeyFigure:
    """Let a key figure follow the people of some ages in a population table, year by year.

    Shape: ``people`` maps a year to how many; the figure's own year lies among or between them.
    May: edit
    Raises: CannotMap if the table lacks a source or the figure's own year, or nobody is in it.
    Logs: needs.key_figure_follows
    """
    source = " ".join(source.split())
    if not source:
        raise CannotMap(
            _("Say where the table comes from. Without a source nobody can check it."), field="source"
        )
    problem = why_not_followed(figure, people)
    if problem:
        raise CannotMap(problem, field="file")
    table = {
        "years": {str(year): str(count) for year, count in sorted(people.items())},
        "from": ages[0],
        "to": ages[1],
    }
    return _set_table(figure, by=by, table=table, source=source)


def drop_table(figure: KeyFigure, *, by: User) -> KeyFigure:
    """Let a key figure no longer follow its table; its rate holds again.

    May: edit
    Logs: needs.key_figure_follows
    """
    return _set_table(figure, by=by, table={}, source="")


def _set_table(figure: KeyFigure, *, by: User, table: dict[str, object], source: str) -> KeyFigure:
    chain, subject = figure.procurement.public_id, f"key-figure:{figure.public_id}"
    with recorded(chain, "needs.key_figure_follows", by=by, subject=subject) as entry:
        current = KeyFigure.objects.select_for_update().get(pk=figure.pk)
        current.procurement = figure.procurement
        current.table, current.table_source = table, source
        fits(current)
        current.revision += 1
        current.save(update_fields=["table", "table_source", "revision"])
        entry.content = {"what": current.title, "table": table, "source": source}
    return current


def why_not_followed(figure: KeyFigure, people: Mapping[int, Decimal]) -> str:
    """Say why a figure cannot follow a population table; empty if it can."""
    if len(people) >= 2 and people_in(people, figure.year):
        return ""
    said = _(
        "The table must have at least two years, with %(year)s, the year of the figure, among or between them."
    )
    return said % {"year": figure.year}


def _check(figure: KeyFigure) -> None:
    if not figure.title:
        raise CannotMap(_("Say what is counted."), field="title")
    if not figure.source:
        raise CannotMap(
            _("Say where the figure comes from. Without a source nobody can check it."), field="source"
        )
    if not 0 <= figure.value <= MOST_FIGURE:
        raise CannotMap(
            _(
                "A count of people or things lies between 0 and %(most)s: there is nothing to count below zero."
            )
            % {"most": written_number(MOST_FIGURE, get_language() or "nb")},
            field="value",
        )
    _check_years(figure)
    growth = figure.growth_percent
    if growth is not None and not LEAST_GROWTH <= growth <= MOST_GROWTH:
        raise CannotMap(
            _(
                "Between %(least)s and %(most)s percent a year: nothing goes on changing faster than that for years. Is"
                " it the growth of the whole period?"
            )
            % {"least": LEAST_GROWTH, "most": MOST_GROWTH},
            field="growth_percent",
        )
    fits(figure)


def _check_years(figure: KeyFigure) -> None:
    if not FIRST_YEAR <= figure.year <= LAST_YEAR:
        raise CannotMap(
            _("A year between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR},
            field="year",
        )
    last = min(figure.year + MOST_YEARS_AHEAD, LAST_YEAR)
    if figure.until is not None and not figure.year < figure.until <= last:
        raise CannotMap(
            _("A year after %(first)s and not after %(last)s: nobody knows more than that.")
            % {"first": figure.year, "last": last},
            field="until",
        )
