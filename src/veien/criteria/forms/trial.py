"""Made-up tenders for trying the model: a table of figures, nothing of it kept."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.criteria.forms.figures import Figure
from veien.criteria.queries import Node, Tree
from veien.criteria.queries.words import price_model_words
from veien.criteria.rules import COMPARED, FEWEST, MOST, NAMES, MadeUp


def count_in(data: Mapping[str, Any]) -> int:
    """Read how many tenders there are to be, after a press on one more or one fewer."""
    try:
        count = int(data.get("count", ""))
    except ValueError:
        count = FEWEST + 1
    count += {"more": 1, "fewer": -1}.get(str(data.get("do", "")), 0)
    return min(max(count, FEWEST), MOST)


class Trial(forms.Form):
    """Prices and points of made-up tenders, and the models to set beside the chosen one."""

    other_1 = forms.ChoiceField(label=_("Compare with"), required=False)
    other_2 = forms.ChoiceField(label=_("And with"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, tree: Tree, scale: Decimal, count: int, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.tree, self.names = tree, NAMES[:count]
        choices = [(name, words.title) for name in COMPARED if (words := price_model_words(name))]
        for field in ("other_1", "other_2"):
            self.fields[field].choices = choices  # type: ignore[attr-defined]
        for name in self.names:
            if tree.price() is not None:
                self.fields[f"price-{name}"] = Figure(
                    label=gettext("Price of %(tender)s") % {"tender": name},
                    max_digits=18,
                    decimal_places=2,
                    min_value=Decimal("0.01"),
                )
            for leaf in tree.quality():
                self.fields[_points(name, leaf)] = Figure(
                    label=gettext("%(criterion)s, points of %(tender)s")
                    % {"criterion": leaf.title, "tender": name},
                    min_value=0,
                    max_value=scale,
                    max_digits=12,
                    decimal_places=3,
                )

    def table(self) -> list[dict[str, Any]]:
        """Give the fields as rows: the price first, then each quality leaf."""
        rows: list[dict[str, Any]] = []
        price = self.tree.price()
        if price is not None:
            rows.append({"title": price.title, "cells": [self[f"price-{name}"] for name in self.names]})
        for leaf in self.tree.quality():
            rows.append({"title": leaf.title, "cells": [self[_points(name, leaf)] for name in self.names]})
        return rows

    def tenders(self) -> list[MadeUp]:
        """Give the tenders as they were typed."""
        return [
            MadeUp(
                id=name,
                price=self.cleaned_data.get(f"price-{name}"),
                points={leaf.key: self.cleaned_data[_points(name, leaf)] for leaf in self.tree.quality()},
            )
            for name in self.names
        ]


def typed(tenders: list[MadeUp], tree: Tree) -> dict[str, Any]:
    """Turn tenders into what the form begins with."""
    found: dict[str, Any] = {}
    for each in tenders:
        if each.price is not None:
            found[f"price-{each.id}"] = each.price
        for leaf in tree.quality():
            found[_points(each.id, leaf)] = each.points[leaf.key]
    return found


def _points(name: str, leaf: Node) -> str:
    return f"points-{name}-{leaf.pk}"
