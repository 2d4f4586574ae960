"""The check of a pack: from any value to a pack that can be trusted, or to all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from veien.foundation.faults import BadDocument, Fault, shown
from veien.methods.rules.document import as_document
from veien.methods.rules.merge import Merge
from veien.methods.rules.order import check_order
from veien.methods.rules.pack import Pack
from veien.methods.rules.place import Faults, Place
from veien.methods.rules.shape import Names, Shaper

_EXTENDS = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)@([0-9]{1,4}(?:\.[0-9]{1,4}){0,2})", re.ASCII)
_MOST_EXTENDS = 80
_MEND_EXTENDS = "Write a pack and its version, as in no-kvikkguide@1 or no-kvikkguide@1.0.0."


def check_pack(
    document: Any,
    *,
    tools: Collection[str],
    predicates: Collection[str],
    roles: Collection[str],
    base: Pack | None = None,
) -> Pack:
    """Turn a document into a pack, the changes laid over ``base`` if it extends one.

    Raises: BadDocument with every fault found: where it is, what is wrong, how to mend it.
    """
    extends = _extends_of(document, base)
    merge = Merge(f"{base.id}@{base.version}", document) if base is not None and extends else None
    if base is not None and merge is not None:
        document = merge.onto(as_document(base))
    faults = Faults()
    pack = Shaper(Names(tools, predicates, roles)).pack(Place(document, (), faults), extends=extends)
    if not faults.skeleton_broken:
        check_order(pack, faults)
    _raise_any([*merge.faults.told(), *faults.told(merge.path)] if merge else faults.told())
    return pack


def check_family(
    document: Any,
    *,
    find_base: Callable[[str, str], Any],
    tools: Collection[str],
    predicates: Collection[str],
    roles: Collection[str],
) -> Pack:
    """Turn a document into a pack, together with the packs it extends, however many stand behind each other.

    ``find_base`` is given an id and a version (whole, or its first numbers) and gives the document, or None.

    Raises: BadDocument as ``check_pack`` does; also where a pack extends itself by way of others.
    """

    def check(document: Any, trail: tuple[str, ...]) -> Pack:
        base = None
        wanted = wanted_base(document)
        if wanted is not None:
            own = document.get("pack")
            trail = (*trail, own if isinstance(own, str) else "")
            _check_circle((*trail, wanted[0]))
            found = find_base(*wanted)
            if found is not None:
                with _named("@".join(wanted)):
                    base = check(found, trail)
        return check_pack(document, tools=tools, predicates=predicates, roles=roles, base=base)

    return check(document, ())


def _check_circle(trail: tuple[str, ...]) -> None:
    if trail[-1] in trail[:-1]:
        circle = " -> ".join(shown(name) for name in trail)
        raise BadDocument([Fault("extends", f"The pack extends itself: {circle}.", "Break the circle.")])


@contextmanager
def _named(base: str) -> Iterator[None]:
    """Put the name of the base before the place of every fault found in it."""
    try:
        yield
    except BadDocument as error:
        raise BadDocument([Fault(f"{base}: {at}", what, mend) for at, what, mend in error.faults]) from None


def wanted_base(document: Any) -> tuple[str, str] | None:
    """Give the id and the version (or its first numbers) of the pack a document extends, if it names one."""
    extends = document.get("extends") if isinstance(document, Mapping) else None
    found = _EXTENDS.fullmatch(extends[: _MOST_EXTENDS + 1]) if isinstance(extends, str) else None
    return (found[1], found[2]) if found else None


def is_version(version: str, wanted: str) -> bool:
    """Tell whether a version is the wanted one, or starts with its numbers: 1.2.0 is 1, 1.2 and 1.2.0."""
    return version == wanted or version.startswith(f"{wanted}.")


def _extends_of(document: Any, base: Pack | None) -> str:
    """Give the name of the base, and stop here where it is named but cannot be had.

    Raises: BadDocument, because without its base nothing else in the document can be judged.
    """
    if not isinstance(document, Mapping) or "extends" not in document:
        return ""
    faults = Faults()
    at = Place(document, (), faults).at("extends")
    text = at.matching(_EXTENDS, _MOST_EXTENDS, _MEND_EXTENDS)
    wanted = wanted_base(document)
    if text and wanted and (base is None or base.id != wanted[0] or not is_version(base.version, wanted[1])):
        at.fault(f"There is no pack {text}.", "Name a pack and a version that exist.")
    elif text and base is not None and document.get("pack") == base.id:
        at.fault(f"The pack {base.id} extends itself.", "Give it an id of its own, or take extends away.")
    _raise_any(faults.told())
    return text


def _raise_any(faults: list[Fault]) -> None:
    if faults:
        raise BadDocument(faults)
