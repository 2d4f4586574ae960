"""What an evaluator types alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.evaluation.queries.own_pages import MatrixWish
from veien.evaluation.rules import MOST_LETTERS


class GiveOwn(forms.Form):
    """An evaluator's own points, reason and private note for one tender. What is wrong is said by the action.

    ``read`` and ``note_read`` say what the evaluator had before the eyes: the revision, and a digest of the fields.
    """

    points = forms.CharField(
        label=_("Points"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_LETTERS}),
    )
    note = forms.CharField(
        label=_("Private note"),
        help_text=_("Only you ever read it."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": MOST_LETTERS}),
    )
    read = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    note_read = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)


class NarrowMatrix(forms.Form):
    """What the matrix of requirements is narrowed to. It stands in the address: a wrong choice is no choice."""

    q = forms.CharField(label=_("Find in the text"), required=False, max_length=200)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All requirements")),
            ("left", _("What I have left")),
            ("mine", _("What I judge")),
        ],
    )
    section = forms.TypedChoiceField(label=_("Section"), required=False, coerce=int, empty_value=None)

    def __init__(self, address: Any, *, sections: Iterable[tuple[int, str]]) -> None:
        super().__init__(address, auto_id="narrow_%s")
        field = self.fields["section"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("All sections")), *sections]

    def wish(self) -> MatrixWish:
        """Give the filter that the address asks for."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        found = self.cleaned_data
        return MatrixWish(found.get("show", ""), found.get("q", "").strip(), found.get("section"))
