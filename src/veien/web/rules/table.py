"""Tables sorted and turned page by page on the server: what the address says, and what the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

PAGE_SIZE = 50


@dataclass(frozen=True)
class Column:
    """One column: its key in the address, its heading, and whether it holds figures or can be sorted by."""

    key: str
    title: str
    is_number: bool = False
    can_sort: bool = True


@dataclass(frozen=True)
class Heading:
    """One heading as shown: ``sort`` is what aria-sort says, ``url`` sorts by it, or turns the order."""

    title: str
    is_number: bool
    sort: str
    url: str


@dataclass(frozen=True)
class PageLink:
    """One number in the page turner; a gap has no number."""

    number: int
    url: str
    is_current: bool = False

    @property
    def is_gap(self) -> bool:
        """Say whether pages are left out here."""
        return self.number == 0


@dataclass(frozen=True)
class TablePage:
    """What one page of a table is made of, read from the address.

    ``start`` and ``stop`` cut the rows; ``order`` is the column to sort by, ``is_descending`` its direction.
    """

    columns: tuple[Column, ...]
    total: int
    page: int
    size: int
    order: str
    is_descending: bool
    query: tuple[tuple[str, str], ...] = ()

    @property
    def last_page(self) -> int:
        """Give the number of the last page; an empty table has one page."""
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """Give the place of the first row, counted from 0."""
        return (self.page - 1) * self.size

    @property
    def stop(self) -> int:
        """Give the place after the last row."""
        return min(self.total, self.start + self.size)

    @property
    def first_shown(self) -> int:
        """Give the number of the first row as a person counts."""
        return self.start + 1 if self.total else 0

    @property
    def order_by(self) -> str:
        """Give the order the way Django's ``order_by`` takes it."""
        return f"-{self.order}" if self.is_descending else self.order

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Give the headings with the address that sorts by each."""
        return tuple(self._heading(column) for column in self.columns)

    @property
    def pages(self) -> tuple[PageLink, ...]:
        """Give the page turner: first, last, and two on each side; none when one page holds everything."""
        if self.last_page == 1:
            return ()
        near = range(max(1, self.page - 2), min(self.last_page, self.page + 2) + 1)
        links: list[PageLink] = []
        before = 0
        for number in sorted({1, self.last_page, *near}):
            if number - before > 1:
                links.append(PageLink(0, ""))
            links.append(PageLink(number, self.url(page=number), number == self.page))
            before = number
        return tuple(links)

    @property
    def previous_url(self) -> str:
        """Give the address of the page before, or nothing on the first."""
        return self.url(page=self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        """Give the address of the page after, or nothing on the last."""
        return self.url(page=self.page + 1) if self.page < self.last_page else ""

    def url(self, *, page: int = 1, order: str | None = None, is_descending: bool | None = None) -> str:
        """Write the address of another page or order of the same table, with the filters kept."""
        key = self.order if order is None else order
        falls = self.is_descending if is_descending is None else is_descending
        pairs = list(self.query)
        if key:
            pairs.append(("sort", f"-{key}" if falls else key))
        if page > 1:
            pairs.append(("page", str(page)))
        return "?" + urlencode(pairs)

    def _heading(self, column: Column) -> Heading:
        if not column.can_sort:
            return Heading(column.title, column.is_number, "", "")
        is_on = column.key == self.order
        sort = "none" if not is_on else "descending" if self.is_descending else "ascending"
        url = self.url(order=column.key, is_descending=is_on and not self.is_descending)
        return Heading(column.title, column.is_number, sort, url)


def table_page(
    columns: Sequence[Column],
    address: Mapping[str, str],
    *,
    total: int,
    order: str = "",
    size: int = PAGE_SIZE,
) -> TablePage:
    """Read what part of a table an address asks for; what it asks for wrongly gets the nearest right answer.

    Shape: ``address`` is the query as plain text pairs; ``sort`` and ``page`` are ours, the rest are filters.
    """
    wish = address.get("sort", "") or order
    key = wish.removeprefix("-")
    if key not in {column.key for column in columns if column.can_sort}:
        key, wish = order.removeprefix("-"), order
    query = tuple((name, text) for name, text in address.items() if name not in {"sort", "page"} and text)
    last = max(1, -(-total // size))
    number = address.get("page", "1")
    page = min(max(int(number), 1), last) if number.isascii() and number.isdigit() and len(number) < 9 else 1
    return TablePage(tuple(columns), total, page, size, key, wish.startswith("-"), query)
