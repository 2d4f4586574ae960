"""Forms of the room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.collaboration.models import Member
from veien.collaboration.queries import MemberFilter
from veien.organisations.queries import Organisation

_WHOLE = re.compile(r"\d{1,8}|\d{1,3}([ .,'\u00a0\u202f\u2019]\d{3}){1,2}", re.ASCII)


class Part(forms.Form):
    """The part somebody has, since when, and a note."""

    standing = forms.ChoiceField(
        label=_("Part"),
        choices=Member.Standing.choices,
        initial=Member.Standing.MEMBER,
        help_text=_(
            "Who may join later has an option: the tenderers must reckon with it, but nobody is bound yet."
        ),
    )
    joined_on = forms.DateField(
        label=_("Joined on"),
        required=False,
        widget=forms.DateInput,
        help_text=_("The day the agreement was signed. Leave it empty for one that may join later."),
    )
    note = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=300,
        help_text=_("For example who signed, or what the option is limited to."),
    )


class AddMembers(Part):
    """Those that are chosen from the list, and the part they all get."""

    organisations = forms.MultipleChoiceField(
        label=_("Who"), error_messages={"required": _("Choose at least one from the list.")}
    )
    field_order = ("organisations", "standing", "joined_on", "note")

    def __init__(self, *args: Any, known: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisations"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(each.public_id), each.name) for each in known]


class NewMunicipality(Part):
    """A municipality that is written in on the spot."""

    name = forms.CharField(
        label=_("Name of the municipality"),
        max_length=200,
        error_messages={"required": _("Give the municipality its name.")},
    )
    country = forms.ChoiceField(label=_("Country"), choices=Organisation.Country.choices)
    number = forms.CharField(label=_("Organisation number"), required=False, max_length=20)
    population = forms.CharField(
        label=_("Population"),
        required=False,
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    population_source = forms.CharField(
        label=_("Where the population figure comes from"), required=False, max_length=200
    )
    field_order = (
        "name",
        "country",
        "number",
        "population",
        "population_source",
        "standing",
        "joined_on",
        "note",
    )

    def clean_population(self) -> int | None:
        """Read a whole number of people, with or without a mark between thousands.

        Raises: ValidationError for all else.
        """
        typed = self.cleaned_data["population"].strip()
        if not typed:
            return None
        if not _WHOLE.fullmatch(typed):
            raise forms.ValidationError(_("Write the population as a whole number, such as 4200."))
        return int("".join(each for each in typed if each.isdigit()))


class ChangePart(Part):
    """A new part, and which version the writer read."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none, so that what stands is shown."""
        return self.cleaned_data["revision"] or 0


class Narrow(forms.Form):
    """What the list is narrowed to. It stands in the address, so a wrong choice is simply no choice."""

    q = forms.CharField(label=_("Find by name or note"), required=False, max_length=200)
    standing = forms.ChoiceField(
        label=_("Part"), required=False, choices=[("", _("All")), *Member.Standing.choices]
    )

    def narrowed(self) -> MemberFilter:
        """Give the filter that the address asks for."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        return MemberFilter(self.cleaned_data.get("q", ""), self.cleaned_data.get("standing", ""))
