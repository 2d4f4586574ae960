"""What a model still lacks before tenders can be evaluated by it, in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from veien.criteria.queries.items import judged_of
from veien.criteria.queries.judged import criteria_of_requirements, unscored_of
from veien.criteria.queries.model import head_of, model_of, price_lines_of
from veien.criteria.queries.tree import tree_of
from veien.criteria.rules import (
    Head,
    Judged,
    Node,
    Placed,
    Tree,
    Weighing,
    WeightSum,
    document_of,
    faults_of,
    items_in,
    tidy,
    weighings_in,
    weight_sums,
)
from veien.requirements.queries import Requirement
from veien.road.queries import Procurement
from veien.web.rules.numbers import written_number

# What the engine says, and what we say to the person who is filling in a form.
_SAYINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), saying)
    for pattern, saying in (
        (
            r"^The deduction takes the whole price",
            gettext_noop(
                "With this percentage a tender with full points would cost nothing. Choose less than 100."
            ),
        ),
        (
            r"^The price has no weight",
            gettext_noop("This method divides by the weight of the price: give the price a weight above 0."),
        ),
        (
            r"^No quality criterion has a weight",
            gettext_noop("This method needs a quality criterion with a weight above 0."),
        ),
        (r"needs a price criterion", gettext_noop("This method needs a price criterion.")),
        (r"^No price is below the base", gettext_noop("No price would be below the base price.")),
        (
            r"threshold is not below the ceiling",
            gettext_noop("This must be lower than the price that gives no points."),
        ),
        (r"threshold is below zero", gettext_noop("This must be at least 0.")),
        (r"exponent is above", gettext_noop("Write an exponent up to 100.")),
        (r"floor is above the scale", gettext_noop("The floor cannot be above the most points.")),
        (r"ratio is not above the one before", gettext_noop("Write the knots in rising order of price.")),
        (
            r"is no pair",
            gettext_noop("Write two figures on each line: the price against the lowest, and the points."),
        ),
        (r"is not above zero", gettext_noop("Write a number above zero.")),
        (
            r"go together",
            gettext_noop("The corridor and the criterion that decides go together: fill in both or none."),
        ),
        (
            r"no such quality criterion",
            gettext_noop("There is no such quality criterion any more. Choose again."),
        ),
        (
            r"^The quality criteria in",
            gettext_noop("This criterion has no weight and therefore no points of its own."),
        ),
        (
            r"^No least points are given",
            gettext_noop("Fill in the least points in total or for a criterion."),
        ),
        (r"(below|outside) ", gettext_noop("The number is outside what is allowed here.")),
        (r"is not known here", gettext_noop("This choice is no longer there. Choose again.")),
        (r"is no number|not a number", gettext_noop("Write a number.")),
    )
)
_MISSING = {
    "model": gettext_noop("Choose how the price becomes points."),
    "money_per_point": gettext_noop("Say what one point is worth in money."),
    "percent": gettext_noop("Say how many percent of the price the quality is worth."),
    "least_points": gettext_noop("Fill in the least points in total or for a criterion."),
}


@dataclass(frozen=True)
class Problem:
    """One thing that a model lacks: what, whose, at which field, and the page on which it is mended.

    ``place`` is ``page`` (the tree), ``model``, ``criterion``, ``weighing`` (on the criterion's page: what gets points
    in it, and by which weights), ``prices`` or ``requirements``.
    """

    sentence: str
    field: str = ""
    criterion: Node | None = None
    place: str = "page"


def in_our_words(placed: Placed) -> str:
    """Say a fault of the engine in the reader's language."""
    what = placed.fault.what
    if what == "The key is missing.":
        return _(_MISSING.get(placed.field, gettext_noop("Fill this in.")))
    if what == "The list is empty.":
        return _("There is no criterion here yet.") if placed.field == "children" else _("Fill this in.")
    for pattern, saying in _SAYINGS:
        if pattern.search(what):
            return _(saying)
    return f"{what} {placed.fault.mend}"


def problems_in(head: Head, tree: Tree, judged: Sequence[Judged] = ()) -> list[Problem]:
    """Give what keeps tenders from being evaluated: weights first, then all else that the engine finds.

    ``judged`` are the requirements that get points of their own.
    """
    found = [
        weights_problem(each)
        for each in weight_sums(tree, head.weights_needed)
        if each.count and not each.is_whole
    ]
    found += [weighing_problem(each) for each in weighings_in(tree, judged) if not each.is_whole]
    document = document_of(head, tree, items_in(tree, judged))
    for placed in faults_of(document, tree):
        if placed.field == "weight" or "add up" in placed.fault.what:
            continue
        found.append(_problem(placed, tree))
    return found


def _problem(placed: Placed, tree: Tree) -> Problem:
    node = tree.by_key(placed.criterion) if placed.criterion else None
    field = "percent" if placed.field == "tenders" else placed.field
    if node is not None:
        place = "page" if field == "children" else "criterion"
        return Problem(in_our_words(placed), field, node, place)
    return Problem(in_our_words(placed), field, None, "page" if field == "children" else "model")


