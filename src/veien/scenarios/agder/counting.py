"""The business case: assumptions, drivers, today's practice, three alternatives, and the share of each municipality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from veien.business_case.actions import alternatives, book, case, lines, quantities
from veien.business_case.queries import Line, alternatives_of
from veien.foundation import clock
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.scenarios.agder.data import read

FIGURES = ("amount", "unit_amount", "share", "realised", "growth", "low", "mode", "high")
Known = dict[str, dict[str, Any]]


def count_up(procurement: Procurement, goals: dict[str, Any], *, by: User) -> None:
    """Make the whole case, and share its cost by population with a tenth split equally."""
    told = read("case")
    made = case.begin_case(
        procurement,
        by=by,
        null_title=told["null_title"],
        currency="NOK",
        years=told["years"],
        start_year=told["start_year"],
        discount_rate=Decimal(told["discount_rate"]),
        rate_source=told["rate_source"],
        discounting="year_zero_undiscounted",
    )
    known = _drivers(made, told, by=by) | {"goal": goals}
    today = made.alternatives.get(is_null=True)
    alternatives.change_alternative(today, by=by, revision=today.revision, text=told["null_text"])
    _write(today, told["today"], known, by=by)
    written: dict[str, Any] = {}
    for row in told["alternatives"]:
        like = written.get(row.get("like", ""))
        words = {"title": row["title"], "text": row["text"]}
        alternative = alternatives.add_alternative(made, by=by, like=like, **words)
        written[row["key"]] = alternative
        if like is None:
            _write(alternative, row["lines"], known, by=by)
        else:
            _rewrite(alternative, row, told, known, by=by)
    made.refresh_from_db()
    share = Decimal(told["fixed_share"])
    case.change_key(made, by=by, revision=made.revision, key_by="population", fixed_share=share, users={})


def key_of(procurement: Procurement, key: str) -> str:
    """Give the key that an alternative of the data has in the tables."""
    titles = {row["key"]: row["title"] for row in read("case")["alternatives"]}
    return next(each.key for each in alternatives_of(procurement) if each.title == titles[key])


def line_keys(procurement: Procurement, alternative: str, keys: Iterable[str]) -> list[str]:
    """Give the keys that lines of the data have in the tables."""
    titles = {
        each["key"]: each["title"] for row in read("case")["alternatives"] for each in row.get("lines", ())
    }
    lines_of = Line.objects.filter(alternative__case__procurement=procurement, alternative__key=alternative)
    there = dict(lines_of.values_list("title", "key"))
    return [there[titles[key]] for key in keys]


def _drivers(made: Any, told: Mapping[str, Any], *, by: User) -> Known:
    booked = {}
    for row in told["assumptions"]:
        words = {key: row[key] for key in ("title", "unit", "source")}
        words |= {"figure": Decimal(row["figure"]), "checked_on": clock.today()}
        booked[row["key"]] = book.add_assumption(made, by=by, **words)
    counted = {}
    for row in told["quantities"]:
        words = row | ({"number": Decimal(row["number"])} if "number" in row else {})
        counted[row["key"]] = quantities.add_quantity(made, by=by, **words)
    return {"assumption": booked, "quantity": counted}


def _write(alternative: Any, rows: Iterable[Mapping[str, Any]], known: Known, *, by: User) -> None:
    written = [lines.Written(None, 0, _words(row, known)) for row in rows]
    lines.write_lines(alternative, by=by, rows=written)


def _rewrite(
    alternative: Any, row: Mapping[str, Any], told: Mapping[str, Any], known: Known, *, by: User
) -> None:
    """Take out and change the lines in which an alternative differs from the one that it began as."""
    like = next(each for each in told["alternatives"] if each["key"] == row["like"])
    titles = {each["key"]: each["title"] for each in like["lines"]}
    there = {line.title: line for line in alternative.lines.all()}
    for key in row["without"]:
        lines.remove_line(there[titles[key]], by=by)
    changed = [
        lines.Written(there[titles[key]], there[titles[key]].revision, _words(words, known))
        for key, words in row["differs"].items()
    ]
    lines.write_lines(alternative, by=by, rows=changed)


def _words(row: Mapping[str, Any], known: Known) -> Any:
    """Give a line's words: figures exact, drivers, assumptions and goals as what they name."""
    words = {key: value for key, value in row.items() if key not in ("key", "years")}
    words |= {key: Decimal(row[key]) for key in FIGURES if key in row}
    words |= {key: found[row[key]] for key, found in known.items() if key in row}
    if "years" in row:
        words["first_year"], words["last_year"] = row["years"]
    return words
