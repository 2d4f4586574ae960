"""The table of own points as markup: every text is escaped, and nothing is left out."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from veien.evaluation.rules.marks import GIVEN, HALF, NONE, OTHERS, mark_cells, mark_row, state_of

WORDS = {HALF: "half & done", NONE: "missing", OTHERS: "others"}
CELLS = st.lists(
    st.tuples(st.text(max_size=8), st.sampled_from([GIVEN, HALF, NONE, OTHERS]), st.text(max_size=4))
)


class Reader(HTMLParser):
    """Reads a row back: its tags, its labels and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.labels: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.labels += [value or "" for name, value in attrs if name == "data-label"]

    def handle_data(self, data: str) -> None:
        self.words += data


def plain(text: str) -> str:
    """Give a text as a browser reads it: no zero bytes, one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(CELLS, st.text(max_size=10))
def test_whatever_is_written_in_a_row_is_text_and_never_markup(
    cells: list[tuple[str, str, str]], title: str
) -> None:
    reader = Reader()
    reader.feed(mark_row("/a/?b=1&c=2", title, mark_cells(cells, WORDS), left=3, left_word="Left"))
    reader.close()
    spans = sum(state != GIVEN for _label, state, _points in cells)
    assert reader.tags.count("td") == len(cells) + 1
    assert reader.tags.count("span") == spans
    assert set(reader.tags) <= {"tr", "th", "a", "td", "span"}
    assert reader.labels == [label for label, _state, _points in cells] + ["Left"]
    assert plain(reader.words).startswith(plain(title))


def test_a_cell_says_whether_both_points_and_reason_are_there() -> None:
    states = [state_of(points, has_reason=has) for points in (None, 0) for has in (False, True)]
    assert states == [NONE, HALF, HALF, GIVEN]
