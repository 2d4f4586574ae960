"""What is missing before the tenders can be ranked: a sentence, and the page on which it is mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.criteria.queries.problems import in_our_words
from veien.criteria.rules import placed
from veien.evaluation.rules import Standing, TenderStanding
from veien.evaluation.rules.standing import ASKED, SEALED
from veien.foundation.faults import Fault
from veien.road.queries import Procurement


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, and where it is done.

    ``kind`` is setting, musts, scores, lock, prices or figures.
    """

    kind: str
    sentence: str
    url: str
    action: str


def missing_of(procurement: Procurement, standing: Standing) -> list[Missing]:
    """Say what people still have to do before the tenders can be ranked, in the order of the work."""
    if not standing.is_published:
        url = reverse("competition:page", args=[procurement.public_id])
        return [Missing("setting", _("The competition is not published yet."), url, _("To the competition"))]
    if not standing.tenders:
        url = reverse("tenders:page", args=[procurement.public_id])
        return [Missing("setting", _("No tender has been received yet."), url, _("To the tenders"))]
    if not standing.competing:
        url = reverse("evaluation:page", args=[procurement.public_id])
        return [
            Missing(
                "setting",
                _("Every tender is rejected, so there is nothing to rank."),
                url,
                _("See the grounds"),
            )
        ]
    work = [*_musts_missing(procurement, standing), *_scores_missing(procurement, standing)]
    return work or _closing_missing(procurement, standing)


def _closing_missing(procurement: Procurement, standing: Standing) -> list[Missing]:
    """Say what stands between finished judging and a ranking: the lock, and the opening of the prices by two."""
    url = reverse("evaluation:lock", args=[procurement.public_id])
    if not standing.is_locked:
        return [Missing("lock", _("The judging of quality is not locked yet."), url, _("Lock it"))]
    if standing.prices == SEALED:
        return [Missing("prices", _("The prices are not opened yet."), url, _("Open the prices"))]
    if standing.prices == ASKED:
        sentence = _("One person has asked for the prices to be opened; a second one must confirm.")
        return [Missing("prices", sentence, url, _("Open the prices"))]
    return []


def _musts_missing(procurement: Procurement, standing: Standing) -> list[Missing]:
    return [
        Missing(
            "musts",
            ngettext(
                "%(tender)s: %(count)s must-requirement is not judged.",
                "%(tender)s: %(count)s must-requirements are not judged.",
                each.musts_left,
            )
            % {"tender": each.label, "count": each.musts_left},
            reverse("evaluation:musts_of", args=[procurement.public_id, each.public_id]),
            _("Judge them"),
        )
        for each in standing.tenders
        if each.musts_left
    ]


def _scores_missing(procurement: Procurement, standing: Standing) -> list[Missing]:
    from veien.evaluation.queries.scoring import unscored_by_leaf

    if not standing.scores_left:
        return []
    left = unscored_by_leaf(procurement, standing)
    return [
        Missing(
            "scores",
            _("%(criterion)s: points and reason are missing for %(tenders)s.")
            % {"criterion": leaf.title, "tenders": _named(left[leaf.pk])},
            reverse("evaluation:moderation_of", args=[procurement.public_id, leaf.public_id]),
            _("To the meeting"),
        )
        for leaf in standing.leaves
        if left.get(leaf.pk)
    ]


def _named(tenders: Sequence[TenderStanding]) -> str:
    return ", ".join(each.key for each in tenders)


def missing_of_faults(
    procurement: Procurement, document: Mapping[str, Any], faults: Sequence[Fault]
) -> list[Missing]:
    """Say in our words what keeps the engine from computing a case in which people's work is done."""
    return [_in_words(procurement, document, fault) for fault in faults]


def _in_words(procurement: Procurement, document: Mapping[str, Any], fault: Fault) -> Missing:
    tender = _tender_at(document, fault)
    tenders_url = reverse("tenders:page", args=[procurement.public_id])
    if tender is not None and fault.where.endswith(".price"):
        sentence = (
            _("%(tender)s: the price is missing.")
            if "missing" in fault.what
            else _("%(tender)s: the price must be above zero.")
        )
        return Missing("figures", sentence % {"tender": tender}, tenders_url, _("To the tenders"))
    if fault.what == "The deduction takes the whole price or more.":
        sentence = _("%(tender)s: the deduction takes the whole price, so the method cannot rank it.")
        return Missing("figures", sentence % {"tender": tender}, tenders_url, _("To the tenders"))
    found = placed(document, fault)
    node = next((each for each in _nodes(document["criteria"]) if each["id"] == found.criterion), None)
    sentence = in_our_words(found)
    if node is not None:
        sentence = f"{node.get('title') or node['id']}: {sentence}"
    return Missing(
        "figures",
        sentence,
        reverse("criteria:page", args=[procurement.public_id]),
        _("To the criteria"),
    )


def _tender_at(document: Mapping[str, Any], fault: Fault) -> str | None:
    if not fault.where.startswith("tenders["):
        return None
    index = int(fault.where[len("tenders[") :].split("]", 1)[0])
    tender = document["tenders"][index]
    return f"{tender['id']} {tender['name']}"


def _nodes(criteria: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [found for each in criteria for found in (each, *_nodes(each.get("children", ())))]
