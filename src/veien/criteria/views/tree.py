"""The first page: the tree with its weights, what is missing, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from veien.criteria import actions, forms, queries
from veien.criteria.queries.problems import percent_of, percent_short
from veien.criteria.queries.words import method_words
from veien.criteria.rules import Node, Place, Tree, WeightSum, is_spared, sum_of
from veien.criteria.views.frame import frame, locked_note, may_edit
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for

TOP = "top"


@dataclass(frozen=True)
class Row:
    """A line of the tree: a criterion, or the sum of those under one parent."""

    kind: str
    depth: int
    place: Place | None = None
    group: str = TOP
    field: Any = None
    effective: str = ""
    stands: str = ""
    requirements: int = 0
    is_needless: bool = False
    sum: WeightSum | None = None
    total: str = ""
    missing: str = ""
    over: str = ""
    error: str = ""
    parent: Node | None = None


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the tree, what it still lacks, and the form for one more criterion."""
    procurement = procurement_for(request.user, public_id)
    return tree_page(request, procurement)


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a criterion."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = forms.NewCriterion(request.POST, tree=queries.tree_of(procurement), auto_id="new_%s")
    if form.is_valid():
        parent_id = form.cleaned_data.pop("parent")
        parent = queries.criterion_for(procurement, UUID(parent_id)) if parent_id else None
        try:
            added = actions.add_criterion(
                procurement, by=signed_in(request), parent=parent, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(
                request, _("%(title)s is added. Now it needs a weight.") % {"title": added.title}
            )
            # Whoever adds one sub-criterion mostly adds another to the same group.
            under = added.public_id if added.kind == "" else parent_id
            return redirect(f"{reverse('criteria:page', args=[public_id])}?under={under}#add")
    return tree_page(request, procurement, new=form)


@login_required
@require_POST
def weights(request: HttpRequest, public_id: UUID, criterion_id: UUID | None = None) -> HttpResponse:
    """Set all weights under one parent at once."""
    procurement = procurement_for(request.user, public_id, may="edit")
    parent = queries.criterion_for(procurement, criterion_id) if criterion_id else None
    form = forms.Weights(request.POST, siblings=_siblings(queries.tree_of(procurement), criterion_id))
    group = str(criterion_id or TOP)
    if not form.is_valid():
        return tree_page(
            request, procurement, typed={group: form}, errors={group: _("A weight cannot be read.")}
        )
    try:
        actions.set_weights(
            procurement, by=signed_in(request), parent=parent, weights=form.shares(), seen=form.seen_shares()
        )
    except actions.Overtaken as late:
        return tree_page(request, procurement, typed={group: form}, errors={group: str(late)}, status=409)
    except Refused as refused:
        return tree_page(request, procurement, typed={group: form}, errors={group: str(refused)})
    messages.success(request, _("The weights are kept and add up to exactly 100 %."))
    return redirect(f"{reverse('criteria:page', args=[public_id])}#sum-{group}")


@login_required
@require_GET
def weights_sum(request: HttpRequest, public_id: UUID, criterion_id: UUID | None = None) -> HttpResponse:
    """Add up what is being typed; a part of the page that only scripts ask for."""
    procurement = procurement_for(request.user, public_id)
    tree = queries.tree_of(procurement)
    siblings = _siblings(tree, criterion_id)
    form = forms.Weights({**request.GET.dict(), "seen": ""}, siblings=siblings)
    total = form.typed_sum()
    missing = 1 - total
    context = {
        "group": str(criterion_id or TOP),
        "total": percent_of(total),
        "missing": percent_of(missing) if missing > 0 else "",
        "over": percent_of(-missing) if missing < 0 else "",
    }
    return render(request, "criteria/sum.html", context)


def _siblings(tree: Tree, parent_id: UUID | None) -> tuple[Node, ...]:
    if parent_id is None:
        return tree.roots
    place = tree.place(parent_id)
    if place is None:
        raise Http404
    return place.node.children


def tree_page(
    request: HttpRequest,
    procurement: Procurement,
    *,
    new: forms.NewCriterion | None = None,
    typed: Mapping[str, forms.Weights] | None = None,
    errors: Mapping[str, str] | None = None,
    status: int = 0,
) -> HttpResponse:
    """Show the page, with what was typed where something was refused."""
    model = queries.model_of(procurement)
    tree = queries.tree_of(procurement)
    gaps = queries.gaps_of(procurement)
    if new is None:
        new = forms.NewCriterion(
            tree=tree, initial={"parent": request.GET.get("under", "")}, auto_id="new_%s"
        )
    need = queries.head_of(procurement, model).weights_needed
    counted = {key: len(found) for key, found in queries.requirement_keys_by_leaf(procurement).items()}
    maker = _Rows(tree, need, counted, typed or {}, errors or {})
    context = {
        "procurement": procurement,
        "frame": frame(
            procurement, _("Award model"), here="criteria:page", lead=_("What the tenders are measured by.")
        ),
        "model": model,
        "words": method_words(model.method) if model else None,
        "tree": tree,
        "rows": list(maker.rows(tree.roots, None, 1)),
        "weight_forms": maker.forms,
        "need": need,
        "gaps": gaps,
        "gap_count": len(gaps.all()),
        "new": new,
        "may_edit": may_edit(procurement, model),
        "locked": locked_note(model),
        "has_errors": bool(errors),
    }
    return render(
        request, "criteria/page.html", context, status=status or (422 if new.errors or errors else 200)
    )


class _Rows:
    """Makes the lines of the tree, with the form of each set of siblings."""

    def __init__(
        self,
        tree: Tree,
        need: str,
        counted: Mapping[int, int],
        typed: Mapping[str, forms.Weights],
        errors: Mapping[str, str],
    ) -> None:
        self.forms: list[dict[str, Any]] = []
        self._need, self._counted, self._typed, self._errors = need, counted, typed, errors
        self._effective = {each.node.pk: each.effective for each in tree.places()}

    def rows(self, siblings: tuple[Node, ...], parent: Node | None, depth: int) -> Iterator[Row]:
        """Give the lines of some siblings, those under them, and their sum."""
        group = str(parent.public_id) if parent else TOP
        form = self._typed.get(group) or forms.Weights(siblings=siblings)
        if siblings:
            stands = forms.seen_text({node.public_id: node.weight for node in siblings})
            self.forms.append({"group": group, "parent": parent, "seen": stands})
        for index, node in enumerate(siblings):
            effective = self._effective.get(node.pk)
            yield Row(
                "node",
                depth,
                place=Place(node, depth, parent, index, index == len(siblings) - 1, effective),
                group=group,
                field=self._field(form, node),
                effective=percent_short(effective),
                stands=percent_of(node.weight) if node.weight is not None else "",
                requirements=self._counted.get(node.pk, 0),
                is_needless=is_spared(node, self._need),
            )
            if node.is_group:
                yield from self.rows(node.children, node, depth + 1)
        yield self._sum_row(siblings, parent, depth, group)

    def _field(self, form: forms.Weights, node: Node) -> Any:
        name = forms.field_of(node)
        return form[name] if name in form.fields else None

    def _sum_row(self, siblings: tuple[Node, ...], parent: Node | None, depth: int, group: str) -> Row:
        each = sum_of(parent, siblings, self._need)
        typed = self._typed.get(group)
        total = typed.typed_sum() if typed else each.total
        missing = 1 - total
        return Row(
            "sum",
            depth,
            group=group,
            sum=each,
            total=percent_of(total),
            missing=percent_of(missing) if missing > 0 else "",
            over=percent_of(-missing) if missing < 0 else "",
            error=self._errors.get(group, ""),
            parent=parent,
        )
