"""Forms of the room. What a field means is said here once, for the page, the row and the add form alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.needs.queries import NeedChoice
from veien.requirements.models import Requirement, Section
from veien.requirements.rules import DIRECTIONS, LONGEST, RequirementFilter
from veien.requirements.rules.filters import WITHOUT_NEED

Choices = list[tuple[str, Any]]
_ANY = ("", _("All"))


def section_choices(sections: Iterable[Section]) -> Choices:
    """Give sections to choose from."""
    return [(str(each.pk), each.title) for each in sections]


def need_labels(needs: Iterable[NeedChoice]) -> Choices:
    """Give needs to choose from."""
    return [(str(each.pk), each.label) for each in needs]


class RequirementForm(forms.Form):
    """One requirement: written anew when it has no revision, changed when it has one.

    ``was`` carries the values as they stood when the form was opened, so that two changes can be told apart.
    """

    title = forms.CharField(label=_("Title"), max_length=LONGEST["title"])
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST["text"],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What shall be achieved. Say it so that it can be tested, and leave open how."),
    )
    section = forms.ChoiceField(label=_("Section"))
    ref = forms.CharField(label=_("Reference"), max_length=LONGEST["ref"])
    obligation = forms.ChoiceField(
        label=_("Obligation"), choices=Requirement.Obligation.choices, initial="should"
    )
    kind = forms.ChoiceField(
        label=_("Kind of requirement"), choices=Requirement.Kind.choices, initial="function"
    )
    category = forms.ChoiceField(
        label=_("Category"), choices=Requirement.Category.choices, initial="function"
    )
    answer = forms.ChoiceField(
        label=_("How to answer"),
        required=False,
        choices=[("", _("Not decided yet")), *Requirement.Answer.choices],
        initial="text",
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=LONGEST["unit"],
        help_text=_("For a number: seconds, hours, %."),
    )
    evidence = forms.CharField(
        label=_("Evidence asked for"),
        required=False,
        max_length=LONGEST["evidence"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the tenderer encloses or shows so that the answer can be believed."),
    )
    needs = forms.MultipleChoiceField(
        label=_("Needs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Why it is asked for."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        sections: Iterable[Section],
        needs: Iterable[NeedChoice],
        is_new: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = is_new
        self.by_key = {str(each.pk): each for each in sections}
        section: Any = self.fields["section"]
        section.choices = section_choices(self.by_key.values())
        answered: Any = self.fields["needs"]
        chosen = {str(each) for each in (self["needs"].value() or ())}
        labels = need_labels(needs)
        # Those that are chosen come first, so that they are seen without scrolling.
        answered.choices = sorted(labels, key=lambda pair: pair[0] not in chosen)
        self.has_needs = bool(labels)
        if is_new:
            self.fields["ref"].required = False
            self.fields["ref"].help_text = _("Leave it empty to get the next free one.")

    def values(self) -> dict[str, Any]:
        """Give what was written, as the actions take it."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("revision")
        cleaned.pop("was")
        cleaned["section"] = self.by_key[cleaned["section"]]
        cleaned["needs"] = [int(key) for key in cleaned["needs"]]
        return cleaned

    def written(self) -> dict[str, Any]:
        """Give what was written, in plain values that can be compared."""
        return plain(self.cleaned_data)

    def stood(self) -> dict[str, Any]:
        """Give the values as they stood when the form was opened; nothing if that cannot be read."""
        try:
            found = json.loads(self.cleaned_data.get("was") or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


PLAIN = (
    "title",
    "text",
    "section",
    "ref",
    "obligation",
    "kind",
    "category",
    "answer",
    "unit",
    "evidence",
    "needs",
)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give form values in one spelling: line ends as one, needs sorted."""
    found: dict[str, Any] = {}
    for field in PLAIN:
        value = values[field]
        if field == "needs":
            found[field] = sorted((str(each) for each in value), key=int)
        else:
            found[field] = str(value).replace("\r\n", "\n").strip()
    return found


def values_of(requirement: Requirement, need_ids: Iterable[int]) -> dict[str, Any]:
    """Give a requirement as the form holds it."""
    values = {field: getattr(requirement, field) for field in PLAIN if field not in ("section", "needs")}
    return plain({**values, "section": requirement.section_id, "needs": list(need_ids)})


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    q = forms.CharField(label=_("Find"), required=False, max_length=100)
    section = forms.ChoiceField(label=_("Section"), required=False)
    obligation = forms.ChoiceField(
        label=_("Obligation"), required=False, choices=[_ANY, *Requirement.Obligation.choices]
    )
    kind = forms.ChoiceField(
        label=_("Kind of requirement"), required=False, choices=[_ANY, *Requirement.Kind.choices]
    )
    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[_ANY, *Requirement.Category.choices]
    )
    answer = forms.ChoiceField(
        label=_("How to answer"), required=False, choices=[_ANY, *Requirement.Answer.choices]
    )
    need = forms.ChoiceField(label=_("Need"), required=False)

    def __init__(
        self, *args: Any, sections: Iterable[Section], needs: Iterable[NeedChoice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        section: Any = self.fields["section"]
        section.choices = [_ANY, *section_choices(sections)]
        need: Any = self.fields["need"]
        need.choices = [_ANY, (WITHOUT_NEED, _("Without need")), *need_labels(needs)]

    def wish(self) -> RequirementFilter:
        """Give what is asked for; a value that is no choice narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        need = asked.get("need", "")
        return RequirementFilter(
            q=asked.get("q", ""),
            section=int(asked["section"]) if asked.get("section") else None,
            obligation=asked.get("obligation", ""),
            kind=asked.get("kind", ""),
            category=asked.get("category", ""),
            answer=asked.get("answer", ""),
            need=int(need) if need and need != WITHOUT_NEED else None,
            without_need=need == WITHOUT_NEED,
        )


class SectionForm(forms.Form):
    """The title of a section."""

    title = forms.CharField(label=_("Title"), max_length=120)


class PlaceForm(forms.Form):
    """Where to put a requirement."""

    section = forms.ChoiceField(label=_("Section"))
    position = forms.IntegerField(
        label=_("Place"), required=False, min_value=1, help_text=_("1 is first; empty is last.")
    )

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(each.pk): each for each in sections}
        section: Any = self.fields["section"]
        section.choices = section_choices(self.by_key.values())


class UploadForm(forms.Form):
    """A workbook of requirements."""

    file = forms.FileField(
        label=_("Workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("An Excel file (.xlsx) with the same columns as the one you download here."),
    )


class ApplyForm(forms.Form):
    """Saying yes to what a workbook would change."""

    seen = forms.CharField(widget=forms.HiddenInput)
    remove_missing = forms.BooleanField(required=False)


def is_direction(word: str) -> bool:
    """Say whether a word is a direction in which to move."""
    return word in DIRECTIONS
