"""``veien demo NAME``: plays an example procurement into the database, and says who may log in to it."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module

DONE = 0
NAMES = ("agder", "baerum", "lecture")


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien demo``; a second time it says that the example is there, ``--fresh`` builds it anew."""
    parser = argparse.ArgumentParser(prog="veien demo", description="Play an example procurement.")
    parser.add_argument("name", choices=NAMES, help="which example")
    parser.add_argument("--fresh", action="store_true", help="build it anew; nothing else is touched")
    parser.add_argument("--json", action="store_true", help="write address and users as JSON")
    chosen = parser.parse_args(arguments)

    from veien.command.migrate import CannotStart, bring_up_to_date, load_django

    try:
        load_django()
        with contextlib.redirect_stdout(sys.stderr):  # what is told on the way is no part of the answer
            bring_up_to_date()
    except CannotStart as obstacle:
        print(f"Veien: {obstacle}", file=sys.stderr)
        return 1
    return _play(chosen.name, fresh=chosen.fresh, as_json=chosen.json)


def _play(name: str, *, fresh: bool, as_json: bool) -> int:
    from django.urls import reverse

    from veien.scenarios import clearing

    cast = import_module(f"veien.scenarios.{name}.cast")
    play = import_module(f"veien.scenarios.{name}.play")
    there = play.standing()
    was_there = there is not None and not fresh
    if there is not None and fresh:
        _tell("The old example is taken away")
        clearing.clear(there)
    procurement = there if there is not None and not fresh else play.play(_tell)
    base = os.environ.get("VEIEN_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    address = base + reverse("road:road", args=[procurement.public_id])
    users = [{"email": part.email, "name": part.full_name, "about": part.about} for part in cast.PARTS]
    if as_json:
        told = {"address": address, "procurement": str(procurement.public_id), "password": cast.PASSWORD}
        print(json.dumps({**told, "was_there": was_there, "users": users}, ensure_ascii=False, indent=2))
        return DONE
    print(
        f"The example «{procurement.title}» {'is there already' if was_there else 'has been played'}: {address}"
    )
    print(f"Everybody in it logs in with the password {cast.PASSWORD}")
    for user in users:
        print(f"  {user['email']:<34} {user['about']}")
    return DONE


def _tell(sentence: str) -> None:
    print(f"  {sentence}", file=sys.stderr, flush=True)
