"""Plans and budgets in which the purchase stands; the page for politicians."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.anchoring import actions, forms, queries
from veien.anchoring.actions.plans import PARTS, WORDS
from veien.anchoring.models import Brief, PlanLink
from veien.anchoring.queries.brief import NothingToSay, politicians_page
from veien.anchoring.views.editing import both_texts, form_page, tried
from veien.anchoring.views.page import frame
from veien.documents import actions as documents
from veien.files.queries import download
from veien.foundation import clock
from veien.organisations.queries import template_of
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = (("nb", "Norsk bokmål"), ("sv", "Svenska"), ("da", "Dansk"), ("en", "English"))


def _found(procurement: Procurement, plan_id: UUID) -> PlanLink:
    found = get_object_or_404(PlanLink, procurement=procurement, public_id=plan_id)
    found.procurement = procurement
    return found


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a plan or budget in which the purchase stands."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = forms.WritePlan(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = {key: value for key, value in form.cleaned_data.items() if key != "revision"}
        if tried(form, lambda: actions.add_plan_link(procurement, by=signed_in(request), **words)):
            messages.success(request, _("The plan is written down."))
            return redirect("anchoring:page", public_id)
    back = reverse("anchoring:page", args=[public_id])
    return form_page(request, procurement, form, title=_("Add a plan or budget"), back=back)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, plan_id: UUID) -> HttpResponse:
    """Change what is written of a plan."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, plan_id)
    back = reverse("anchoring:page", args=[public_id])
    stands = {key: getattr(found, key) for key in (*WORDS, "revision")}
    form = forms.WritePlan(request.POST if request.method == "POST" else None, initial=stands)
    removal = reverse("anchoring:plan_remove", args=[public_id, plan_id])
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            if tried(form, lambda: actions.change_plan_link(found, by=signed_in(request), **words)):
                messages.success(request, _("It is kept."))
                return redirect(back)
        except actions.ChangedMeanwhile as late:
            anew = forms.WritePlan(initial=words | {"revision": late.current.revision})
            both = both_texts(form, late.current, words)
            return form_page(request, procurement, anew, title=found.title, back=back, both=both)
    return form_page(request, procurement, form, title=found.title, back=back, removal=removal)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, plan_id: UUID) -> HttpResponse:
    """Ask before a plan is taken off the list, then do it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, plan_id)
    if request.method == "POST":
        actions.remove_plan_link(found, by=signed_in(request))
        messages.success(request, _("%(name)s is taken away.") % {"name": found.title})
        return redirect("anchoring:page", public_id)
    context = {
        "procurement": procurement,
        "frame": frame(procurement, _("Take away %(name)s?") % {"name": found.title}),
        "what": _("The plan itself is not touched; only the note that the purchase stands in it."),
        "back": reverse("anchoring:plan_change", args=[public_id, plan_id]),
    }
    return render(request, "anchoring/remove.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def brief(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the page for politicians, and get it as a document in any of the four languages."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")
    stands = queries.brief_of(procurement)
    if request.method != "POST":
        initial = {key: getattr(stands, key) for key in (*PARTS, "revision")} if stands else None
        return _brief_page(request, procurement, stands, forms.WriteBrief(initial=initial))
    form = forms.WriteBrief(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        try:
            if tried(form, lambda: actions.write_brief(procurement, by=signed_in(request), **words)):
                messages.success(request, _("The page is kept."))
                return redirect("anchoring:brief", public_id)
        except actions.ChangedMeanwhile as late:
            anew = forms.WriteBrief(initial=words | {"revision": late.current.revision})
            both = both_texts(form, late.current, words)
            return _brief_page(request, procurement, stands, anew, both=both)
    return _brief_page(request, procurement, stands, form)


def _brief_page(
    request: HttpRequest,
    procurement: Procurement,
    stands: Brief | None,
    form: forms.WriteBrief,
    both: list[dict[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "procurement": procurement,
        "frame": frame(procurement, _("Page for politicians"), here="brief"),
        "form": form,
        "brief": stands,
        "both": both,
        "languages": LANGUAGES,
        "plans": queries.plan_links_of(procurement)[:3],
        "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
    }
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, "anchoring/brief.html", context, status=status)


@login_required
@require_GET
def brief_file(request: HttpRequest, public_id: UUID, language: str, ending: str) -> HttpResponse:
    """Give the page for politicians as PDF or Word in a language."""
    procurement = procurement_for(request.user, public_id)
    if language not in dict(LANGUAGES) or ending not in ("pdf", "docx"):
        raise Http404
    stands = queries.brief_of(procurement)
    try:
        said = politicians_page(procurement, language)
    except NothingToSay as nothing:
        raise Http404 from nothing
    version = str(stands.revision) if stands else ""
    with documents.on_paper(version=version, template=template_of(procurement.buyer)):
        if ending == "pdf":
            data, kind = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
        else:
            data, kind = documents.build_report_docx(said, at=clock.now()), DOCX
    return download(data, name=f"{said.title}.{ending}", content_type=kind)
