"""An empty database gets all its tables at once: step by step takes ten times as long and ends at the same place."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

OURS = "veien."
"""Steps of ours that are code may make something (the log's triggers); those of libraries only move rows."""


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Say whether a database holds no table yet, but for the list of steps that a start cut short has left empty."""
    recorder = MigrationRecorder(connection)
    tables = set(connection.introspection.table_names())
    return tables <= {recorder.Migration._meta.db_table} and not recorder.applied_migrations()


def lay_out(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Make every table as the last migrations leave it, in one transaction; give the steps noted as done.

    The database must be empty. Its tables come from the migrations, not from the models of today.
    """
    executor = MigrationExecutor(connection)
    plan = [step for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    state = executor.loader.project_state()
    executor.recorder.ensure_schema()
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        # What waits for the tables, foreign keys on PostgreSQL, comes before the code that may use them.
        for statement in editor.deferred_sql:
            editor.execute(statement)
        editor.deferred_sql.clear()
        for step in plan:
            _run_code_of(step, editor, state)
        done = list(chain.from_iterable(([(step.app_label, step.name), *step.replaces]) for step in plan))
        for app, name in done:
            executor.recorder.record_applied(app, name)
    return done


def _run_code_of(step: Migration, editor: BaseDatabaseSchemaEditor, state: Any) -> None:
    if type(step).__module__.startswith(OURS):
        for operation in step.operations:
            if isinstance(operation, (RunPython, RunSQL)):
                operation.database_forwards(step.app_label, editor, state, state)
