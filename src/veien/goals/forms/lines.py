"""Forms of the lines beside the goals, one for each sort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.foundation import clock
from veien.goals.actions import FAULTS
from veien.goals.models import OpenQuestion, PlanLink, Position, SignOff, WorkStep
from veien.goals.queries import GoalRow
from veien.goals.rules import faults_of_line

_CHOOSE = ("", _("Choose"))


@dataclass(frozen=True)
class LineChoices:
    """What a line can name: goals and municipalities."""

    goals: Sequence[GoalRow] = ()
    members: Sequence[tuple[int, str]] = ()


class WriteLine(forms.Form):
    """What all these forms have in common: which version the writer read, and days that have been."""

    what = ""
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: LineChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = [(str(row.pk), f"{row.ref} {row.title}") for row in choices.goals]
        first = _CHOOSE if self.what == "positions" else ("", _("The whole purchase"))
        self._offer("goal", [first, *goals])
        self._offer("member", [_CHOOSE, *((str(key), name) for key, name in choices.members)])

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """Say at every field what cannot be right, not only at the first."""
        words = super().clean() or self.cleaned_data
        for field, code in faults_of_line(self.what, words, clock.today()).items():
            if field not in self.errors:
                self.add_error(field, str(FAULTS[code]))
        return words

    def clean_revision(self) -> int:
        """Take a missing version for none, so that the newest text is shown beside."""
        return self.cleaned_data["revision"] or 0

    def words(self) -> dict[str, object]:
        """Give what was written, other things by their keys."""
        words = {key: value for key, value in self.cleaned_data.items() if key != "revision"}
        return words | {
            key: int(words[key]) if words[key] else None for key in ("goal", "member") if key in words
        }

    @property
    def body(self) -> list[forms.BoundField]:
        """Give the fields in their order, without the hidden ones."""
        return self.visible_fields()


def _line(label: Any, longest: int, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=longest, help_text=help_text, required=required, widget=widget
    )


def _text(label: Any, longest: int, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=longest, help_text=help_text, required=required, widget=widget
    )


class WriteWorkStep(WriteLine):
    """A step of the new way of working."""

    what = "work"
    place = forms.ChoiceField(label=_("Where"), choices=[_CHOOSE, *WorkStep.Place.choices])
    title = _line(
        _("What is done"), 200, _("For example: answers the alarm and talks with the person."), required=True
    )
    actor = _line(
        _("Who does it"), 120, _("The role, not the name. For technical operation: who answers for it.")
    )
    change = forms.ChoiceField(
        label=_("Compared with today"), choices=WorkStep.Change.choices, widget=forms.RadioSelect
    )
    training = _line(_("Training it takes"), 300, _("Who must learn what, and about how long it takes."))


class WritePosition(WriteLine):
    """Where a municipality stands on a goal."""

    what = "positions"
    member = forms.ChoiceField(label=_("Who"))
    goal = forms.ChoiceField(label=_("Goal"))
    stance = forms.ChoiceField(
        label=_("Where it stands"), choices=Position.Stance.choices, widget=forms.RadioSelect
    )
    wants = _text(
        _("What it wants"), 600, _("In its own words, also when it agrees for a reason of its own.")
    )
    gave_up = _text(_("What it gave up"), 600, _("The compromise, so that nobody has to guess later."))
    settled_on = forms.DateField(label=_("Settled on"), required=False)


class WritePlanLink(WriteLine):
    """A place in a plan or a strategy."""

    what = "plans"
    kind = forms.ChoiceField(label=_("Kind of plan"), choices=[_CHOOSE, *PlanLink.Kind.choices])
    title = _line(_("Plan or strategy"), 200, _("Its name as it stands on the front page."), required=True)
    place = _line(_("Paragraph or page"), 120, _("So that others find it: chapter, paragraph, page."))
    says = _text(
        _("How the purchase serves it"), 600, _("What the plan wants, and what this purchase does for it.")
    )
    url = forms.URLField(
        label=_("Web address"), required=False, max_length=500, assume_scheme="https", widget=forms.TextInput
    )
    checked_on = forms.DateField(
        label=_("Last looked up"),
        required=False,
        help_text=_("Plans are revised. Say when somebody last read it."),
    )
    goal = forms.ChoiceField(label=_("Goal it belongs to"), required=False)


class WriteQuestion(WriteLine):
    """A question that nobody here can answer yet."""

    what = "questions"
    about = forms.ChoiceField(label=_("What it is about"), choices=[_CHOOSE, *OpenQuestion.About.choices])
    text = _text(
        _("The question"), 600, _("One question at a time, without naming a product."), required=True
    )
    why = _line(_("Why we ask"), 300, _("What the answer decides."))
    goal = forms.ChoiceField(label=_("Goal it belongs to"), required=False)
    to_dialogue = forms.BooleanField(
        label=_("Ask suppliers in the market dialogue"), required=False, initial=True
    )
    answer = _text(_("The answer"), 1000, _("When there is one, and where it came from."))
    answered_on = forms.DateField(label=_("Answered on"), required=False)


class WriteSignOff(WriteLine):
    """One who is to agree, and the answer."""

    what = "sign-off"
    name = _line(_("Name"), 120, required=True)
    role = _line(_("Role"), 120, _("For example head of health and care."), required=True)
    stands_for = _line(_("Speaks for"), 160, _("The municipality, the department or the group."))
    answer = forms.ChoiceField(
        label=_("Answer"), choices=SignOff.Answer.choices, initial="waiting", widget=forms.RadioSelect
    )
    answered_on = forms.DateField(label=_("Answered on"), required=False)
    note = _text(_("Note"), 600, _("Where it was said, and what a reservation is about."))
    remind_on = forms.DateField(
        label=_("Remind on"),
        required=False,
        help_text=_("From this day the page says that it is time to remind, until there is an answer."),
    )


FORMS: dict[str, type[WriteLine]] = {
    each.what: each for each in (WriteWorkStep, WritePosition, WritePlanLink, WriteQuestion, WriteSignOff)
}
"""The form of every sort of line."""


class FindLines(forms.Form):
    """What narrows a list of lines."""

    q = forms.CharField(label=_("Find by word"), required=False)
    only = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("All")), ("open", _("Only what is left to do"))]
    )


class FindGoals(forms.Form):
    """What narrows the list of goals."""

    q = forms.CharField(label=_("Find by word or number"), required=False)
    kind = forms.ChoiceField(label=_("Kind of benefit"), required=False)
    horizon = forms.ChoiceField(label=_("Horizon"), required=False)

    def __init__(self, *args: Any, kinds: Any, horizons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("kind", kinds), ("horizon", horizons)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *choices]
