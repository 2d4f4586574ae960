"""Forms of what is mapped beside the needs: journeys, key figures, data flows, operation, responsibility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from veien.documents.rules.numbers import NotExact, number_from_text
from veien.needs.models import DataFlow, Journey, OperationNeed, ResponsibilityShare, When
from veien.needs.rules.figures import OLDEST
from veien.needs.rules.mapping import plain_number

SHORT_LINE = {"autocomplete": "off"}


class Figure(forms.DecimalField):
    """A figure as people type it, with comma or point; what can be read in two ways is refused."""

    widget = forms.TextInput

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
        """Write a figure as the reader's language types it."""
        if not isinstance(value, Decimal):
            return value
        whole, _point, decimals = f"{plain_number(value):f}".partition(".")
        # Three decimals could be read as thousands.
        decimals += "0" if len(decimals) == 3 else ""
        return f"{whole}{get_format('DECIMAL_SEPARATOR')}{decimals}" if decimals else whole


class Mapped(forms.Form):
    """What all these forms have: the version that the writer read, and a way from a row to its words."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def words(self) -> dict[str, Any]:
        """Give what was written, without the version."""
        return {key: value for key, value in self.cleaned_data.items() if key != "revision"}

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """Give what stands in a row, as the form shows it."""
        return {key: getattr(row, key) for key in cls.base_fields if key != "revision"}

    def labels(self) -> Mapping[str, Any]:
        """Give what the fields are called."""
        return {key: field.label for key, field in self.fields.items() if key != "revision"}

    def shown(self, key: str, value: object) -> str:
        """Write a word as people read it."""
        field = self.fields[key]
        if isinstance(field, forms.ChoiceField):
            choices: list[Any] = list(field.choices)  # type: ignore[arg-type]
            return str(dict(choices).get(value, value))
        if isinstance(value, bool):
            return _now("yes") if value else _now("no")
        shown = field.prepare_value(value)
        return "" if shown is None else str(shown)


class WriteJourney(Mapped):
    """A journey as a whole."""

    title = forms.CharField(
        label=_("Which service"),
        max_length=160,
        help_text=_("For example: a fall at night, or medicine three times a day."),
        widget=forms.TextInput(attrs=SHORT_LINE),
        error_messages={"required": _("Say which service it is a journey through.")},
    )
    dwelling = forms.ChoiceField(
        label=_("Where"),
        choices=Journey.Dwelling.choices,
        help_text=_("Work differs between kinds of homes. Draw one journey for each."),
    )
    per_week = Figure(
        label=_("Times a week in the whole service"),
        required=False,
        help_text=_(
            "How often the journey is walked, for all users together. It turns minutes into hours a week."
        ),
    )


class WriteStep(Mapped):
    """One step of a journey."""

    title = forms.CharField(
        label=_("Does what"),
        max_length=200,
        widget=forms.TextInput(attrs=SHORT_LINE),
        error_messages={"required": _("Say what happens in the step.")},
    )
    actor = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=80,
        help_text=_("A role: user, relative, night staff."),
        widget=forms.TextInput(attrs={"list": "known-actors", "autocomplete": "off"}),
    )
    minutes = Figure(label=_("Minutes it takes"), required=False)
    pain = forms.CharField(
        label=_("What hurts"),
        required=False,
        max_length=300,
        help_text=_("Waiting, walking for nothing, writing twice, being afraid."),
        widget=forms.TextInput(attrs=SHORT_LINE),
    )
    chance = forms.CharField(
        label=_("What could be better"),
        required=False,
        max_length=300,
        help_text=_("For whom, and in what way. Leave the thing that would do it open."),
        widget=forms.TextInput(attrs=SHORT_LINE),
    )


class NewStep(WriteStep):
    """A new step: on which side, and where."""

    when = forms.ChoiceField(label=_("Today or wanted"), choices=When.choices)
    place = forms.IntegerField(
        label=_("As step number"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("Leave it empty to put it last."),
    )


class WriteFigure(Mapped):
    """A key figure with its source and how it grows."""

    title = forms.CharField(
        label=_("What is counted"),
        max_length=160,
        help_text=_("For example: users with a safety alarm, or night visits a week."),
        widget=forms.TextInput(attrs=SHORT_LINE),
        error_messages={"required": _("Say what is counted.")},
    )
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=60, widget=forms.TextInput(attrs=SHORT_LINE)
    )
    value = Figure(label=_("Figure"), error_messages={"required": _("Give the figure.")})
    year = forms.IntegerField(label=_("Year"), error_messages={"required": _("Say which year it is from.")})
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_(
            "Which system, table or report. The business case uses the figure again and shows its source."
        ),
        widget=forms.TextInput(attrs=SHORT_LINE),
        error_messages={
            "required": _("Say where the figure comes from. Without a source nobody can check it.")
        },
    )
    growth_percent = Figure(
        label=_("Growth in percent a year"),
        required=False,
        help_text=_("Below zero if it falls. A population table, once imported, goes before it."),
    )
    until = forms.IntegerField(
        label=_("Projected to"), required=False, help_text=_("A year, for example 2040.")
    )


class ImportPopulation(forms.Form):
    """A population table, and which ages of it the figure follows."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("The form filled in, or a CSV file with the same four columns. At most 50 MB."),
        error_messages={"required": _("Choose the file first."), "empty": _("The file is empty.")},
    )
    source = forms.CharField(
        label=_("Source of the table"),
        max_length=300,
        help_text=_(
            "For example: Statistics Norway, table number, main alternative, the day you took it out."
        ),
        error_messages={
            "required": _("Say where the table comes from. Without a source nobody can check it.")
        },
    )
    age_from = forms.IntegerField(label=_("From age"), required=False)
    age_to = forms.IntegerField(
        label=_("To age"), required=False, help_text=_("Leave both empty for everybody.")
    )

    def ages(self) -> tuple[int, int]:
        """Give the ages that count."""
        low, high = self.cleaned_data.get("age_from"), self.cleaned_data.get("age_to")
        return (0 if low is None else low, OLDEST if high is None else high)

    def clean(self) -> dict[str, Any]:
        """See that people can be so old."""
        for key in ("age_from", "age_to"):
            age = self.cleaned_data.get(key)
            if age is not None and not 0 <= age <= OLDEST:
                said = _("An age lies between 0 and %(oldest)s years: nobody is older in any table.")
                self.add_error(key, ValidationError(said, params={"oldest": OLDEST}))
        low, high = self.ages()
        if not self.errors and low > high:
            self.add_error("age_to", _("The last age is below the first."))
        return self.cleaned_data


