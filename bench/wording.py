"""How long it takes to look for solutions in a thousand texts, each read for the first time.

Run: python -m bench wording. Beside it stands a plain search for the same words, without compounds and endings.
"""

from __future__ import annotations

import random
import time
from typing import Any

from bench.table import Row, milliseconds

TEXTS, WORDS, RUNS = 1000, 60, 5
GIVEN = f"{TEXTS:,} texts of {WORDS} words, nb"
PLAIN = (
    *(
        "nattevakten",
        "beboeren",
        "pårørende",
        "trygg",
        "hjemme",
        "fall",
        "dag",
        "natt",
        "hjelp",
        "vite",
        "kunne",
    ),
    *(
        "skal",
        "uten",
        "med",
        "som",
        "er",
        "når",
        "ti",
        "minutter",
        "medisin",
        "tid",
        "rom",
        "gang",
        "kommune",
    ),
    *("tjeneste", "ansatte", "bruker", "opplysninger", "behov", "mestre", "hverdag"),
)
NAMED = (
    *("trygghetsalarm", "fallsensorer", "medisindispenseren", "GPS-klokke", "kamera"),
    *("appen", "vekter", "50", "panelovner", "skybasert"),
)


def rows(_: object = None) -> list[Row]:
    """Time the search, and the plain one."""
    from veien.command.migrate import load_django

    load_django()
    from veien.needs.queries.wording import lexicon
    from veien.needs.rules.wording import hits_in

    ready = lexicon("nb")
    texts = made(seed=1)
    taken = best(lambda: [hits_in(text, ready) for text in texts])
    plain = best(
        lambda: [[word for word in text.casefold().split() if word in ready.whole] for text in texts]
    )
    beside = f"plain look-up of whole words: {milliseconds(plain)}"
    return [Row("wording assistant", GIVEN, "hits_in", milliseconds(taken), "1 s", beside)]


def made(*, seed: int) -> list[str]:
    """Make texts in which one word of ten names a solution."""
    draw = random.Random(seed)
    return [
        " ".join(draw.choice(NAMED if draw.random() < 0.1 else PLAIN) for _word in range(WORDS)) + "."
        for _text in range(TEXTS)
    ]


def best(work: Any) -> float:
    """Give the shortest of a few runs."""
    found = []
    for _run in range(RUNS):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)
