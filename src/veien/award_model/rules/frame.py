"""What the criteria of a case say by themselves, whatever the tenders: leaves, weights, and what each sum weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from veien.award_model.rules.case import Case, Criterion, leaf_weights, nodes_of, scaled_to_one

Name = tuple[str, str]

TOTAL: Name = ("total", "")
QUALITY: Name = ("quality", "")


def points_of(criterion: str) -> Name:
    """Name the points of one criterion, leaf or parent."""
    return ("criterion", criterion)


class Frame:
    """The criteria of a case, read once: walking a thousand of them takes longer than adding up one tender."""

    def __init__(self, case: Case) -> None:
        self.criteria: Sequence[Criterion] = case.criteria
        self.method = case.method
        self.nodes = {node.id: node for node in nodes_of(case.criteria)}
        leaves = [node for node in self.nodes.values() if not node.children]
        self.quality = [leaf for leaf in leaves if leaf.kind == "quality"]
        self.price = next((leaf for leaf in leaves if leaf.kind == "price"), None)
        self.weights = leaf_weights(case.criteria)
        self._scored = {leaf.id for leaf in self.quality}
        self.price_weight = self.weights.get(self.price.id, Fraction(0)) if self.price else Fraction(0)
        self.quality_weight = sum(self._only_quality(self.weights).values(), Fraction(0))
        self._known: dict[Name, Mapping[str, Fraction] | None] = {}

    def fits(self, case: Case) -> bool:
        """Say whether it was read from the criteria and the method of this case."""
        return self.method == case.method and self.criteria is case.criteria

    def weights_of(self, name: Name) -> Mapping[str, Fraction] | None:
        """Give the weights of the leaves in a sum; None where they add up to nothing."""
        if name not in self._known:
            self._known[name] = self._weights_of(name)
        return self._known[name]

    def _weights_of(self, name: Name) -> Mapping[str, Fraction] | None:
        if name == TOTAL:
            return self._weights_of_total()
        if name == QUALITY:
            return self._only_quality(self.weights)
        node = self.nodes[name[1]]
        if not node.children:
            has_points = node.id in self._scored or (self.method == "points" and node.kind == "price")
            return {node.id: Fraction(1)} if has_points else None
        beneath = leaf_weights(node.children)
        if self.method == "points":
            return beneath
        return scaled_to_one(self._only_quality(beneath))

    def _weights_of_total(self) -> Mapping[str, Fraction] | None:
        if self.method == "points":
            return self.weights
        if self.method == "priced_quality":
            return {leaf.id: Fraction(leaf.money_per_point or 0) for leaf in self.quality}
        return scaled_to_one(self._only_quality(self.weights))

    def _only_quality(self, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
        return {leaf: weight for leaf, weight in weights.items() if leaf in self._scored}