class WriteSystem(Mapped):
    """A system that information comes from or goes to."""

    name = forms.CharField(
        label=_("System"),
        max_length=120,
        help_text=_("A system, a register, a person or a department that holds information."),
        widget=forms.TextInput(attrs=SHORT_LINE),
        error_messages={"required": _("Give the system a name.")},
    )
    owner = forms.CharField(
        label=_("Whose it is"), required=False, max_length=120, widget=forms.TextInput(attrs=SHORT_LINE)
    )
    is_new = forms.BooleanField(label=_("Comes with the purchase"), required=False)
    is_record = forms.BooleanField(label=_("Is the record of users or patients"), required=False)


class WriteFlow(Mapped):
    """What goes from one system to another."""

    start = forms.ChoiceField(label=_("From"), error_messages={"required": _("Choose a system.")})
    end = forms.ChoiceField(label=_("To"), error_messages={"required": _("Choose a system.")})
    is_both_ways = forms.BooleanField(label=_("Goes both ways"), required=False)
    when = forms.ChoiceField(label=_("Today or wanted"), choices=When.choices)
    information = forms.CharField(
        label=_("Which information"),
        max_length=300,
        help_text=_("For example: name, address and the time of an alarm."),
        widget=forms.TextInput(attrs=SHORT_LINE),
        error_messages={"required": _("Say which information goes there.")},
    )
    sort = forms.ChoiceField(label=_("Sort of data"), choices=DataFlow.Sort.choices)
    legal_ground = forms.CharField(
        label=_("Legal ground"),
        required=False,
        max_length=300,
        help_text=_(
            "As your data protection officer says it, with the paragraph. Leave it empty while you do not know."
        ),
        widget=forms.TextInput(attrs=SHORT_LINE),
    )

    def __init__(self, *args: Any, systems: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in ("start", "end"):
            field = self.fields[key]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("Choose a system")), *systems]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """Give what stands in a flow, its systems by public id."""
        found = super().initial_of(row)
        return found | {"start": str(row.start.public_id), "end": str(row.end.public_id)}


class WriteOperation(Mapped):
    """What the operation asks for."""

    kind = forms.ChoiceField(label=_("About"), choices=OperationNeed.Kind.choices)
    statement = forms.CharField(
        label=_("What is asked for"),
        max_length=2000,
        help_text=_("What must work, when, and for whom."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what is asked for.")},
    )
    figure = Figure(label=_("Figure"), required=False, help_text=_("For uptime a percentage, such as 99.8."))
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=60,
        help_text=_("For example: % a month, minutes, hours."),
        widget=forms.TextInput(attrs=SHORT_LINE),
    )
    reason = forms.CharField(
        label=_("Why so much, and no more"),
        required=False,
        max_length=300,
        help_text=_("What happens to people when it fails. Every nine costs money."),
        widget=forms.TextInput(attrs=SHORT_LINE),
    )


class WriteTask(Mapped):
    """A task somebody is responsible for."""

    title = forms.CharField(
        label=_("Task"),
        max_length=160,
        help_text=_("For example: change batteries, or answer a technical alarm at night."),
        widget=forms.TextInput(attrs=SHORT_LINE),
        error_messages={"required": _("Say what the task is.")},
    )


def parts_sent(sent: Any) -> dict[int, dict[str, str]]:
    """Give the parts that a matrix was sent with, by the task's key and the party; what is strange is left out."""
    found: dict[int, dict[str, str]] = {}
    for key, value in sent.items():
        word, _dash, rest = key.partition("-")
        number, _dash, party = rest.partition("-")
        is_number = number.isascii() and number.isdigit() and len(number) < 16
        is_known = party in ResponsibilityShare.Party.values and value in (
            "",
            *ResponsibilityShare.Letter.values,
        )
        if word == "part" and is_number and is_known:
            found.setdefault(int(number), {})[party] = value
    return found
