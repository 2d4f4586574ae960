"""The thread: need, goal, requirement, criterion, answer, score, reason, and the ends that hang loose. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ThreadNode:
    """One object on the thread.

    ``id`` is unique in the whole thread (``need:<uuid>``). ``beside`` are words and addresses of what it also came
    from and that stands on no joint, such as a lesson of the market dialogue.
    """

    id: str
    kind: str
    label: str
    url: str
    detail: str = ""
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ThreadPart:
    """One joint: its objects, and the links from earlier objects to them.

    ``loose`` maps a sentence (lazy, with ``%(count)s``) to the ids of the objects that it is true of; ``may`` is what
    a reader must be allowed. ``links`` are pairs (earlier id, later id).
    """

    kind: str
    title: Any
    nodes: Sequence[ThreadNode]
    links: Sequence[tuple[str, str]]
    may: str = "view"


@dataclass(frozen=True)
class LooseEnd:
    """Objects of one kind that nothing comes before or after."""

    kind: str
    missing: str  # the kind that is missing
    nodes: tuple[ThreadNode, ...]


@dataclass(frozen=True)
class Thread:
    """The whole thread of one procurement."""

    parts: tuple[ThreadPart, ...]
    after: Mapping[str, tuple[str, ...]]
    before: Mapping[str, tuple[str, ...]]
    nodes: Mapping[str, ThreadNode]

    def part(self, kind: str) -> ThreadPart | None:
        """Give the joint of a kind, or None."""
        return next((each for each in self.parts if each.kind == kind), None)


EXPECTED_AFTER = {"need": "requirement", "requirement": "criterion"}
EXPECTED_BEFORE = {"goal": "need", "requirement": "need", "criterion": "requirement"}


def tie(parts: Iterable[ThreadPart]) -> Thread:
    """Tie joints to one thread; a link to an object that is not there is left out.

    Shape: linear in nodes and links.
    """
    parts = tuple(parts)
    nodes = {node.id: node for part in parts for node in part.nodes}
    after: dict[str, list[str]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for earlier, later in part.links:
            if earlier in nodes and later in nodes:
                after[earlier].append(later)
                before[later].append(earlier)
    return Thread(
        parts=parts,
        after={key: tuple(value) for key, value in after.items()},
        before={key: tuple(value) for key, value in before.items()},
        nodes=nodes,
    )


def loose_ends(thread: Thread) -> tuple[LooseEnd, ...]:
    """Name the objects at which the thread is torn, joint by joint.

    A need with no requirement, a goal with no need, a requirement with no need, a criterion with no requirement; a
    requirement with no criterion only where it is not a must-requirement (its node says so by its ``detail``).
    """
    ends: list[LooseEnd] = []
    for part in thread.parts:
        missing = EXPECTED_BEFORE.get(part.kind)
        if missing:
            torn = tuple(
                node
                for node in part.nodes
                if node.detail != "price" and not _has(thread, thread.before, node.id, missing)
            )
            ends.append(LooseEnd(part.kind, missing, torn))
        missing = EXPECTED_AFTER.get(part.kind)
        if missing:
            torn = tuple(
                node
                for node in part.nodes
                if node.detail != "must"
                and node.detail != "price"
                and not _has(thread, thread.after, node.id, missing)
            )
            ends.append(LooseEnd(part.kind, missing, torn))
    return tuple(end for end in ends if end.nodes)


def _has(thread: Thread, links: Mapping[str, tuple[str, ...]], node_id: str, kind: str) -> bool:
    return any(thread.nodes[other].kind == kind for other in links.get(node_id, ()))


def reach(thread: Thread, node_id: str) -> frozenset[str]:
    """Give every object that an object comes from or leads to, itself included.

    Upwards and downwards are walked apart, so that two requirements of one need do not light up each other's tests.
    """
    found = {node_id}
    for links in (thread.after, thread.before):
        edge = [node_id]
        while edge:
            edge = [other for each in edge for other in links.get(each, ()) if other not in found]
            found.update(edge)
    return frozenset(found)
