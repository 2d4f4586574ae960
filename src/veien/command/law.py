"""``veien law regime``: which rules a value falls under on a day, without an account, a database or Django."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from veien.command.terminal import DONE, json_text, money, refuse, table, write
from veien.foundation.faults import BadDocument, Fault, shown
from veien.foundation.findings import Findings
from veien.law.queries import confidence_words, countries, placed
from veien.law.rules import BUYERS, CATEGORIES, FigureMissing, Placement, Threshold


class Question(NamedTuple):
    """What is asked. Units: ``value`` in the currency of the country, VAT excluded."""

    country: str
    buyer: str
    category: str
    value: Decimal
    on: date


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien law regime ...`` and give the exit status: 0 done, 2 the input is wrong or a figure missing."""
    chosen = _parser().parse_args(arguments)
    try:
        asked = _question(chosen)
        found = placed(asked.country, asked.buyer, asked.category, asked.on, value=asked.value)
    except BadDocument as error:
        return refuse(error)
    except FigureMissing as missing:
        mend = "Look it up with the authority, or ask for another day."
        return refuse(BadDocument([Fault(each.id, each.sentence, mend) for each in missing.missing]))
    answer = answer_of(asked, found)
    write(sys.stdout, json_text(answer, levels=1) if chosen.json else as_table(answer))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="veien law",
        description="Which rules of public procurement a value falls under, by dated thresholds. Not legal advice.",
        formatter_class=lambda prog: argparse.HelpFormatter(prog, width=100),
    )
    kinds = parser.add_subparsers(metavar="regime", required=True, dest="what")
    regime = kinds.add_parser("regime", help="say which rules a value falls under on a day")
    regime.add_argument("--country", required=True, metavar="NO", help=f"one of {', '.join(countries())}")
    regime.add_argument("--buyer", required=True, metavar="municipal", help=f"one of {', '.join(BUYERS)}")
    regime.add_argument(
        "--category", required=True, metavar="goods-services", help=f"one of {', '.join(CATEGORIES)}"
    )
    regime.add_argument(
        "--value", required=True, metavar="AMOUNT", help="VAT excluded, options and extensions counted in"
    )
    regime.add_argument(
        "--on", required=True, metavar="DAY", help="the day of the notice, such as 2026-05-01"
    )
    regime.add_argument("--json", action="store_true", help="write the answer as JSON")
    return parser


def _question(chosen: argparse.Namespace) -> Question:
    """Read what is asked.

    Raises: BadDocument with every fault found.
    """
    findings = Findings()
    _known(findings, "--country", chosen.country, countries())
    _known(findings, "--buyer", chosen.buyer, BUYERS)
    _known(findings, "--category", chosen.category, CATEGORIES)
    value = findings.number_between(chosen.value, ("--value",), least=0)
    try:
        on = date.fromisoformat(chosen.on)
    except ValueError:
        on = date.min
        findings.note(
            ("--on",), f"{shown(chosen.on) or 'An empty text'} is no day.", "Write it as 2026-05-01."
        )
    if findings.faults or value is None:
        raise BadDocument(findings.faults)
    return Question(chosen.country, chosen.buyer, chosen.category, value, on)


def _known(findings: Findings, flag: str, word: str, among: Collection[str]) -> None:
    if word not in among:
        what = f"{shown(word) or 'An empty text'} is not known here."
        findings.note((flag,), what, f"Write one of: {', '.join(among)}.")


def answer_of(asked: Question, found: Placement) -> dict[str, Any]:
    """Give the answer as the format has it."""
    return {
        "regime": found.regime.id,
        "thresholds": [_threshold(each) for each in found.thresholds],
        "reasons": _reasons(asked, found),
        "warnings": _warnings(asked, found),
    }


def _threshold(each: Threshold) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind,
        "value": format(each.value, "f"),
        "currency": each.currency,
        "from": each.from_on.isoformat(),
        "to": each.to_on.isoformat() if each.to_on else None,
        "source": _source(each),
        "ref": each.grounds.ref,
        "confidence": each.grounds.confidence,
        "checked_on": each.grounds.checked_on.isoformat() if each.grounds.checked_on else None,
    }


def _source(each: Threshold) -> str:
    return "; ".join(source.title for source in each.grounds.sources) or "no source read"


def _reasons(asked: Question, found: Placement) -> list[str]:
    value = format(asked.value, "f")
    said = []
    if found.reached is not None:
        said.append(f"{value} reaches {_named(found.reached)}.")
    if found.next_up is not None:
        said.append(f"{value} stays below {_named(found.next_up)}.")
    said.append(f"{found.regime.title['en']}: {found.regime.means['en']} ({found.regime.grounds.ref})")
    return said + [each["en"] for each in found.also]


def _named(each: Threshold) -> str:
    words = filter(None, [f"{format(each.value, 'f')} {each.currency}", each.grounds.ref])
    return f"{each.id} ({', '.join(words)})"


def _warnings(asked: Question, found: Placement) -> list[str]:
    deciding = [each for each in (found.reached, found.next_up) if each is not None]
    sure = confidence_words()
    said = [
        f"{each.id} is {sure[each.grounds.confidence].title['en']}. {sure[each.grounds.confidence].means['en']}"
        for each in deciding
        if each.grounds.confidence != "verified"
    ]
    said += [f"{each.id}: {each.note['en']}" for each in deciding if each.note]
    said += [
        f"{each.id} was last checked on {each.grounds.checked_on}, before the day that was asked for."
        for each in deciding
        if each.is_checked_before(asked.on)
    ]
    return said + [each.sentence for each in found.missing]


def as_table(answer: dict[str, Any]) -> str:
    """Write the answer for people."""
    rows = [["Threshold", "Amount", "From", "To", "How sure", "Section"]]
    for each in answer["thresholds"]:
        amount = f"{money(each['value'])} {each['currency']}"
        rows.append(
            [each["id"], amount, each["from"], each["to"] or "-", each["confidence"], each["ref"] or "-"]
        )
    told = [f"Regime: {answer['regime']}", "", *answer["reasons"], "", table(rows, numbers=(1,))]
    if answer["warnings"]:
        told += ["", *(f"Note: {each}" for each in answer["warnings"])]
    return "\n".join(told)