def weights_problem(each: WeightSum) -> Problem:
    """Say what the weights under one parent lack."""
    if each.unset:
        sentence = ngettext(
            "%(count)s criterion has no weight yet.", "%(count)s criteria have no weight yet.", each.unset
        ) % {"count": each.unset}
    else:
        sentence = _("The weights add up to %(sum)s %%, not to 100 %%.") % {"sum": percent_of(each.total)}
    return Problem(sentence, "weight", each.parent, "page")


def weighing_problem(each: Weighing) -> Problem:
    """Say what one criterion lacks that is to be judged requirement by requirement."""
    if not each.rows:
        sentence = _("Each requirement is to get points, but the criterion judges no requirement.")
    elif each.unset:
        sentence = ngettext(
            "%(count)s requirement came after the weights were set and has none. Set the weights anew, or let all "
            "requirements weigh the same.",
            "%(count)s requirements came after the weights were set and have none. Set the weights anew, or let all "
            "requirements weigh the same.",
            each.unset,
        ) % {"count": each.unset}
    else:
        sentence = _("The weights of the requirements add up to %(sum)s %%, not to 100 %%.") % {
            "sum": percent_of(each.total)
        }
    return Problem(sentence, "weight", each.criterion, "weighing")


def percent_of(share: Decimal) -> str:
    """Write a share as a percentage with every digit it has and none more."""
    return written_number(tidy(share.scaleb(2)), get_language() or "nb")


def percent_short(share: Decimal | None) -> str:
    """Write a share in percent, with at most four decimals; a sign says where digits were left out."""
    if share is None:
        return ""
    short = share.quantize(Decimal("0.000001"))
    return percent_of(share) if short == share else f"\u2248 {percent_of(short)}"


def problems_of(procurement: Procurement) -> list[Problem]:
    """Give what keeps a procurement's tenders from being evaluated. Two queries, three where requirements count."""
    tree = tree_of(procurement)
    return problems_in(head_of(procurement, model_of(procurement)), tree, judged_of(procurement, tree))


@dataclass(frozen=True)
class Gaps:
    """What must be there before publication, part by part; empty parts are in order."""

    model: list[Problem]
    criteria: list[Problem]
    anchors: list[Problem]
    requirements: list[Problem]
    prices: list[Problem]
    has_criteria: bool = True

    def all(self) -> list[Problem]:
        """Give everything that is missing."""
        return [*self.model, *self.criteria, *self.anchors, *self.requirements, *self.prices]


def gaps_of(procurement: Procurement) -> Gaps:
    """Give what must be there before publication. Seven queries, whatever the number of rows.

    One more where requirements get points of their own.
    """
    model, tree = model_of(procurement), tree_of(procurement)
    problems = problems_in(head_of(procurement, model), tree, judged_of(procurement, tree))
    chosen = [each for each in problems if each.place == "model"]
    if model is None:
        chosen.insert(0, Problem(_("No method is chosen yet."), "method", None, "model"))
    anchors = [
        Problem(_("Write what gives full points and what gives the fewest."), "top", leaf, "criterion")
        for leaf in tree.quality()
        if not leaf.is_anchored
    ]
    prices = _price_gaps(procurement) if tree.price() is not None else []
    return Gaps(
        model=chosen,
        criteria=[each for each in problems if each.place != "model"],
        anchors=anchors,
        requirements=_requirement_gaps(procurement, tree),
        prices=prices,
        has_criteria=bool(tree.roots),
    )


def _price_gaps(procurement: Procurement) -> list[Problem]:
    lines = price_lines_of(procurement)
    if not lines:
        return [Problem(_("The price form has no lines yet."), "title", None, "prices")]
    if all(line.is_option and not line.counts for line in lines):
        return [Problem(_("No line counts into the evaluated cost."), "title", None, "prices")]
    return []


def _requirement_gaps(procurement: Procurement, tree: Tree) -> list[Problem]:
    obligations: Mapping[Any, str] = dict(
        Requirement.objects.filter(procurement=procurement).values_list("pk", "obligation")
    )
    scored = criteria_of_requirements(procurement, tree)
    settled = {*scored, *unscored_of(procurement)}
    found = []
    loose = sum(each == "should" and key not in settled for key, each in obligations.items())
    if loose:
        sentence = ngettext(
            "%(count)s should-requirement has no criterion.",
            "%(count)s should-requirements have no criterion.",
            loose,
        )
        found.append(Problem(sentence % {"count": loose}, "criterion", None, "requirements"))
    musts = sum(obligations.get(key) == "must" for key in scored)
    if musts:
        sentence = ngettext(
            "%(count)s must-requirement is given points; it can only be met or not.",
            "%(count)s must-requirements are given points; they can only be met or not.",
            musts,
        )
        found.append(Problem(sentence % {"count": musts}, "criterion", None, "requirements"))
    return found
