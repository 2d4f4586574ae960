"""Forms for what the strategy rests on, and for its choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from veien.strategy.forms.figures import Amount
from veien.strategy.forms.versioned import LONGEST, Versioned, box, reason_field
from veien.strategy.models import Agreement, OwnershipLine, ServiceChoice
from veien.strategy.queries.pack import services
from veien.web.rules.numbers import in_language

UNPLACED = ("", _("Not chosen yet"))


class LinkCase(Versioned):
    """Which alternative of the business case the strategy is founded on."""

    alternative = forms.ChoiceField(
        label=_("Alternative"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an alternative.")},
    )
    why = forms.CharField(label=_("Why this alternative"), required=False, max_length=LONGEST, widget=box())

    def __init__(self, *args: Any, alternatives: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["alternative"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(alternatives)


class ChooseTogether(Versioned):
    """Alone or together, and why."""

    chosen = forms.ChoiceField(
        label=_("What we choose"),
        choices=(("together", _("We buy together")), ("alone", _("We buy alone"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose alone or together.")},
    )
    reason = reason_field()


class ChooseOwnership(Versioned):
    """Own, rent or lease, and why."""

    chosen = forms.ChoiceField(
        label=_("What we choose"),
        choices=OwnershipLine.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose to own, rent or lease.")},
    )
    reason = reason_field()


class ChooseDelivery(Versioned):
    """Who does each of the eight services, and why. A service may be left for later."""

    remark = forms.CharField(
        label=_("About the whole"),
        required=False,
        max_length=LONGEST,
        widget=box(),
        help_text=_("How the services hang together, and what was weighed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        for each in services():
            names = {"service": in_language(each.title, language)}
            self.fields[f"{each.id}-how"] = forms.ChoiceField(
                label=gettext("%(service)s: who does it") % names,
                required=False,
                choices=(UNPLACED, *ServiceChoice.How.choices),
            )
            self.fields[f"{each.id}-reason"] = forms.CharField(
                label=gettext("%(service)s: why") % names,
                required=False,
                max_length=LONGEST,
                widget=box(2),
            )

    def words(self) -> dict[str, Any]:
        """Give the services that are placed, and the remark."""
        held = self.cleaned_data
        placed = {
            each.id: (held[f"{each.id}-how"], held[f"{each.id}-reason"])
            for each in services()
            if held[f"{each.id}-how"] or held[f"{each.id}-reason"]
        }
        return {"services": placed, "reason": held["remark"]}


class ChooseAgreement(Versioned):
    """Agreement, pace and duration."""

    model = forms.ChoiceField(
        label=_("Agreement"),
        choices=Agreement.Model.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an agreement.")},
    )
    pace = forms.ChoiceField(
        label=_("How it is bought"),
        choices=Agreement.Pace.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose at once or gradually.")},
    )
    years = Amount(
        label=_("Years"),
        max_digits=3,
        decimal_places=1,
        help_text=_("Without extensions."),
        error_messages={"required": _("Write how many years.")},
    )
    extensions = forms.IntegerField(
        label=_("Number of extensions"),
        required=False,
        min_value=0,
        max_value=10,
        help_text=_("Empty if there are none."),
    )
    extension_years = Amount(
        label=_("Years in each extension"),
        required=False,
        max_digits=3,
        decimal_places=1,
        help_text=_("One, a half, two."),
    )
    options = forms.CharField(
        label=_("Options"),
        required=False,
        max_length=LONGEST,
        widget=box(),
        help_text=_("What may be bought later without a new competition: more units, areas, municipalities."),
    )
    reason = reason_field()
    why_long = forms.CharField(
        label=_("Why it must last longer"),
        required=False,
        max_length=LONGEST,
        widget=box(),
        help_text=_("Only for a framework agreement that is longer than the law’s limit."),
    )

    def words(self) -> dict[str, Any]:
        """Give what was chosen; no extensions are none of no length."""
        found = super().words()
        found["extensions"] = found["extensions"] or 0
        found["extension_years"] = found["extension_years"] or 0
        return found
