"""What is said when the competition is published."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.foundation import clock


class Publish(forms.Form):
    """Where the notice is found, and until when tenders are received."""

    notice_reference = forms.CharField(
        label=_("Reference of the notice"),
        max_length=200,
        help_text=_("Where the notice is found: its number in the notice database, or your case number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tenders_due_at = forms.DateTimeField(
        label=_("Deadline for tenders"),
        widget=forms.DateTimeInput,
        help_text=_("Date and hour, as they stand in the notice. A tender after this is late."),
    )

    def clean_tenders_due_at(self) -> datetime:
        """See that the deadline lies in the future."""
        due: datetime = self.cleaned_data["tenders_due_at"]
        if due <= clock.now():
            raise ValidationError(gettext("The deadline for tenders must lie in the future."))
        return due


class Confirm(Publish):
    """The same once more, unseen, with the word that it is meant."""

    notice_reference = forms.CharField(max_length=200, widget=forms.HiddenInput)
    tenders_due_at = forms.DateTimeField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read what this binds, and publish the competition"),
        error_messages={"required": _("Mark here that you have read it.")},
    )
