"""Errors that are sentences. A page shows the message beside the field; a command prints it."""

from __future__ import annotations


class Refused(ValueError):
    """Something a person asked for cannot be done; the message says why, in words for that person.

    ``field`` names the form field the sentence belongs beside, or is empty for the whole form. The message may be a
    lazy translation: it is turned into text when it is shown.
    """

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)
