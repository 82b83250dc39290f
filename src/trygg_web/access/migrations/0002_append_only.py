"""The log can be added to and nothing else: the database itself refuses.

It stops programmes and slips, not the owner of the database; against the owner stands the keyed chain
(`manage.py log_verify`).
"""

from django.db import migrations

SAYS = "the log is append only"
TABLES = ("access_entry", "access_entrysubject")

SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ),
    # INSERT OR REPLACE deletes without asking the delete trigger unless recursive_triggers is on; these ask always.
    "CREATE TRIGGER access_entry_no_replace BEFORE INSERT ON access_entry"
    " WHEN EXISTS (SELECT 1 FROM access_entry WHERE seq = NEW.seq OR digest = NEW.digest)"
    f" BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    "CREATE TRIGGER access_entrysubject_no_replace BEFORE INSERT ON access_entrysubject"
    " WHEN EXISTS (SELECT 1 FROM access_entrysubject WHERE id = NEW.id)"
    f" BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    "CREATE TRIGGER access_loghead_only_forward BEFORE UPDATE ON access_loghead WHEN NEW.seq <> OLD.seq + 1"
    f" BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    f"CREATE TRIGGER access_loghead_no_delete BEFORE DELETE ON access_loghead BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
]

POSTGRES = [
    f"CREATE FUNCTION access_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION access_refuse()"
        for table in TABLES
    ),
    *(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION access_refuse()"
        for table in (*TABLES, "access_loghead")
    ),
    "CREATE TRIGGER access_loghead_only_forward BEFORE UPDATE ON access_loghead"
    " FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1) EXECUTE FUNCTION access_refuse()",
    "CREATE TRIGGER access_loghead_no_delete BEFORE DELETE ON access_loghead"
    " FOR EACH ROW EXECUTE FUNCTION access_refuse()",
]


def close(apps, schema_editor):
    """The triggers of the database at hand."""
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def open_again(apps, schema_editor):
    """Nothing opens a closed log."""
    raise RuntimeError(SAYS)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(close, open_again)]
