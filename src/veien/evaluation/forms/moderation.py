"""Forms of the meeting: opening it, settling points with dissent, and narrowing the list of what is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.evaluation.forms.judging import GivePoints
from veien.evaluation.rules import MOST_LETTERS
from veien.evaluation.rules.judges import Evaluator

OPEN, DIFFER, ALL = "open", "differ", "all"
"""What a list of items is narrowed to: not settled, own points differ, or all."""


class OpenMeeting(forms.Form):
    """Why the meeting begins before everybody has handed in."""

    without = forms.CharField(
        label=_("Why the meeting begins without them"),
        help_text=_("It stands in the log and beside the points."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": MOST_LETTERS}),
    )


class SettlePoints(GivePoints):
    """What the group settles on for one tender, and a field for the dissent of each who evaluates."""

    def __init__(self, *args: Any, people: Sequence[Evaluator], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.people = tuple(people)
        for each in self.people:
            self.fields[f"dissent-{each.pk}"] = forms.CharField(
                label=_("%(name)s does not share this, because") % {"name": each.name},
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 2, "maxlength": MOST_LETTERS}),
            )

    @property
    def dissents(self) -> dict[int, str]:
        """Give the dissents as they were typed, by the key of the evaluator."""
        return {each.pk: self.cleaned_data.get(f"dissent-{each.pk}", "") for each in self.people}

    @property
    def dissent_fields(self) -> list[forms.BoundField]:
        """Give the fields for dissent, in the order of the names."""
        return [self[f"dissent-{each.pk}"] for each in self.people]

    @property
    def has_dissent(self) -> bool:
        """Tell whether a dissent is typed or kept."""
        return any(str(each.value() or "").strip() for each in self.dissent_fields)


class NarrowItems(forms.Form):
    """What the list is narrowed to. It stands in the address, so a wrong choice is simply no choice."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[(OPEN, _("Not settled")), (DIFFER, _("Where own points differ")), (ALL, _("All"))],
    )
    q = forms.CharField(label=_("Find in the text"), required=False, max_length=200)

    def __init__(self, address: Mapping[str, Any]) -> None:
        super().__init__({"show": ALL, **address}, auto_id="narrow_%s")

    def wish(self) -> tuple[str, str]:
        """Give what is shown, and the words that are looked for."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        said = self.cleaned_data
        return said.get("show") or ALL, said.get("q", "")
