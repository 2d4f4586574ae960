"""The result as people read it: the ranking, what it hangs on, and how each figure was reckoned."""

from veien.evaluation.queries.result.findings import Finding
from veien.evaluation.queries.result.page import Placed, ResultView, result_view
from veien.evaluation.queries.result.reading import Reading

__all__ = ["Finding", "Placed", "Reading", "ResultView", "result_view"]
