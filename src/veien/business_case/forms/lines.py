"""Forms for lines: one with all its words, and a row of a table with the words that a table has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.business_case.forms.case import hidden_revision
from veien.business_case.forms.figures import Figure, Percent, read_figure, typed_percent
from veien.business_case.models import Assumption, Line, Quantity
from veien.business_case.rules.document import plain_text
from veien.business_case.rules.editing import parts_of, ramp_of
from veien.goals.queries import Goal

ONE, NONE = Decimal(1), Decimal(0)


@dataclass(frozen=True)
class Choices:
    """What a line may point at, by the key a form sends."""

    quantities: Mapping[str, Quantity]
    assumptions: Mapping[str, Assumption]
    goals: Mapping[str, Goal]

    @classmethod
    def of(
        cls, quantities: Sequence[Quantity], assumptions: Sequence[Assumption], goals: Sequence[Goal]
    ) -> Choices:
        """Sort them by key."""
        return cls(
            {str(each.pk): each for each in quantities},
            {str(each.pk): each for each in assumptions},
            {str(each.pk): each for each in goals},
        )


class LineRow(forms.Form):
    """What every line needs: what it is, its money, and when it falls."""

    title = forms.CharField(
        label=_("Line"),
        max_length=160,
        error_messages={"required": _("Say in a few words what the line is.")},
    )
    sort = forms.ChoiceField(
        label=_("Cost or benefit"),
        choices=[
            ("cost", _("Cost")),
            ("avoided_cost", _("Benefit: avoided cost")),
            ("saved_time", _("Benefit: saved time")),
            ("quality", _("Benefit: better quality, told in words")),
        ],
        error_messages={"required": _("Say whether it costs or gives.")},
    )
    amount = Figure(label=_("Amount a year"), max_digits=15, decimal_places=2)
    quantity = forms.ChoiceField(label=_("Driver"), required=False)
    unit_amount = Figure(label=_("Amount for one"), max_digits=15, decimal_places=4)
    share = Percent(label=_("Share of it, in percent"), usual=ONE)
    realised = Percent(label=_("Realised, in percent"), usual=ONE)
    growth = Percent(label=_("Growth a year, in percent"), usual=NONE)
    first_year = forms.IntegerField(label=_("First year"))
    last_year = forms.IntegerField(label=_("Last year"))
    revision = hidden_revision()

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        names = [(pk, each.key) for pk, each in choices.quantities.items()]
        _choose(self, "quantity", [("", _("No driver: a fixed amount")), *names])

    def clean_quantity(self) -> Quantity | None:
        """Give the driver."""
        return self.choices.quantities.get(self.cleaned_data["quantity"])

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0

    def words(self) -> dict[str, Any]:
        """Give the words that are kept."""
        held = {key: value for key, value in self.cleaned_data.items() if key != "revision"}
        sort = held.pop("sort")
        held["kind"] = "cost" if sort == "cost" else "benefit"
        held["benefit"] = "" if sort == "cost" else sort
        return held


class WriteLine(LineRow):
    """Everything that is written about a line."""

    part = forms.ChoiceField(label=_("Main part"), choices=Line.Part.choices)
    service_area = forms.CharField(
        label=_("Service area"),
        required=False,
        max_length=80,
        help_text=_("Which technology or service: safety alarm, medicine dispenser, night supervision."),
    )
    assumption = forms.ChoiceField(
        label=_("Or the amount for one from the assumption book"),
        required=False,
        help_text=_("The line follows when the book is changed."),
    )
    ramp = forms.CharField(
        label=_("Ramp: percent of the full amount, year by year"),
        required=False,
        max_length=800,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "From the first year of the line, with semicolons: 50; 80. The years after that are full."
        ),
    )
    shape = forms.ChoiceField(label=_("How sure is the figure"), required=False, choices=Line.Shape.choices)
    low = Percent(label=_("Lowest, in percent of the line"))
    mode = Percent(label=_("Most likely, in percent of the line"))
    high = Percent(label=_("Highest, in percent of the line"))
    integration = forms.BooleanField(
        label=_("This is what it costs to tie in other systems"),
        required=False,
        help_text=_(
            "Every alternative but today's practice needs such a line, if only to say that it costs nothing."
        ),
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=300, help_text=_("Where the figure comes from.")
    )
    goal = forms.ChoiceField(label=_("Goal that it serves"), required=False)
    text = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Better quality is told here, and stands beside the sums without a price."),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        booked = [(pk, str(each)) for pk, each in choices.assumptions.items()]
        _choose(self, "assumption", [("", _("Not from the book")), *booked])
        goals = [(pk, str(each)) for pk, each in choices.goals.items()]
        _choose(self, "goal", [("", _("None")), *goals])

    def clean_assumption(self) -> Assumption | None:
        """Give the figure of the book."""
        return self.choices.assumptions.get(self.cleaned_data["assumption"])

    def clean_goal(self) -> Goal | None:
        """Give the goal."""
        return self.choices.goals.get(self.cleaned_data["goal"])

    def clean_ramp(self) -> list[Decimal]:
        """Read the parts, one a year.

        Raises: ValidationError for what is no number.
        """
        typed = self.cleaned_data["ramp"].replace("%", " ")
        parts = [each.strip() for each in typed.split(";") if each.strip()]
        return [read_figure(each, small=True).scaleb(-2) for each in parts]

    def clean(self) -> dict[str, Any]:
        """Tie the ramp to the years, and ask for what belongs together."""
        held = super().clean() or {}
        first, last, parts = held.get("first_year"), held.get("last_year"), held.get("ramp")
        if parts and first is not None and last is not None and len(parts) > max(last - first + 1, 0):
            self.add_error("ramp", gettext("The ramp has more years than the line."))
        elif parts is not None:
            ramp = ramp_of(parts, first=first or 0)
            held["ramp"] = {str(year): plain_text(part) for year, part in ramp.items()}
        if held.get("unit_amount") is not None and held.get("assumption") is not None:
            self.add_error("unit_amount", gettext("Write the amount, or take it from the book. Not both."))
        return held


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def typed_line(line: Line) -> dict[str, Any]:
    """Give a line as its form shows it."""
    parts = parts_of(line.ramp, first=line.first_year, last=line.last_year)
    return {
        "title": line.title,
        "sort": line.benefit or "cost",
        "amount": line.amount,
        "quantity": str(line.quantity_id or ""),
        "unit_amount": line.unit_amount,
        "share": line.share,
        "realised": line.realised,
        "growth": line.growth,
        "first_year": line.first_year,
        "last_year": line.last_year,
        "revision": line.revision,
        "part": line.part,
        "service_area": line.service_area,
        "assumption": str(line.assumption_id or ""),
        "ramp": "; ".join(typed_percent(part) for part in parts),
        "shape": line.shape,
        "low": line.low,
        "mode": line.mode,
        "high": line.high,
        "integration": line.integration,
        "source": line.source,
        "goal": str(line.goal_id or ""),
        "text": line.text,
    }
