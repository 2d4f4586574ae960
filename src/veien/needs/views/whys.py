"""Asking why: the trees, their boxes, and the needs that come of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.files.queries import download
from veien.foundation.errors import Refused
from veien.needs.actions.asking import AskedMeanwhile, add_why, change_why, need_from_why, remove_why
from veien.needs.forms.asking import ChangeWhy, SayWhy
from veien.needs.models import Why
from veien.needs.queries.asking import WhyTree, as_workbook, trees_of, why_for
from veien.needs.queries.excel import XLSX
from veien.needs.rules.whys_drawing import whys_svg
from veien.needs.views.frames import may_edit, needs_frame
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the trees of a procurement, each drawn and as a list."""
    return _page(request, procurement_for(request.user, public_id))


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a challenge, or an answer under the box that ``under`` names."""
    procurement = procurement_for(request.user, public_id, may="edit")
    under = request.POST.get("under", "")
    box = why_for(procurement, _uuid(under)) if under else None
    form = SayWhy(request.POST, prefix=under or None)
    if form.is_valid():
        try:
            made = add_why(procurement, by=signed_in(request), text=form.cleaned_data["text"], under_box=box)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect(f"{reverse('needs:whys', args=[public_id])}?open={made.public_id}#why-{made.pk}")
    return _page(request, procurement, form=form, under=under)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, why_id: UUID) -> HttpResponse:
    """Change what stands in a box."""
    procurement = procurement_for(request.user, public_id, may="edit")
    why = why_for(procurement, why_id)
    form = ChangeWhy(request.POST or None, initial={"text": why.text, "revision": why.revision})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            change_why(why, by=signed_in(request), **form.cleaned_data)
        except AskedMeanwhile as late:
            form = ChangeWhy(initial={"text": form.cleaned_data["text"], "revision": late.current.revision})
            return _change_page(request, why, form, late=late.current, status=409)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect(f"{reverse('needs:whys', args=[public_id])}#why-{why.pk}")
    if request.method == "POST":
        status = 422
    return _change_page(request, why, form, status=status)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, why_id: UUID) -> HttpResponse:
    """Remove a box and everything under it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    gone = remove_why(why_for(procurement, why_id), by=signed_in(request))
    messages.success(
        request, ngettext("%(n)s box is removed.", "%(n)s boxes are removed.", gone) % {"n": gone}
    )
    return redirect("needs:whys", public_id)


@login_required
@require_POST
def need(request: HttpRequest, public_id: UUID, why_id: UUID) -> HttpResponse:
    """Make a need of a box."""
    procurement = procurement_for(request.user, public_id, may="edit")
    why = why_for(procurement, why_id)
    try:
        made = need_from_why(why, by=signed_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(need)s is written down.") % {"need": made})
    return redirect(f"{reverse('needs:whys', args=[public_id])}#why-{why.pk}")


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the trees as a workbook, one row a box."""
    procurement = procurement_for(request.user, public_id)
    return download(as_workbook(trees_of(procurement)), name=_("Five whys") + ".xlsx", content_type=XLSX)


def _page(
    request: HttpRequest, procurement: Procurement, *, form: SayWhy | None = None, under: str = ""
) -> HttpResponse:
    edit = may_edit(procurement)
    asked = request.GET.get("open", "")
    trees = [_tree(each, edit=edit, form=form, under=under, asked=asked) for each in trees_of(procurement)]
    context = {
        "procurement": procurement,
        "frame": needs_frame(procurement, "whys"),
        "trees": trees,
        "root": form if form is not None and not under else SayWhy(),
        "may_edit": edit,
    }
    return render(request, "needs/whys.html", context, status=422 if form is not None else 200)


def _tree(found: WhyTree, *, edit: bool, form: SayWhy | None, under: str, asked: str) -> dict[str, Any]:
    rows = []
    for each in found.rows:
        key = str(each.why.public_id)
        is_faulty = form is not None and key == under
        answer = (form if is_faulty else SayWhy(prefix=key)) if edit else None
        is_open = is_faulty or key == asked
        if answer is not None and is_open:
            answer.fields["text"].widget.attrs["autofocus"] = True
        if answer is not None:
            answer.fields["text"].label = _("Why? Because …")
        rows.append({"why": each.why, "level": each.level, "form": answer, "is_open": is_open})
    return {
        "root": found.root,
        "rows": rows,
        "standing": found.standing,
        "deepest": found.deepest,
        "svg": whys_svg(
            found.tree,
            title=_("Why: %(challenge)s") % {"challenge": found.root.text},
            desc=_(
                "The challenge stands to the left; each why is one step to the right. The list says the same."
            ),
            key=f"why{found.root.pk}",
        ),
    }


def _change_page(
    request: HttpRequest, why: Why, form: ChangeWhy, *, late: Why | None = None, status: int = 200
) -> HttpResponse:
    procurement = why.procurement
    context = {
        "procurement": procurement,
        "frame": needs_frame(procurement, "whys", title=_("Change a box"), crumbs=(Crumb(_("Change")),)),
        "why": why,
        "form": form,
        "late": late,
    }
    return render(request, "needs/why_change.html", context, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Http404 from problem
