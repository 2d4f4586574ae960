"""What would have come out under suppositions: the same engine, nothing stored, and every difference said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from veien.award_model.rules import check_case, evaluate
from veien.criteria.queries.problems import in_our_words
from veien.criteria.rules import placed
from veien.evaluation.queries.result.findings import Finding
from veien.evaluation.queries.result.models import given_figures, model_title, move_said
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.words import money, percent, said
from veien.evaluation.rules import Standing
from veien.evaluation.rules.models import Tried, own_model
from veien.evaluation.rules.supposing import EVERY, Supposition, quality_ids, supposed
from veien.foundation.faults import BadDocument


@dataclass(frozen=True)
class SupposedRow:
    """One tender: place and figure as they are and as supposed."""

    label: str
    was: str
    was_figure: str
    now: str
    now_figure: str
    move: str
    kind: str


@dataclass(frozen=True)
class SupposedView:
    """What is supposed, line by line, and what would have come of it."""

    lines: tuple[str, ...]
    first: Finding
    rows: tuple[SupposedRow, ...]
    was_title: str
    now_title: str
    tried: Tried
    labels: Mapping[str, str]


class CannotSuppose(ValueError):
    """The engine refuses the case as supposed; ``sentences`` say why, in the active language."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


def supposed_view(own: Tried, standing: Standing, supposition: Supposition) -> SupposedView:
    """Compute the case as it would be, and set it beside the result.

    Raises: CannotSuppose where the engine refuses it; CannotCompare where the model lacks weights or a price.
    """
    document, figures = supposed(own.document, supposition)
    try:
        case = check_case(document)
    except BadDocument as bad:
        raise CannotSuppose([in_our_words(placed(document, fault)) for fault in bad.faults]) from bad
    then = Tried(own_model(document), document, case, evaluate(case, engine=""), figures)
    before = Reading(own.case, own.result, standing)
    after = Reading(then.case, then.result, standing)
    labels = {key: standing.by_key(key).label for key in own.result["tenders"]}
    return SupposedView(
        lines=tuple(_lines(own, then, standing, supposition)),
        first=_first(own, then, after),
        rows=tuple(_row(own, then, before, after, key) for key in _order(before, after)),
        was_title=before.figure_title,
        now_title=after.figure_title,
        tried=then,
        labels=labels,
    )


def _order(before: Reading, after: Reading) -> list[str]:
    """List the tenders as they would stand, those left out at the end."""
    return [*after.order, *(key for key in before.order if key not in after.order)]


def _row(own: Tried, then: Tried, before: Reading, after: Reading, key: str) -> SupposedRow:
    is_in = key in then.result["tenders"]
    was, now = own.rank(key), then.rank(key) if is_in else None
    move, kind = move_said(was, now) if is_in else (_("left out"), "plain")
    return SupposedRow(
        label=before.label(key),
        was="–" if was is None else str(was),
        was_figure=before.say_figure(before.figure(key)),
        now="–" if now is None else str(now),
        now_figure=after.say_figure(after.figure(key)) if is_in else "–",
        move=move,
        kind=kind,
    )


def _first(own: Tried, then: Tried, after: Reading) -> Finding:
    if not then.first:
        return Finding(_("No tender would qualify."), "", "sun")
    names = after.named(list(then.first))
    if set(then.first) == set(own.first):
        stayed = [key for key in own.order if key in then.order]
        lead = _("%(tenders)s would still be first.") % {"tenders": names}
        text = _("Further down some would change places.") if stayed != list(then.order) else ""
        return Finding(lead, text, "ok")
    lead = _("%(tenders)s would be first, instead of %(now)s.") % {
        "tenders": names,
        "now": ", ".join(after.label(key) for key in own.first),
    }
    return Finding(lead, _("The result is still what was computed from the model as it was declared."), "sun")


def _lines(own: Tried, then: Tried, standing: Standing, supposition: Supposition) -> list[str]:
    """Say line by line what is supposed."""
    lines = []
    titles = {entry["id"]: entry.get("title") or entry["id"] for entry in own.document["criteria"]}
    weights = {entry["id"]: entry.get("weight") for entry in own.document["criteria"]}
    for key, share in supposition.weights.items():
        if Decimal(weights[key] or 0) != share:
            lines.append(
                _("%(criterion)s weighs %(now)s instead of %(was)s.")
                % {"criterion": titles[key], "now": percent(share), "was": percent(weights[key] or "0")}
            )
    if supposition.money is not None:
        lines.append(
            _("A quality point is worth %(share)s of what was set.") % {"share": percent(supposition.money)}
        )
    if supposition.model:
        lines.append(_("The model is: %(model)s.") % {"model": model_title(supposition.model)})
        lines += given_figures(then) if then.figures else []
    return lines + _tender_lines(own, standing, supposition)


def _tender_lines(own: Tried, standing: Standing, supposition: Supposition) -> list[str]:
    lines = []
    was = {each.id: each.price or Decimal(0) for each in own.case.competing}
    for key, price in supposition.prices.items():
        names = {"tender": standing.by_key(key).label}
        names |= {"now": money(price, own.case.currency), "was": money(was[key], own.case.currency)}
        lines.append(_("%(tender)s costs %(now)s instead of %(was)s.") % names)
    items = dict(quality_ids(own.document))
    for step in supposition.steps:
        names = {
            "tender": standing.by_key(step.tender).label,
            "by": f"{'+' if step.by > 0 else ''}{said(step.by)}",
            "item": _("every quality criterion") if step.item == EVERY else items[step.item],
        }
        lines.append(_("%(tender)s gets %(by)s points on %(item)s.") % names)
    for key in sorted(supposition.without):
        lines.append(_("%(tender)s had not come.") % {"tender": standing.by_key(key).label})
    return lines
