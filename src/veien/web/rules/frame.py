"""What stands above the content of a page: the way here, what the page is about, the facts in a line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Crumb:
    """One step on the way here; the last step has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """One fact in the line under the heading, for example who leads; with an address it is a link."""

    name: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """One of the pages that stand side by side; the one that is shown says so."""

    title: str
    url: str
    is_current: bool = False
    count: str = ""


@dataclass(frozen=True)
class Frame:
    """The head of a page about one procurement.

    ``is_example`` puts the mark "Example data" under the heading, with an explanation.
    """

    title: str
    crumbs: tuple[Crumb, ...] = ()
    meta: tuple[Fact, ...] = ()
    tabs: tuple[Tab, ...] = ()
    lead: str = ""
    is_example: bool = False
