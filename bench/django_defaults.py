"""Veien's settings with the database as Django has it when nothing is said: what the burst is compared with.

The file's journal is set back to Django's by ``bench.burst`` before the server starts.
"""

from veien.server.settings import *  # noqa: F403
from veien.server.settings import HOME

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "veien.sqlite3"}}
