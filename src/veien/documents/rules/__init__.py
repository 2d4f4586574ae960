"""What the document room can be handed, and the pure part of turning it into bytes and back."""

from veien.documents.rules.archive import MOST_BYTES, check_archive
from veien.documents.rules.cells import Value
from veien.documents.rules.formulas import FUNCTIONS, Formula, cells, quoted, text_literal
from veien.documents.rules.matching import Asked, Outcome, ReadRow, match_rows
from veien.documents.rules.packing import repacked
from veien.documents.rules.problems import MOST_PROBLEMS, BadCell, Problem, UnfitWorkbook
from veien.documents.rules.report import (
    Bar,
    Bars,
    Block,
    Bullets,
    Callout,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Report,
    Section,
    Table,
    check_report,
    digest_of,
    plain_report,
    shares_of,
)
from veien.documents.rules.sheets import MEMORY_SHEET, CannotBuild, Column, Sheet
from veien.documents.rules.slides import Deck, Slide, shared_out, shortened
from veien.documents.rules.text import LONGEST_CELL, clean_text
from veien.documents.rules.workbook import Words, write_workbook

__all__ = [
    "FUNCTIONS",
    "LONGEST_CELL",
    "MEMORY_SHEET",
    "MOST_BYTES",
    "MOST_PROBLEMS",
    "Asked",
    "BadCell",
    "Bar",
    "Bars",
    "Block",
    "Bullets",
    "Callout",
    "CannotBuild",
    "Column",
    "Deck",
    "Formula",
    "KeyFigure",
    "KeyFigures",
    "Outcome",
    "Paragraph",
    "Problem",
    "ReadRow",
    "Report",
    "Section",
    "Sheet",
    "Slide",
    "Table",
    "UnfitWorkbook",
    "Value",
    "Words",
    "cells",
    "check_archive",
    "check_report",
    "clean_text",
    "digest_of",
    "match_rows",
    "plain_report",
    "quoted",
    "repacked",
    "shared_out",
    "shares_of",
    "shortened",
    "text_literal",
    "write_workbook",
]
