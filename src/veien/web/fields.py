"""Fields that several rooms ask for in the same way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class MomentInput(forms.DateTimeInput):
    """Date and time to the second, as the browser's own field has it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(attrs={"step": "1"}, format="%Y-%m-%dT%H:%M:%S")


class MomentField(forms.DateTimeField):
    """A time to the second, typed as browsers send it or as people write it."""

    widget = MomentInput

    def __init__(self, *, error_messages: dict[str, Any] | None = None, **more: Any) -> None:
        invalid = _("Write date and time with seconds, such as 2026-03-01 11:58:30.")
        super().__init__(
            input_formats=[
                "%Y-%m-%dT%H:%M:%S",
                "%Y-%m-%dT%H:%M",
                "%Y-%m-%d %H:%M:%S",
                "%Y-%m-%d %H:%M",
                "%d.%m.%Y %H:%M:%S",
                "%d.%m.%Y %H:%M",
            ],
            error_messages={"invalid": invalid, **(error_messages or {})},
            **more,
        )
