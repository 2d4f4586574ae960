"""What the page on who judges which requirement is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veien.criteria.queries import Item


class FindItems(forms.Form):
    """Words to find requirements by. They stand in the address."""

    q = forms.CharField(label=_("Find in the text"), required=False, max_length=200)

    def __init__(self, address: Any) -> None:
        super().__init__(address, auto_id="find_%s")
        self.is_valid()

    @property
    def is_on(self) -> bool:
        """Tell whether anything is sought."""
        return bool(self.cleaned_data.get("q", "").strip())

    def lets_through(self, item: Item) -> bool:
        """Tell whether a requirement holds the words."""
        return self.cleaned_data.get("q", "").strip().casefold() in item.label.casefold()
