"""Turns a document into a case, or tells everything that is wrong with it. Nothing is ignored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence, Set
from decimal import Decimal
from typing import Any

from veien.award_model.rules.case import METHODS, Case, Criterion, Rounding, Tender, leaves_of, nodes_of
from veien.award_model.rules.check_criteria import CriteriaCheck
from veien.award_model.rules.check_whole import check_figures, check_whole
from veien.foundation.faults import BadDocument, path_of
from veien.foundation.findings import Findings, Steps

FORMAT = "veien-evaluation/1"
MOST_TENDERS = 1000  # leaving each out in turn takes the square of their number

_REQUIRED = ("format", "currency", "method", "criteria", "tenders")
_OPTIONAL = ("title", "scale", "rounding", "evidence")
_OF_METHODS = {
    "percent": ("percent_addition", "percent_deduction"),
    "corridor_percent": ("value_per_price",),
    "decide_by": ("value_per_price",),
    "least_points": ("qualified_lowest_price",),
}
_REQUIRED_OF_METHODS = ("percent", "least_points")


def check_case(document: Any) -> Case:
    """Check a document in the format ``veien-evaluation/1`` and give the case it describes.

    Raises: BadDocument with every fault found; nothing is computed then.
    """
    findings = Findings()
    held = findings.mapping(document, ())
    if held is None:
        raise BadDocument(findings.faults)
    case = _Check(findings, held).case()
    if not findings.faults and case is not None:
        check_whole(case, findings)
    if findings.faults or case is None:
        raise BadDocument(findings.faults)
    return case


def with_tenders(case: Case, tenders: Sequence[Tender]) -> Case:
    """Give a checked case other tenders, whose figures are numbers already: they are checked, the rest is not again.

    Shape: ``input_sha256`` is empty, for there is no document.
    Raises: BadDocument if they cannot be evaluated; ``check_case`` of the whole document then says where and why.
    """
    changed = case._replace(tenders=tuple(tenders), input_sha256="")
    findings = Findings()
    scored, price = {leaf.id for leaf in case.quality_leaves}, case.price_leaf
    for index, tender in enumerate(changed.competing):
        if not _is_whole(tender, scored, case.scale, is_priced=price is not None):
            findings.note(
                ("tenders", index), "The tender lacks a figure, or one lies outside.", "Check the document."
            )
    if not changed.competing or len({tender.id for tender in tenders}) != len(tenders):
        findings.note(("tenders",), "No tender competes, or two have the same id.", "Check the document.")
    if not findings.faults:
        check_figures(changed, findings)
    if findings.faults:
        raise BadDocument(findings.faults)
    return changed


def _is_whole(tender: Tender, scored: Set[str], scale: Decimal, *, is_priced: bool) -> bool:
    if is_priced and (tender.price is None or tender.price <= 0):
        return False
    if tender.points.keys() != scored:
        return False
    return not scored or (min(tender.points.values()) >= 0 and max(tender.points.values()) <= scale)


def canonical_sha256(document: Any) -> str:
    """Give the SHA-256 of a document's canonical JSON: keys by code point, no spaces, UTF-8."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


