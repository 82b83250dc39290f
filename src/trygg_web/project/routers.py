"""Where a joint house keeps its tables: those of the victims in a database of their own."""

from django.db.models import Model

from trygg_web.project.zones import VICTIMS


class VictimsApart:
    """The room of the victims reads and writes in its own database, and nothing else does."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        """The database of a table; None: the ordinary one."""
        return VICTIMS if model._meta.app_label == VICTIMS else None

    def db_for_write(self, model: type[Model], **_hints: object) -> str | None:
        """The same as for reading."""
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool:
        """Whether a room's tables are made in a database."""
        return (db == VICTIMS) == (app_label == VICTIMS)
