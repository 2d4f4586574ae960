"""What is typed about meetings with tenderers, and in private notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.evaluation.models import Meeting
from veien.evaluation.rules import MOST_LETTERS


class PlanMeeting(forms.Form):
    """A meeting with a tenderer in which criteria are judged."""

    tender = forms.ChoiceField(
        label=_("Tender"), error_messages={"required": _("Choose the tender the meeting is about.")}
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices, widget=forms.RadioSelect)
    held_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput,
        error_messages={
            "required": _("Say when the meeting is."),
            "invalid": _("Write the day and the time of day."),
        },
    )
    place = forms.CharField(
        label=_("Where"), required=False, max_length=160, help_text=_("A room, an address, or a link.")
    )
    criteria = forms.MultipleChoiceField(
        label=_("Criteria that are judged in the meeting"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one criterion that is judged in the meeting.")},
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        tenders: Iterable[tuple[str, str]],
        criteria: Iterable[tuple[str, str]],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        for name, choices in (("tender", tenders), ("criteria", criteria)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class WriteMinutes(forms.Form):
    """The minutes of a meeting."""

    minutes = forms.CharField(
        label=_("Minutes"),
        required=False,
        strip=False,
        help_text=_(
            "Everybody who may read the tenders reads them. Write what was shown and said, not which points "
            "it is worth: points are given alone."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class WriteNote(forms.Form):
    """A private note."""

    text = forms.CharField(
        label=_("Private note"),
        required=False,
        strip=False,
        help_text=_("Only you ever read it. It is in no export, no report and no record."),
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": MOST_LETTERS}),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
