"""What people judge with: points, grounds of rejection, a word about a record, and what a matrix is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.evaluation.queries.judging import MustWish
from veien.evaluation.rules import MOST_LETTERS


class GivePoints(forms.Form):
    """Points and reason for one tender. What is wrong with them is said by the action, at the field."""

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
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none, so that the newest points are shown beside."""
        return self.cleaned_data["revision"] or 0

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is typed."""
        said = self.cleaned_data
        return not said.get("points", "").strip() and not said.get("reason", "").strip()


class RejectTender(forms.Form):
    """Why a tender is rejected."""

    reason = forms.CharField(
        label=_("Ground"),
        help_text=_(
            "One or two sentences that the tenderer can read. They stand in the record and the report."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_LETTERS}),
        error_messages={"required": _("Say in a sentence why the tender is rejected.")},
    )


class UndoRejection(forms.Form):
    """Why a rejection is taken back."""

    reason = forms.CharField(
        label=_("Why it is taken back"),
        help_text=_("It stands in the log."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": MOST_LETTERS}),
        error_messages={"required": _("Say in a sentence why the rejection is taken back.")},
    )


class KeepRecord(forms.Form):
    """A word about a record that is kept."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("For example: before the steering group on 3 December."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NarrowMusts(forms.Form):
    """What the matrix is narrowed to. It stands in the address, so a wrong choice is simply no choice."""

    q = forms.CharField(label=_("Find in the text"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All must-requirements")),
            ("open", _("Not judged by all")),
            ("failed", _("Not met by somebody")),
            ("doubtful", _("Answered no, or not answered")),
            ("met", _("Met by somebody")),
        ],
    )

    def __init__(self, address: Any) -> None:
        super().__init__(address, auto_id="narrow_%s")

    def wish(self) -> MustWish:
        """Give the filter that the address asks for."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        said = self.cleaned_data
        return MustWish(text=said.get("q", ""), state=said.get("state", ""))
