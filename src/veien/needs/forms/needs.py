"""Forms of the needs themselves, and of bringing many in at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from veien.needs.models import Need
from veien.needs.queries import Known, NeedFilter

_NOT_SAID = ("", _("Not said yet"))
_WHATEVER = ("", _("All"))


class WriteNeed(forms.Form):
    """Everything that is written about a need."""

    title = forms.CharField(
        label=_("The need in short"),
        max_length=120,
        help_text=_("A few words that people will recognise it by."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say the need in a few words.")},
    )
    statement = forms.CharField(
        label=_("The need in full"),
        required=False,
        max_length=4000,
        help_text=_("Who needs what, in which situation, and why it matters. One need at a time."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    holder = forms.CharField(
        label=_("Who has the need"),
        required=False,
        max_length=120,
        help_text=_("For example night staff, or relatives."),
        widget=forms.TextInput(attrs={"list": "known-holders", "autocomplete": "off"}),
    )
    area = forms.CharField(
        label=_("Area"),
        required=False,
        max_length=60,
        help_text=_("A word that gathers needs."),
        widget=forms.TextInput(attrs={"list": "known-areas", "autocomplete": "off"}),
    )
    horizon = forms.ChoiceField(
        label=_("Horizon"), required=False, choices=[_NOT_SAID, *Need.Horizon.choices]
    )
    evidence_kind = forms.ChoiceField(
        label=_("What it rests on"), required=False, choices=[_NOT_SAID, *Need.EvidenceKind.choices]
    )
    evidence = forms.CharField(
        label=_("Which interview, workshop or source"),
        required=False,
        max_length=300,
        help_text=_("Enough to find it again. Leave out names of private persons."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    quote = forms.CharField(
        label=_("In somebody's own words"),
        required=False,
        max_length=1000,
        help_text=_("A sentence somebody said, if one stayed with you."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ChangeNeed(WriteNeed):
    """The same, and which version the writer read."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none, so that the newest text is shown beside."""
        return self.cleaned_data["revision"] or 0


class MoveTo(forms.Form):
    """A place in the list."""

    place = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=1_000_000)


class Narrow(forms.Form):
    """What the list is narrowed to. It stands in the address, so a wrong choice is simply no choice."""

    q = forms.CharField(label=_("Find in the text"), required=False, max_length=200)
    holder = forms.ChoiceField(label=_("Who has the need"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    horizon = forms.ChoiceField(
        label=_("Horizon"), required=False, choices=[_WHATEVER, *Need.Horizon.choices]
    )
    missing = forms.ChoiceField(
        label=_("Still lacks"),
        required=False,
        choices=[
            ("", _("Whatever")),
            ("holder", _("Who has the need")),
            ("evidence", _("What it rests on")),
            ("horizon", _("Horizon")),
        ],
    )

    def __init__(self, address: Any, known: Known) -> None:
        super().__init__(address, auto_id="narrow_%s")
        for name, found in (("holder", known.holders), ("area", known.areas)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                choices: list[tuple[str, str | Promise]] = [_WHATEVER, *((each, each) for each in found)]
                field.choices = choices

    def narrowed(self) -> NeedFilter:
        """Give the filter that the address asks for."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        said = self.cleaned_data
        return NeedFilter(
            text=said.get("q", ""),
            holder=said.get("holder", ""),
            area=said.get("area", ""),
            horizon=said.get("horizon", ""),
            missing=said.get("missing", ""),
        )


class UploadNeeds(forms.Form):
    """An Excel workbook with needs."""

    file = forms.FileField(
        label=_("Excel workbook with needs"),
        help_text=_("The form from this page, filled in, or any .xlsx with the same headings."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose the workbook first."), "empty": _("The file is empty.")},
    )
