"""Forms for getting to the need behind the wish: words that are meant, whys, guesses, and how new it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.needs.models import Innovation

CHECK = "check-"


class MeanWord(forms.Form):
    """Why a word that names a solution is meant."""

    word = forms.CharField(max_length=120, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it must be just this"),
        max_length=300,
        help_text=_(
            "For example that it must fit with something you own already. It stands beside the need."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say why it must be just this.")},
    )


class SayWhy(forms.Form):
    """What stands in a box of a five-why tree."""

    text = forms.CharField(
        label=_("What is said"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a few words first.")},
    )


class ChangeWhy(SayWhy):
    """The same, and which version the writer read."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0


class GuessSolution(forms.Form):
    """What a colleague thinks will be bought."""

    guess = forms.CharField(
        label=_("What do you think will be bought?"),
        max_length=300,
        help_text=_(
            "One thing, or a few you waver between. If you cannot tell, say so: that is a good answer."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what comes to mind, or that you cannot tell.")},
    )


class SettleInnovation(forms.Form):
    """How new the answer may be, the questions, and the class of the need."""

    height = forms.ChoiceField(
        label=_("How new may the answer be?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*Innovation.Height.choices, ("", _("Not said yet"))],
    )
    need_class = forms.ChoiceField(
        label=_("How well are need and answer known?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*Innovation.Need.choices, ("", _("Not said yet"))],
    )
    reason = forms.CharField(
        label=_("Why you go this way"),
        required=False,
        max_length=2000,
        help_text=_("The strategy and decision 1 rest on it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, text in questions:
            self.fields[CHECK + key] = forms.ChoiceField(
                label=text,
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    ("yes", _("Yes")),
                    ("no", _("No")),
                    ("unknown", _("We do not know")),
                    ("", _("Not asked yet")),
                ],
            )
        self._questions = [key for key, _text in questions]

    def checks(self) -> list[forms.BoundField]:
        """Give the fields of the questions, in their order."""
        return [self[CHECK + key] for key in self._questions]

    def words(self) -> dict[str, Any]:
        """Give what was said, with the answers to the questions gathered."""
        said = self.cleaned_data
        answers = {key: said[CHECK + key] for key in self._questions if said[CHECK + key]}
        plain = {key: said[key] for key in ("height", "need_class", "reason")}
        return {**plain, "answers": answers, "revision": said["revision"] or 0}


def initial_of(answers: Mapping[str, str]) -> dict[str, str]:
    """Give the answers as the form begins with them."""
    return {CHECK + key: answer for key, answer in answers.items()}
