"""Fifty people at work: each reads the road, then marks an activity or writes down a need, again and again.

Run in a process of its own: python -m bench.clients, the plan as JSON on standard input. Prints every time taken.
Nothing but the standard library, so that the load takes little from the cores that it shares with the server.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import sys
import threading
import time
from typing import Any
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LONGEST = 60


class Refused(Exception):
    """A page or a form was not answered as it should be."""


class Person:
    """One client with its own connection, session and form."""

    def __init__(self, plan: dict[str, Any], number: int) -> None:
        self.plan, self.number, self.step = plan, number, 0
        self.connection = http.client.HTTPConnection("127.0.0.1", plan["port"], timeout=LONGEST)
        self.cookies = {"sessionid": plan["sessions"][number]}
        self.reads: list[float] = []
        self.writes: list[float] = []
        self.errors: list[str] = []

    def work(self, begin: float, end: float) -> None:
        """Read and write in turn until the time is up; pause between as long as the plan says, more or less."""
        chance = random.Random(self.number)
        pause = self.plan["pause"]
        time.sleep(max(0.0, begin - time.monotonic()) + pause * 2 * chance.random())
        while time.monotonic() < end:
            token = self.tried(self.reads, self.read)
            time.sleep(pause * (0.5 + chance.random()))
            if token and time.monotonic() < end:
                self.tried(self.writes, self.write, token)
                time.sleep(pause * (0.5 + chance.random()))
        self.connection.close()

    def tried(self, taken: list[float], do: Any, *words: str) -> str:
        """Do something, and keep how long it took or how it failed."""
        start = time.monotonic()
        try:
            return str(do(*words))
        except (OSError, http.client.HTTPException, Refused) as problem:
            self.errors.append(str(problem) or type(problem).__name__)
            self.connection.close()
            return ""
        finally:
            taken.append(time.monotonic() - start)

    @property
    def marks_activities(self) -> bool:
        """Say whether this person marks activities as done; the others write down needs."""
        return self.number % 2 == 0

    def read(self) -> str:
        """Read the road; give the token that stands in the page's forms."""
        body = self.ask("GET", "", None, 200)
        token = TOKEN.search(body)
        if token is None:
            raise Refused("a page has no form")
        return token[1]

    def write(self, token: str) -> str:
        """Mark an activity, or take the mark back; or write down a need."""
        self.step += 1
        if self.marks_activities:
            activity = self.plan["activities"][self.number % len(self.plan["activities"])]
            form = {"done": "yes" if self.step % 2 else "no"}
            return self.ask(
                "POST", f"activities/{activity}/tick/", form | {"csrfmiddlewaretoken": token}, 302
            )
        form = {
            "title": f"Vite at hjelpen kommer ({self.number}-{self.step})",
            "statement": "De som bor alene, trenger å vite at noen svarer, også om natten.",
            "holder": "Hjemmeboende eldre",
            "area": "alarm",
            "horizon": "short",
            "evidence_kind": "interview",
            "evidence": f"Intervju {self.number}",
        }
        return self.ask("POST", "needs/add/", form | {"csrfmiddlewaretoken": token}, 302)

    def ask(self, method: str, path: str, form: dict[str, str] | None, wanted: int) -> str:
        """Send one request and read the whole answer.

        Raises: Refused if it is not the answer that a person would want.
        """
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, f"/procurements/{self.plan['procurement']}/{path}", body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status != wanted:
            raise Refused(f"{method} answered {answer.status}")
        return text


def main() -> None:
    """Let everybody work at once, then print what each request took."""
    plan = json.load(sys.stdin)
    threading.stack_size(256 * 1024)
    people = [Person(plan, number) for number in range(len(plan["sessions"]))]
    begin = time.monotonic() + 0.5
    end = begin + plan["seconds"]
    threads = [threading.Thread(target=each.work, args=(begin, end)) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    over = time.monotonic()
    found = {
        "seconds": over - begin,
        "reads": [value for each in people for value in each.reads],
        "writes": [value for each in people for value in each.writes],
        "errors": [text for each in people for text in each.errors],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
