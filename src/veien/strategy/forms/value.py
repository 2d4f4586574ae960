"""Forms of the value estimate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.strategy.forms.figures import Amount
from veien.strategy.models import ValueEstimate, ValueRow
from veien.strategy.queries.value import CostLine

Members = Sequence[tuple[int, str, bool]]


def hidden_revision() -> forms.IntegerField:
    """Make the field that carries which version the writer read."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


class WriteTerms(forms.Form):
    """What holds for the whole estimate."""

    category = forms.ChoiceField(
        label=_("What is mainly bought"),
        choices=ValueEstimate.Category.choices,
        widget=forms.RadioSelect,
        help_text=_("What makes up the largest part of the value decides."),
        error_messages={"required": _("Choose what is mainly bought.")},
    )
    buyer = forms.ChoiceField(
        label=_("Who buys"),
        choices=ValueEstimate.Buyer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who buys.")},
    )
    placed_on = forms.DateField(
        label=_("Day the competition is announced"),
        widget=forms.DateInput,
        help_text=_("The thresholds of that day are used. Write the day you plan for."),
        error_messages={
            "required": _("Write the day you plan for."),
            "invalid": _("Write a day, such as 2027-03-01."),
        },
    )
    term = forms.ChoiceField(
        label=_("Duration"),
        choices=ValueEstimate.Term.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long the agreement runs.")},
    )
    months = forms.IntegerField(
        label=_("Agreed months"),
        required=False,
        help_text=_("Without extensions. Four years are 48."),
        error_messages={"invalid": _("Write a whole number of months.")},
    )
    extension_months = forms.IntegerField(
        label=_("Months of all extensions together"),
        required=False,
        help_text=_("Two extensions of a year are 24. None is 0."),
        error_messages={"invalid": _("Write a whole number of months.")},
    )
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    revision = hidden_revision()

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0

    def words(self) -> dict[str, Any]:
        """Give what is kept; months that are left empty where there is no fixed term stay what they are."""
        held = {key: value for key, value in self.cleaned_data.items() if key != "revision"}
        if held["term"] == ValueEstimate.Term.OPEN:
            return {key: value for key, value in held.items() if value is not None}
        return held | {"extension_months": held["extension_months"] or 0, "months": held["months"] or 0}


class ValuePart(forms.Form):
    """What is said about a part of the value, whoever pays it."""

    title = forms.CharField(
        label=_("What is paid for"),
        max_length=160,
        help_text=_("Equipment, installation, response service, licences, training."),
        error_messages={"required": _("Say in a few words what is paid for.")},
    )
    per = forms.ChoiceField(
        label=_("The amount is"),
        choices=ValueRow.Per.choices,
        error_messages={"required": _("Say whether the amount is in all or a year.")},
    )
    is_option = forms.BooleanField(
        label=_("This is an option that need not be used"),
        required=False,
        help_text=_("Options count in full: the highest value decides."),
    )
    contract = forms.CharField(
        label=_("Separate contract"),
        required=False,
        max_length=80,
        help_text=_("Only where the purchase is made in several contracts: what you call this one."),
    )
    source = forms.CharField(
        label=_("Where the figure comes from"),
        max_length=300,
        help_text=_("A quote, the accounts, what another municipality pays, with the year."),
        error_messages={
            "required": _("Say where the figure comes from: a quote, an account, another municipality.")
        },
    )


class WriteValueRow(ValuePart):
    """One row."""

    member = forms.ChoiceField(label=_("Who pays"), required=False)
    amount = Amount(
        label=_("Amount, VAT excluded"),
        max_digits=15,
        decimal_places=2,
        min_value=Decimal(0),
        error_messages={
            "required": _("Write an amount."),
            "min_value": _("A value is not below zero. Write what is paid, or 0."),
            "max_digits": _("The amount is too large to be right."),
            "max_whole_digits": _("The amount is too large to be right."),
            "max_decimal_places": _("Write at most two decimals."),
        },
    )
    revision = hidden_revision()

    field_order = ("title", "member", "amount", "per", "is_option", "contract", "source")

    def __init__(self, *args: Any, members: Members, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "member", [("", _("All together")), *((str(pk), name) for pk, name, _may in members)])

    def clean_member(self) -> int | None:
        """Give the key of the member."""
        return int(self.cleaned_data["member"]) if self.cleaned_data["member"] else None

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0

    def words(self) -> dict[str, Any]:
        """Give what is kept."""
        return {key: value for key, value in self.cleaned_data.items() if key != "revision"}


