"""Reads of what ships with the program: the packs, and the tools, conditions and roles they may name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from veien.foundation.reading import read_document
from veien.methods.rules import Pack, Words, check_family, is_version, pack_digest

__all__ = [
    "Available",
    "NoSuchPack",
    "Pack",
    "Predicate",
    "Role",
    "ToolName",
    "Words",
    "latest",
    "pack",
    "pack_digest",
    "packs",
    "predicates",
    "read_pack",
    "roles",
    "sealed",
    "tools",
]

PACKS = Path(__file__).resolve().parent.parent / "packs"
METHODS = PACKS / "methods"
SEALS = METHODS / "digests.yaml"
MOST_BYTES = 2_000_000

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){2}", re.ASCII)


class NoSuchPack(LookupError):
    """The program ships no such pack; the message says which was asked for."""


class Available(NamedTuple):
    """A pack a procurement can be started from."""

    id: str
    version: str
    digest: str
    title: Words


class ToolName(NamedTuple):
    """A tool a pack may name."""

    id: str
    title: Words


class Predicate(NamedTuple):
    """A condition a pack may name; ``text`` says what is true when it is fulfilled."""

    id: str
    text: Words


class Role(NamedTuple):
    """A role a pack may name; ``text`` says what the role does."""

    id: str
    title: Words
    text: Words


@cache
def tools() -> Mapping[str, ToolName]:
    """Give every tool a pack may name, by id."""
    found = {name: ToolName(name, Words(**entry["title"])) for name, entry in _known("tools")}
    return MappingProxyType(found)


@cache
def predicates() -> Mapping[str, Predicate]:
    """Give every condition a pack may name, by name."""
    found = {name: Predicate(name, Words(**entry["text"])) for name, entry in _known("predicates")}
    return MappingProxyType(found)


@cache
def roles() -> Mapping[str, Role]:
    """Give every role a pack may name, by id."""
    found = {
        name: Role(name, Words(**entry["title"]), Words(**entry["text"])) for name, entry in _known("roles")
    }
    return MappingProxyType(found)


@cache
def packs() -> Sequence[Available]:
    """Give every pack that ships with the program, by id, the newest version first."""
    return tuple(
        Available(found.id, found.version, pack_digest(found), found.title)
        for name, versions in _shipped().items()
        for found in (pack(name, version) for version in versions)
    )


@cache
def pack(pack_id: str, version: str) -> Pack:
    """Give one version of a pack, checked and whole.

    Raises: NoSuchPack if it does not ship; BadDocument if its file has been spoilt.
    """
    path = METHODS / pack_id / f"{version}.yaml"
    if not (_ID.fullmatch(pack_id) and _VERSION.fullmatch(version) and path.is_file()):
        raise NoSuchPack(f"There is no pack {pack_id} {version}.")
    return read_pack(path.read_bytes(), name=f"{pack_id} {version}")


def latest(pack_id: str) -> Pack:
    """Give the newest version of a pack.

    Raises: NoSuchPack if it does not ship.
    """
    versions = _shipped().get(pack_id)
    if not versions:
        raise NoSuchPack(f"There is no pack {pack_id}.")
    return pack(pack_id, versions[0])


def read_pack(data: bytes, *, name: str, beside: Sequence[Path] = ()) -> Pack:
    """Read and check a pack; what it extends is sought in the folders ``beside``, then among those shipped.

    Raises: BadDocument with every fault found.
    """
    document = read_document(data, name=name, most_bytes=MOST_BYTES, dates=True)
    folders = [*beside, METHODS]
    return check_family(
        document,
        find_base=lambda pack_id, version: _base(folders, pack_id, version),
        tools=tools(),
        predicates=predicates(),
        roles=roles(),
    )


def sealed() -> Mapping[tuple[str, str], str]:
    """Give the digest each shipped pack had when it was sealed, by id and version.

    Units: SHA-256 of what the pack says (``pack_digest``), in hex.
    """
    if not SEALS.is_file():
        return {}
    document = read_document(SEALS.read_bytes(), name=SEALS.name)
    return {
        (name, version): digest
        for name, versions in document["digests"].items()
        for version, digest in versions.items()
    }


def _known(kind: str) -> Iterator[tuple[str, Any]]:
    path = PACKS / "schema" / f"{kind}.yaml"
    document = read_document(path.read_bytes(), name=path.name)
    return iter(document[kind].items())


@cache
def _shipped() -> Mapping[str, tuple[str, ...]]:
    """Give the versions that ship, newest first, by pack id."""
    return {folder.name: _versions_in(folder) for folder in sorted(METHODS.iterdir()) if folder.is_dir()}


def _versions_in(folder: Path) -> tuple[str, ...]:
    found = [path.stem for path in folder.glob("*.yaml") if _VERSION.fullmatch(path.stem)]
    return tuple(sorted(found, key=lambda version: [int(part) for part in version.split(".")], reverse=True))


def _base(folders: Sequence[Path], pack_id: str, wanted: str) -> Any:
    """Give the document of the newest version that is the wanted one, from the first folder that has one."""
    for folder in folders:
        for version in _versions_in(folder / pack_id):
            if is_version(version, wanted):
                path = folder / pack_id / f"{version}.yaml"
                return read_document(path.read_bytes(), name=path.name, most_bytes=MOST_BYTES, dates=True)
    return None
