"""What the document room reads: workbooks that come from outside."""

from veien.documents.queries.faults import CannotRead, CellFault
from veien.documents.queries.reading import ReadTable, read_meta, read_table, sheet_names
from veien.documents.rules import ReadRow

__all__ = ["CannotRead", "CellFault", "ReadRow", "ReadTable", "read_meta", "read_table", "sheet_names"]
