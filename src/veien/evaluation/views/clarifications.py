"""Questions to tenderers: the list, proposing one, and what becomes of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.evaluation import actions, forms
from veien.evaluation.models import Clarification
from veien.evaluation.queries.asking import About, about_of
from veien.evaluation.queries.clarifying import (
    ClarificationRow,
    clarification_for,
    clarifications_of,
    row_of,
)
from veien.evaluation.queries.letters import cannot_improve, made_letter, made_list
from veien.evaluation.rules.clarification import PROPOSED, SENT
from veien.evaluation.views.frames import granted, room_frame
from veien.files.queries import download
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders.queries import may_see_prices, tenders_in_order
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page

MAY_PROPOSE = frozenset({"score", "judge_price", "publish"})
MAY_SEND = frozenset({"judge_price", "publish"})
ROWS = 50


def _procurement(request: HttpRequest, public_id: UUID, may: frozenset[str] = frozenset()) -> Procurement:
    """Give a procurement to a reader of tenders who may do one of some things, if any are named.

    Raises: Http404 if there is none, or the person may not.
    """
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    if may and not granted(procurement) & may:
        raise Http404
    return procurement


def _frame(procurement: Procurement, title: str, *more: Crumb) -> Any:
    here = reverse("evaluation:clarifications", args=[procurement.public_id])
    crumbs = (Crumb(_("Questions to tenderers"), here), *more) if more else (Crumb(title),)
    return room_frame(procurement, "page", title=title, crumbs=crumbs)


@login_required
@require_GET
def listing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the questions that the reader may read."""
    procurement = _procurement(request, public_id)
    rows = clarifications_of(procurement)
    tenders = [(each.key, str(each)) for each in tenders_in_order(procurement)]
    narrow = forms.NarrowQuestions(request.GET, tenders)
    wish = narrow.wish()
    wanted = [row for row in rows if _is_wanted(row, *wish)]
    columns = (Column("ref", _("Number"), can_sort=False),)
    table = table_page(columns, request.GET.dict(), total=len(wanted), size=ROWS)
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, _("Questions to tenderers")),
        "narrow": narrow,
        "is_narrowed": any(wish),
        "table": table,
        "rows": wanted[table.start : table.stop],
        "has_any": bool(rows),
        "waiting": sum(row.state == PROPOSED for row in rows),
        "overdue": sum(row.is_overdue for row in rows),
        "may_propose": bool(tenders) and bool(granted(procurement) & MAY_PROPOSE),
        "rule": cannot_improve(),
    }
    return render(request, "evaluation/clarifications.html", context)


def _is_wanted(row: ClarificationRow, words: str, tender: str, state: str) -> bool:
    said = f"{row.ref} {row.tender} {row.about} {row.question} {row.answer}".casefold()
    return (
        all(word in said for word in words.casefold().split())
        and tender in ("", row.tender_key)
        and state in ("", row.state)
    )


@login_required
@require_GET
def workbook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Download the questions that the reader may read as Excel."""
    procurement = _procurement(request, public_id)
    made = made_list(procurement, clarifications_of(procurement))
    return download(made.data, name=made.name, content_type=made.content_type)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Propose a question to a tenderer."""
    procurement = _procurement(request, public_id, MAY_PROPOSE)
    tenders = {each.key: each for each in tenders_in_order(procurement)}
    about = about_of(procurement, only=request.GET.get("criterion", ""))
    data = request.POST if request.method == "POST" else None
    form = forms.ProposeQuestion(
        data,
        tenders=[(key, str(each)) for key, each in tenders.items()],
        about=about.choices,
        may_price=may_see_prices(procurement),
        initial={"about": about.first, "tender": request.GET.get("tender", "")},
        auto_id="id_%s",
    )
    if data is not None and form.is_valid() and _proposed(request, procurement, form, tenders, about):
        messages.success(request, _("The question is proposed. The purchaser decides whether it is sent."))
        return redirect("evaluation:clarifications", public_id)
    title = _("Propose a question")
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, title, Crumb(title)),
        "form": form,
        "rule": cannot_improve(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "evaluation/propose_question.html", context, status=status)


