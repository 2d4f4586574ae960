"""The evaluation document: the award model, the tenders with price and points, and the evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from veien.award_model.rules import written
from veien.foundation.canonical import digest_of


@dataclass(frozen=True)
class Offered:
    """One tender as the document shows it; points and reasons by the keys of the criteria.

    Units: ``price`` in the currency of the document; None where no price criterion exists.
    """

    key: str
    name: str
    price: Decimal | None
    points: Mapping[str, Decimal]
    reasons: Mapping[str, str]
    rejected: str = ""
    met: int = 0
    not_met: Mapping[str, str] = field(default_factory=dict)


def document_with(
    head: Mapping[str, Any],
    tenders: Iterable[Offered],
    *,
    digests: Mapping[str, Any],
    judging: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Complete the head of an evaluation document with its tenders and evidence.

    Shape: the format ``veien-evaluation/1``; every figure a decimal string. ``digests`` are written as they are
    handed in, besides those that can be taken of the document itself, which are taken here. ``judging`` is what
    is known of who judged and how, by the keys of ``JUDGING``.
    """
    offers = list(tenders)
    evidence: dict[str, Any] = {
        "reasons": {each.key: dict(each.reasons) for each in offers if each.reasons},
        "musts": {each.key: {"met": each.met, "not_met": dict(each.not_met)} for each in offers},
    }
    evidence |= judging or {}
    document = {**head, "tenders": [_entry(each) for each in offers], "evidence": evidence}
    evidence["digests"] = {**digests, **digests_of(document)}
    return document


def _entry(tender: Offered) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": tender.key, "name": tender.name}
    if tender.price is not None and (tender.price > 0 or not tender.rejected):
        entry["price"] = written(tender.price)
    if tender.points:
        entry["points"] = {key: written(points) for key, points in tender.points.items()}
    if tender.rejected:
        entry["rejected"] = tender.rejected
    return entry


JUDGING = ("judged", "meetings", "own", "dissents", "lock", "opening")
"""The keys of the evidence that tell who judged, what each gave alone, and who locked and opened."""


def digests_of(document: Mapping[str, Any]) -> dict[str, str]:
    """Give the digests that anyone can take again of a record alone, by the names they have in it."""
    return {
        "model": model_digest(document),
        "scores": scores_digest(document),
        "reasons": digest_of(document["evidence"]["reasons"]),
        "judging": judging_digest(document),
    }


def model_digest(document: Mapping[str, Any]) -> str:
    """Give the digest of how tenders are evaluated: everything but the tenders and the evidence."""
    return digest_of({key: value for key, value in document.items() if key not in ("tenders", "evidence")})


def judging_digest(document: Mapping[str, Any]) -> str:
    """Give the digest of who judged and how: what the evidence has of the keys of ``JUDGING``."""
    evidence = document["evidence"]
    return digest_of({key: evidence[key] for key in JUDGING if key in evidence})


def scores_digest(document: Mapping[str, Any]) -> str:
    """Give the digest of all that people judged: points, reasons, must-requirements and rejections.

    It is taken of what the document itself holds, so that anyone can take it again.
    """
    return digest_of(
        {
            "points": {each["id"]: each.get("points", {}) for each in document["tenders"]},
            "rejected": {each["id"]: each["rejected"] for each in document["tenders"] if "rejected" in each},
            "reasons": document["evidence"]["reasons"],
            "musts": document["evidence"]["musts"],
        }
    )


def case_digest(document: Mapping[str, Any]) -> str:
    """Give the digest of all that the ranking is computed from: everything but the evidence."""
    return digest_of({key: value for key, value in document.items() if key != "evidence"})
