"""Forms of organisations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.organisations.models import Organisation


class Find(forms.Form):
    """Which organisations to show."""

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *Organisation.Kind.choices]
    )


class Describe(forms.Form):
    """What is known of an organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose a kind")), *Organisation.Kind.choices])
    country = forms.ChoiceField(
        label=_("Country"), choices=[("", _("Choose a country")), *Organisation.Country.choices]
    )
    number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=30,
        help_text=_("Norway nine digits, Sweden ten, Denmark eight. Spaces and hyphens may stand in it."),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "spellcheck": "false"}),
    )
    population = forms.IntegerField(
        label=_("Population"),
        required=False,
        min_value=1,
        max_value=100_000_000,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    population_source = forms.CharField(
        label=_("Where the population figure comes from"),
        required=False,
        max_length=200,
        help_text=_("Office and date, such as “Statistics Norway, 1 January 2026”."),
    )


class BringTemplate(forms.Form):
    """A Word file to write documents on."""

    file = forms.FileField(
        label=_("Word file (.docx)"),
        help_text=_(
            "Styles, margins, header, footer and logo are used; the text in it is left out. At most 5 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
