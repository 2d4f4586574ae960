"""The price form: its lines, the sums, other currencies, assumptions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from veien.criteria.forms.figures import Figure
from veien.criteria.models import PriceForm, PriceLine
from veien.criteria.rules.prices import OwnCost


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
    option = forms.ChoiceField(
        label=_("Option"),
        required=False,
        choices=[
            ("", _("No option: you buy it")),
            ("counts", _("Option that counts into the evaluated cost")),
            ("outside", _("Option outside the evaluated cost")),
        ],
        help_text=_("What you may call off later. Tenderers see beforehand whether it counts."),
    )
    kind = forms.ChoiceField(
        label=_("What the tenderer gives"),
        required=False,
        initial="price",
        choices=[("price", _("A unit price")), ("cost", _("A quantity, priced at your own cost"))],
        help_text=_("A quantity is hours or kWh that their solution takes of you: cost, not only price."),
    )
    unit_cost = Figure(
        label=_("Your cost of one"),
        max_digits=15,
        decimal_places=4,
        required=False,
        help_text=_("Only for a quantity: what one hour or one kWh costs you, without VAT."),
    )
    cost_source = forms.CharField(
        label=_("Where that cost comes from"),
        max_length=300,
        required=False,
        help_text=_("Such as: the accounts of last year, wage with social costs."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the cost where the tenderers state a quantity."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == "cost" and not self.errors.get("unit_cost") and data.get("unit_cost") is None:
            self.add_error("unit_cost", _now("Write what one costs you."))
        return data

    def line(self) -> dict[str, Any]:
        """Give the line as the action takes it."""
        names = ("title", "unit", "volume", "period", "note", "option")
        data = {name: self.cleaned_data[name] for name in names}
        own = None
        if self.cleaned_data["kind"] == "cost":
            own = OwnCost(self.cleaned_data["unit_cost"], self.cleaned_data["cost_source"])
        return data | {"years": self.cleaned_data["years"] or 1, "own_cost": own}


class ChooseSums(forms.Form):
    """Who writes the sum of each line."""

    sums = forms.ChoiceField(
        label=_("Sums in the form"),
        choices=PriceForm.Sums.choices,
        help_text=_("A stated sum is held against the computed one. The computed one counts."),
    )


CURRENCIES = ("NOK", "SEK", "DKK", "EUR", "ISK", "USD", "GBP", "CHF")


class WriteRate(forms.Form):
    """Another currency, and what it counts as."""

    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    rate = Figure(
        label=_("Rate"),
        max_digits=14,
        decimal_places=8,
        help_text=_("What one unit of it is worth in the procurement's own currency."),
    )
    rate_on = forms.DateField(
        label=_("Rate of"), widget=forms.DateInput, help_text=_("The day the rate was noted.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Such as: the middle rate of Norges Bank.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, own: str, **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["currency"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, code) for code in CURRENCIES if code != own]


class WriteAssumption(forms.Form):
    """A figure that volumes and own costs rest on."""

    title = forms.CharField(
        label=_("What is assumed"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    figure = Figure(label=_("Figure"), max_digits=15, decimal_places=4)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Who says so, and when."))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
