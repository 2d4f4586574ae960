"""A line of the price form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.criteria.forms.figures import Figure
from veien.criteria.models import PriceLine


class WritePriceLine(forms.Form):
    """What is priced, per what, how many, and how often it is paid."""

    title = forms.CharField(
        label=_("What is priced"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    unit = forms.CharField(
        label=_("Unit"),
        max_length=60,
        help_text=_("What the unit price is for: piece, user a year, day."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    volume = Figure(
        label=_("Volume"), max_digits=16, decimal_places=4, help_text=_("Your best estimate, in the unit.")
    )
    period = forms.ChoiceField(label=_("Paid"), choices=PriceLine.Period.choices, initial="once")
    years = forms.IntegerField(
        label=_("Years"),
        min_value=1,
        max_value=30,
        required=False,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Counts only where it is paid every year."),
    )
    note = forms.CharField(
        label=_("Note to the tenderer"),
        max_length=500,
        required=False,
        help_text=_("What the price must hold, so that all price the same."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def line(self) -> dict[str, Any]:
        """Give the line as the action takes it."""
        data = {name: self.cleaned_data[name] for name in ("title", "unit", "volume", "period", "note")}
        return data | {"years": self.cleaned_data["years"] or 1}
