"""Choosing the method: only the figures that the method knows are asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.criteria.forms.figures import Figure
from veien.criteria.models import AwardModel
from veien.criteria.queries import Tree
from veien.criteria.rules import EXTRA_KEYS


class ChooseModel(forms.Form):
    """Scale, rounding, the figures of the method, and why it was chosen."""

    scale = Figure(
        label=_("Most points a criterion gives"),
        min_value=0,
        max_digits=9,
        decimal_places=3,
        help_text=_("Evaluators give points from 0 to this figure. Ten is usual."),
    )
    rounding_at = forms.ChoiceField(
        label=_("Rounding"),
        choices=AwardModel.Rounding.choices,
        help_text=_("Rounding can make a tie of a small lead. Halves are rounded up."),
    )
    rounding_step = Figure(
        label=_("Rounded to"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=6,
        help_text=_(
            "For example 0.01 for two decimals, or 1 for whole points. Empty where nothing is rounded."
        ),
    )
    reason = forms.CharField(
        label=_("Why this method"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences that you can show a tenderer who asks."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, method: str, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.method = method
        self.extra_names: list[str] = []
        for key in EXTRA_KEYS.get(method, ()):
            self._add_extra(key, tree)

    def _add_extra(self, key: str, tree: Tree) -> None:
        if key == "percent":
            self._add(key, _percent(self.method))
        elif key == "corridor_percent":
            help_text = gettext(
                "All tenders within so many percent of the best stay in. Empty: the best wins at once."
            )
            self._add(
                key,
                Figure(
                    label=gettext("Corridor in percent"),
                    required=False,
                    min_value=0,
                    max_value=100,
                    help_text=help_text,
                ),
            )
        elif key == "decide_by":
            choices = [("", "\u2013"), *((node.key, node.title) for node in tree.nodes())]
            self._add(
                key,
                forms.ChoiceField(label=gettext("Criterion that decides"), required=False, choices=choices),
            )
        elif key == "least_points":
            self._add("least_total", _least(gettext("Least points in total")))
            for node in tree.nodes():
                if node.kind != "price":
                    self._add(
                        f"least_{node.key}",
                        _least(gettext("Least points for %(title)s") % {"title": node.title}),
                    )

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        self.extra_names.append(name)

    def extra_fields(self) -> list[forms.BoundField]:
        """Give the fields that only this method has."""
        return [self[name] for name in self.extra_names]

    def extra(self) -> dict[str, Any]:
        """Give the figures of the method as the format writes them."""
        found: dict[str, Any] = {}
        least: dict[str, str] = {}
        for name in self.extra_names:
            value = self.cleaned_data.get(name)
            if value in (None, ""):
                continue
            text = format(value, "f") if isinstance(value, Decimal) else value
            if name.startswith("least_"):
                least[name.removeprefix("least_")] = text
            else:
                found[name] = text
        if least:
            found["least_points"] = least
        return found


def extra_initial(extra: dict[str, Any]) -> dict[str, Any]:
    """Turn stored figures into what the form begins with."""
    found: dict[str, Any] = {}
    for key, value in extra.items():
        if key == "least_points":
            found |= {f"least_{name}": Decimal(str(least)) for name, least in value.items()}
        elif key == "decide_by":
            found[key] = value
        else:
            found[key] = Decimal(str(value))
    return found


def _percent(method: str) -> Figure:
    if method == "percent_addition":
        help_text = gettext("What a tender with no quality points gets added to its price.")
    else:
        help_text = gettext("What a tender with full points gets deducted from its price. Less than 100.")
    return Figure(
        label=gettext("Percent of the price"),
        min_value=0,
        max_digits=9,
        decimal_places=4,
        help_text=help_text,
    )


def _least(label: str) -> Figure:
    return Figure(label=label, required=False, min_value=0, max_digits=9, decimal_places=3)
