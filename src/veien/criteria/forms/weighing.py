"""Forms for what gets points in a criterion, and for the weights of the requirements in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.criteria.forms.figures import Figure, percent_figure, share_of
from veien.criteria.models import Criterion
from veien.criteria.rules import Judged, weights_of, weights_seen


class ChooseJudging(forms.Form):
    """What gets points: the criterion as a whole, or each requirement in it."""

    judging = forms.ChoiceField(
        label=_("Evaluators give points to"),
        widget=forms.RadioSelect,
        choices=[
            (
                Criterion.Judging.WHOLE,
                _("The criterion as a whole: one set of points and one reason for each tender"),
            ),
            (Criterion.Judging.EACH, _("Each requirement in it: points and a reason for every requirement")),
        ],
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RequirementWeights(forms.Form):
    """The weights of the requirements in one criterion, in percent; ``seen`` says which the reader saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: Sequence[Judged]) -> None:
        super().__init__(data, auto_id="id_%s")
        self.rows = rows
        now = weights_of(rows)
        is_by_hand = any(row.weight is not None for row in rows)
        for row in rows:
            self.fields[requirement_field(row)] = Figure(
                label=row.ref,
                min_value=0,
                max_value=100,
                max_digits=7,
                decimal_places=4,
                initial=percent_figure(row.weight if is_by_hand else now[row.requirement_pk]),
            )
        self.fields["seen"].initial = weights_seen(rows)

    def shares(self) -> dict[UUID, Decimal]:
        """Give the weights as shares of one."""
        found = {row.public_id: share_of(self.cleaned_data[requirement_field(row)]) for row in self.rows}
        return {key: share for key, share in found.items() if share is not None}

    def typed_sum(self) -> Decimal:
        """Add up the shares that can be read, for showing while somebody types."""
        self.is_valid()
        shares = (share_of(self.cleaned_data.get(requirement_field(row))) for row in self.rows)
        return sum((share for share in shares if share is not None), Decimal(0))


def requirement_field(row: Judged) -> str:
    """Name the field of a requirement's weight."""
    return f"r-{row.public_id.hex}"
