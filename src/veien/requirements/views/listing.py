"""The list that the editor shows: every requirement in its section, read once and counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.needs.queries import NeedChoice, need_choices
from veien.requirements import forms
from veien.requirements.models import Requirement
from veien.requirements.queries import (
    RequirementRow,
    RequirementSet,
    Section,
    requirement_rows,
    sections_of,
    set_of,
)
from veien.requirements.rules import Figures, RequirementFilter, figures_of
from veien.requirements.views.frames import base_of, may_edit
from veien.requirements.views.rows import Cells, cells_of, rows_html
from veien.road.queries import Procurement
from veien.web.rules.table import TablePage, table_page

ROWS_ON_A_PAGE = 1000
FILTERS = ("q", "section", "obligation", "kind", "category", "answer", "need")


@dataclass(frozen=True)
class Group:
    """A section of the list: its rows that are shown, and how many it has."""

    section: Section
    rows: SafeString
    shown: int
    total: int
    page_url: str

    @property
    def anchor(self) -> str:
        """Give the id under which links find the section."""
        return f"s-{self.section.pk}"

    @property
    def is_here(self) -> bool:
        """Say whether the section stands on this page: some of its rows do, or it has none."""
        return bool(self.rows) or not self.shown

    @property
    def url(self) -> str:
        """Give the way to where the section begins, on this page or on another."""
        return f"{self.page_url}#{self.anchor}"


@dataclass(frozen=True)
class Listing:
    """All that was read of a specification. Five queries, whatever the number of rows."""

    procurement: Procurement
    rows: list[RequirementRow]
    sections: list[Section]
    needs: list[NeedChoice]
    kept: RequirementSet
    figures: Figures


def listing_of(procurement: Procurement) -> Listing:
    """Read a specification."""
    rows = requirement_rows(procurement)
    needs = need_choices(procurement)
    return Listing(
        procurement=procurement,
        rows=rows,
        sections=sections_of(procurement),
        needs=needs,
        kept=set_of(procurement),
        figures=figures_of(rows, [each.pk for each in needs]),
    )


def filter_query(asked: QueryDict | Mapping[str, str]) -> str:
    """Write the filters and the page in an address anew, and nothing else that stands there."""
    pairs = [(name, asked.get(name, "")) for name in (*FILTERS, "page")]
    return urlencode([(name, value) for name, value in pairs if value])


def carried(request: HttpRequest) -> QueryDict:
    """Give the filters of the list from which a row or a form was opened."""
    return QueryDict(request.GET.get("in", ""))


def ways_back(asked: QueryDict) -> dict[str, str]:
    """Give the filters as they stand in the address of the list, and as a row's own address carries them."""
    query = filter_query(asked)
    return {
        "query": query,
        "back": f"?{query}" if query else "",
        "carry": f"?{urlencode({'in': query})}" if query else "",
    }


def editor_context(
    listing: Listing, asked: QueryDict, *, checked: Collection[UUID] = frozenset(), said: str = ""
) -> dict[str, Any]:
    """Give what the editor's templates need."""
    form = forms.FilterForm(asked, sections=listing.sections, needs=listing.needs)
    wish = form.wish()
    found = [row for row in listing.rows if wish.lets_through(row)] if wish.is_on else listing.rows
    table = table_page(
        [], {name: asked.get(name, "") for name in (*FILTERS, "page")}, total=len(found), size=ROWS_ON_A_PAGE
    )
    procurement = listing.procurement
    return {
        **base_of(procurement),
        "filter_form": form,
        "wish": wish,
        **ways_back(asked),
        "table": table,
        "groups": _groups(listing, found, table, checked, wish),
        "figures": listing.figures,
        "listing": listing,
        "count_shown": len(found),
        "may_edit": may_edit(procurement, listing.kept),
        "locked": listing.kept.locked_at,
        "checked": len(checked),
        "said": said,
        "choices": {
            "obligation": Requirement.Obligation.choices,
            "kind": Requirement.Kind.choices,
            "category": Requirement.Category.choices,
            "answer": Requirement.Answer.choices,
        },
    }


def _groups(
    listing: Listing,
    found: list[RequirementRow],
    table: TablePage,
    checked: Collection[UUID],
    wish: RequirementFilter,
) -> list[Group]:
    totals = Counter(row.section_id for row in listing.rows)
    shown = Counter(row.section_id for row in found)
    by_section: dict[int, list[RequirementRow]] = {}
    for row in found[table.start : table.stop]:
        by_section.setdefault(row.section_id, []).append(row)
    begins: dict[int, int] = {}
    for place, row in enumerate(found):
        begins.setdefault(row.section_id, place // table.size + 1)
    cells = cells_for(listing)
    return [
        Group(
            section=each,
            rows=rows_html(by_section.get(each.pk, []), cells, checked=checked),
            shown=shown[each.pk],
            total=totals[each.pk],
            page_url="" if begins.get(each.pk, table.page) == table.page else table.url(page=begins[each.pk]),
        )
        for each in listing.sections
        if not wish.is_on or shown[each.pk]
    ]


def cells_for(listing: Listing) -> Cells:
    """Prepare what the rows of a specification have in common."""
    way = base_of(listing.procurement)
    editing = may_edit(listing.procurement, listing.kept)
    return cells_of(way["base"], way["needs_base"], listing.needs, may_edit=editing)


def next_step(figures: Figures, needs: int) -> str:
    """Say in a sentence what stands here and what to do next."""
    if not figures.total:
        return _("Turn the needs into requirements: say what shall be achieved, and let the market show how.")
    if figures.without_need:
        return ngettext(
            "%(count)s requirement answers no need. Link it to one, or ask whether it is needed.",
            "%(count)s requirements answer no need. Link them, or ask whether they are needed.",
            figures.without_need,
        ) % {"count": figures.without_need}
    if figures.uncovered:
        return ngettext(
            "%(count)s need has no requirement yet. Write one that answers it.",
            "%(count)s needs have no requirement yet. Write requirements that answer them.",
            len(figures.uncovered),
        ) % {"count": len(figures.uncovered)}
    if not needs:
        return _("Map the needs as well, so that every requirement can say why it is there.")
    return _("Every requirement answers a need, and every need is answered. Go on to the award criteria.")
