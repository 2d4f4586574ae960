"""Forms for assumptions and drivers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.business_case.forms.case import hidden_revision
from veien.business_case.forms.figures import Figure, read_figure
from veien.business_case.models import Assumption
from veien.business_case.rules.formula import Formula, NotAFormula, read_formula
from veien.documents.rules import MOST_BYTES

UNITS = (
    ("", _("A count, or something else")),
    ("age", _("Age in years (at most 130)")),
    ("share", _("A share (0 to 1)")),
    ("hours_per_day", _("Hours a day (at most 24)")),
    ("days_per_week", _("Days a week (at most 7)")),
    ("hours_per_week", _("Hours a week (at most 168)")),
    ("weeks_per_year", _("Weeks a year (at most 53)")),
    ("days_per_year", _("Days a year (at most 366)")),
)
UNIT_NAMES = {
    "age": _("years of age"),
    "share": _("share"),
    "hours_per_day": _("hours a day"),
    "days_per_week": _("days a week"),
    "hours_per_week": _("hours a week"),
    "weeks_per_year": _("weeks a year"),
    "days_per_year": _("days a year"),
}


class WriteAssumption(forms.Form):
    """A figure that is taken for granted."""

    title = forms.CharField(
        label=_("What is assumed"),
        max_length=160,
        help_text=_("For example: what an hour of home care costs, with social costs."),
        error_messages={"required": _("Say in a few words what is assumed.")},
    )
    figure = Figure(
        label=_("Figure"),
        required=True,
        max_digits=15,
        decimal_places=4,
        error_messages={"required": _("Write the figure.")},
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=60,
        help_text=_("For example kr an hour, minutes a visit."),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_(
            "Where somebody else finds the same figure: the accounts of last year, a quote, a report."
        ),
    )
    checked_on = forms.DateField(label=_("Checked on"), required=False, widget=forms.DateInput)
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = hidden_revision()

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0


class WriteQuantity(forms.Form):
    """A driver: its name, and a number, a product or a figure of the book."""

    key = forms.CharField(
        label=_("Name of the driver"),
        max_length=60,
        help_text=_("A word that lines and other drivers can call it by: users, visits a year."),
        error_messages={"required": _("Give the driver a name.")},
    )
    formula = forms.CharField(
        label=_("Figure or product"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "A number such as 40, or a product of drivers and numbers: users × 14 × 52 / 60. * is read as ×."
        ),
    )
    assumption = forms.ChoiceField(
        label=_("Or the figure of the assumption book"),
        required=False,
        help_text=_("The driver follows when the book is changed."),
    )
    limit = forms.ChoiceField(
        label=_("What kind of figure"),
        required=False,
        choices=UNITS,
        help_text=_("Some figures have a natural end, and are refused beyond it."),
    )
    unit = forms.CharField(label=_("Unit in your own words"), required=False, max_length=60)
    source = forms.CharField(label=_("Source"), required=False, max_length=300)
    text = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = hidden_revision()

    def __init__(self, *args: Any, assumptions: Sequence[Assumption] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assumptions = {str(each.pk): each for each in assumptions}
        field = self.fields["assumption"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Not from the book")), *((pk, str(a)) for pk, a in self.assumptions.items())]

    def clean_formula(self) -> Formula:
        """Read the number or the product.

        Raises: ValidationError for what is neither.
        """
        typed = self.cleaned_data["formula"]
        if not typed:
            return Formula()
        try:
            read = read_formula(typed, read_figure)
        except NotAFormula as problem:
            sayings = {
                "divided_twice": gettext("Divide once, at the end: users × 20 / 60."),
                "empty_factor": gettext("Something is missing beside × or /."),
            }
            raise ValidationError(sayings[problem.code]) from problem
        number = read.number
        if number is not None and (abs(number) >= 10**11 or number != round(number, 4)):
            raise ValidationError(gettext("Write a smaller figure, with at most four decimals."))
        return read

    def clean_assumption(self) -> Assumption | None:
        """Give the figure of the book."""
        return self.assumptions.get(self.cleaned_data["assumption"])

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0

    def words(self) -> dict[str, Any]:
        """Give the words that are kept."""
        held = self.cleaned_data
        read: Formula = held["formula"]
        return {
            "key": held["key"],
            "number": read.number,
            "factors": list(read.factors),
            "divide": read.divide,
            "assumption": held["assumption"],
            "unit": held["limit"] or held["unit"],
            "source": held["source"],
            "text": held["text"],
        }


class TakeOver(forms.Form):
    """Which other procurement's book is taken over."""

    procurement = forms.ChoiceField(label=_("Procurement"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["procurement"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose a procurement")), *choices]


class Upload(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label=_("Workbook"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose the workbook."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large to read.

        Raises: ValidationError
        """
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            said = gettext("The file is larger than %(most)s MB.")
            raise ValidationError(said % {"most": MOST_BYTES // 1024 // 1024})
        return file
