"""What every form of the room has: the version that the writer read, and boxes to write in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4000


class Versioned(forms.Form):
    """A form that knows which version the writer read."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """Take a missing version for none."""
        return self.cleaned_data["revision"] or 0

    def words(self) -> dict[str, Any]:
        """Give what was written, without the version."""
        return {key: value for key, value in self.cleaned_data.items() if key != "revision"}


def box(rows: int = 3) -> forms.Textarea:
    """Make a box for some lines."""
    return forms.Textarea(attrs={"rows": rows})


def reason_field() -> forms.CharField:
    """Make the field for why something was chosen."""
    return forms.CharField(
        label=_("Why"),
        max_length=LONGEST,
        widget=box(4),
        help_text=_("Which needs and figures it rests on, and what speaks against it."),
        error_messages={"required": _("Write why. Who reads this later was not in the room.")},
    )
