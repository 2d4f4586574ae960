"""The bare Django floor: a page with a table, out of SQLite, with no middleware, no log-in, no frame and no words.

What Veien's pages take above this is what they do; what they take below it nobody gets with Django's templates.
Run in a process of its own: python -m bench.floor, with VEIEN_HOME naming a folder. Prints what it measured as JSON.
"""

from __future__ import annotations

import json
import os
from functools import partial
from typing import Any

from bench.pages import ROUNDS, measure

TABLE = (
    "<!doctype html><html lang='nb'><head><title>Krav</title></head><body><h1>Krav</h1><table>"
    "{% for row in rows %}<tr><td>{{ row.ref }}</td><td>{{ row.title }}</td><td>{{ row.text }}</td>"
    "<td>{{ row.obligation }}</td><td>{{ row.kind }}</td><td>{{ row.category }}</td></tr>{% endfor %}"
    "</table></body></html>"
)
TEXT = "Alarmen skal melde fra innen to minutter når forbindelsen er brutt. Beskriv løsningen, og hvordan den er prøvd."


def configure() -> None:
    """Set up a Django with one database, one template and nothing between the server and the page."""
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": os.path.join(os.environ["VEIEN_HOME"], "floor.sqlite3"),
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.locmem.Loader", {"table": TABLE})],
                        )
                    ]
                },
            }
        ],
    )
    django.setup()


def line_table() -> Any:
    """Make the one table and fill it."""
    from django.db import connection, models

    class Line(models.Model):
        """A requirement as the floor has it."""

        ref = models.CharField(max_length=20)
        title = models.CharField(max_length=160)
        text = models.TextField()
        obligation = models.CharField(max_length=10)
        kind = models.CharField(max_length=12)
        category = models.CharField(max_length=14)

        class Meta:
            app_label = "floor"

    with connection.schema_editor() as editor:
        editor.create_model(Line)
    lines: Any = Line
    lines.objects.bulk_create(
        Line(
            ref=f"X-{number:04d}",
            title=f"{TEXT[:60]} ({number})",
            text=f"{TEXT} {TEXT}",
            obligation="must",
            kind="function",
            category="function",
        )
        for number in range(1000)
    )
    return lines


urlpatterns: list[Any] = []


def main() -> None:
    """Measure a page of 50 rows and one of 1,000."""
    configure()
    from django.shortcuts import render
    from django.test import Client
    from django.urls import path

    lines = line_table()

    def page(request: Any, count: int) -> Any:
        return render(request, "table", {"rows": lines.objects.order_by("pk")[:count]})

    urlpatterns.append(path("<int:count>/", page))
    client = Client()
    taken = {}
    for count in (50, 1000):
        taken[count] = measure(partial(client.get, f"/{count}/"), rounds=ROUNDS)
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
