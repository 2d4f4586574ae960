"""Forms of the room."""

from veien.needs.forms.needs import ChangeNeed, MoveTo, Narrow, NeedOutOf, UploadNeeds, WriteNeed

__all__ = ["ChangeNeed", "MoveTo", "Narrow", "NeedOutOf", "UploadNeeds", "WriteNeed"]
