"""The shape of a database: its tables, columns, constraints, indexes and triggers, whatever order they were made in."""

from __future__ import annotations

from typing import Any

TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}
TOLD = ("columns", "primary_key", "unique", "foreign_key", "check", "index", "definition")


def shape_of(connection: Any) -> dict[str, Any]:
    """Read the shape of a database as JSON can hold it.

    Shape: {table: {"columns": {name: [type, may be null, default]}, "constraints": [...]}, "": [triggers]}.
    """
    looks = connection.introspection
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        shape: dict[str, Any] = {"": sorted([list(row) for row in cursor.fetchall()])}
        for table in sorted(looks.table_names(cursor)):
            columns = looks.get_table_description(cursor, table)
            constraints = looks.get_constraints(cursor, table)
            shape[table] = {
                "columns": {
                    each.name: [str(each.type_code), each.display_size, bool(each.null_ok), each.default]
                    for each in sorted(columns)
                },
                "constraints": sorted(
                    [_steady(name), [str(held.get(told)) for told in TOLD]]
                    for name, held in constraints.items()
                ),
            }
    return shape


def _steady(name: str) -> str:
    """Leave out names that SQLite numbers in the order of making."""
    return "" if name.startswith(("__", "fk_", "sqlite_autoindex")) else name
