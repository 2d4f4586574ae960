"""Forms of the road."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from veien.methods.queries import latest, packs, roles
from veien.methods.rules import Decision as Point
from veien.methods.rules import Station
from veien.road.actions.paper import LONGEST_RECOMMENDATION
from veien.road.models import Decision, Procurement, Signature
from veien.road.queries.team import FIELD_NAMES
from veien.road.rules.registry import Choice
from veien.road.rules.roles import ROLES

if TYPE_CHECKING:
    from veien.people.queries import User


def _language() -> str:
    return get_language() or "nb"


class StartProcurement(forms.Form):
    """What must be said to start a procurement."""

    title = forms.CharField(label=_("What are you going to procure?"), max_length=150)
    summary = forms.CharField(
        label=_("What it is about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences that a colleague from another department understands."),
        max_length=2000,
    )
    pack = forms.ChoiceField(
        label=_("Method"),
        help_text=_("The road you will walk. Only a newer version of the same method can be taken later."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Procurement.Currency.choices)
    language = forms.ChoiceField(label=_("Language of the documents"), choices=Procurement.Language.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pack_field().choices = [
            (f"{each.id} {each.version}", f"{each.title.in_language(_language())} ({each.version})")
            for each in packs()
            if latest(each.id).version == each.version
        ]

    def _pack_field(self) -> forms.ChoiceField:
        field = self.fields["pack"]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError("The pack is chosen from a list.")
        return field


def _written(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Charter(forms.Form):
    """The written parts of the charter; the two roles are given on the page of people and roles."""

    mandate = forms.CharField(
        label=_("Mandate"),
        help_text=_(
            "What is the problem, and for whom? What shall the project find out or get done, by when? What lies"
            " outside? When shall it stop and ask?"
        ),
        required=False,
        max_length=8000,
        widget=_written(6),
    )
    reporting = forms.CharField(
        label=_("Reporting"),
        help_text=_("To whom, how often, on what? What must be reported at once?"),
        required=False,
        max_length=8000,
        widget=_written(3),
    )
    funding = forms.CharField(
        label=_("Funding"),
        help_text=_(
            "What pays for the work with the procurement, people's time included? Which budget, which year, how much?"
            " Who pays if it takes longer?"
        ),
        required=False,
        max_length=8000,
        widget=_written(3),
    )
    strategy_link = forms.CharField(
        label=_("Root in plans and strategies"),
        help_text=_(
            "Which plans ask for this: name, page, when they were decided. What happens to them without it?"
        ),
        required=False,
        max_length=8000,
        widget=_written(3),
    )
    risk_note = forms.CharField(
        label=_("How risk is shared"),
        help_text=_(
            "What may go wrong when one tries something new, who carries it, and what the management has said it will"
            " stand behind: time, people, money, a trial that fails."
        ),
        required=False,
        max_length=8000,
        widget=_written(3),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class GiveRole(forms.Form):
    """Whom to give which role."""

    user = forms.ChoiceField(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"))
    hours_reserved = forms.IntegerField(
        label=_("Hours set aside"),
        required=False,
        min_value=0,
        max_value=10000,
        help_text=_("For the whole procurement."),
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = roles()
        self.fields["user"].choices = [("", _("Choose a person"))] + people  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Choose a role"))] + [  # type: ignore[attr-defined]
            (each, known[each].title.in_language(_language())) for each in ROLES
        ]


class DeclareInterests(forms.Form):
    """Whether a person has interests that could colour the work."""

    has_conflict = forms.TypedChoiceField(
        label=_("Do you, or somebody close to you, have an interest in a firm that may tender?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "Shares, work, family, friendship or gifts. If you are in doubt, say yes and describe it: the project owner"
            " decides what it means."
        ),
    )
    text = forms.CharField(
        label=_("Which interest"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DescribeActivity(forms.Form):
    """Who does an activity, by when, and what is worth knowing."""

    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    due_on = forms.DateField(label=_("Due"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Nobody yet"))] + people  # type: ignore[attr-defined]


class AddFile(forms.Form):
    """A file, and a word about it."""

    file = forms.FileField(label=_("File"), help_text=_("At most 50 MB."))
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class PlanEffort(forms.Form):
    """Days of work."""

    planned_days = forms.DecimalField(
        label=_("Days planned"),
        required=False,
        min_value=0,
        max_value=9999,
        max_digits=5,
        decimal_places=1,
        localize=True,
    )
    spent_days = forms.DecimalField(
        label=_("Days spent"),
        required=False,
        min_value=0,
        max_value=9999,
        max_digits=5,
        decimal_places=1,
        localize=True,
    )


class SkipPhase(forms.Form):
    """Why a phase is passed by."""

    reason = forms.CharField(
        label=_("Why this phase is skipped"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class Decide(forms.Form):
    """A decision: the answers first, then the outcome."""

    outcome = forms.ChoiceField(
        label=_("What was decided?"), choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    decided_by = forms.CharField(
        label=_("Decided by"), max_length=200, help_text=_("Name and office, or the body.")
    )
    decided_on = forms.DateField(label=_("Decided on"))
    reopened_stations = forms.MultipleChoiceField(
        label=_("If back for more work: which stations?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for no and back for more work, and where documents are missing."),
    )

    def __init__(self, *args: Any, point: Point, stations: tuple[Station, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.point = point
        for question in point.questions:
            self.fields[f"answer-{question.id}"] = forms.CharField(
                label=question.text.in_language(_language()),
                help_text=question.help.in_language(_language()),
                max_length=8000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["reopened_stations"].choices = [  # type: ignore[attr-defined]
            (each.id, each.title.in_language(_language())) for each in stations
        ]

    def answer_fields(self) -> list[forms.BoundField]:
        """Give the fields of the questions, in the order of the pack."""
        return [self[f"answer-{each.id}"] for each in self.point.questions]

    def answers(self) -> dict[str, str]:
        """Give the answers by question id, once the form is valid."""
        return {each.id: self.cleaned_data[f"answer-{each.id}"] for each in self.point.questions}


class Recommend(forms.Form):
    """What is advised, and which alternative; the alternatives are those of the business case."""

    choice = forms.ChoiceField(
        label=_("Alternative that you advise"), required=False, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Recommendation"),
        max_length=LONGEST_RECOMMENDATION,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What you ask for, why this alternative, what it costs and what could go wrong."),
        error_messages={"required": _("Write what you advise, and why.")},
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices:
            self.fields["choice"].choices = [(each.key, each.title) for each in choices]  # type: ignore[attr-defined]
            self.fields["choice"].required = True
            self.fields["choice"].error_messages["required"] = _("Choose the alternative that you advise.")
        else:
            del self.fields["choice"]

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0


class NoteSigner(forms.Form):
    """Who is to sign."""

    role = forms.CharField(
        label=_("Role"),
        max_length=100,
        help_text=_("For example project owner, chief executive, chair of the steering group."),
        error_messages={"required": _("Write in which role the person signs.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        error_messages={"required": _("Write the name of the person who signs.")},
    )


class Sign(forms.Form):
    """When and where a signature was given."""

    signed_on = forms.DateField(label=_("Signed on"))
    how = forms.ChoiceField(
        label=_("Where it was signed"), choices=Signature.How.choices, widget=forms.RadioSelect
    )


def people_choices(people: list[User]) -> list[tuple[int, str]]:
    """Give people as choices: name and organisation."""
    return [
        (each.pk, f"{each.full_name} ({each.organisation.name})" if each.organisation else each.full_name)
        for each in people
    ]


def posted(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict[str, Any] | None]:
    """Give what a form is filled with: what was sent, also when it is empty, or nothing on a plain visit."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


