"""Registers the room with the road: its page, its facts, its joints of the thread, its documents."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from veien.evaluation.queries.case import computed_of
from veien.evaluation.queries.files import made_form, made_ranking
from veien.evaluation.queries.result import result_view
from veien.evaluation.queries.scoring import reasons_of
from veien.evaluation.queries.standing import has_begun, standing_of
from veien.evaluation.rules import Standing
from veien.road.queries import Procurement
from veien.road.rules.registry import (
    Made,
    Maker,
    Tool,
    ToolReport,
    register_log_titles,
    register_maker,
    register_thread_part,
    register_tool,
)
from veien.road.rules.thread import ThreadNode, ThreadPart
from veien.tenders.rules import register_evaluation_check

LOG_TITLES = {
    "evaluation.musts_judged": _("Judged must-requirements"),
    "evaluation.score_given": _("Gave a tender points"),
    "evaluation.scores_given": _("Gave points on a criterion"),
    "evaluation.tender_rejected": _("Rejected a tender"),
    "evaluation.rejection_undone": _("Took back the rejection of a tender"),
    "evaluation.record_kept": _("Kept the record of the evaluation"),
}
FORM, RANKING = "completed-evaluation-form", "tender-ranking"


def report(procurement: Procurement) -> ToolReport:
    """Say how far the evaluation has come. Seven queries; those of the case on top once everything is judged."""
    standing = standing_of(procurement)
    is_ranked = standing.is_complete and computed_of(procurement).result is not None
    facts = {
        "evaluation.musts_judged": standing.is_judged,
        "evaluation.all_scored": standing.is_scored,
        "evaluation.all_reasoned": standing.is_scored,
        "evaluation.ranked": is_ranked,
    }
    return ToolReport(status=_status(standing, is_ranked=is_ranked), facts=facts)


def _status(standing: Standing, *, is_ranked: bool) -> str:
    if not standing.tenders:
        return ""
    if is_ranked:
        return _now("Ranked")
    if standing.musts_left:
        left = standing.musts_left
        return ngettext(
            "%(count)s must-requirement to judge", "%(count)s must-requirements to judge", left
        ) % {"count": left}
    left = standing.scores_left
    return (
        ngettext("%(count)s score to give", "%(count)s scores to give", left) % {"count": left}
        if left
        else ""
    )


def score_part(procurement: Procurement) -> ThreadPart:
    """Give every tender with its place and figure, linked to the criteria that it has points on and to its answers."""
    computed = computed_of(procurement)
    standing = computed.standing
    figures = {}
    if computed.result is not None:
        view = result_view(computed)
        figures = {each.key: f"{each.rank}: {each.figure_said}" for each in view.placed}
    url = reverse("evaluation:result", args=[procurement.public_id])
    nodes, links = [], []
    for each in reasons_of(procurement, standing):
        tender = each.tender
        node = f"score:{tender.public_id}"
        nodes.append(
            ThreadNode(node, "score", tender.label, url, figures.get(tender.key, _said(standing, tender.key)))
        )
        links.append((f"answer:{tender.public_id}", node))
        links += [(f"criterion:{leaf.public_id}", node) for leaf, _score in each.scores]
    return ThreadPart("score", _("Scores"), nodes, links, may="view_tenders")


def _said(standing: Standing, key: str) -> str:
    tender = standing.by_key(key)
    if tender.is_rejected:
        return _now("rejected")
    return _now("%(scored)s of %(leaves)s criteria") % {"scored": tender.scored, "leaves": tender.leaves}


def reason_part(procurement: Procurement) -> ThreadPart:
    """Give the reasons, one object a tender: what was said for each of its scores."""
    standing = standing_of(procurement)
    url = reverse("evaluation:reasons", args=[procurement.public_id])
    nodes, links = [], []
    for each in reasons_of(procurement, standing):
        count = len(each.scores)
        if not count:
            continue
        label = ngettext("%(key)s: %(count)s reason", "%(key)s: %(count)s reasons", count)
        node = f"reason:{each.tender.public_id}"
        nodes.append(
            ThreadNode(
                node,
                "reason",
                label % {"key": each.tender.key, "count": count},
                f"{url}#tender-{each.tender.key}",
                each.tender.name,
            )
        )
        links.append((f"score:{each.tender.public_id}", node))
    return ThreadPart("reason", _("Reasons"), nodes, links, may="view_tenders")


def make_form(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the completed evaluation form.

    Raises: NothingToReport while there is no tender.
    """
    return made_form(procurement, language, ending)


def make_ranking(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the ranking of the tenders: the evaluation report, or the record to recompute it from.

    Raises: NothingToReport while the tenders cannot be ranked.
    """
    return made_ranking(procurement, computed_of(procurement), language, ending)


RESTS_ON = ("requirements", "criteria", "competition", "tenders", "evaluation")


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(
        Tool(
            id="evaluation",
            title=_("Evaluation"),
            url_name="evaluation:page",
            report=report,
            may="view_tenders",
            rests_on=RESTS_ON,
        )
    )
    register_thread_part("score", score_part, rests_on=RESTS_ON)
    register_thread_part("reason", reason_part, rests_on=RESTS_ON)
    register_maker(Maker(deliverable=FORM, formats=("pdf", "docx", "xlsx"), make=make_form))
    register_maker(Maker(deliverable=RANKING, formats=("pdf", "docx", "json"), make=make_ranking))
    register_log_titles(LOG_TITLES)
    register_evaluation_check(has_begun)
