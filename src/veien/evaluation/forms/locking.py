"""Taking the judging of quality up again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TakeUp(forms.Form):
    """Why the judging of quality is taken up again."""

    reason = forms.CharField(
        label=_("Why it is taken up again"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the log, such as: an answer in tender B was overlooked for criterion Use."),
    )
