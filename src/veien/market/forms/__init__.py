"""Forms of the room. What a word is called and how long it may be stands in the table; the forms are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from veien.market.models import Activity, Input, Invitation, Learning, Note, Plan, Registration
from veien.market.queries.kinds import Kind
from veien.road.queries import Procurement

PLAN = (
    "purpose",
    "starts_on",
    "ends_on",
    "together",
    "technology",
    "operation",
    "legal",
    "financial",
    "delivery",
)
NOTE = ("background", "needs", "volume", "volume_basis", "constraints", "course", "course_reason", "process")
ACTIVITY = (
    "title",
    "starts_at",
    "ends_at",
    "place",
    "is_public",
    "announced_on",
    "about",
    "agenda",
    "outcome",
)
PERSON = ("firm", "country", "org_number", "name", "email", "note")


PAIRS = {
    "starts_on": "ends_on",
    "starts_at": "ends_at",
    "country": "org_number",
    "name": "email",
    "came_from": "visit",
}
"""Words that stand side by side where there is room, by the first of them."""
_THEMES = (_("The five themes"), _("What you want to know about each. Leave out what you do not raise."))
_BECOMES = (_("What you do with it"), _("Choose one, and fill in the field of the same name."))
HEADINGS = dict.fromkeys(
    ("technology", "operation", "legal", "financial", "delivery"), _THEMES
) | dict.fromkeys(("becomes", "need", "goal", "question", "proposal"), _BECOMES)
"""The heading above a word, and what it says, where some words have one."""
ROWS = {"agenda": 8, "background": 6, "text": 5}


@dataclass(frozen=True)
class Group:
    """Fields under one heading, or under none, in rows."""

    title: Any
    help: Any
    rows: list[list[forms.BoundField]]


def _name_nothing(field: forms.Field) -> None:
    """Say what the empty choice means instead of drawing a line."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        if field.queryset is not None and not field.queryset.exists():
            field.help_text = _("No need is mapped yet. Write them down under needs, and choose here.")
    elif isinstance(field, forms.ModelChoiceField):
        field.empty_label = _("None")
    elif isinstance(field, forms.TypedChoiceField):
        choices: Any = field.choices
        field.choices = [(key, _("Choose one") if text == "---------" else text) for key, text in choices]


class Words(forms.ModelForm):  # type: ignore[type-arg]
    """A form made of a table: rows to choose from are those of the procurement, and it knows its version."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, procurement: Procurement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(procurement=procurement)
                field.label_from_instance = _label  # type: ignore[method-assign, assignment]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.widget = forms.CheckboxSelectMultiple()
                field.widget.choices = field.choices
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = ROWS.get(name, 4)
            _name_nothing(field)

    def clean_revision(self) -> int:
        """Take a missing version for none, so that the newest text is shown beside."""
        return self.cleaned_data["revision"] or 0

    def clean(self) -> dict[str, Any]:
        """See that a lesson that becomes something says what."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = BECOMES.get(said.get("becomes", ""))
        if wanted and not said.get(wanted):
            self.add_error(wanted, _("Say which, or write it."))
        return said

    @property
    def groups(self) -> list[Group]:
        """Give the fields as a person fills them in: those that belong together side by side or under a heading."""
        found: list[Group] = []
        for name in self.fields:
            if self[name].is_hidden or name in PAIRS.values():
                continue
            pair = [self[each] for each in (name, PAIRS.get(name, "")) if each in self.fields]
            title, text = HEADINGS.get(name, ("", ""))
            if not found or title != found[-1].title:
                found.append(Group(title, text, []))
            found[-1].rows.append(pair)
        return found

    def words(self) -> dict[str, Any]:
        """Give what was written, without the version and a file."""
        return {key: value for key, value in self.cleaned_data.items() if key not in ("revision", "upload")}


class WriteInput(Words):
    """An input may bring a paper."""

    upload = forms.FileField(label=_("File"), required=False, help_text=_("At most 50 MB."))


def _label(row: Any) -> str:
    return f"{row.ref} {row.title}" if isinstance(row, Input) else str(row)


_PLAIN = {"link": forms.CharField}
"""The table checks the address; the field of the form would guess its beginning."""


def made_of(model: type[models.Model], fields: tuple[str, ...]) -> type[Words]:
    """Make the form of a table's words."""
    parent: type[Words] = WriteInput if model is Input else Words
    made: type[Words] = forms.modelform_factory(  # type: ignore[assignment]
        model, form=parent, fields=list(fields), field_classes=_PLAIN if "link" in fields else None
    )
    return made