class WriteForMembers(ValuePart):
    """The same part of the value for everybody who takes part, each with its own amount."""

    def __init__(self, *args: Any, members: Members, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pk, name, may_join in members:
            self.fields[f"amount-{pk}"] = Amount(
                label=name,
                required=False,
                max_digits=15,
                decimal_places=2,
                min_value=Decimal(0),
                help_text=_("May join later: counts as an option.") if may_join else "",
                error_messages={
                    "min_value": _("A value is not below zero. Write what is paid, or 0."),
                    "max_digits": _("The amount is too large to be right."),
                    "max_whole_digits": _("The amount is too large to be right."),
                    "max_decimal_places": _("Write at most two decimals."),
                },
            )

    def amount_fields(self) -> list[Any]:
        """Give the fields for the amounts, in order."""
        return [self[name] for name in self.fields if name.startswith("amount-")]

    def amounts(self) -> dict[int, Decimal]:
        """Give the amounts that were written, by the key of the member."""
        held = self.cleaned_data
        found = {name: held[name] for name in self.fields if name.startswith("amount-")}
        return {int(name[7:]): amount for name, amount in found.items() if amount is not None}

    def words(self) -> dict[str, Any]:
        """Give what holds for every row."""
        return {name: self.cleaned_data[name] for name in ValuePart.base_fields}


class ChooseCosts(forms.Form):
    """Which alternative of the business case, and which of its years the agreement covers."""

    alternative = forms.ChoiceField(label=_("Alternative"))
    first_year = forms.IntegerField(
        label=_("First year"),
        min_value=0,
        error_messages={
            "required": _("Write the first year."),
            "invalid": _("Write a year of the business case, such as 0."),
            "min_value": _("The business case begins with year 0."),
        },
    )
    last_year = forms.IntegerField(
        label=_("Last year"),
        error_messages={
            "required": _("Write the last year."),
            "invalid": _("Write a year of the business case, such as 4."),
        },
    )

    def __init__(
        self, *args: Any, alternatives: Sequence[tuple[str, str]], years: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        _choose(self, "alternative", list(alternatives))

    def clean_last_year(self) -> int:
        """Give the last year, if it lies in the case and not before the first.

        Raises: ValidationError
        """
        last: int = self.cleaned_data["last_year"]
        if last > self.years:
            said = _("The business case ends with year %(last)s.")
            raise forms.ValidationError(said, params={"last": self.years})
        if last < (self.cleaned_data.get("first_year") or 0):
            raise forms.ValidationError(_("The last year is before the first."))
        return last


class TakeOver(forms.Form):
    """Which costs of an alternative are paid to the supplier."""

    lines = forms.MultipleChoiceField(
        label=_("What is paid to the supplier"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one cost that is paid to the supplier.")},
    )

    def __init__(self, *args: Any, lines: Sequence[tuple[CostLine, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "lines", [(line.key, told) for line, told in lines])


class FindValue(forms.Form):
    """What the list of rows is narrowed to."""

    q = forms.CharField(label=_("Find"), required=False, max_length=100)
    member = forms.ChoiceField(label=_("Who pays"), required=False)
    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Everything")),
            ("options", _("Options")),
            ("taken", _("Taken over from the business case")),
        ],
    )

    def __init__(self, *args: Any, members: Members, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Everybody")), *((str(pk), name) for pk, name, _may in members)]
        _choose(self, "member", choices)


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    field.choices = choices  # type: ignore[attr-defined]
