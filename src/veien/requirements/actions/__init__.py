"""What people do with the specification. One function is one use case, one transaction and one log entry."""

from veien.requirements.actions.imports import CannotImport, Outdated, apply_import, stage_import
from veien.requirements.actions.locking import lock
from veien.requirements.actions.many import (
    change_many,
    move_requirements,
    place_requirements,
    remove_requirements,
)
from veien.requirements.actions.one import add_requirement, change_requirement
from veien.requirements.actions.sections import add_section, move_section, remove_section, rename_section
from veien.requirements.actions.writing import CannotWrite, Locked, Stale, subject_of

__all__ = [
    "CannotImport",
    "CannotWrite",
    "Locked",
    "Outdated",
    "Stale",
    "add_requirement",
    "add_section",
    "apply_import",
    "change_many",
    "change_requirement",
    "lock",
    "move_requirements",
    "move_section",
    "place_requirements",
    "remove_requirements",
    "remove_section",
    "rename_section",
    "stage_import",
    "subject_of",
]