def form_of(kind: Kind) -> type[Words]:
    """Make the form of a kind of row."""
    return made_of(kind.model, kind.fields)


class WritePlan(made_of(Plan, PLAN)):  # type: ignore[misc]
    """The plan of the dialogue."""


class WriteNote(made_of(Note, NOTE)):  # type: ignore[misc]
    """The dialogue note."""


class WriteInvitation(made_of(Invitation, ("contact", "register_by"))):  # type: ignore[misc]
    """Whom suppliers can ask, and until when they register."""


class WriteActivity(made_of(Activity, ACTIVITY)):  # type: ignore[misc]
    """An activity of one of the eight ways."""


class Publish(forms.Form):
    """What all should know, and where they could read it."""

    text = forms.CharField(
        label=_("What all should know"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It stands on the page of the invitation and is mailed to all who are registered."),
    )
    where = forms.CharField(
        label=_("Published elsewhere"),
        required=False,
        max_length=300,
        help_text=_("Fill it in only when all could read it another place, such as a notice."),
    )


class NewSlots(forms.Form):
    """Times for one supplier alone: all equally long."""

    first = forms.DateTimeField(label=_("The first begins"))
    minutes = forms.IntegerField(label=_("Minutes for each"), min_value=5, max_value=480, initial=45)
    pause = forms.IntegerField(label=_("Minutes between"), min_value=0, max_value=240, initial=15)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=40, initial=6)


class Minutes(forms.Form):
    """What one supplier said, question by question."""

    minutes = forms.CharField(
        label=_("Minutes"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    is_confidential = forms.BooleanField(
        label=_("The supplier wants this kept confidential"),
        required=False,
        help_text=_("Then only those who write here read it, and it stands in no document."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: list[Any], answers: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [f"q{each.pk}" for each in questions]
        for each in questions:
            self.fields[f"q{each.pk}"] = forms.CharField(
                label=each.text,
                required=False,
                max_length=4000,
                initial=answers.get(each.pk, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """Give the fields of the questions that all are asked, in their order."""
        return [self[name] for name in self.asked]

    def answers(self) -> dict[int, str]:
        """Give the answers by the key of the question."""
        return {int(name[1:]): self.cleaned_data[name] for name in self.asked}


class Join(made_of(Registration, PERSON)):  # type: ignore[misc]
    """What a supplier writes on the public page. ``website`` is a trap: people do not see it, programs fill it in."""

    activities = forms.MultipleChoiceField(
        label=_("Takes part in"), widget=forms.CheckboxSelectMultiple, required=False
    )
    consent = forms.BooleanField(
        label=_("You may keep my name and address to prepare and follow up this dialogue."),
        help_text=_("You can withdraw on your own page at any time."),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, activities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]
        choices: Any = self.fields["activities"]
        choices.choices = activities
        if not activities:
            del self.fields["activities"]

    @property
    def is_trapped(self) -> bool:
        """Tell whether a program filled in what people do not see."""
        return bool(self.data.get("website"))

    def words(self) -> dict[str, str]:
        """Give what was written about the person and the firm."""
        return {key: self.cleaned_data[key] for key in PERSON}


class WritePerson(Join):
    """Somebody whom the team registers by hand, for example one who telephoned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["website"]
        self.fields["consent"].label = _("The person agrees that name and address are kept")
        self.fields["consent"].help_text = ""
        self.fields["name"].label = _("Name")
        self.fields["note"].label = _("What they would like to raise")
        self.fields["note"].help_text = ""


class Narrow(forms.Form):
    """What a list is narrowed to."""

    q = forms.CharField(label=_("Find"), required=False, max_length=200)
    loose = forms.BooleanField(label=_("Only what hangs loose"), required=False)

    def __init__(self, address: Any, *, can_be_loose: bool = False) -> None:
        super().__init__(address, auto_id="narrow_%s")
        if not can_be_loose:
            del self.fields["loose"]

    def said(self, name: str) -> Any:
        """Give what was chosen, or nothing."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        return self.cleaned_data.get(name, "")


BECOMES = {
    Learning.Becomes.NEED: "need",
    Learning.Becomes.GOAL: "goal",
    Learning.Becomes.QUESTION: "question",
    Learning.Becomes.REQUIREMENT: "proposal",
}
"""Which word must be filled in for what a lesson becomes."""
