"""What is asked in the address of the pages that only document: suppositions, and one more model to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.award_model.rules import written
from veien.documents.rules.numbers import NotExact, number_from_text
from veien.evaluation.queries.result.models import figure_help, figure_title, keys_of, model_title
from veien.evaluation.queries.words import percent, said
from veien.evaluation.rules.models import CHOICES, MONEY, PRICED, own_model
from veien.evaluation.rules.supposing import EVERY, Step, Supposition, quality_ids

ALL_ITEMS = "*"
_SMALL = 1000
_MOST_PRICE = Decimal("1e13")
_MOST_ALPHA = 10


class TypedNumber(forms.CharField):
    """A figure as people type it, from ``least`` to ``most`` with so many decimals, exact or refused."""

    def __init__(
        self, *, least: Decimal, most: Decimal, places: int, is_open: bool = False, **more: Any
    ) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(required=False, max_length=40, widget=forms.TextInput(attrs=attrs), **more)
        self.least, self.most, self.places, self.is_open = least, most, places, is_open

    def clean(self, value: Any) -> Decimal | None:
        """Read what was typed.

        Raises: ValidationError for what is no number, or one outside the bounds.
        """
        text = str(super().clean(value))
        if not text:
            return None
        number = self._read(text)
        decimals = -int(number.normalize().as_tuple().exponent)
        if decimals > self.places:
            raise ValidationError(_("At most %(places)s decimals."), params={"places": self.places})
        if self.is_open and number <= self.least:
            raise ValidationError(_("This must be above %(least)s."), params={"least": typed(self.least)})
        if not self.least <= number <= self.most:
            bounds = {"least": typed(self.least), "most": typed(self.most)}
            raise ValidationError(_("This must lie between %(least)s and %(most)s."), params=bounds)
        return number

    def _read(self, text: str) -> Decimal:
        try:
            return number_from_text(text)
        except NotExact as problem:
            if problem.code != "ambiguous_number":
                raise ValidationError(_("Write a number, for example 12 or 12.5.")) from None
        if self.most < _SMALL:  # too small for a mark between thousands
            return Decimal(text.strip().replace(",", "."))
        raise ValidationError(
            _("%(figure)s can be read in two ways. Leave out the mark between thousands."),
            params={"figure": text},
        )


def typed(value: Decimal) -> str:
    """Write a figure as the reader types it, never so that it can be read in two ways."""
    whole, _point, decimals = written(value).partition(".")
    if not decimals:
        return whole
    if len(decimals) == 3:
        decimals += "0"
    return f"{whole}{get_format('DECIMAL_SEPARATOR')}{decimals}"


def figure_fields(model: str, suggested: Mapping[str, str]) -> dict[str, TypedNumber]:
    """Make a field for each figure that a model needs, empty for what is suggested."""
    fields = {}
    for key in keys_of(model):
        most = {"alpha": Decimal(_MOST_ALPHA), "percent": Decimal(_SMALL), "slope": Decimal(100)}
        fields[f"f-{key}"] = TypedNumber(
            label=figure_title(model, key),
            help_text=_("%(help)s Empty: %(figure)s.")
            % {"help": figure_help(model, key), "figure": said(suggested[key])},
            least=Decimal(0),
            most=most.get(key, _MOST_PRICE),
            places=2 if key in ("threshold", "ceiling", "base", MONEY) else 6,
            is_open=True,
        )
    return fields


def figures_in(cleaned: Mapping[str, Any], model: str) -> dict[str, str]:
    """Give the figures that were typed."""
    found = {key: cleaned.get(f"f-{key}") for key in keys_of(model)}
    return {key: written(value) for key, value in found.items() if value is not None}


class OtherModel(forms.Form):
    """What a point is to be worth in money, and one more model to set beside the others."""

    model = forms.ChoiceField(label=gettext_lazy("One more model"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        shown: tuple[str, ...],
        suggested: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Make the form; ``shown`` are the models that stand there anyway, ``suggested`` the figures by model."""
        super().__init__(data, auto_id="other_%s")
        choices = [(name, model_title(name)) for name in CHOICES if name not in shown]
        self.fields["model"].choices = [("", _("no other model")), *choices]  # type: ignore[attr-defined]
        wished = str((data or {}).get("model", ""))
        self.chosen = wished if wished in dict(choices) else ""
        for name in (PRICED, self.chosen):
            if suggested.get(name):
                self.fields.update(figure_fields(name, suggested[name]))

    @property
    def figure_cells(self) -> list[Any]:
        """Give the fields of the models' figures."""
        return [self[name] for name in self.fields if name.startswith("f-")]

    def figures(self) -> dict[str, dict[str, str]]:
        """Give the figures that were typed, by model."""
        typed_in = {name: figures_in(self.cleaned_data, name) for name in (PRICED, self.chosen) if name}
        return {name: found for name, found in typed_in.items() if found}


