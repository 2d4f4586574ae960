"""Forms for the case, its key and its alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.business_case.forms.figures import Figure, Percent
from veien.business_case.models import Alternative, BusinessCase


def hidden_revision() -> forms.IntegerField:
    """Make the field that carries which version the writer read."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


class WriteCase(forms.Form):
    """What holds for the whole case."""

    start_year = forms.IntegerField(
        label=_("Calendar year of year 0"),
        min_value=1990,
        max_value=2200,
        help_text=_("The year in which the first money is spent."),
    )
    years = forms.IntegerField(
        label=_("Years after year 0"),
        help_text=_("As long as what is bought is used: often the length of the agreement."),
    )
    discount_rate = Percent(
        label=_("Discount rate in percent"),
        required=True,
        help_text=_("What a year's waiting costs. Your finance office knows which rate you use."),
    )
    rate_source = forms.CharField(label=_("Where the rate comes from"), required=False, max_length=300)
    currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=_("Currency"),
        max_length=3,
        error_messages={"invalid": _("Write the three letters of the currency, such as NOK.")},
    )
    discounting = forms.ChoiceField(
        label=_("What year 0 is worth"),
        choices=BusinessCase.Discounting.choices,
        widget=forms.RadioSelect,
        help_text=_("Choose the second only if the result is to equal the NPV function of a spreadsheet."),
    )
    revision = hidden_revision()

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0


class WriteAlternative(forms.Form):
    """An alternative, and which one's lines it begins with."""

    title = forms.CharField(
        label=_("Alternative"),
        max_length=160,
        help_text=_("What you would do, in a few words: rent from a supplier, buy together with others."),
        error_messages={"required": _("Give the alternative a name.")},
    )
    text = forms.CharField(
        label=_("What it is"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("So that a councillor who was not there understands it."),
    )
    like = forms.ChoiceField(
        label=_("Begin with the lines of"),
        required=False,
        help_text=_("Copies the lines; afterwards the two have nothing to do with each other."),
    )
    revision = hidden_revision()

    def __init__(self, *args: Any, alternatives: Sequence[Alternative] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alternatives = {str(each.public_id): each for each in alternatives}
        field = self.fields["like"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("No lines")), *((key, each.title) for key, each in self.alternatives.items())]

    def clean_like(self) -> Alternative | None:
        """Give the alternative that is copied."""
        return self.alternatives.get(self.cleaned_data["like"])

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0


class WriteKey(forms.Form):
    """How the cost is shared, with the users of each member."""

    key_by = forms.ChoiceField(
        label=_("Shared by"),
        required=False,
        choices=BusinessCase.KeyBy.choices,
        widget=forms.RadioSelect,
    )
    fixed_share = Percent(
        label=_("Part that is split equally, in percent"),
        usual=Decimal(0),
        help_text=_("What everybody pays alike, whatever the size. The rest follows the figures."),
    )
    revision = hidden_revision()

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for pk, name in members:
            self.fields[f"users-{pk}"] = Figure(label=name, max_digits=15, decimal_places=2)

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0

    def users(self) -> dict[int, Decimal | None]:
        """Give the users by member."""
        return {pk: self.cleaned_data.get(f"users-{pk}") for pk, _name in self.members}
