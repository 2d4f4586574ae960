"""Django's ``migrate``, which makes an empty database in one go."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from veien.server.fresh import is_empty, lay_out

NOT_ALL = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Bring the database up to date."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Lay out an empty database first; what Django does then finds nothing left but its signals."""
        connection = connections[options["database"]]
        if not any(options[each] for each in NOT_ALL) and is_empty(connection):
            for app, name in lay_out(connection):
                if options["verbosity"] >= 1:
                    self.stdout.write(f"  Applying {app}.{name}... OK")
        super().handle(*arguments, **options)
