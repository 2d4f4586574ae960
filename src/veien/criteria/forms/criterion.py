"""Forms for the tree: a new criterion, a criterion's content, the weights under one parent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.criteria.forms.figures import Figure, percent_figure, share_of, typed_figure
from veien.criteria.models import Criterion
from veien.criteria.queries import Node, Tree
from veien.criteria.queries.words import PriceModelWords
from veien.documents.rules.numbers import NotExact, number_from_text

_LONGEST_ANCHOR = 4000


def parent_choices(tree: Tree, *, without: Node | None = None) -> list[tuple[str, str]]:
    """Give the places a criterion can stand in: the top, and every group but the one given and those under it."""
    hidden = {without.public_id} if without else set()
    choices: list[tuple[str, str]] = [("", gettext("At the top"))]
    for place in tree.places():
        if place.parent is not None and place.parent.public_id in hidden:
            hidden.add(place.node.public_id)
        if place.node.is_group and place.node.public_id not in hidden:
            choices.append((str(place.node.public_id), "\u2013 " * (place.depth - 1) + place.node.title))
    return choices


class NewCriterion(forms.Form):
    """A new criterion: what it is called, what it is, and where it stands."""

    title = forms.CharField(
        label=_("Title"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.TypedChoiceField(
        label=_("What it is"),
        widget=forms.RadioSelect,
        empty_value="",
        coerce=lambda value: "" if value == "group" else value,
        initial="quality",
    )
    parent = forms.ChoiceField(label=_("Stands under"), required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            ("quality", gettext("Quality: evaluators give it points")),
            ("price", gettext("Price: the price form gives the figure")),
            ("group", gettext("Group: holds other criteria")),
        ]
        self.fields["kind"].choices = [each for each in kinds if each[0] != "price" or tree.price() is None]  # type: ignore[attr-defined]
        self.fields["parent"].choices = parent_choices(tree)  # type: ignore[attr-defined]


class MoveCriterion(forms.Form):
    """Another place in the tree."""

    parent = forms.ChoiceField(
        label=_("Stands under"),
        required=False,
        help_text=_("In another group the criterion loses its weight, and both groups are weighed again."),
    )

    def __init__(self, *args: Any, tree: Tree, node: Node, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parent_choices(tree, without=node)  # type: ignore[attr-defined]


class ChangeCriterion(forms.Form):
    """What every criterion has: its title, what it is, and the version the reader saw."""

    title = forms.CharField(
        label=_("Title"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.TypedChoiceField(
        label=_("What it is"),
        empty_value="",
        coerce=lambda value: "" if value == "group" else value,
        choices=[("quality", _("Quality")), ("price", _("Price")), ("group", _("Group of criteria"))],
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def fields_to_keep(self) -> dict[str, Any]:
        """Give the fields as the action takes them."""
        return {"title": self.cleaned_data["title"], "kind": self.cleaned_data["kind"]}


class ChangeQuality(ChangeCriterion):
    """A criterion that evaluators give points: with its anchors and what happens to the points."""

    top = forms.CharField(
        label=_("What gives full points"),
        required=False,
        max_length=_LONGEST_ANCHOR,
        help_text=_(
            "What would you see in the best answer you can think of? Write what is delivered, not praise."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    middle = forms.CharField(
        label=_("What gives middling points"),
        required=False,
        max_length=_LONGEST_ANCHOR,
        help_text=_("What does a usual, sound answer hold, and what does it lack?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    bottom = forms.CharField(
        label=_("What gives the fewest points"),
        required=False,
        max_length=_LONGEST_ANCHOR,
        help_text=_("An answer that meets the must-requirements and nothing more: what does it look like?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    normalise = forms.ChoiceField(
        label=_("What happens to the points afterwards"),
        choices=Criterion.Normalise.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Lifting makes the best tender a full one and changes what the criterion weighs in effect. Most leave the "
            "points as they are given. It must be fixed before any tender is opened."
        ),
    )
    money_per_point = Figure(
        label=_("Money value of one point"),
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=4,
        help_text=_("What you are willing to pay for one point more on this criterion."),
    )

    def __init__(self, *args: Any, has_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_money:
            del self.fields["money_per_point"]

    def fields_to_keep(self) -> dict[str, Any]:
        """Give the fields as the action takes them; a money value is kept where the method has none."""
        names = ("top", "middle", "bottom", "normalise", "money_per_point")
        if self.cleaned_data["kind"] != "quality":
            names = ("top", "middle", "bottom")  # type: ignore[assignment]
        return super().fields_to_keep() | {
            name: self.cleaned_data[name] for name in names if name in self.fields
        }


class ChangePrice(ChangeCriterion):
    """The price criterion: with the model that turns the price into points, where the method has one."""

    def __init__(self, *args: Any, model: PriceModelWords | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        for words in model.keys if model else ():
            self.fields[words.key] = _key_field(words)

    def key_fields(self) -> list[forms.BoundField]:
        """Give the fields of the model's own figures."""
        return [self[words.key] for words in self.model.keys] if self.model else []

    def fields_to_keep(self) -> dict[str, Any]:
        """Give the fields as the action takes them."""
        kept = super().fields_to_keep()
        if self.model is None:
            return kept
        keys = {words.key: self.cleaned_data.get(words.key) for words in self.model.keys}
        figures = {key: _plain(value) for key, value in keys.items() if value not in (None, "")}
        return kept | {"model": {"name": self.model.id, **figures}}


