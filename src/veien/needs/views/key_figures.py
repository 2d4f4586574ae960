"""Key figures: with source and year, carried forward by a rate or in step with a population table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.documents.queries import CannotRead, CellFault
from veien.documents.rules import MOST_BYTES
from veien.files.queries import download
from veien.needs import actions
from veien.needs.forms.mapping import ImportPopulation, WriteFigure
from veien.needs.models import KeyFigure
from veien.needs.queries import key_figures as queries
from veien.needs.queries import population
from veien.needs.queries.excel import XLSX
from veien.needs.rules.figures import summed
from veien.needs.views import mapped
from veien.needs.views.frames import may_edit
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb, Frame

SALT = "veien.needs.population"
HOURS = 8 * 3600


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the key figures of a procurement."""
    return _page(request, procurement_for(request.user, public_id))


def _page(request: HttpRequest, procurement: Procurement, form: WriteFigure | None = None) -> HttpResponse:
    rows = []
    for each in queries.key_figures_of(procurement):
        outlook = queries.outlook_of(each)
        then = {"year": outlook.last[0], "text": outlook.texts[-1]} if outlook.last else None
        rows.append({"figure": each, "now": queries.shown(each.value, each), "then": then})
    context = {
        "procurement": procurement,
        "frame": mapped.mapping_frame(procurement, "key_figures"),
        "rows": rows,
        "form": form or WriteFigure(),
        "may_edit": may_edit(procurement),
    }
    return render(request, "needs/key_figures.html", context, status=422 if form is not None else 200)


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a key figure."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = WriteFigure(request.POST)

    def write(words: dict[str, Any]) -> None:
        actions.add_figure(procurement, by=signed_in(request), **words)

    if mapped.written(request, form, write, _("The figure is kept.")):
        return redirect(reverse("needs:key_figures", args=[public_id]) + "#write")
    return _page(request, procurement, form)


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the key figures and their projections as a workbook."""
    procurement = procurement_for(request.user, public_id)
    data = queries.as_workbook(queries.key_figures_of(procurement))
    return download(data, name=_("Key figures") + ".xlsx", content_type=XLSX)


@login_required
@require_GET
def one(request: HttpRequest, public_id: UUID, figure_id: UUID) -> HttpResponse:
    """Show one key figure: what it is, where it comes from, and what it becomes."""
    procurement = procurement_for(request.user, public_id)
    figure = queries.figure_for(procurement, figure_id)
    outlook = queries.outlook_of(figure)
    chart, twin = queries.chart_of(figure, outlook) if outlook.last else ("", None)
    context = {
        "procurement": procurement,
        "frame": _frame(figure),
        "figure": figure,
        "now": queries.shown(figure.value, figure),
        "chart": chart,
        "twin": twin,
        "may_edit": may_edit(procurement),
    }
    return render(request, "needs/key_figure.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, figure_id: UUID) -> HttpResponse:
    """Change a key figure."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.figure_for(procurement, figure_id)

    def write(revision: int, words: dict[str, Any]) -> None:
        actions.change_figure(found, by=signed_in(request), revision=revision, **words)

    changing = mapped.Changing(
        frame=_frame(found, _("Change the figure")),
        back=_url(found),
        remove_url=reverse("needs:key_figure_remove", args=[public_id, figure_id]),
        remove_word=_("Remove the figure"),
    )
    return mapped.change_row(request, procurement, changing, row=found, form_of=WriteFigure, write=write)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, figure_id: UUID) -> HttpResponse:
    """Remove a key figure."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.figure_for(procurement, figure_id)
    said = _("%(what)s is removed.") % {"what": found.title}
    mapped.done(request, lambda: actions.remove_figure(found, by=signed_in(request)), said)
    return redirect("needs:key_figures", public_id)


@login_required
@require_GET
def table_form(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the workbook that is filled in with a population table."""
    procurement_for(request.user, public_id, may="edit")
    return download(population.empty_form(), name=_("Population table") + ".xlsx", content_type=XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, public_id: UUID, figure_id: UUID) -> HttpResponse:
    """Take a population table, and show what was read or what is wrong in which cell."""
    procurement = procurement_for(request.user, public_id, may="edit")
    figure = queries.figure_for(procurement, figure_id)
    if request.method != "POST":
        return _table_page(request, figure, ImportPopulation())
    form = ImportPopulation(request.POST, request.FILES)
    if not form.is_valid():
        return _table_page(request, figure, form)
    file, (low, high) = form.cleaned_data["file"], form.ages()
    if file.size > MOST_BYTES:
        said = _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024}
        form.add_error("file", said)
        return _table_page(request, figure, form)
    try:
        rows, faults = population.read_population(file.read(), name=file.name, age_from=low, age_to=high)
    except CannotRead as refused:
        rows, faults = [], refused.faults
    people = summed(rows, low, high)
    if faults or not people:
        form.add_error("file", _("Nothing was imported: something in the table must be mended first."))
        return _table_page(request, figure, form, faults)
    if problem := actions.why_not_followed(figure, people):
        form.add_error("file", problem)
        return _table_page(request, figure, form)
    kept = {
        "figure": str(figure.public_id),
        "people": {str(year): str(count) for year, count in people.items()},
        "source": form.cleaned_data["source"],
        "ages": [low, high],
    }
    context = {
        "people": people.items(),
        "ages": (low, high),
        "signed": signing.dumps(kept, salt=SALT, compress=True),
    }
    return _table_page(request, figure, form, more=context)


