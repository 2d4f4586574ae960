"""Forms of inquiries, personas, stories and what needs hang on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.needs.forms.needs import choose_from
from veien.needs.models import Inquiry, Need, Persona
from veien.needs.queries import NeedChoice
from veien.needs.queries.inquiries import InquiryChoice, InquiryFilter
from veien.needs.queries.personas import PersonaChoice

_WHATEVER = ("", _("All"))
_SHORT_LINE = {"autocomplete": "off"}


class WriteInquiry(forms.Form):
    """Everything that is written about an inquiry."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Inquiry.Kind.choices)
    title = forms.CharField(
        label=_("What it was about"),
        max_length=160,
        help_text=_("For example: nights at home, or getting out of bed."),
        widget=forms.TextInput(attrs=_SHORT_LINE),
        error_messages={"required": _("Say in a few words what it was about.")},
    )
    with_whom = forms.CharField(
        label=_("With whom (roles, no names)"),
        required=False,
        max_length=300,
        help_text=_("For example: two night nurses, or a daughter of a user."),
        widget=forms.TextInput(attrs=_SHORT_LINE),
    )
    held_on = forms.DateField(
        label=_("When"), required=False, help_text=_("A day ahead means that it is planned.")
    )
    people = forms.IntegerField(
        label=_("How many took part"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        error_messages={"min_value": _("At least one took part. Leave the field empty if you do not know.")},
    )
    place = forms.CharField(
        label=_("Where"), required=False, max_length=160, widget=forms.TextInput(attrs=_SHORT_LINE)
    )
    consent = forms.ChoiceField(
        label=_("Consent"), choices=Inquiry.Consent.choices, initial=Inquiry.Consent.MISSING
    )
    consent_note = forms.CharField(
        label=_("How consent was given"),
        required=False,
        max_length=300,
        help_text=_("For example: asked before we began, said yes; the form lies with the department."),
        widget=forms.TextInput(attrs=_SHORT_LINE),
    )
    notes = forms.CharField(
        label=_("What came out"),
        required=False,
        max_length=40_000,
        help_text=_("Write what was said and seen, not who said it."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    erase_on = forms.DateField(
        label=_("Erase notes and files on"),
        required=False,
        help_text=_("The day you have promised. It is then shown as a loose end until somebody erases them."),
    )


class ChangeInquiry(WriteInquiry):
    """The same, and which version the writer read."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none, so that the newest text is shown beside."""
        return self.cleaned_data["revision"] or 0


class NotesInHand(forms.Form):
    """What is written while people talk: large fields, kept by themselves."""

    with_whom = forms.CharField(label=_("With whom (roles, no names)"), required=False, max_length=300)
    people = forms.IntegerField(
        label=_("How many took part"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        error_messages={"min_value": _("At least one took part. Leave the field empty if you do not know.")},
    )
    consent = forms.ChoiceField(
        label=_("Do they agree that you write it down?"),
        choices=Inquiry.Consent.choices,
        widget=forms.RadioSelect,
    )
    notes = forms.CharField(
        label=_("What came out"),
        required=False,
        max_length=40_000,
        help_text=_("Write what was said and seen, not who said it."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none, so that the newest text is shown beside."""
        return self.cleaned_data["revision"] or 0


class AttachFile(forms.Form):
    """A file to keep with an inquiry."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Notes, a picture of the wall, the answers of a survey. At most 50 MB."),
        error_messages={"required": _("Choose the file first."), "empty": _("The file is empty.")},
    )


class NarrowInquiries(forms.Form):
    """What the list is narrowed to. It stands in the address, so a wrong choice is simply no choice."""

    q = forms.CharField(label=_("Find in title, people or place"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[_WHATEVER, *Inquiry.Kind.choices])
    lacks = forms.ChoiceField(
        label=_("Still lacks"),
        required=False,
        choices=[
            ("", _("Whatever")),
            ("need", _("A need that came of it")),
            ("consent", _("Consent")),
            ("date", _("A date")),
            ("erasing", _("Erasing, the day has come")),
        ],
    )

    def __init__(self, address: Any) -> None:
        super().__init__(address, auto_id="narrow_%s")

    def narrowed(self) -> InquiryFilter:
        """Give the filter that the address asks for."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        said = self.cleaned_data
        return InquiryFilter(text=said.get("q", ""), kind=said.get("kind", ""), lacks=said.get("lacks", ""))


class WritePersona(forms.Form):
    """Everything that is written about a persona."""

    name = forms.CharField(
        label=_("A made-up name"),
        max_length=80,
        help_text=_("Never the name of somebody you have met."),
        widget=forms.TextInput(attrs=_SHORT_LINE),
        error_messages={"required": _("Give the persona a made-up name.")},
    )
    kind = forms.ChoiceField(label=_("Stands for"), choices=Persona.Kind.choices)
    about = forms.CharField(
        label=_("Who it is"),
        required=False,
        max_length=2000,
        help_text=_("Age, how they live, what they can and cannot do."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    day = forms.CharField(
        label=_("An ordinary day"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wishes = forms.CharField(
        label=_("Wants"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    worries = forms.CharField(
        label=_("Fears"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    inquiries = forms.MultipleChoiceField(
        label=_("Seen in these conversations and observations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("What you chose is no longer there. Choose again.")},
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inquiries: Sequence[InquiryChoice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if inquiries:
            choose_from(self.fields["inquiries"], [(str(each.public_id), each.label) for each in inquiries])
        else:
            del self.fields["inquiries"]

    def words(self) -> dict[str, Any]:
        """Give what was written; the inquiries are public ids, and left out where there were none to choose."""
        said = {key: value for key, value in self.cleaned_data.items() if key != "revision"}
        if "inquiries" in said:
            said["inquiries"] = [UUID(each) for each in said["inquiries"]]
        return said


class WriteStory(forms.Form):
    """A user story: who, what, and what it is good for."""

    as_who = forms.CharField(
        label=_("As"),
        max_length=120,
        help_text=_("For example: a night nurse."),
        widget=forms.TextInput(attrs=_SHORT_LINE),
        error_messages={"required": _("Say who speaks.")},
    )
    wants = forms.CharField(
        label=_("I want"),
        max_length=300,
        help_text=_("For example: to know that everybody in the corridor is well."),
        widget=forms.TextInput(attrs=_SHORT_LINE),
        error_messages={"required": _("Say what is wanted.")},
    )
    so_that = forms.CharField(
        label=_("so that"),
        required=False,
        max_length=300,
        help_text=_("For example: I need not open every door."),
        widget=forms.TextInput(attrs=_SHORT_LINE),
    )
    persona = forms.ChoiceField(label=_("Persona"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, personas: Sequence[PersonaChoice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.public_id), each.name) for each in personas]
        choose_from(self.fields["persona"], [("", str(_("None"))), *choices])

    def words(self) -> dict[str, str]:
        """Give what was written, without persona and version."""
        return {key: self.cleaned_data[key] for key in ("as_who", "wants", "so_that")}


class Connect(forms.Form):
    """Which need hangs on what."""

    need = forms.ChoiceField(label=_("This need"))
    on = forms.ChoiceField(label=_("hangs on this one"), required=False)
    outside = forms.CharField(
        label=_("or on something outside"),
        required=False,
        max_length=160,
        help_text=_("Another project, a new building, a network, a record system, a law on its way."),
        widget=forms.TextInput(attrs=_SHORT_LINE),
    )

    def __init__(self, *args: Any, needs: Sequence[NeedChoice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.public_id), each.label) for each in needs]
        choose_from(self.fields["need"], [("", str(_("Choose a need"))), *choices])
        choose_from(self.fields["on"], [("", str(_("None"))), *choices])


def horizons_sent(sent: Any) -> dict[int, str]:
    """Give the horizons that a list of needs was sent with, by the need's number; what is strange is left out."""
    found = {}
    for key, value in sent.items():
        number = key.removeprefix("horizon-")
        is_number = number.isascii() and number.isdigit() and len(number) < 9
        if key != number and is_number and value in ("", *Need.Horizon.values):
            found[int(number)] = value
    return found