class _Check:
    """Reads the parts of one document in the order in which they stand in the format."""

    def __init__(self, findings: Findings, held: dict[str, Any]) -> None:
        self._findings = findings
        self._held = held
        self._method = findings.choice(held, "method", (), METHODS)
        self._scale: Decimal | None = None
        self._read: dict[str, Decimal] = {}  # points are the same few figures over and over

    def case(self) -> Case | None:
        """Read everything; the case is of use only where no fault was found."""
        held, findings = self._held, self._findings
        self._keys()
        title = findings.text(held, "title", ())
        currency = findings.text(held, "currency", (), filled=True)
        self._scale = findings.number_above_zero(held["scale"], ("scale",)) if "scale" in held else None
        rounding = self._rounding()
        criteria_check = CriteriaCheck(findings, self._method, self._scale)
        criteria = criteria_check.tree(held["criteria"]) if "criteria" in held else ()
        self._scale_where_needed(criteria)
        known = _Known(criteria, criteria_check.places)
        percent = self._optional_number("percent")
        corridor = self._optional_number("corridor_percent", most=Decimal(100))
        decide_by = self._decide_by(known)
        least = self._least_points(known)
        tenders = self._tenders(known) if "tenders" in held else ()
        if findings.faults or self._method is None:
            return None
        return Case(
            method=self._method,
            currency=currency,
            scale=self._scale or Decimal(1),
            criteria=criteria,
            tenders=tenders,
            input_sha256=canonical_sha256(held),
            title=title,
            rounding=rounding,
            percent=percent,
            corridor_percent=corridor,
            decide_by=decide_by,
            least_points=least,
        )

    def _keys(self) -> None:
        held, findings = self._held, self._findings
        if "format" in held and held["format"] != FORMAT:
            findings.note(("format",), f"The format is not {FORMAT}.", f"Write format: {FORMAT}.")
        mine = [key for key, methods in _OF_METHODS.items() if self._method in (None, *methods)]
        required = [key for key in mine if key in _REQUIRED_OF_METHODS and self._method]
        findings.keys(
            held,
            (),
            required=[*_REQUIRED, *required],
            optional=[*_OPTIONAL, *(key for key in mine if key not in required)],
        )
        if "evidence" in held:
            findings.mapping(held["evidence"], ("evidence",))

    def _scale_where_needed(self, criteria: tuple[Criterion, ...]) -> None:
        needed = self._method == "points" or any(leaf.kind == "quality" for leaf in leaves_of(criteria))
        if needed and "scale" not in self._held:
            mend = "Write the most points one criterion gives."
            self._findings.note(("scale",), "The key is missing.", mend)

    def _rounding(self) -> Rounding | None:
        if "rounding" not in self._held:
            return None
        place = ("rounding",)
        held = self._findings.mapping(self._held["rounding"], place)
        if held is None:
            return None
        at = self._findings.choice(held, "at", place, ("none", "points", "total"))
        step_needed = at in ("points", "total")
        self._findings.keys(
            held,
            place,
            required=["at", "step"] if step_needed else ["at"],
            optional=[] if step_needed else ["step"],
        )
        step = self._findings.number_above_zero(held["step"], (*place, "step")) if "step" in held else None
        return Rounding(step, at) if step is not None and at is not None and step_needed else None

    def _optional_number(self, key: str, *, most: Decimal | None = None) -> Decimal | None:
        if key not in self._held:
            return None
        return self._findings.number_between(self._held[key], (key,), most=most)

    def _decide_by(self, known: _Known) -> str | None:
        held = self._held
        if ("decide_by" in held) != ("corridor_percent" in held) and self._method == "value_per_price":
            missing = "corridor_percent" if "decide_by" in held else "decide_by"
            what = "corridor_percent and decide_by go together."
            self._findings.note((missing,), what, f"Write {missing}, or leave both out.")
        if "decide_by" not in held:
            return None
        return self._findings.choice(held, "decide_by", (), known.all)

    def _least_points(self, known: _Known) -> dict[str, Decimal]:
        if "least_points" not in self._held:
            return {}
        place = ("least_points",)
        held = self._findings.mapping(self._held["least_points"], place)
        if held is None:
            return {}
        if not held:
            mend = "Write total or the id of a criterion, or use the method lowest_price."
            self._findings.note(place, "No least points are given.", mend)
        if "total" in known.all:
            what = "A criterion has the id total, which here means the whole."
            self._findings.note(place, what, "Give the criterion another id.")
        least = {}
        for key, value in held.items():
            if key != "total" and key not in known.with_quality:
                mend = "Write total or the id of a quality criterion."
                self._findings.note((*place, key), "There is no such quality criterion.", mend)
                continue
            number = self._findings.number_between(value, (*place, key), most=self._scale)
            if number is not None:
                least[key] = number
        return least

    def _tenders(self, known: _Known) -> tuple[Tender, ...]:
        entries = self._findings.listing(self._held["tenders"], ("tenders",))
        if len(entries) > MOST_TENDERS:
            what = f"There are more than {MOST_TENDERS} tenders."
            self._findings.note(("tenders",), what, f"Evaluate at most {MOST_TENDERS} at a time.")
            return ()
        taken: dict[str, int] = {}
        tenders = [self._tender(entry, index, known, taken) for index, entry in enumerate(entries)]
        found = tuple(tender for tender in tenders if tender is not None)
        if entries and len(found) == len(entries) and all(tender.rejected is not None for tender in found):
            self._findings.note(("tenders",), "Every tender is rejected.", "There must be one that is not.")
        return found

    def _tender(self, value: Any, index: int, known: _Known, taken: dict[str, int]) -> Tender | None:
        findings, steps = self._findings, ("tenders", index)
        held = findings.mapping(value, steps)
        if held is None:
            return None
        findings.keys(held, steps, required=["id"], optional=["name", "price", "points", "rejected"])
        name = findings.text(held, "id", steps, filled=True)
        if name and taken.setdefault(name, index) != index:
            what = f"The id {name} is taken by {path_of(('tenders', taken[name]))}."
            findings.note((*steps, "id"), what, "Give each tender its own id.")
        price = None
        if "price" in held:
            price = findings.number_above_zero(held["price"], (*steps, "price"))
        elif known.has_price and "rejected" not in held:
            findings.note((*steps, "price"), "The price is missing.", "Write it, or why it is rejected.")
        return Tender(
            id=name,
            name=findings.text(held, "name", steps),
            price=price,
            points=self._points(held, index, known),
            rejected=findings.text(held, "rejected", steps, filled=True) if "rejected" in held else None,
        )

    def _points(self, held: dict[str, Any], index: int, known: _Known) -> dict[str, Decimal]:
        findings, steps = self._findings, ("tenders", index, "points")
        points = findings.mapping(held["points"], steps) if "points" in held else {}
        if points is None:
            return {}
        if "rejected" not in held:
            for leaf in known.quality:
                if leaf not in points:
                    findings.note((*steps, leaf), "The points are missing.", "Write them.")
        read = {}
        for leaf, value in points.items():
            if leaf in known.doubtful or not known.all:
                continue  # what is wrong with the criterion has been said
            if leaf not in known.quality:
                mend = "Take it away; points belong to criteria of kind quality."
                findings.note((*steps, str(leaf)), "There is no such quality criterion.", mend)
                continue
            number = self._read.get(value) if type(value) is str else None
            if number is None:
                number = self._figure(value, (*steps, leaf))
            if number is not None:
                read[leaf] = number
        return read

    def _figure(self, value: Any, steps: Steps) -> Decimal | None:
        number = self._findings.number_between(value, steps, most=self._scale)
        if number is not None and type(value) is str:
            self._read[value] = number
        return number


class _Known:
    """The ids of the criteria, by what they can be used for."""

    def __init__(self, criteria: tuple[Criterion, ...], places: Collection[str]) -> None:
        leaves = list(leaves_of(criteria))
        self.all = tuple(places)
        self.quality = {leaf.id: None for leaf in leaves if leaf.kind == "quality" and leaf.id}
        self.doubtful = {leaf.id for leaf in leaves if leaf.kind is None}
        self.has_price = any(leaf.kind == "price" for leaf in leaves)
        self.with_quality = {
            node.id
            for node in nodes_of(criteria)
            if any(leaf.kind == "quality" for leaf in leaves_of([node]))
        }
