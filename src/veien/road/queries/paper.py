"""The paper that a decision is taken on.

Warnings first, then every question with its grounds, then what the rooms lay before it, last what is advised.
"""

from __future__ import annotations

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from veien.documents.rules import Block, Bullets, Callout, Paragraph, Report, Section, Table
from veien.methods.queries import roles
from veien.methods.rules import Decision as Point
from veien.road.models import Decision, Procurement, Recommendation, RoleHolding
from veien.road.queries import decisions_of, pack_of, versions_of
from veien.road.queries.grounds import (
    QuestionGrounds,
    all_warnings,
    choices_of,
    grounds_of,
    recommendation_of,
)
from veien.road.rules.registry import Choice, Ground, paper_providers

NOTHING = "–"
MOST_BULLETS = 8
"""More facts than these stand as running text, such as where each of twenty municipalities stands."""


def decision_paper(procurement: Procurement, point: str, language: str) -> Report:
    """Make the paper of a decision from what the rooms say now.

    Raises: LookupError if the road has no such decision.
    """
    found = pack_of(procurement).decision(point)
    with translation.override(language):
        asked = grounds_of(procurement, found)
        advice = recommendation_of(procurement, point)
        sections = [
            _weigh(asked),
            *(_question(number, each, language) for number, each in enumerate(asked, start=1)),
            *(part for provider in paper_providers(point) for part in provider(procurement, language)),
            _advice(advice, choices_of(procurement, point)),
            _charter(procurement),
            _documents(procurement, found, language),
            _decided(procurement, found, language),
        ]
        return Report(
            title=found.title.in_language(language),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=(
                (_("Led by"), procurement.buyer.name),
                (_("Taken by"), roles()[found.role].title.in_language(language)),
                (_("Recommendation"), _short(advice)),
            ),
            sections=tuple(sections),
        )


def _short(advice: Recommendation | None) -> str:
    if advice is None:
        return _("not written yet")
    return advice.choice_title or _("see below")


def state_word(ground: Ground) -> str:
    """Say how a ground stands, in one word."""
    return {"ok": _("in place"), "warning": _("to be weighed"), "missing": _("missing")}[ground.status]


def _weigh(asked: list[QuestionGrounds]) -> Section:
    found = all_warnings(asked)
    title = _("To be weighed before the decision")
    if not found:
        return Section(title, (Paragraph(_("No part of the program warns, and nothing is missing.")),))
    return Section(
        title,
        tuple(
            Callout(
                f"{each.title} ({state_word(each)})",
                str(each.sentence),
                "warning" if each.status == "warning" else "info",
            )
            for each in found
        ),
    )


def _advice(advice: Recommendation | None, choices: list[Choice]) -> Section:
    blocks: list[Block] = []
    if advice is None:
        blocks.append(
            Callout(_("No recommendation yet"), _("Nobody has written what is advised."), "warning")
        )
    else:
        lead = advice.choice_title or _("What is advised")
        blocks.append(Callout(lead, advice.text, "decision"))
        signed = _("Written by %(name)s, %(on)s.")
        on = formats.date_format(advice.written_at, "DATE_FORMAT")
        blocks.append(Paragraph(signed % {"name": advice.written_by.full_name, "on": on}))
    if choices:
        rows = tuple(
            (
                str(each.title),
                str(each.sentence) or NOTHING,
                _("recommended") if advice is not None and advice.choice == each.key else "",
            )
            for each in choices
        )
        columns = (_("Alternative"), _("What it means"), _("Advice"))
        blocks.append(Table(columns, rows, caption=_("The alternatives"), widths=(30, 52, 18)))
    return Section(_("Recommendation"), tuple(blocks))


def _question(number: int, asked: QuestionGrounds, language: str) -> Section:
    question = asked.question
    blocks: list[Block] = [Paragraph(question.help.in_language(language))]
    if asked.grounds:
        rows = tuple((str(each.title), str(each.sentence), state_word(each)) for each in asked.grounds)
        columns = (_("Ground"), _("What it says"), _("State"))
        caption = _("Grounds of question %(number)s") % {"number": number}
        blocks.append(Table(columns, rows, caption=caption, widths=(24, 58, 18)))
    else:
        blocks.append(Paragraph(_("No part of the program says anything to this question yet.")))
    for each in asked.grounds:
        if each.facts:
            items = tuple(f"{name}: {value}" for name, value in each.facts)
            if len(items) > MOST_BULLETS:
                blocks.append(Paragraph("; ".join(items) + ".", lead=f"{each.title}."))
            else:
                blocks += [Paragraph("", lead=str(each.title)), Bullets(items)]
    return Section(question.text.in_language(language), tuple(blocks))


