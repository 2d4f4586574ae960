"""Forms of the room."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from veien.anchoring.actions.plans import LONGEST_PART, PARTS
from veien.anchoring.models import Invitation, Measure, PlanLink, Stakeholder
from veien.documents.rules.numbers import NotExact, number_from_text
from veien.foundation import clock

Choices = Sequence[tuple[str, str]]


class Versioned(forms.Form):
    """A form that knows which version the writer read."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0


class Known(Versioned):
    """What is known of a stakeholder."""

    name = forms.CharField(
        label=_("Who"),
        max_length=120,
        help_text=_("A group or an office; a person's name only where the office is held in public."),
        error_messages={"required": _("Say who it is.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Stakeholder.Kind.choices)
    matters = forms.CharField(
        label=_("What matters to them"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What they hope for and what they fear. Nothing about anybody's health or private life."),
    )
    contact = forms.CharField(label=_("Who talks with them"), required=False, max_length=120)


class Place(forms.Form):
    """Where a stakeholder stands."""

    influence = forms.TypedChoiceField(
        label=_("Influence"), choices=Stakeholder.Influence.choices, coerce=int, initial=3
    )
    attitude = forms.TypedChoiceField(
        label=_("Attitude"), choices=Stakeholder.Attitude.choices, coerce=int, initial=0
    )


class NewStakeholder(Place, Known):
    """A stakeholder and where it stands today."""

    field_order = ("name", "kind", "influence", "attitude", "matters", "contact")


class NoteView(Place):
    """Where a stakeholder stands on a day."""

    noted_on = forms.DateField(label=_("Noted on"), widget=forms.DateInput)
    note = forms.CharField(label=_("What was said or seen"), required=False, max_length=300)


class WriteMeasure(Versioned):
    """A measure: what, for whom, who and when, and what came of it."""

    title = forms.CharField(
        label=_("What is done"),
        max_length=160,
        help_text=_("For example a half-hour in the staff meeting, or a visit with the user council."),
        error_messages={"required": _("Say what is done.")},
    )
    kind = forms.ChoiceField(label=_("What it is for"), choices=Measure.Kind.choices)
    phase = forms.ChoiceField(label=_("Phase"))
    stakeholders = forms.MultipleChoiceField(
        label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    who = forms.CharField(label=_("Who does it"), required=False, max_length=120)
    due_on = forms.DateField(label=_("When"), required=False, widget=forms.DateInput)
    done_on = forms.DateField(label=_("Done on"), required=False, widget=forms.DateInput)
    outcome = forms.CharField(
        label=_("What came of it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, phases: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = phases  # type: ignore[attr-defined]
        self.fields["stakeholders"].choices = people  # type: ignore[attr-defined]
        if not people:
            del self.fields["stakeholders"]


class NarrowMeasures(forms.Form):
    """What the list of measures is narrowed to. It stands in the address, so a wrong choice is simply none."""

    phase = forms.ChoiceField(label=_("Phase"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("open", _("not done")), ("late", _("overdue")), ("done", _("done"))],
    )

    def __init__(self, *args: Any, phases: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = [("", _("All")), *phases]  # type: ignore[attr-defined]

    def narrowed(self) -> dict[str, str]:
        """Give the filter that the address asks for."""
        self.is_valid()
        return {key: self.cleaned_data.get(key, "") for key in ("phase", "state")}


class AddFile(forms.Form):
    """A file that shows that a measure was carried out."""

    file = forms.FileField(label=_("File"), help_text=_("At most 50 MB."))


class Invite(forms.Form):
    """Who was invited to what."""

    into = forms.ChoiceField(label=_("Invited to"), choices=Invitation.Into.choices)
    service = forms.CharField(
        label=_("Service or profession"),
        max_length=120,
        error_messages={"required": _("Say from which service or profession.")},
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    invited_on = forms.DateField(label=_("Invited on"), initial=clock.today, widget=forms.DateInput)
    answer = forms.ChoiceField(label=_("Answer"), choices=Invitation.Answer.choices)


class Amount(forms.DecimalField):
    """An amount as people type it: ``1 250 000`` and ``1250000,50`` are read, what has two meanings is asked back."""

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


class WritePlan(Versioned):
    """A plan or budget in which the purchase stands."""

    kind = forms.ChoiceField(label=_("Kind of plan"), choices=PlanLink.Kind.choices)
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("With the years it is for."),
        error_messages={"required": _("Say what the plan is called.")},
    )
    page = forms.CharField(label=_("Page or section"), required=False, max_length=60)
    amount = Amount(
        label=_("Amount set aside"),
        required=False,
        max_digits=16,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    decided_by = forms.CharField(label=_("Decided by"), required=False, max_length=120)
    decided_on = forms.DateField(label=_("Decided on"), required=False, widget=forms.DateInput)
    url = forms.URLField(label=_("Address"), required=False, max_length=400, assume_scheme="https")


class WriteBrief(Versioned):
    """The four parts of the page for politicians."""

    why = forms.CharField(
        label=_("Why now"),
        help_text=_("What happens in the service if nothing is done, in numbers people recognise."),
    )
    costs = forms.CharField(
        label=_("What it costs to begin with"),
        help_text=_("It costs something at first: money, and people's time. Say how much, and for how long."),
    )
    gives = forms.CharField(
        label=_("What it gives later"),
        help_text=_("What becomes better for whom, and from when. Tell freed time and saved money apart."),
    )
    asks = forms.CharField(label=_("What we ask for"), help_text=_("The decision you need, by when."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            field = self.fields[part]
            field.widget = forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_PART})
            field.error_messages["required"] = _("Write a sentence or two here.")