class WhatIf(forms.Form):
    """Everything that can be supposed. What is left as it is, or left empty, is not supposed."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        document: Mapping[str, Any],
        suggested: Mapping[str, str],
        labels: Mapping[str, str],
    ) -> None:
        super().__init__(None, auto_id="if_%s")
        self.document, self.labels = document, labels
        self.tenders = {each["id"]: each for each in document["tenders"] if "rejected" not in each}
        self.weights = {
            f"w{number}": top for number, top in enumerate(document["criteria"]) if self._is_weighed()
        }
        self.own = own_model(document)
        self._weight_fields()
        self._model_fields(str((data or {}).get("model", "")), suggested)
        self._tender_fields()
        self._point_fields()
        if data is not None:
            self.is_bound, self.data = True, self._completed(data)

    def _completed(self, data: Mapping[str, Any]) -> Any:
        """Let an address say only what differs: figures that it leaves out are as they were."""
        whole = QueryDict(mutable=True)
        whole.update(
            {name: field.initial for name, field in self.fields.items() if field.initial is not None}
        )
        for name in data:
            values = data.getlist(name) if isinstance(data, QueryDict) else [data[name]]
            whole.setlist(name, values)
        return whole

    def _is_weighed(self) -> bool:
        """Weights count in all methods but two; there the weights, if any, decide nothing."""
        entries = self.document["criteria"]
        return self.document["method"] not in (
            "priced_quality",
            "lowest_price",
            "qualified_lowest_price",
        ) and all("weight" in each for each in entries)

    def _weight_fields(self) -> None:
        for name, top in self.weights.items():
            share = Decimal(top["weight"]).scaleb(2)
            label = _("%(criterion)s, percent") % {"criterion": top.get("title") or top["id"]}
            self._number(name, label, share, least=Decimal(0), most=Decimal(100), places=4)
        if self.document["method"] == "priced_quality":
            label = _("Value of every quality point, in percent of what was set")
            self._number("money", label, Decimal(100), least=Decimal(0), most=Decimal(1000), places=2)

    def _number(self, name: str, label: str, initial: Decimal, **bounds: Any) -> None:
        self.fields[name] = TypedNumber(label=label, initial=typed(initial), **bounds)

    def _model_fields(self, wished: str, suggested: Mapping[str, str]) -> None:
        choices = [(name, model_title(name)) for name in CHOICES if name != self.own]
        as_it_is = _("As declared: %(model)s") % {"model": model_title(self.own)}
        self.fields["model"] = forms.ChoiceField(
            label=_("Award model"), required=False, choices=[("", as_it_is), *choices]
        )
        self.chosen = wished if wished in dict(choices) else ""
        self.fields.update(figure_fields(self.chosen, suggested) if self.chosen else {})

    def _tender_fields(self) -> None:
        for key, tender in self.tenders.items():
            if "price" in tender:
                label = _("Price of %(tender)s") % {"tender": self.labels[key]}
                bounds = {"least": Decimal(0), "most": _MOST_PRICE, "places": 2, "is_open": True}
                self._number(f"p-{key}", label, Decimal(tender["price"]), **bounds)
        self.fields["out"] = forms.MultipleChoiceField(
            label=_("As if these had not come"),
            required=False,
            choices=[(key, self.labels[key]) for key in self.tenders],
            widget=forms.CheckboxSelectMultiple,
        )

    def _point_fields(self) -> None:
        scale = Decimal(self.document.get("scale", "1"))
        self.fields["tender"] = forms.ChoiceField(
            label=_("Points of"),
            required=False,
            choices=[("", _("nobody")), *((key, self.labels[key]) for key in self.tenders)],
        )
        self.fields["item"] = forms.ChoiceField(
            label=_("On"),
            required=False,
            choices=[(ALL_ITEMS, _("every quality criterion")), *quality_ids(self.document)],
        )
        self.fields["by"] = TypedNumber(
            label=_("Points up or down"),
            help_text=_("For example 1 or −1. Points stay between 0 and the scale."),
            least=-scale,
            most=scale,
            places=3,
        )

    def cells(self, *starts: str) -> list[Any]:
        """Give the fields whose names begin so."""
        return [self[name] for name in self.fields if name.startswith(starts)]

    @property
    def weight_cells(self) -> list[Any]:
        """Give the fields of weights, or of the value of points."""
        return [self[name] for name in self.weights] + ([self["money"]] if "money" in self.fields else [])

    @property
    def figure_cells(self) -> list[Any]:
        """Give the fields of the chosen model's figures."""
        return self.cells("f-")

    @property
    def price_cells(self) -> list[Any]:
        """Give the fields of the prices."""
        return self.cells("p-")

    @property
    def has_price_open(self) -> bool:
        """Tell whether the prices are to be shown at once: one is wrong, or another than it was."""
        return self.is_bound and any(
            cell.errors or (cell.value() or cell.initial) != cell.initial for cell in self.price_cells
        )

    def clean(self) -> dict[str, Any]:
        """Check what belongs together: weights add up, somebody is left, points have an owner."""
        said = self.cleaned_data
        weights = self._weights(said)
        whole = sum(weights.values(), Decimal(0))
        if weights and whole != 1 and not any(name in self.errors for name in self.weights):
            text = _("The weights add up to %(sum)s, not to %(whole)s. Change this one or another.")
            self.add_error(self._changed_last(weights), text % {"sum": percent(whole), "whole": percent("1")})
        if set(said.get("out", ())) >= set(self.tenders):
            self.add_error("out", _("At least one tender must stay."))
        if said.get("by") and not said.get("tender"):
            self.add_error("tender", _("Choose whose points are to be supposed."))
        if said.get("tender") and said.get("by") is None and "by" not in self.errors:
            self.add_error("by", _("Write how many points up or down."))
        threshold, ceiling = said.get("f-threshold"), said.get("f-ceiling")
        if threshold is not None and ceiling is not None and threshold >= ceiling:
            self.add_error("f-threshold", _("This must be lower than the price that gives no points."))
        return said

    def _weights(self, said: Mapping[str, Any]) -> dict[str, Decimal]:
        """Give all weights where at least one is another than declared."""
        found, is_changed = {}, False
        for name, top in self.weights.items():
            own, wished = Decimal(top["weight"]), said.get(name)
            found[top["id"]] = own if wished is None else wished.scaleb(-2)
            is_changed |= found[top["id"]] != own
        return found if is_changed else {}

    def _changed_last(self, weights: Mapping[str, Decimal]) -> str:
        changed = [name for name, top in self.weights.items() if weights[top["id"]] != Decimal(top["weight"])]
        return changed[-1]

    def supposition(self) -> Supposition:
        """Give what is supposed."""
        said = self.cleaned_data
        prices = {
            key: said[f"p-{key}"]
            for key, tender in self.tenders.items()
            if said.get(f"p-{key}") is not None and said[f"p-{key}"] != Decimal(tender["price"])
        }
        item = EVERY if said.get("item") in ("", ALL_ITEMS) else said["item"]
        step = Step(said["tender"], item, said["by"]) if said.get("tender") and said.get("by") else None
        money = said.get("money")
        return Supposition(
            weights=self._weights(said),
            money=None if money is None or money == 100 else money.scaleb(-2),
            model=self.chosen,
            figures=figures_in(said, self.chosen) if self.chosen else {},
            prices=prices,
            steps=(step,) if step else (),
            without=frozenset(said.get("out", ())),
        )
