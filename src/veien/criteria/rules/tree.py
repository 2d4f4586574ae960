"""The tree of criteria: its order, the sums of its weights, and what a weight is worth in the whole. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from typing import Any
from uuid import UUID

DEEPEST = 4
"""The most levels of criteria under each other."""


@dataclass(frozen=True, slots=True)
class Node:
    """One criterion with those under it. A group has no kind and children; a leaf is price or quality.

    Units: ``weight`` is a share of one inside its parent, exact; None until it has been set.
    """

    pk: int
    public_id: UUID
    key: str
    title: str
    kind: str
    parent_pk: int | None = None
    weight: Decimal | None = None
    model: Mapping[str, Any] = field(default_factory=dict)
    normalise: str = "none"
    money_per_point: Decimal | None = None
    top: str = ""
    middle: str = ""
    bottom: str = ""
    revision: int = 1
    judging: str = "whole"
    children: tuple[Node, ...] = ()

    @property
    def is_group(self) -> bool:
        """Say whether it holds other criteria."""
        return self.kind == ""

    @property
    def is_anchored(self) -> bool:
        """Say whether it is written what gives the most and what gives the fewest points."""
        return self.kind != "quality" or bool(self.top.strip() and self.bottom.strip())


@dataclass(frozen=True)
class Place:
    """A criterion where it stands: how deep, after how many siblings, and its weight in the whole."""

    node: Node
    depth: int
    parent: Node | None
    index: int
    is_last: bool
    effective: Decimal | None


@dataclass(frozen=True)
class Tree:
    """All criteria of a procurement."""

    roots: tuple[Node, ...] = ()

    def places(self) -> Iterator[Place]:
        """Give every criterion, parents before their children, with its weight in the whole."""
        return _places(self.roots, None, 1, Decimal(1))

    def nodes(self) -> Iterator[Node]:
        """Give every criterion, parents before their children."""
        return (place.node for place in self.places())

    def leaves(self) -> list[Node]:
        """Give the criteria that tenders are measured by, in their order in the tree."""
        return [node for node in self.nodes() if not node.is_group]

    def quality(self) -> list[Node]:
        """Give the criteria that people give points, in their order in the tree."""
        return [node for node in self.nodes() if node.kind == "quality"]

    def price(self) -> Node | None:
        """Give the price criterion, or None."""
        return next((node for node in self.nodes() if node.kind == "price"), None)

    def groups(self) -> list[Node]:
        """Give the groups, parents before their children."""
        return [node for node in self.nodes() if node.is_group]

    def place(self, public_id: UUID) -> Place | None:
        """Find a criterion where it stands, or None."""
        return next((place for place in self.places() if place.node.public_id == public_id), None)

    def by_key(self, key: str) -> Node | None:
        """Find a criterion by its key, or None."""
        return next((node for node in self.nodes() if node.key == key), None)

    def height_under(self, node: Node) -> int:
        """Count the levels of a criterion and those under it."""
        return 1 + max((self.height_under(child) for child in node.children), default=0)


def grown(nodes: Iterable[Node]) -> Tree:
    """Put rows in their order under their parents.

    Shape: rows in the order in which siblings stand; a row whose parent is not among them is left out.
    """
    under: dict[int | None, list[Node]] = {}
    for node in nodes:
        under.setdefault(node.parent_pk, []).append(node)

    def grow(node: Node) -> Node:
        return replace(node, children=tuple(grow(child) for child in under.get(node.pk, ())))

    return Tree(tuple(grow(root) for root in under.get(None, ())))


def _places(
    nodes: tuple[Node, ...], parent: Node | None, depth: int, above: Decimal | None
) -> Iterator[Place]:
    for index, node in enumerate(nodes):
        effective = _times(above, node.weight)
        yield Place(node, depth, parent, index, index == len(nodes) - 1, effective)
        yield from _places(node.children, node, depth + 1, effective)


def _times(above: Decimal | None, weight: Decimal | None) -> Decimal | None:
    if above is None or weight is None:
        return None
    with localcontext() as context:
        context.prec = 100  # six decimals a level: exact for every tree that is allowed
        return (above * weight).normalize() + 0


@dataclass(frozen=True)
class WeightSum:
    """What the weights under one parent add up to.

    ``missing`` is what they lack to exactly one, below zero where they are too much; ``unset`` counts the criteria
    that need a weight and have none, ``count`` all of them. ``is_needed`` is false where the method does without
    weights altogether.
    """

    parent: Node | None
    total: Decimal
    missing: Decimal
    unset: int
    is_needed: bool
    count: int = 0

    @property
    def is_whole(self) -> bool:
        """Say whether the weights are as the method needs them."""
        if not self.is_needed:
            return True
        return self.unset == 0 and self.missing == 0


def weight_sums(tree: Tree, need: str) -> list[WeightSum]:
    """Add up the weights of the top and of every group.

    ``need`` says whose weights the method cannot do without: ``all``, ``quality`` (the price may have one) or ``none``.
    """
    sums = [sum_of(None, tree.roots, need)]
    sums += [sum_of(group, group.children, need) for group in tree.groups()]
    return sums


def sum_of(parent: Node | None, siblings: tuple[Node, ...], need: str) -> WeightSum:
    """Add up the weights of some siblings."""
    total = sum((node.weight for node in siblings if node.weight is not None), Decimal(0))
    unset = sum(node.weight is None and not is_spared(node, need) for node in siblings)
    is_needed = need != "none" and any(not is_spared(node, need) for node in siblings)
    if not siblings:
        return WeightSum(parent, Decimal(0), Decimal(1), 0, need != "none")
    return WeightSum(parent, total, 1 - total, unset, is_needed, len(siblings))


def is_spared(node: Node, need: str) -> bool:
    """Say whether a criterion may be without a weight: the price, where a method weighs only qualities."""
    return node.kind == "price" and need != "all"
