"""Forms of the vision, the goals, and technology's part in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from veien.documents.rules.numbers import NotExact, number_from_text
from veien.foundation import clock
from veien.goals.actions import FIGURE_FAULTS, LONGEST_VISION
from veien.goals.models import Goal, GoalNeed
from veien.goals.queries import FigureChoice, GoalRow
from veien.goals.rules import due_is_past, faults_of_figures
from veien.needs.queries import NeedChoice


@dataclass(frozen=True)
class GoalChoices:
    """What a goal can be tied to: needs, goals that it may stand under, and key figures."""

    needs: Sequence[NeedChoice]
    goals: Sequence[GoalRow] = ()
    figures: Sequence[FigureChoice] = ()


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class WriteVision(forms.Form):
    """The vision, and which version the writer read."""

    text = forms.CharField(
        label=_("Vision"),
        max_length=LONGEST_VISION,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "The everyday life you want for those you serve and those who work there, in words all recognise."
        ),
        error_messages={"required": _("Write the vision in a sentence or two.")},
    )
    needs = forms.MultipleChoiceField(label=_("Needs that the vision begins from"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs: Sequence[NeedChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "needs", [(str(each.pk), each.label) for each in needs])

    def clean_needs(self) -> list[int]:
        """Give the keys of the needs."""
        return [int(each) for each in self.cleaned_data["needs"]]

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0


class Figure(forms.DecimalField):
    """A figure as people type it: ``1 234,5`` and ``58.5`` are read, what can be read in two ways is refused."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed.

        Raises: ValidationError for what is no number, or two.
        """
        if value in self.empty_values:
            return None
        try:
            return number_from_text(str(value))
        except NotExact as problem:
            if problem.code != "ambiguous_number":
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        said = _("%(figure)s can be read in two ways. Leave out the mark between thousands.")
        raise ValidationError(said, code="ambiguous", params={"figure": value})

    def prepare_value(self, value: Any) -> Any:
        """Write a figure as the reader's language types it, and never so that it can be read in two ways."""
        if not isinstance(value, Decimal):
            return value
        whole, _point, decimals = format(value, "f").partition(".")
        if len(decimals) == 3:
            decimals += "0"
        return f"{whole}{get_format('DECIMAL_SEPARATOR')}{decimals}" if decimals else whole


def _figure(label: Any, help_text: Any) -> Figure:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return Figure(
        label=label, required=False, max_digits=18, decimal_places=4, help_text=help_text, widget=widget
    )


class WriteGoal(forms.Form):
    """Everything that is written about a goal, and which version the writer read."""

    title = forms.CharField(
        label=_("The goal in short"),
        max_length=160,
        help_text=_("What will be different, in a few words."),
        error_messages={"required": _("Say the goal in a few words.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of benefit"),
        choices=Goal.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of benefit.")},
    )
    horizon = forms.ChoiceField(
        label=_("Horizon"), required=False, choices=[("", _("Not said yet")), *Goal.Horizon.choices]
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=120,
        help_text=_("What is counted, for example hours a week."),
    )
    baseline = _figure(_("Today"), _("The figure before anything is changed."))
    target = _figure(_("Target"), _("The figure you want to reach."))
    baseline_source = forms.CharField(
        label=_("Where the figure for today comes from"),
        required=False,
        max_length=300,
        help_text=_("Without a figure for today nobody can see later whether the goal was reached."),
    )
    measure = forms.CharField(
        label=_("How it is measured"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who counts what, how often, in the same way before and after."),
    )
    owner = forms.CharField(
        label=_("Who owns the goal"),
        required=False,
        max_length=120,
        help_text=_("The leader who can change how the work is done, not the one who buys."),
    )
    due_on = forms.DateField(label=_("To be reached by"), required=False, widget=forms.DateInput)
    parent = forms.ChoiceField(
        label=_("Stands under"),
        required=False,
        help_text=_(
            "The greater goal that this one is a step towards. Goals without one stand right under the vision."
        ),
    )
    key_figure = forms.ChoiceField(
        label=_("Key figure it is counted from"),
        required=False,
        help_text=_("Leave unit, figure for today and source empty, and they are taken from the key figure."),
    )
    needs = forms.MultipleChoiceField(label=_("Needs that the goal answers"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, choices: GoalChoices, due_before: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.due_before = due_before
        _offer(self, "needs", [(str(each.pk), each.label) for each in choices.needs])
        above = [(str(row.pk), f"{'– ' * (row.depth - 1)}{row.ref} {row.title}") for row in choices.goals]
        _offer(self, "parent", [("", _("The vision itself")), *above])
        _offer(
            self, "key_figure", [("", _("None")), *((str(each.pk), each.label) for each in choices.figures)]
        )

    def clean(self) -> dict[str, Any]:
        """Say at every field what cannot be right, not only at the first."""
        words = super().clean() or self.cleaned_data
        for field, code in faults_of_figures(words.get("baseline"), words.get("target")).items():
            self.add_error(field, str(FIGURE_FAULTS[code]))
        if due_is_past(words.get("due_on"), self.due_before, clock.today()):
            self.add_error("due_on", str(FIGURE_FAULTS["past"]))
        return words

    def clean_parent(self) -> int | None:
        """Give the key of the goal above, if there is one."""
        return int(self.cleaned_data["parent"]) if self.cleaned_data["parent"] else None

    def clean_key_figure(self) -> int | None:
        """Give the key of the key figure, if there is one."""
        return int(self.cleaned_data["key_figure"]) if self.cleaned_data["key_figure"] else None

    def clean_needs(self) -> list[int]:
        """Give the keys of the needs."""
        return [int(each) for each in self.cleaned_data["needs"]]

    def clean_revision(self) -> int:
        """Take a missing version for none, so that the newest text is shown beside."""
        return self.cleaned_data["revision"] or 0


class SayPart(forms.Form):
    """Technology's part in what a goal does for one need."""

    weight = forms.ChoiceField(
        label=_("Technology's part"),
        required=False,
        choices=[("", _("Not said yet")), *GoalNeed.Weight.choices],
    )
    contribution = forms.CharField(
        label=_("What technology does here"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
