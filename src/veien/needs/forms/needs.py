"""Forms of the needs themselves, and of bringing many in at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from veien.needs.models import Need
from veien.needs.queries import Known, NeedFilter
from veien.needs.queries.inquiries import InquiryChoice

_NOT_SAID = ("", _("Not said yet"))
_WHATEVER = ("", _("All"))


class WriteNeed(forms.Form):
    """Everything that is written about a need, and the inquiries that it rests on.

    Without ``inquiries`` there is nothing to choose from, and the field is left out.
    """

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
    inquiries = forms.MultipleChoiceField(
        label=_("Conversations and observations it rests on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("What you chose is no longer there. Choose again.")},
    )
    evidence_kind = forms.ChoiceField(
        label=_("Or a source outside"), required=False, choices=[_NOT_SAID, *Need.EvidenceKind.choices]
    )
    evidence = forms.CharField(
        label=_("Which source"),
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

    def __init__(self, *args: Any, inquiries: Sequence[InquiryChoice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if inquiries:
            choose_from(self.fields["inquiries"], [(str(each.public_id), each.label) for each in inquiries])
        else:
            del self.fields["inquiries"]

    def words(self) -> dict[str, Any]:
        """Give what was written; the inquiries are public ids, and left out where there were none to choose."""
        said = dict(self.cleaned_data)
        if "inquiries" in said:
            said["inquiries"] = [UUID(each) for each in said["inquiries"]]
        return said


def choose_from(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """Let a field offer these choices."""
    if not isinstance(field, forms.ChoiceField):
        raise TypeError("Choices belong to a field that offers some.")
    field.choices = choices


class ChangeNeed(WriteNeed):
    """The same, and which version the writer read."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none, so that the newest text is shown beside."""
        return self.cleaned_data["revision"] or 0


class NeedOutOf(forms.Form):
    """A need that comes of something that was told: the few words that make it one."""

    title = WriteNeed.base_fields["title"]
    statement = WriteNeed.base_fields["statement"]
    holder = WriteNeed.base_fields["holder"]
    quote = WriteNeed.base_fields["quote"]


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
            ("wording", _("Words that name no solution")),
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
