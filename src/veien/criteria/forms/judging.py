"""Finding should-requirements, and saying which criterion judges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.criteria.queries import Tree
from veien.requirements.queries import Requirement

_STATES = [
    ("", _("All")),
    ("open", _("Without a criterion")),
    ("scored", _("With a criterion")),
    ("unscored", _("Knowingly without points")),
]
NOWHERE, UNSCORED = "nowhere", "unscored"


class FindRequirements(forms.Form):
    """What the list is narrowed to."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Points"), required=False, choices=_STATES)
    criterion = forms.ChoiceField(label=_("Criterion"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[("", _("All")), *Requirement.Category.choices]
    )

    def __init__(self, *args: Any, tree: Tree, sections: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "narrow_%s"})
        all_of_them = ("", gettext("All"))
        self.fields["criterion"].choices = [  # type: ignore[attr-defined]
            all_of_them,
            *((str(node.public_id), node.title) for node in tree.quality()),
        ]
        self.fields["section"].choices = [all_of_them, *((str(pk), title) for pk, title in sections)]  # type: ignore[attr-defined]


class AssignRequirements(forms.Form):
    """What is to happen to the requirements that were marked, or to all that are shown."""

    criterion = forms.ChoiceField(label=_("Judged by"))
    reason = forms.CharField(
        label=_("Why they give no points"),
        required=False,
        max_length=300,
        help_text=_("Only where they knowingly give none."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    everything = forms.BooleanField(label=_("All that are shown, not only the marked ones"), required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Choose")),
            *((str(node.public_id), node.title) for node in tree.quality()),
            (NOWHERE, gettext("No criterion yet")),
            (UNSCORED, gettext("Knowingly no points")),
        ]


def marked(values: Sequence[str]) -> list[UUID]:
    """Read the ids of the requirements that were marked; what is no id is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
