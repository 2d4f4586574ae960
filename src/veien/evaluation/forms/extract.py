"""What the buyer lets an extract say of the chosen tender."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.evaluation.queries.extract import Choices
from veien.evaluation.rules import tidied
from veien.evaluation.rules.redacting import Secrets

LONGEST = 4000


class ExtractChoices(forms.Form):
    """The choices for one extract; nothing of it is kept."""

    points = forms.BooleanField(
        label=_("Show the chosen tender's points on the qualities"), required=False, initial=True
    )
    price_points = forms.BooleanField(
        label=_("Show also its points for the price"),
        required=False,
        help_text=_("Whoever knows the model and the own points can often reckon the price from them."),
    )
    words = forms.CharField(
        label=_("What set the chosen tender apart, in your words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Its characteristics and relative advantages, criterion by criterion. No names or prices of others."
        ),
    )

    def __init__(self, *args: Any, secrets: Secrets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secrets = secrets

    def clean_words(self) -> str:
        """Refuse words that name another tenderer or a price."""
        words = tidied(self.cleaned_data["words"])
        if self.secrets.found_in(words):
            raise forms.ValidationError(
                _(
                    "The text names another tenderer or another's price. Take it out; this tenderer may not read it."
                )
            )
        return words

    def choices(self) -> Choices:
        """Give what was chosen; without anything chosen, the points on the qualities."""
        if not self.is_bound or not self.is_valid():
            return Choices()
        data = self.cleaned_data
        return Choices(data["points"], data["price_points"], data["words"])