def _proposed(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.ProposeQuestion,
    tenders: dict[str, Any],
    about: About,
) -> bool:
    said = form.cleaned_data
    criterion, requirement = about.of(said.get("about", ""))
    try:
        actions.propose_question(
            procurement,
            by=signed_in(request),
            tender=tenders[said["tender"]],
            question=said["question"],
            criterion=criterion,
            requirement=requirement,
            is_about_price=said.get("is_about_price", False),
        )
    except Refused as refused:
        form.add_error(_at(form, refused), str(refused))
        return False
    return True


def _at(form: django_forms.Form, refused: Refused) -> str | None:
    return refused.field if refused.field in form.fields else None


@login_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, public_id: UUID, clarification_id: UUID) -> HttpResponse:
    """Show one question; who may, words and sends it, registers the answer, or drops it."""
    is_post = request.method == "POST"
    procurement = _procurement(request, public_id, MAY_SEND if is_post else frozenset())
    found = clarification_for(procurement, clarification_id)
    found.tender.procurement = procurement
    bound: django_forms.Form | None = None
    status = 200
    if is_post:
        bound, status = _acted(request, procurement, found)
        if bound is None:
            return redirect("evaluation:question", public_id, clarification_id)
    row = row_of(found)
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, _("Question %(ref)s") % {"ref": row.ref}, Crumb(row.ref)),
        "row": row,
        "is_late": status == 409,
        "rule": cannot_improve(),
        "may_send": bool(granted(procurement) & MAY_SEND),
        **_forms_for(row, bound),
    }
    return render(request, "evaluation/question.html", context, status=status)


def _forms_for(row: ClarificationRow, bound: django_forms.Form | None) -> dict[str, Any]:
    """Give the forms that fit where the question stands; one that was typed keeps what was typed."""
    start = {"revision": row.revision}
    found: dict[str, django_forms.Form] = {}
    if row.state == PROPOSED:
        found["send"] = forms.SendQuestion(initial={**start, "question": row.question}, auto_id="send_%s")
        found["drop"] = forms.DropQuestion(initial=start, auto_id="drop_%s")
    elif row.state == SENT:
        now = {**start, "answered_at": clock.now().replace(microsecond=0)}
        found["answer"] = forms.RegisterAnswer(initial=now, auto_id="answer_%s")
    for name, form in found.items():
        if bound is not None and isinstance(bound, type(form)):
            found[name] = bound
    return dict(found)


def _acted(
    request: HttpRequest, procurement: Procurement, found: Clarification
) -> tuple[django_forms.Form | None, int]:
    """Do what the pressed button says; give the form with its faults where it could not be done, and the status."""
    wish = request.POST.get("act", "")
    kinds: dict[str, type[django_forms.Form]] = {
        "send": forms.SendQuestion,
        "drop": forms.DropQuestion,
        "answer": forms.RegisterAnswer,
    }
    if wish not in kinds:
        return None, 302
    form = kinds[wish](request.POST, auto_id=f"{wish}_%s")
    if not form.is_valid():
        return form, 422
    said = {**form.cleaned_data, "revision": form.cleaned_data.get("revision") or 0}
    act = {
        "send": actions.send_question,
        "drop": actions.drop_question,
        "answer": actions.register_answer,
    }[wish]
    try:
        act(procurement, by=signed_in(request), clarification=found, **said)  # type: ignore[operator]
    except actions.ClarifiedMeanwhile as late:
        typed = kinds[wish](
            initial={**form.cleaned_data, "revision": row_of(found).revision}, auto_id=f"{wish}_%s"
        )
        messages.warning(request, str(late))
        return typed, 409
    except actions.CannotMail as unsent:
        messages.warning(request, str(unsent))
        return None, 302
    except Refused as refused:
        form.add_error(_at(form, refused), str(refused))
        return form, 422
    messages.success(request, _done(wish))
    return None, 302


def _done(wish: str) -> str:
    return {
        "send": _("The question is kept as sent. The letter can be downloaded here."),
        "drop": _("The question is not asked. The reason stands beside it."),
        "answer": _("The answer is registered, and stands beside the points."),
    }[wish]


@login_required
@require_GET
def letter(request: HttpRequest, public_id: UUID, clarification_id: UUID, ending: str) -> HttpResponse:
    """Download the letter of a question that is sent, as Word or PDF."""
    procurement = _procurement(request, public_id)
    row = row_of(clarification_for(procurement, clarification_id))
    if ending not in ("pdf", "docx") or row.sent_at is None:
        raise Http404
    made = made_letter(procurement, row, ending)
    return download(made.data, name=made.name, content_type=made.content_type)
