"""What must be in place before something is chosen, and how a cost line is known as a service's. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from veien.strategy.rules.pack import FrameworkLimit, Service

FRAMEWORKS = frozenset({"framework_one", "framework_several", "parallel"})


def must_explain(model: str, longest: Decimal, limit: FrameworkLimit | None) -> bool:
    """Tell whether an agreement lasts longer than frameworks may without special grounds."""
    return model in FRAMEWORKS and limit is not None and longest > limit.most_years


def service_of(title: str, services: Sequence[Service]) -> str:
    """Give the service that a cost line is about, by the words of its title; empty where none is known in it.

    The longest word that is found decides, so that "avinstallasjon" is no installation.
    """
    said = title.casefold()
    best = ("", 0)
    for service in services:
        for word in service.words:
            if len(word) > best[1] and word in said:
                best = (service.id, len(word))
    return best[0]


def by_service(
    lines: Iterable[tuple[str, Decimal]], services: Sequence[Service]
) -> Mapping[str, list[tuple[str, Decimal]]]:
    """Sort lines (title, what they are worth today) by the service they are about; empty for those of none."""
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for title, worth in lines:
        found.setdefault(service_of(title, services), []).append((title, worth))
    return found