class DescribeMember(forms.Form):
    """What a person knows, and the hours set aside in each phase."""

    fields_known = forms.MultipleChoiceField(
        label=_("Knows"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, phases: list[tuple[str, str]], implied: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.phases = phases
        self.fields["fields_known"].choices = [  # type: ignore[attr-defined]
            (key, name) for key, name in FIELD_NAMES.items() if key not in implied
        ]
        for phase, title in phases:
            self.fields[f"hours-{phase}"] = forms.IntegerField(
                label=title, required=False, min_value=0, max_value=10_000
            )

    def hour_fields(self) -> list[forms.BoundField]:
        """Give the fields of the hours, phase by phase."""
        return [self[f"hours-{phase}"] for phase, _title in self.phases]

    def hours(self) -> dict[str, int | None]:
        """Give the hours by phase, once the form is valid."""
        return {phase: self.cleaned_data[f"hours-{phase}"] for phase, _title in self.phases}


class LeaveOut(forms.Form):
    """Why a field is not asked for; empty asks for it again."""

    field = forms.ChoiceField(label=_("Field of knowledge"), choices=list(FIELD_NAMES.items()))
    reason = forms.CharField(
        label=_("Why it is not needed"),
        required=False,
        max_length=300,
        help_text=_("Leave it empty to ask for the field again."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AskForHelp(forms.Form):
    """Who outside is asked to help with what."""

    field = forms.ChoiceField(label=_("Field of knowledge"), choices=list(FIELD_NAMES.items()))
    asked_of = forms.CharField(
        label=_("Who is asked"),
        max_length=160,
        help_text=_("A municipality that has done it, the purchasing body, a department, an adviser."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("What we need help with"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SettleHelp(forms.Form):
    """What came of a request for help."""

    is_covered = forms.TypedChoiceField(
        label=_("Do they help us?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Their answer"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
