"""Registers the room with the road: its page, its facts, its part of the thread, its document."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from veien.criteria.models import CriterionRequirement
from veien.criteria.queries import head_of, judged_of, model_of, tree_of
from veien.criteria.queries.report import model_report
from veien.criteria.rules import weighings_in, weight_sums
from veien.documents import actions as documents
from veien.foundation import clock
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

LOG_TITLES = {
    "criteria.model_chosen": gettext_lazy("Chose the method of evaluation"),
    "criteria.criterion_added": gettext_lazy("Added a criterion"),
    "criteria.criterion_changed": gettext_lazy("Changed a criterion"),
    "criteria.criterion_removed": gettext_lazy("Removed a criterion"),
    "criteria.criterion_moved": gettext_lazy("Moved a criterion"),
    "criteria.weights_set": gettext_lazy("Set weights"),
    "criteria.judging_chosen": gettext_lazy("Chose what gets points in a criterion"),
    "criteria.requirements_weighed": gettext_lazy("Set the weights of requirements in a criterion"),
    "criteria.requirements_weighed_alike": gettext_lazy("Let the requirements in a criterion weigh the same"),
    "criteria.requirements_assigned": gettext_lazy("Assigned requirements to a criterion"),
    "criteria.requirements_unassigned": gettext_lazy("Took requirements off their criterion"),
    "criteria.requirements_left_unscored": gettext_lazy("Left requirements without points"),
    "criteria.price_line_added": gettext_lazy("Added a price line"),
    "criteria.price_line_changed": gettext_lazy("Changed a price line"),
    "criteria.price_line_removed": gettext_lazy("Removed a price line"),
    "criteria.price_line_moved": gettext_lazy("Moved a price line"),
    "criteria.sums_chosen": gettext_lazy("Said who writes the sums in the price form"),
    "criteria.rate_written": gettext_lazy("Wrote the exchange rate of a currency"),
    "criteria.assumption_written": gettext_lazy("Wrote a cost assumption"),
    "criteria.price_basis_removed": gettext_lazy("Removed a currency or a cost assumption"),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def report(procurement: Procurement) -> ToolReport:
    """Say how many criteria there are, and whether the model is whole.

    Two queries, three where requirements get points of their own.
    """
    model, tree = model_of(procurement), tree_of(procurement)
    leaves, price = tree.leaves(), tree.price()
    need = head_of(procurement, model).weights_needed
    has_price_model = price is None or bool(price.model) or (model is not None and model.method != "points")
    facts = {
        "criteria.exist": bool(leaves),
        "criteria.weights_add_up": bool(leaves)
        and all(each.is_whole for each in weight_sums(tree, need))
        and all(each.is_whole for each in weighings_in(tree, judged_of(procurement, tree))),
        "criteria.all_anchored": bool(leaves) and all(leaf.is_anchored for leaf in leaves),
        "criteria.model_chosen": model is not None and has_price_model,
        "criteria.locked": model is not None and model.locked_at is not None,
    }
    status = ""
    if leaves:
        status = ngettext("%(count)s criterion", "%(count)s criteria", len(leaves)) % {"count": len(leaves)}
        if facts["criteria.locked"]:
            status = _("%(criteria)s, locked") % {"criteria": status}
    return ToolReport(status=status, facts=facts)


def thread_part(procurement: Procurement) -> ThreadPart:
    """Give the criteria that tenders are measured by, and the requirements each judges. Two queries."""
    page = reverse("criteria:page", args=[procurement.public_id])
    nodes = [
        ThreadNode(
            id=f"criterion:{leaf.public_id}",
            kind="criterion",
            label=leaf.title,
            url=f"{page}{leaf.public_id}/",
            detail="price" if leaf.kind == "price" else "",
        )
        for leaf in tree_of(procurement).leaves()
    ]
    links = CriterionRequirement.objects.filter(criterion__procurement=procurement).order_by("pk")
    return ThreadPart(
        kind="criterion",
        title=gettext_lazy("Criteria"),
        nodes=nodes,
        links=[
            (f"requirement:{requirement}", f"criterion:{criterion}")
            for requirement, criterion in links.values_list("requirement__public_id", "criterion__public_id")
        ],
    )


def make_model_document(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the model for evaluating tenders as a document."""
    said = model_report(procurement, language)
    if ending == "pdf":
        data, content_type = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
    else:
        data, content_type = documents.build_report_docx(said, at=clock.now()), DOCX
    return Made(name=f"{said.title}.{ending}", content_type=content_type, data=data)


RESTS_ON = ("requirements", "criteria", "competition")


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(
        Tool(
            id="criteria",
            title=gettext_lazy("Award model"),
            url_name="criteria:page",
            report=report,
            rests_on=RESTS_ON,
        )
    )
    register_thread_part("criterion", thread_part, rests_on=RESTS_ON)
    register_maker(Maker(deliverable="evaluation-model", formats=("pdf", "docx"), make=make_model_document))
    register_log_titles(LOG_TITLES)
