"""What people give points: a criterion as a whole, or each requirement in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from veien.criteria.rules.tree import Node, Tree
from veien.foundation.canonical import digest_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement under the criterion that judges it.

    Units: ``weight`` is its share of one inside the criterion; None where no weight of its own is set.
    """

    criterion_pk: int
    requirement_pk: int
    public_id: UUID
    ref: str
    title: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that gets points from the evaluators.

    Shape: ``ref`` is the requirement's reference where the criterion is judged requirement by requirement, else empty;
    ``key`` is the id that the evaluation document gives its points.
    Units: ``weight`` is the share of one inside the criterion; one for a criterion judged as a whole.
    """

    criterion: Node
    ref: str = ""
    requirement_pk: int | None = None
    requirement_id: UUID | None = None
    title: str = ""
    weight: Decimal = Decimal(1)

    @property
    def key(self) -> str:
        """Give the id of its points in the evaluation document."""
        return f"{self.criterion.key}/{self.ref}" if self.ref else self.criterion.key

    @property
    def place(self) -> tuple[int, str]:
        """Give what tells it from the others in a table: the key of the criterion, and the reference."""
        return self.criterion.pk, self.ref

    @property
    def label(self) -> str:
        """Name it on a page."""
        return f"{self.ref} {self.title}" if self.ref else self.title


def items_in(tree: Tree, judged: Iterable[Judged]) -> tuple[Item, ...]:
    """Give everything that gets points, in the order of the tree and of the specification.

    A criterion that is to be judged requirement by requirement and has none is judged as a whole.
    """
    under: dict[int, list[Judged]] = {}
    for row in judged:
        under.setdefault(row.criterion_pk, []).append(row)
    found: list[Item] = []
    for leaf in tree.quality():
        rows = under.get(leaf.pk, []) if leaf.judging == "each" else []
        weights = weights_of(rows)
        found += [
            Item(leaf, row.ref, row.requirement_pk, row.public_id, row.title, weights[row.requirement_pk])
            for row in rows
        ] or [Item(leaf, title=leaf.title)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the requirements of one criterion are weighed against each other.

    ``is_by_hand`` says that somebody set weights; ``unset`` counts the requirements that came since and have none.
    Units: ``total`` is a share of one, ``missing`` what it lacks to exactly one, below zero where it is too much.
    """

    criterion: Node
    rows: tuple[Judged, ...]
    is_by_hand: bool
    unset: int
    total: Decimal

    @property
    def missing(self) -> Decimal:
        """Give what the weights lack to exactly one."""
        return 1 - self.total

    @property
    def is_whole(self) -> bool:
        """Say whether there are requirements and their weights are as they must be."""
        return bool(self.rows) and (not self.is_by_hand or (not self.unset and not self.missing))


def weighings_in(tree: Tree, judged: Iterable[Judged]) -> list[Weighing]:
    """Say how each criterion that is judged requirement by requirement weighs them, in the order of the tree."""
    under: dict[int, list[Judged]] = {}
    for row in judged:
        under.setdefault(row.criterion_pk, []).append(row)
    return [weighing_of(leaf, under.get(leaf.pk, ())) for leaf in tree.quality() if leaf.judging == "each"]


def weighing_of(criterion: Node, rows: Sequence[Judged]) -> Weighing:
    """Say how one criterion weighs its requirements."""
    given = [row.weight for row in rows if row.weight is not None]
    total = sum(given, Decimal(0)) if given else Decimal(bool(rows))
    return Weighing(criterion, tuple(rows), bool(given), len(rows) - len(given) if given else 0, total)


def weights_seen(rows: Iterable[Judged]) -> str:
    """Give the digest by which a form says which requirements and weights its reader saw."""
    return digest_of(sorted((str(row.public_id), row.weight) for row in rows))


def weights_of(rows: Sequence[Judged]) -> Mapping[int, Decimal]:
    """Give each requirement's weight inside its criterion: those that are set, or equal ones where any is missing."""
    if all(row.weight is not None for row in rows):
        return {row.requirement_pk: row.weight for row in rows if row.weight is not None}
    equal = equal_weights(len(rows))
    return {row.requirement_pk: weight for row, weight in zip(rows, equal, strict=True)}


def equal_weights(count: int) -> list[Decimal]:
    """Share one equally in weights of six decimals that add up to exactly one; the first take what is left over.

    Shape: ``count`` weights that differ by at most 0.000001.
    """
    if not count:
        return []
    least, left = divmod(1_000_000, count)
    return [Decimal(least + (place < left)).scaleb(-6) for place in range(count)]
