"""The form that makes a driver of a key figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.business_case.actions import QuantityWords
from veien.business_case.queries.key_figures import FigureRow, value_in, words_of
from veien.business_case.rules.formula import MARKS

LONGEST_NAME = 60
FIRST_YEAR, LAST_YEAR = 1900, 2100


class TakeKeyFigure(forms.Form):
    """A key figure, the year it is taken for, and what the driver is called."""

    figure = forms.ChoiceField(
        label=_("Key figure"), error_messages={"required": _("Choose the key figure to count by.")}
    )
    year = forms.IntegerField(
        label=_("As it is in the year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("The first year of the case, unless the lines begin later."),
        error_messages={"required": _("Write the year that the figure is taken for.")},
    )
    key = forms.CharField(
        label=_("Name of the driver"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Leave it empty to call it as the key figure is called."),
    )

    def __init__(self, *args: Any, rows: Sequence[FigureRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(each.figure.public_id): each.figure for each in rows}
        field: Any = self.fields["figure"]
        field.choices = [
            ("", _("Choose a figure")),
            *((key, str(found)) for key, found in self.by_key.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """See that something tells what the figure is in that year."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        figure, year = self.by_key.get(cleaned.get("figure", "")), cleaned.get("year")
        if figure is not None and year is not None and value_in(figure, year) is None:
            said = gettext(
                "Nothing tells what the figure is in %(year)s. Give it a growth rate or a table under Key figures, or "
                "take the year it is from: %(own)s."
            )
            self.add_error("year", said % {"year": year, "own": figure.year})
        return cleaned

    def words(self) -> QuantityWords:
        """Give the driver as the action takes it."""
        figure = self.by_key[self.cleaned_data["figure"]]
        name = self.cleaned_data["key"] or "".join(each for each in figure.title if each not in MARKS)
        key = " ".join(name.split())[:LONGEST_NAME].strip()
        return cast("QuantityWords", words_of(figure, self.cleaned_data["year"]) | {"key": key})