def _key_field(words: Any) -> forms.Field:
    if words.key == "knots":
        return Knots(label=words.title, help_text=words.help, widget=forms.Textarea(attrs={"rows": 4}))
    return Figure(
        label=words.title, help_text=words.help, required=not words.optional, max_digits=18, decimal_places=6
    )


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value


class Knots(forms.CharField):
    """Pairs of figures, one pair a line; becomes a list as the format writes it."""

    def to_python(self, value: Any) -> Any:
        """Read the pairs.

        Raises: ValidationError naming the line.
        """
        text = value if isinstance(value, str) else ""
        pairs = []
        for number, line in enumerate(text.splitlines(), start=1):
            words = [word for word in re.split(r"[\s;]+", line.strip()) if word]
            if not words:
                continue
            try:
                pairs.append([format(number_from_text(word), "f") for word in words])
            except NotExact:
                words = []
            if len(words) != 2:
                raise ValidationError(
                    gettext("Line %(number)s: write two figures with a space between them."),
                    params={"number": number},
                )
        return pairs

    def prepare_value(self, value: Any) -> Any:
        """Write the pairs one on each line."""
        if not isinstance(value, list):
            return value
        return "\n".join(" ".join(typed_figure(Decimal(each)) for each in pair) for pair in value)


class Weights(forms.Form):
    """The weights under one parent, in percent; ``seen`` are those the reader saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, siblings: Sequence[Node]) -> None:
        super().__init__(data, auto_id="id_%s")
        self.siblings = siblings
        for node in siblings:
            self.fields[field_of(node)] = Figure(
                label=node.title,
                required=False,
                min_value=0,
                max_value=100,
                max_digits=7,
                decimal_places=4,
                initial=percent_figure(node.weight),
            )
        self.fields["seen"].initial = seen_text({node.public_id: node.weight for node in siblings})

    def shares(self) -> dict[UUID, Decimal | None]:
        """Give the weights as shares of one."""
        return {node.public_id: share_of(self.cleaned_data[field_of(node)]) for node in self.siblings}

    def seen_shares(self) -> dict[UUID, Decimal | None] | None:
        """Give the weights that the reader saw; None where the form does not say."""
        found: dict[UUID, Decimal | None] = {}
        try:
            for part in filter(None, self.cleaned_data["seen"].split(" ")):
                key, _mark, share = part.partition(":")
                found[UUID(key)] = Decimal(share) if share else None
        except (ValueError, ArithmeticError):
            return None
        return found or None

    def typed_sum(self) -> Decimal:
        """Add up the shares that can be read, for showing while somebody types."""
        self.is_valid()
        shares = (share_of(self.cleaned_data.get(field_of(node))) for node in self.siblings)
        return sum((share for share in shares if share is not None), Decimal(0))


def field_of(node: Node) -> str:
    """Name the field of a criterion's weight."""
    return f"w-{node.public_id.hex}"


def seen_text(weights: Mapping[UUID, Decimal | None]) -> str:
    """Write weights so that a form can carry them."""
    parts = (f"{key.hex}:{'' if share is None else format(share, 'f')}" for key, share in weights.items())
    return " ".join(parts)
