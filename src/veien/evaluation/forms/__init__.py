"""Forms of the room."""

from veien.evaluation.forms.judging import GivePoints, KeepRecord, NarrowMusts, RejectTender, UndoRejection

__all__ = ["GivePoints", "KeepRecord", "NarrowMusts", "RejectTender", "UndoRejection"]
