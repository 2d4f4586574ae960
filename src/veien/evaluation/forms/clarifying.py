"""Forms for questions to tenderers. What is wrong is said by the action, at the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.evaluation.queries.clarifying import STATE_WORDS
from veien.evaluation.rules import MOST_LETTERS
from veien.evaluation.rules.clarification import LONGEST_GROUND
from veien.web.fields import MomentField

Choices = Sequence[tuple[str, Any]]


class ProposeQuestion(forms.Form):
    """Whom to ask, about what, and the question."""

    tender = forms.ChoiceField(label=_("Tender"), error_messages={"required": _("Choose whom to ask.")})
    about = forms.ChoiceField(
        label=_("What it concerns"),
        required=False,
        help_text=_("The answer is shown beside the points of what you choose."),
    )
    question = forms.CharField(
        label=_("Question"),
        required=False,
        strip=False,
        help_text=_("Ask what something in the tender means. Do not ask for anything better or more."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MOST_LETTERS}),
    )
    is_about_price = forms.BooleanField(
        label=_("It concerns the price"),
        required=False,
        help_text=_("Then only those who may read prices see the question and the answer."),
    )

    def __init__(self, *args: Any, tenders: Choices, about: Choices, may_price: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["tender"].choices = [("", _("Choose")), *tenders]  # type: ignore[attr-defined]
        self.fields["about"].choices = [("", _("The tender as a whole")), *about]  # type: ignore[attr-defined]
        if not may_price:
            del self.fields["is_about_price"]


class SendQuestion(forms.Form):
    """How a question is worded when it is sent, by when an answer is asked for, and where the letter is mailed."""

    question = forms.CharField(
        label=_("Question"),
        required=False,
        strip=False,
        help_text=_("Word it as the tenderer is to read it. What was proposed stays in the log."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": MOST_LETTERS}),
    )
    answer_due_at = MomentField(label=_("Answer by"), required=False)
    address = forms.EmailField(
        label=_("E-mail address of the tenderer"),
        required=False,
        help_text=_("Leave it empty to send the letter yourself, in the way the competition is conducted."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RegisterAnswer(forms.Form):
    """What the tenderer answered, and when."""

    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        strip=False,
        help_text=_("In the tenderer's own words."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": MOST_LETTERS}),
    )
    answered_at = MomentField(label=_("When the answer came"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DropQuestion(forms.Form):
    """Why a question is not asked."""

    reason = forms.CharField(
        label=_("Why it is not asked"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_GROUND}),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NarrowQuestions(forms.Form):
    """What the list is narrowed to. It stands in the address, so a wrong choice is simply no choice."""

    q = forms.CharField(label=_("Find in the text"), required=False, max_length=200)
    tender = forms.ChoiceField(label=_("Tender"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *STATE_WORDS.items()]
    )

    def __init__(self, address: Mapping[str, Any], tenders: Choices) -> None:
        super().__init__(address, auto_id="narrow_%s")
        self.fields["tender"].choices = [("", _("All")), *tenders]  # type: ignore[attr-defined]

    def wish(self) -> tuple[str, str, str]:
        """Give the words, the tender and the state that are asked for."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        said = self.cleaned_data
        return said.get("q", ""), said.get("tender", ""), said.get("state", "")
