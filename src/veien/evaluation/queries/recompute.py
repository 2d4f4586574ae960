"""What somebody compares who computes the ranking anew: places, figures in full, and digests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from veien.evaluation.queries.case import Computed
from veien.evaluation.rules import ranked


@dataclass(frozen=True)
class ComparedRow:
    """One tender as the command prints it: its place, its name, and its figure with all decimals."""

    rank: str
    label: str
    figure: str


@dataclass(frozen=True)
class DigestRow:
    """One digest: its name, what it covers in a sentence, and the digest; empty where there is none."""

    title: str
    covers: str
    value: str


def compared_rows(computed: Computed) -> list[ComparedRow]:
    """Give the places and figures in the order of the ranking.

    Raises: ValueError where nothing is ranked.
    """
    if computed.result is None:
        raise ValueError("There is no result to compare with.")
    rows = []
    for key in ranked(computed.result):
        held = computed.result["tenders"][key]
        figure = held["total"] if held["total"] is not None else held["evaluated_price"]
        rank = "–" if held["rank"] is None else str(held["rank"])
        rows.append(ComparedRow(rank, computed.standing.by_key(key).label, figure))
    return rows


def digest_rows(document: Mapping[str, Any]) -> list[DigestRow]:
    """Give every digest in a record with what it covers, in the active language."""
    evidence = document["evidence"]
    held = evidence["digests"]
    log = held["log"]
    rows = [
        DigestRow(
            _("Model"), _("How tenders are evaluated: method, criteria, weights."), held.get("model", "")
        ),
        DigestRow(
            _("Scores"),
            _("Points, reasons, must-requirements and rejections of all tenders."),
            held["scores"],
        ),
        DigestRow(
            _("At the lock"),
            _(
                "The same, when the judging of quality was locked; differs only if a tender was rejected since."
            ),
            evidence.get("lock", {}).get("digest", ""),
        ),
        DigestRow(_("Reasons"), _("The reasons alone."), held.get("reasons", "")),
        DigestRow(
            _("Judging"),
            _("Who judged, each evaluator's own points, dissents, the lock and the opening of the prices."),
            held.get("judging", ""),
        ),
        DigestRow(_("Requirements"), _("The requirements as publication locked them."), held["requirements"]),
        DigestRow(_("Criteria"), _("The criteria as publication locked them."), held["criteria"]),
        DigestRow(_("Price lines"), _("The lines of the price form."), held["price_lines"]),
    ]
    newest = _("The newest of %(count)s entries in the log when the record was made.") % {
        "count": log["entries"]
    }
    return [*rows, DigestRow(_("Log"), newest, log["head"])]