def _charter(procurement: Procurement) -> Section:
    people = RoleHolding.objects.filter(procurement=procurement, role__in=["project-owner", "project-leader"])
    held: dict[str, list[str]] = {}
    for role, name in people.order_by("user__full_name").values_list("role", "user__full_name"):
        held.setdefault(role, []).append(name)
    rows = (
        (_("Project owner"), ", ".join(held.get("project-owner", ())) or NOTHING),
        (_("Project leader"), ", ".join(held.get("project-leader", ())) or NOTHING),
        (_("Mandate"), procurement.mandate.strip() or NOTHING),
        (_("Reporting"), procurement.reporting.strip() or NOTHING),
        (_("Funding"), procurement.funding.strip() or NOTHING),
    )
    table = Table(
        (pgettext("paper", "Point"), _("What stands there")), rows, caption=_("Charter"), widths=(25, 75)
    )
    return Section(_("How the project is set up"), (table,))


def _documents(procurement: Procurement, point: Point, language: str) -> Section:
    pack, versions = pack_of(procurement), versions_of(procurement)
    rows = []
    for key in point.deliverables:
        title = pack.deliverable(key).title.in_language(language)
        newest = next(iter(versions.get(key, ())), None)
        if newest is None:
            rows.append((title, NOTHING, NOTHING, _("missing")))
            continue
        on = formats.date_format(newest.made_at, "SHORT_DATE_FORMAT")
        rows.append((title, str(newest.version), on, f"{newest.file.sha256[:16]}…"))
    columns = (_("Document"), _("Version"), _("Date"), _("Digest, the first 16 letters"))
    text = _(
        "These documents lie with the paper as they stood when it was made. They are frozen, each with its whole "
        "digest, when the decision is recorded."
    )
    table = Table(columns, tuple(rows), caption=_("Documents behind the decision"), widths=(44, 12, 16, 28))
    return Section(
        _("Documents behind the decision"), (Paragraph(text), table) if rows else (Paragraph(text),)
    )


def _decided(procurement: Procurement, point: Point, language: str) -> Section:
    newest = next(iter(decisions_of(procurement, point.id)), None)
    title = _("The decision")
    if newest is None:
        text = _("Not decided when this paper was made. Room for the answer:")
        rows = tuple((each.text.in_language(language), " ") for each in point.questions)
        answers = Table((_("Question"), _("Answer")), rows, caption=_("Answers"), widths=(45, 55))
        lines = tuple((" ", " ", " ", " ") for _each in range(3))
        columns = (_("Role"), _("Name"), _("Date"), _("Signature"))
        return Section(title, (Paragraph(text), answers, Table(columns, lines, caption=_("Signatures"))))
    return Section(title, _outcome(newest, point, language))


def _outcome(decision: Decision, point: Point, language: str) -> tuple[Block, ...]:
    said = {each.question: each.answer for each in decision.answers.all()}
    rows = tuple((each.text.in_language(language), said.get(each.id, NOTHING)) for each in point.questions)
    on = formats.date_format(decision.decided_on, "DATE_FORMAT")
    lead = _("%(outcome)s (round %(round)s)") % {
        "outcome": decision.get_outcome_display(),
        "round": decision.round,
    }
    told = _("%(who)s, %(on)s.") % {"who": decision.decided_by, "on": on}
    blocks: list[Block] = [Callout(lead, f"{told} {decision.reason}".strip(), "decision")]
    blocks.append(Table((_("Question"), _("Answer")), rows, caption=_("Answers"), widths=(45, 55)))
    signed = tuple(
        (
            each.role,
            each.name,
            formats.date_format(each.signed_on, "SHORT_DATE_FORMAT") if each.signed_on else NOTHING,
            each.get_how_display() if each.signed_on else _("not signed yet"),
        )
        for each in decision.signatures.order_by("pk")
    )
    if signed:
        columns = (_("Role"), _("Name"), _("Date"), _("Signature"))
        blocks.append(Table(columns, signed, caption=_("Signatures"), widths=(25, 28, 15, 32)))
        blocks.append(Paragraph(_("The list is a record of signatures, not a cryptographic one.")))
    return tuple(blocks)
