"""``veien method``: check a method pack, or seal one that is to ship. Needs neither Django nor a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from veien.foundation.faults import BadDocument, Fault
from veien.methods import queries
from veien.methods.rules import LANGUAGES, pack_digest, road_of

DONE = 0
WRONG_INPUT = 2


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien method ...`` and give the exit status: 0 done, 2 the input is wrong."""
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.action == "seal":
            return _seal(chosen.id, chosen.version)
        return _check(chosen.file, as_json=chosen.json, language=chosen.language)
    except BadDocument as error:
        for fault in error.faults:
            print(fault.line(), file=sys.stderr)
        return WRONG_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="veien method", description="Method packs: the road as data.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="say what is wrong with a pack, or show the road it makes")
    check.add_argument("file", metavar="FILE", help="the pack, as YAML or JSON; - reads standard input")
    check.add_argument("--json", action="store_true", help="write the road as JSON")
    check.add_argument("--language", choices=LANGUAGES, default="nb", help="language of the titles")
    seal = actions.add_parser("seal", help="write down the digest of a new pack that ships with Veien")
    seal.add_argument("id", metavar="ID")
    seal.add_argument("version", metavar="VERSION")
    return parser


def _check(file: str, *, as_json: bool, language: str) -> int:
    path = Path(file)
    data = _read(file)
    beside = [] if file == "-" else [path.parent, path.resolve().parent.parent]
    road = road_of(queries.read_pack(data, name=file, beside=beside), language)
    print(json.dumps(road, ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(road)))
    return DONE


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(queries.MOST_BYTES + 1)
        with Path(file).open("rb") as opened:
            return opened.read(queries.MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise BadDocument([Fault(file, f"The file cannot be read: {reason}.", "Check the name.")]) from None


def _lines(road: dict[str, Any]) -> list[str]:
    """Draw the road for a person."""
    lines = [f"{road['title']} ({road['pack']} {road['version']})"]
    if road["extends"]:
        lines.append(f"Written as changes to {road['extends']}")
    stations = [station for phase in road["phases"] for station in phase["stations"]]
    width = max(len(station["title"]) for station in stations)
    for number, phase in enumerate(road["phases"], 1):
        lines += ["", f"{number}. {phase['title']}"]
        lines += [_station_line(station, width) for station in phase["stations"]]
        for decision in phase["decisions"]:
            optional = ", optional" if decision["optional"] else ""
            grounds = _many(decision["deliverables"], "deliverables")
            lines.append(f"   ◆ {decision['title']}   rests on {grounds}{optional}")
            lines += [f"       ? {question}" for question in decision["questions"]]
    lines += [
        "",
        *(f"All along: {lane['title']}, {_many(lane['activities'], 'activities')}" for lane in road["lanes"]),
    ]
    texts = ", ".join(f"{code} {count['written']} of {count['of']}" for code, count in road["texts"].items())
    lines.append("In all: " + ", ".join(_many(count, name) for name, count in road["totals"].items()))
    return [*lines, f"Texts: {texts}", f"Digest: {road['digest']}"]


def _station_line(station: dict[str, Any], width: int) -> str:
    dots = "●" * station["effort"] + "○" * (5 - station["effort"])
    counts = ", ".join(_many(station[name], name) for name in ("activities", "tools", "deliverables"))
    return f"   {dots} {station['title']:<{width}}   {counts}"


def _many(count: int, names: str) -> str:
    one = f"{names[:-3]}y" if names.endswith("ies") else names[:-1]
    return f"{count} {one if count == 1 else names}"


def _seal(pack_id: str, version: str) -> int:
    """Write the digest of a shipped pack beside the others, once: a sealed version never changes."""
    try:
        pack = queries.pack(pack_id, version)
    except queries.NoSuchPack as error:
        raise BadDocument([Fault(pack_id, str(error), "Put its file in place first.")]) from None
    seals = dict(queries.sealed())
    digest = pack_digest(pack)
    if seals.setdefault((pack_id, version), digest) != digest:
        what = f"{pack_id} {version} is sealed and has been changed since."
        raise BadDocument([Fault(pack_id, what, "Put it back, and give the change a new version.")])
    queries.SEALS.write_text(_seals_text(seals), encoding="utf-8")
    print(f"{pack_id} {version} is sealed: {digest}")
    return DONE


def _seals_text(seals: dict[tuple[str, str], str]) -> str:
    lines = [
        "# What each shipped version says, as SHA-256. A line is added by `veien method seal`, never changed."
    ]
    lines.append("digests:")
    for pack_id in sorted({name for name, _ in seals}):
        lines.append(f"  {pack_id}:")
        lines += [
            f'    {version}: "{seals[name, version]}"' for name, version in sorted(seals) if name == pack_id
        ]
    return "\n".join(lines) + "\n"
