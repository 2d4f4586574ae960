"""The rows of the list as markup. Written here and not in a template because there may be a thousand of them: this way
a page of a thousand rows takes a third of the time. Every text from people goes through ``escape``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from veien.needs.queries import NeedChoice
from veien.requirements.models import Requirement
from veien.requirements.queries import RequirementRow
from veien.requirements.rules import OPENNESS


@dataclass(frozen=True)
class Cells:
    """What the rows of one page have in common, escaped once: words, links, the look of each choice."""

    base: str
    may_edit: bool
    choose: str
    change: str
    no_need: str
    undecided: str
    obligation: Mapping[str, str]
    kind: Mapping[str, str]
    category: Mapping[str, str]
    answer: Mapping[str, str]
    needs: Mapping[int, str]


def cells_of(base: str, needs_base: str, needs: Iterable[NeedChoice], *, may_edit: bool) -> Cells:
    """Prepare what all rows of a page have in common, in the active language."""
    obligations = {str(value): escape(str(label)) for value, label in Requirement.Obligation.choices}
    return Cells(
        base=escape(base),
        may_edit=may_edit,
        choose=escape(_("Choose")),
        change=escape(_("Change")),
        no_need=f'<span class="lacks">{escape(_("No need"))}</span>',
        undecided=f'<span class="lacks">{escape(_("Not decided"))}</span>',
        obligation={**obligations, "must": f'<span class="must">{obligations["must"]}</span>'},
        kind={
            str(value): f'<span class="open o{OPENNESS[value]}">{escape(str(label))}</span>'
            for value, label in Requirement.Kind.choices
        },
        category={
            str(value): f'<span class="sub">{escape(str(label))}</span>'
            for value, label in Requirement.Category.choices
        },
        answer={str(value): escape(str(label)) for value, label in Requirement.Answer.choices},
        needs={
            each.pk: f'<a href="{escape(needs_base)}{each.public_id}/" title="{escape(each.title)}">{each.ref}</a>'
            for each in needs
        },
    )


def rows_html(
    rows: Iterable[RequirementRow], cells: Cells, *, checked: Collection[UUID] = frozenset()
) -> SafeString:
    """Write rows of the list, in their order."""
    return mark_safe("".join([_row(row, cells, row.public_id in checked) for row in rows]))  # noqa: S308


def _row(row: RequirementRow, cells: Cells, is_checked: bool) -> str:
    ref, here = escape(row.ref), f"{cells.base}{row.public_id}/"
    pick = edit = ""
    if cells.may_edit:
        mark = " checked" if is_checked else ""
        pick = (
            f'<td class="c-pick"><input type="checkbox" class="ds-input" name="ids" value="{row.public_id}"'
            f' form="selected"{mark} aria-label="{cells.choose} {ref}"></td>'
        )
        edit = (
            f'<td class="c-edit"><a href="{here}change/" data-edit aria-label="{cells.change} {ref}">'
            f"{cells.change}</a></td>"
        )
    text = f'<span class="req-text">{escape(row.text)}</span>' if row.text else ""
    answer = cells.answer[row.answer] if row.answer else cells.undecided
    unit = f'<span class="sub">{escape(row.unit)}</span>' if row.unit else ""
    needs = " ".join([cells.needs[need] for need in row.need_ids]) or cells.no_need
    return (
        f'<tr id="r-{row.public_id}" class="req" tabindex="-1">{pick}'
        f'<th scope="row"><a href="{here}">{ref}</a></th>'
        f'<td class="c-text"><b>{escape(row.title)}</b>{text}</td>'
        f"<td>{cells.obligation[row.obligation]}</td>"
        f"<td>{cells.kind[row.kind]}{cells.category[row.category]}</td>"
        f"<td>{answer}{unit}</td>"
        f'<td class="c-needs">{needs}</td>{edit}</tr>\n'
    )
