"""Registers the room with the road: its page, its facts, its joints of the thread, its documents."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from veien.evaluation.queries.case import computed_of, ranked_now
from veien.evaluation.queries.files import made_form, made_ranking
from veien.evaluation.queries.result import Reading
from veien.evaluation.queries.scoring import reason_counts, scored_pairs
from veien.evaluation.queries.standing import has_begun, standing_of
from veien.evaluation.rules import Standing, TenderStanding
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
    "evaluation.own_scores_kept": _("Kept a draft of own points"),
    "evaluation.own_scores_handed_in": _("Handed in own points on a criterion"),
    "evaluation.own_scores_taken_back": _("Took back own points on a criterion"),
    "evaluation.moderation_opened": _("Opened the meeting over a criterion"),
    "evaluation.scores_settled": _("Settled points together"),
    "evaluation.agreed_taken_over": _("Took over the points on which all agree"),
    "evaluation.assigned": _("Put an evaluator to a criterion"),
    "evaluation.unassigned": _("Took an evaluator off a criterion"),
    "evaluation.assignments_set": _("Decided who judges what"),
    "evaluation.assigned_by_competence": _("Assigned evaluators by competence"),
    "evaluation.competences_set": _("Wrote down what evaluators know"),
    "evaluation.note_kept": _("Changed a private note"),
    "evaluation.meeting_planned": _("Planned a meeting with a tenderer"),
    "evaluation.meeting_changed": _("Changed a meeting with a tenderer"),
    "evaluation.meeting_removed": _("Removed a meeting with a tenderer"),
    "evaluation.minutes_written": _("Wrote the minutes of a meeting"),
    "evaluation.tender_rejected": _("Rejected a tender"),
    "evaluation.rejection_undone": _("Took back the rejection of a tender"),
    "evaluation.question_proposed": _("Proposed a question to a tenderer"),
    "evaluation.question_sent": _("Sent a question to a tenderer"),
    "evaluation.question_answered": _("Registered a tenderer's answer"),
    "evaluation.question_dropped": _("Left a question to a tenderer unasked"),
    "evaluation.quality_locked": _("Locked the judging of quality"),
    "evaluation.quality_taken_up": _("Took the judging of quality up again"),
    "evaluation.price_opening_asked": _("Asked for the prices to be opened"),
    "evaluation.price_asking_withdrawn": _("Withdrew the wish to open the prices"),
    "evaluation.prices_opened": _("Opened the prices"),
    "evaluation.record_kept": _("Kept the record of the evaluation"),
}
FORM, RANKING = "completed-evaluation-form", "tender-ranking"


def report(procurement: Procurement) -> ToolReport:
    """Say how far the evaluation has come. Seven queries, and five more once everything is judged."""
    standing = standing_of(procurement)
    is_ranked = ranked_now(procurement, standing).result is not None
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
        return gettext("Ranked")
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
    """Give every tender with its place and figure, linked to its answers, and these to the criteria with points.

    Eight queries, and five more once everything is judged.
    """
    standing = standing_of(procurement)
    computed = ranked_now(procurement, standing)
    reading = Reading(computed.case, computed.result, standing) if computed.case and computed.result else None
    url = reverse("evaluation:result", args=[procurement.public_id])
    nodes = [
        ThreadNode(f"score:{each.public_id}", "score", each.label, url, _detail(each, reading))
        for each in standing.tenders
    ]
    links = [(f"answer:{each.public_id}", f"score:{each.public_id}") for each in standing.tenders]
    links += [(f"criterion:{leaf}", f"answer:{tender}") for tender, leaf in scored_pairs(procurement)]
    return ThreadPart("score", _("Scores"), nodes, links, may="view_tenders")


def _detail(tender: TenderStanding, reading: Reading | None) -> str:
    """Say where a tender stands: its place and figure, or how far it is scored."""
    if tender.is_rejected:
        return gettext("rejected")
    if reading is None:
        return gettext("%(scored)s of %(leaves)s criteria") % {
            "scored": tender.scored,
            "leaves": tender.leaves,
        }
    rank = reading.rank(tender.key)
    figure = reading.say_figure(reading.figure(tender.key))
    return figure if rank is None else gettext("no. %(rank)s: %(figure)s") % {"rank": rank, "figure": figure}


def reason_part(procurement: Procurement) -> ThreadPart:
    """Give the reasons, one object a tender: what was said for each of its scores. One query."""
    url = reverse("evaluation:reasons", args=[procurement.public_id])
    nodes, links = [], []
    for public_id, key, name, count in reason_counts(procurement):
        label = ngettext("%(key)s: %(count)s reason", "%(key)s: %(count)s reasons", count)
        node = f"reason:{public_id}"
        said = label % {"key": key, "count": count}
        nodes.append(ThreadNode(node, "reason", said, f"{url}#tender-{key}", name))
        links.append((f"score:{public_id}", node))
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
