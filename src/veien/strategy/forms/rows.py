"""Forms for points, stands, costs, demands, questions and the mandate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from veien.strategy.forms.figures import Amount
from veien.strategy.forms.versioned import LONGEST, Versioned, box
from veien.strategy.models import Demand, MemberStand, OwnershipLine, PointStand, StrategyQuestion
from veien.strategy.queries.pack import pack
from veien.web.rules.numbers import in_language


class WeighPoints(Versioned):
    """Whether each point holds here, how much, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        for each in pack().points:
            names = {"point": in_language(each.text, language)}
            self.fields[f"{each.id}-strength"] = forms.TypedChoiceField(
                label=gettext("%(point)s: how much") % names,
                required=False,
                coerce=int,
                empty_value=None,
                choices=(("", _("Not considered yet")), *PointStand.Strength.choices),
            )
            self.fields[f"{each.id}-reason"] = forms.CharField(
                label=gettext("%(point)s: why") % names,
                required=False,
                max_length=LONGEST,
                widget=box(2),
            )

    def words(self) -> dict[str, Any]:
        """Give the points that are considered."""
        held = self.cleaned_data
        return {
            "points": {
                each.id: (held[f"{each.id}-strength"], held[f"{each.id}-reason"])
                for each in pack().points
                if held[f"{each.id}-strength"] is not None
            }
        }


def _bare(label: str) -> dict[str, str]:
    """Give what a control needs that stands in a table without a label of its own."""
    return {"class": "ds-input", "aria-label": label}


class NoteStands(Versioned):
    """Where each municipality stands."""

    def __init__(self, *args: Any, members: Sequence[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for public_id, name in members:
            names = {"name": name}
            self.fields[f"{public_id}-wish"] = forms.ChoiceField(
                label=gettext("%(name)s: stand") % names,
                required=False,
                choices=(("", _("Not asked yet")), *MemberStand.Wish.choices),
                widget=forms.Select(attrs=_bare(gettext("%(name)s: stand") % names)),
            )
            self.fields[f"{public_id}-reason"] = forms.CharField(
                label=gettext("%(name)s: why") % names,
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs=_bare(gettext("%(name)s: why") % names)),
            )

    def words(self) -> dict[str, Any]:
        """Give every stand; an empty one takes what stood there away."""
        held = self.cleaned_data
        return {
            "stands": {
                public_id: (held[f"{public_id}-wish"], held[f"{public_id}-reason"])
                for public_id, _name in self.members
            }
        }


class WriteCost(Versioned):
    """A cost of owning, renting or leasing."""

    way = forms.ChoiceField(label=_("Way"), choices=OwnershipLine.Way.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Cost"),
        max_length=160,
        help_text=_("For example: alarm units, spare parts, insurance, what is left at the end."),
        error_messages={"required": _("Say what is paid for.")},
    )
    amount = Amount(
        label=_("Amount a year"),
        max_digits=15,
        decimal_places=2,
        help_text=_("For all units together, VAT excluded. Write a minus before what you get back."),
        error_messages={"required": _("Write the amount.")},
    )
    first_year = forms.IntegerField(label=_("First year"), min_value=0, max_value=100, initial=0)
    last_year = forms.IntegerField(
        label=_("Last year"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("Years of the business case. What is paid once has the same first and last year."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_(
            "Where somebody else finds the figure: a quote, the dialogue, the accounts, an estimate."
        ),
        error_messages={"required": _("Say where the figure comes from.")},
    )


class WriteDemand(Versioned):
    """A demand on the supplier."""

    area = forms.ChoiceField(label=_("Area"), choices=Demand.Area.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind of demand"), choices=Demand.Kind.choices)
    text = forms.CharField(
        label=_("The demand"),
        max_length=LONGEST,
        widget=box(),
        error_messages={"required": _("Write the demand.")},
    )
    figure = Amount(
        label=_("Figure"),
        required=False,
        max_digits=15,
        decimal_places=2,
        min_value=0,
        help_text=_(
            "Turnover and insurance in money, accounts and experience in years, references as a number."
        ),
    )
    likeness = forms.ChoiceField(
        label=_("How like this purchase"),
        required=False,
        choices=Demand.Likeness.choices,
        help_text=_("For references."),
    )
    equivalent = forms.BooleanField(label=_("Equivalent proof is accepted"), required=False)
    relying = forms.BooleanField(label=_("The supplier may rely on others"), required=False, initial=True)
    reason = forms.CharField(
        label=_("Why it is needed"),
        required=False,
        max_length=LONGEST,
        widget=box(),
        help_text=_("What could go wrong without it."),
    )


class WriteQuestion(Versioned):
    """A question that is left open, and what was learned."""

    about = forms.ChoiceField(label=_("About"), choices=StrategyQuestion.About.choices)
    text = forms.CharField(
        label=_("Question"),
        max_length=500,
        widget=box(2),
        help_text=_("Ask about what should be achieved, not about one product."),
        error_messages={"required": _("Write the question.")},
    )
    answer = forms.CharField(
        label=_("What we learned"),
        required=False,
        max_length=LONGEST,
        widget=box(),
        help_text=_("An answered question is no longer asked in the dialogue."),
    )


class WriteMandate(Versioned):
    """What the project may buy, within what, and who decides."""

    may_buy = forms.CharField(
        label=_("What may be bought"),
        max_length=LONGEST,
        widget=box(4),
        help_text=_("The areas, the services around them, and roughly how much."),
        error_messages={"required": _("Say what may be bought.")},
    )
    left_out = forms.CharField(
        label=_("What is not included"), required=False, max_length=LONGEST, widget=box()
    )
    budget = Amount(
        label=_("Limit"),
        required=False,
        max_digits=16,
        decimal_places=2,
        min_value=0,
        help_text=_("VAT excluded, over the whole agreement."),
    )
    budget_source = forms.CharField(label=_("Where the money comes from"), required=False, max_length=300)
    contract_by = forms.DateField(label=_("Agreement signed by"), required=False, widget=forms.DateInput)
    in_use_by = forms.DateField(label=_("In use by"), required=False, widget=forms.DateInput)
    decides = forms.CharField(
        label=_("Who decides what along the way"),
        max_length=LONGEST,
        widget=box(4),
        error_messages={"required": _("Say who decides what along the way.")},
    )
    back_when = forms.CharField(
        label=_("When to come back to the owner"),
        required=False,
        max_length=LONGEST,
        widget=box(),
        help_text=_("For example: if the price is above the limit, or if a member leaves."),
    )


class NarrowDemands(forms.Form):
    """What the list of demands is narrowed to."""

    area = forms.ChoiceField(
        label=_("Area"), required=False, choices=(("", _("All areas")), *Demand.Area.choices)
    )
    state = forms.ChoiceField(
        label=_("Findings"),
        required=False,
        choices=(("", _("All demands")), ("found", _("With a finding")), ("clear", _("Without findings"))),
    )

    def narrowed(self) -> dict[str, str]:
        """Give what was chosen; what nobody can choose narrows nothing."""
        self.is_valid()
        return {key: self.cleaned_data.get(key, "") for key in ("area", "state")}
