"""Reading the specification. Rows are light; other rooms hold them instead of tables."""

from veien.requirements.models import Requirement, RequirementSet, Section, StagedImport
from veien.requirements.queries.rows import (
    RequirementRow,
    must_rows,
    requirement_for,
    requirement_rows,
    requirements_of,
    section_for,
    sections_of,
    set_of,
    should_rows,
)

__all__ = [
    "Requirement",
    "RequirementRow",
    "RequirementSet",
    "Section",
    "StagedImport",
    "must_rows",
    "requirement_for",
    "requirement_rows",
    "requirements_of",
    "section_for",
    "sections_of",
    "set_of",
    "should_rows",
]