@login_required
@require_POST
def keep_table(request: HttpRequest, public_id: UUID, figure_id: UUID) -> HttpResponse:
    """Let the figure follow the table that was shown."""
    procurement = procurement_for(request.user, public_id, may="edit")
    figure = queries.figure_for(procurement, figure_id)
    try:
        kept = signing.loads(request.POST.get("table", ""), salt=SALT, max_age=HOURS)
    except signing.BadSignature:
        kept = {}
    if kept.get("figure") != str(figure_id):
        messages.error(request, _("What was read from the table is no longer here. Upload it once more."))
        return redirect("needs:key_figure_table", public_id, figure_id)
    people = {int(year): Decimal(count) for year, count in kept["people"].items()}
    low, high = kept["ages"]
    mapped.done(
        request,
        lambda: actions.follow_table(
            figure, by=signed_in(request), people=people, source=kept["source"], ages=(low, high)
        ),
        _("The figure follows the table."),
    )
    return redirect(_url(figure))


@login_required
@require_POST
def drop_table(request: HttpRequest, public_id: UUID, figure_id: UUID) -> HttpResponse:
    """Let the figure no longer follow its table."""
    procurement = procurement_for(request.user, public_id, may="edit")
    figure = queries.figure_for(procurement, figure_id)
    said = _("The figure no longer follows a table.")
    mapped.done(request, lambda: actions.drop_table(figure, by=signed_in(request)), said)
    return redirect(_url(figure))


def _table_page(
    request: HttpRequest,
    figure: KeyFigure,
    form: ImportPopulation,
    faults: tuple[CellFault, ...] = (),
    *,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "procurement": figure.procurement,
        "frame": _frame(figure, _("Population table")),
        "figure": figure,
        "form": form,
        "faults": faults,
    } | (more or {})
    return render(request, "needs/key_figure_table.html", context, status=422 if form.errors else 200)


def _url(figure: KeyFigure) -> str:
    return reverse("needs:key_figure", args=[figure.procurement.public_id, figure.public_id])


def _frame(figure: KeyFigure, last: str = "") -> Frame:
    crumbs = (Crumb(figure.title, _url(figure)), Crumb(last)) if last else (Crumb(figure.title),)
    return mapped.mapping_frame(figure.procurement, "key_figures", title=last or figure.title, crumbs=crumbs)
