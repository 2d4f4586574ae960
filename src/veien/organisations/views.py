"""Pages of organisations: the list, adding one, changing one."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.documents.actions import TemplateCheck, sample_on
from veien.files.queries import content_of, download
from veien.foundation.errors import Refused
from veien.organisations import actions, forms, queries
from veien.organisations.models import Organisation
from veien.organisations.queries import Member
from veien.organisations.rules import written_number
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page


def _member(request: HttpRequest) -> Member:
    """Give the person who asks, if he or she is of a buyer; nobody else learns that the page exists."""
    if not queries.may_list(request.user):
        raise Http404
    return cast(Member, request.user)


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """List organisations, with search and pages."""
    user = _member(request)
    find = forms.Find(request.GET)
    wish = find.cleaned_data if find.is_valid() else {"q": "", "kind": ""}
    found = queries.organisations(text=wish["q"], kind=wish["kind"])
    columns = (
        Column("name", _("Name")),
        Column("kind", _("Kind")),
        Column("country", _("Country")),
        Column("number", _("Org. number")),
        Column("population", _("Population"), is_number=True),
    )
    table = table_page(columns, request.GET.dict(), total=found.count(), order="name")
    rows = list(found.order_by(table.order_by, "name", "pk")[table.start : table.stop])
    may_change = queries.changeable(user, rows)
    context = {
        "find": find,
        "table": table,
        "rows": [
            {
                "organisation": each,
                "number": written_number(each.number, country=each.country),
                "may_change": each.pk in may_change,
            }
            for each in rows
        ],
        "is_filtered": bool(wish["q"] or wish["kind"]),
    }
    return render(request, "organisations/page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    user = _member(request)
    country = user.organisation.country if user.organisation else ""
    form = forms.Describe(request.POST if request.method == "POST" else None, initial={"country": country})
    if request.method == "POST" and form.is_valid():
        try:
            organisation = actions.add_organisation(by=user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(name)s is added.") % {"name": organisation.name})
            return redirect("organisations:page")
    context = {"form": form, "crumbs": _way(_("Add an organisation"))}
    return render(request, "organisations/add.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change what is known of an organisation."""
    user = _member(request)
    organisation = queries.organisation_for(user, public_id)
    form = forms.Describe(request.POST if request.method == "POST" else None, initial=_known(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_organisation(organisation, by=user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(name)s is changed.") % {"name": organisation.name})
            return redirect("organisations:page")
    context = {"form": form, "organisation": organisation, "crumbs": _way(organisation.name)}
    return render(request, "organisations/change.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the Word file that the organisation's documents are written on; take another into use, or none."""
    user = _member(request)
    organisation = queries.organisation_for(user, public_id)
    if request.method == "POST" and "remove" in request.POST:
        try:
            actions.remove_template(organisation, by=user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Documents are written in Veien's own look again."))
        return redirect("organisations:template", public_id)
    form = forms.BringTemplate(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = actions.keep_template(organisation, by=user, data=upload.read(), name=upload.name)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _told_of(found))
            return redirect("organisations:template", public_id)
    here = _("Word template of %(name)s") % {"name": organisation.name}
    context = {
        "form": form,
        "organisation": organisation,
        "stands": queries.word_template(organisation),
        "title": here,
        "crumbs": _way(here),
    }
    return render(request, "organisations/template.html", context, status=422 if form.errors else 200)


def _told_of(found: TemplateCheck) -> str:
    said = [_("The template is taken into use for every document that is made from now on.")]
    if found.lacks:
        said.append(
            _("Styles that it lacks are lent by Veien: %(styles)s.") % {"styles": ", ".join(found.lacks)}
        )
    if not found.has_header:
        said.append(_("It has no header, so the title stands there."))
    if not found.has_footer:
        said.append(_("It has no footer, so page numbers stand there."))
    return " ".join(said)


@login_required
@require_GET
def template_file(request: HttpRequest, public_id: UUID, what: str) -> HttpResponse:
    """Give the template as it was brought, or a page of samples written on it."""
    user = _member(request)
    organisation = queries.organisation_for(user, public_id)
    stands = queries.word_template(organisation)
    if what == "sample":
        language = get_language() or "nb"
        data = sample_on(queries.template_of(organisation), language=language, name=organisation.name)
        return download(data, name=_("Sample.docx"), content_type=actions.DOCX)
    if what != "template" or stands is None:
        raise Http404
    return download(content_of(stands.file), name=stands.file.name, content_type=actions.DOCX)


def _way(here: str) -> tuple[Crumb, ...]:
    return (Crumb(_("Organisations"), reverse("organisations:page")), Crumb(here))


def _known(organisation: Organisation) -> dict[str, object]:
    return {
        "name": organisation.name,
        "kind": organisation.kind,
        "country": organisation.country,
        "number": written_number(organisation.number, country=organisation.country),
        "population": organisation.population,
        "population_source": organisation.population_source,
    }
