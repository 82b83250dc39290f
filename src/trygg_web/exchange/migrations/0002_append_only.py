"""The ledger can be added to and nothing else: the database itself refuses.

It stops programmes and slips, not the owner of the database; against the owner stands the keyed chain
(`trygg ledger verify`).
"""

from django.db import migrations

SAYS = "the ledger is append only"
ENTRY, PERSON, HEAD = "exchange_ledgerentry", "exchange_ledgerperson", "exchange_ledgerhead"

SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        for table in (ENTRY, PERSON)
        for verb in ("UPDATE", "DELETE")
    ),
    # INSERT OR REPLACE deletes without asking the delete trigger unless recursive_triggers is on; this asks always.
    f"CREATE TRIGGER {ENTRY}_no_replace BEFORE INSERT ON {ENTRY}"
    f" WHEN EXISTS (SELECT 1 FROM {ENTRY} WHERE seq = NEW.seq OR digest = NEW.digest)"
    f" BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    f"CREATE TRIGGER {PERSON}_no_replace BEFORE INSERT ON {PERSON}"
    f" WHEN EXISTS (SELECT 1 FROM {PERSON} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    f"CREATE TRIGGER {HEAD}_only_forward BEFORE UPDATE ON {HEAD} WHEN NEW.seq <> OLD.seq + 1"
    f" BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    f"CREATE TRIGGER {HEAD}_no_delete BEFORE DELETE ON {HEAD} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
]

POSTGRES = [
    f"CREATE FUNCTION exchange_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION exchange_refuse()"
        for table in (ENTRY, PERSON)
    ),
    *(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION exchange_refuse()"
        for table in (ENTRY, PERSON, HEAD)
    ),
    f"CREATE TRIGGER {HEAD}_only_forward BEFORE UPDATE ON {HEAD}"
    " FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1) EXECUTE FUNCTION exchange_refuse()",
    f"CREATE TRIGGER {HEAD}_no_delete BEFORE DELETE ON {HEAD} FOR EACH ROW EXECUTE FUNCTION exchange_refuse()",
]


def close(apps, schema_editor):
    """The triggers of the database at hand."""
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def open_again(apps, schema_editor):
    """Nothing opens a closed ledger."""
    raise RuntimeError(SAYS)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]
    operations = [migrations.RunPython(close, open_again)]
