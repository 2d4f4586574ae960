"""Registering and changing tenders, and narrowing lists of answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from veien.documents.rules import MOST_BYTES
from veien.documents.rules.numbers import NotExact, number_from_text
from veien.organisations.queries import Organisation
from veien.requirements.queries import Requirement, Section
from veien.tenders.models import FindingAnswer
from veien.tenders.rules import AnswerFilter
from veien.web.fields import MomentField

COUNTRIES = [*Organisation.Country.choices, ("", _("Another country"))]


class WorkbookField(forms.FileField):
    """A filled form; its size is looked at before it is read."""

    widget = forms.FileInput(attrs={"accept": ".xlsx"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse a file that is too large to be a form."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _now("The file is larger than %(most)s MB, which is the most that is read.")
                % {"most": MOST_BYTES // 1024 // 1024}
            )
        return file


_EMPTY_FILE = _("The file is empty.")
_NO_TIME = {"required": _("Say when it was received.")}


class _Called(forms.Form):
    name = forms.CharField(
        label=_("Tenderer"),
        max_length=160,
        help_text=_("The firm's name as it stands in the tender."),
        error_messages={"required": _("Give the tenderer's name.")},
    )
    organisation_number = forms.CharField(
        label=_("Organisation number"),
        max_length=40,
        required=False,
        help_text=_("Leave it empty if you do not have it."),
    )
    country = forms.ChoiceField(
        label=_("Country of the number"),
        choices=COUNTRIES,
        required=False,
        help_text=_("Decides how the number is checked."),
    )


class _Zero(forms.Form):
    zero_is_meant = forms.BooleanField(
        label=_("A price of zero is meant"),
        required=False,
        help_text=_(
            "Tick only if the tenderer means that a line is free. Without it, a price of zero is refused."
        ),
    )


class ReceiveTender(_Called, _Zero):
    """A tender and its two filled forms."""

    received_at = MomentField(
        label=_("Received"),
        error_messages=_NO_TIME,
        help_text=_("When the tender came in, to the second, as the tool you received it in says."),
    )
    price_file = WorkbookField(
        label=_("Filled price form"),
        error_messages={"required": _("Choose the filled price form."), "empty": _EMPTY_FILE},
    )
    answer_file = WorkbookField(
        label=_("Filled answer form"),
        error_messages={"required": _("Choose the filled answer form."), "empty": _EMPTY_FILE},
    )
    field_order = (
        "name",
        "organisation_number",
        "country",
        "received_at",
        "price_file",
        "answer_file",
        "zero_is_meant",
    )


class ChangeTender(_Called):
    """What a tender is called."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReplaceForms(_Zero):
    """New forms for a tender, one or both."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why the forms are replaced"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Stands in the log, such as: the wrong file was uploaded; the tenderer corrected it in time."
        ),
        error_messages={"required": _("Say why the forms are replaced.")},
    )
    received_at = MomentField(
        label=_("New forms received"),
        error_messages=_NO_TIME,
        help_text=_("When these forms came in, to the second. Whether the tender is late is judged by this."),
    )
    price_file = WorkbookField(
        label=_("New price form"),
        required=False,
        help_text=_("Leave it empty to keep the one in use."),
        error_messages={"empty": _EMPTY_FILE},
    )
    answer_file = WorkbookField(
        label=_("New answer form"),
        required=False,
        help_text=_("Leave it empty to keep the one in use."),
        error_messages={"empty": _EMPTY_FILE},
    )
    field_order = ("revision", "reason", "received_at", "price_file", "answer_file", "zero_is_meant")


class ExactField(forms.DecimalField):
    """A figure read exactly as people type it, or refused where it can be read in two ways."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed."""
        if isinstance(value, Decimal) or value in self.empty_values:
            return value if isinstance(value, Decimal) else None
        try:
            return number_from_text(str(value))
        except NotExact as problem:
            if problem.code == "ambiguous_number":
                sentence = _now("%(figure)s can be read in two ways. Leave out the mark between thousands.")
                raise forms.ValidationError(sentence % {"figure": value}) from None
            raise forms.ValidationError(_now("Write a number.")) from None


class AnswerFinding(forms.Form):
    """What came of something odd in the prices."""

    line = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput, max_length=10)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=FindingAnswer.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    unit_price = ExactField(
        label=_("The figure that the tenderer confirmed"),
        required=False,
        help_text=_("Only for a correction. It takes the place of what came; what came stays beside it."),
    )
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why it stands, what was asked and when, or how and when the tenderer confirmed it."),
        error_messages={"required": _("Say in a sentence why.")},
    )

    def __init__(self, *given: Any, kind: str, is_open: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if kind == "missing" or is_open:
            field = self.fields["outcome"]
            if isinstance(field, forms.ChoiceField):
                field.choices = [each for each in FindingAnswer.Outcome.choices if each[0] != "corrected"]
            del self.fields["unit_price"]


class NarrowAnswers(forms.Form):
    """Which answers to show."""

    q = forms.CharField(label=_("Find in the text"), required=False, max_length=200)
    obligation = forms.ChoiceField(
        label=_("Obligation"),
        required=False,
        choices=[("", pgettext_lazy("any obligation", "Any")), *Requirement.Obligation.choices],
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    state = forms.ChoiceField(
        label=_("Answered"),
        required=False,
        choices=[
            ("", pgettext_lazy("answered or not", "Any")),
            ("open", _("Left open")),
            ("answered", _("Answered")),
        ],
    )

    def __init__(self, address: Any, sections: list[Section]) -> None:
        super().__init__(address, auto_id="narrow_%s")
        field = self.fields["section"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", pgettext_lazy("any section", "Any")),
                *((str(each.pk), each.title) for each in sections),
            ]

    def wish(self) -> AnswerFilter:
        """Give the filter that the address asks for; what is not understood is left out."""
        self.is_valid()
        said = self.cleaned_data
        section = said.get("section", "")
        return AnswerFilter(
            text=said.get("q", ""),
            obligation=said.get("obligation", ""),
            section=int(section) if section else None,
            state=said.get("state", ""),
        )
