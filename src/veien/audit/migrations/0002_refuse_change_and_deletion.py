"""The database itself refuses to change or delete a log entry, whoever asks."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER audit_logentry_no_update BEFORE UPDATE ON audit_logentry
    BEGIN SELECT RAISE(ABORT, 'A log entry cannot be changed.'); END
    """,
    """
    CREATE TRIGGER audit_logentry_no_delete BEFORE DELETE ON audit_logentry
    BEGIN SELECT RAISE(ABORT, 'A log entry cannot be deleted.'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'A log entry cannot be changed or deleted.'; END $$
    """,
    """
    CREATE TRIGGER audit_logentry_no_change BEFORE UPDATE OR DELETE ON audit_logentry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_logentry_no_truncate BEFORE TRUNCATE ON audit_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
]
UNDO = {
    "sqlite": ["DROP TRIGGER audit_logentry_no_update", "DROP TRIGGER audit_logentry_no_delete"],
    "postgresql": [
        "DROP TRIGGER audit_logentry_no_change ON audit_logentry",
        "DROP TRIGGER audit_logentry_no_truncate ON audit_logentry",
        "DROP FUNCTION audit_refuse()",
    ],
}


def put(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def take(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(put, take)]
