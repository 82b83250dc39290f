"""Writes docs/reference/generated from the code and the method; with --check it only compares."""

import os
import pathlib
import sys
import tomllib
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "docs" / "reference" / "generated"
METHOD = ROOT / "src" / "trygg" / "method"
NOTE = "<!-- Written by `make docs`; do not edit. -->\n"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines) + "\n"


def permissions() -> str:
    """Which role carries which permission."""
    from trygg_web.access.models import Role
    from trygg_web.access.permissions import MATRIX, Permission

    rows = [[str(one), *("●" if one in MATRIX[role] else "" for role in Role)] for one in Permission]
    return "# Permissions\n\n" + table(["Permission", *(role.value for role in Role)], rows)


def addresses() -> str:
    """Which roles reach which address, from the table that the tests hold."""
    doors = tomllib.loads((ROOT / "tests" / "wall" / "who_sees_what.toml").read_text())
    rows = [[name, ", ".join(door.get("roles", ["all who are logged in"]))] for name, door in sorted(doors.items())]
    return "# Addresses\n\nWho gets in; everyone else is refused.\n\n" + table(["Address", "Roles"], rows)


def rules() -> str:
    """Every rule of every profile, as it stands in the method's files."""
    parts = ["# Rules\n\nA rule fires when every fact under *all* and at least one under *any* reaches its number.\n"]
    for path in sorted(METHOD.glob("levels*.toml")):
        if path.stem.endswith("cases"):
            continue
        parts.append(
            f"## {path.stem}\n\n"
            + table(["Level", "Rule", "Swedish", "English", "All", "Any", "Source"], list(_rows(path)))
        )
    return "\n".join(parts)


def _rows(path: pathlib.Path) -> Iterator[list[str]]:
    for rule in tomllib.loads(path.read_text())["rule"]:
        needs = [
            ", ".join(f"{fact} ≥ {least}" for fact, least in rule.get(kind, {}).items()) for kind in ("all", "any")
        ]
        yield [rule["level"], rule["id"], rule["says"]["sv"], rule["says"]["en"], *needs, rule["source"]]


def commands() -> str:
    """What `trygg` and each of its commands say of themselves."""
    from click import Context
    from typer.main import get_command

    from trygg.cli import app

    group = get_command(app)
    context = Context(group, info_name="trygg")
    names = group.list_commands(context)  # type: ignore[attr-defined]  # an application of several commands is a group
    rows = [[f"trygg {name}", (group.get_command(context, name).help or "").split("\n")[0]] for name in sorted(names)]  # type: ignore[attr-defined]  # as above
    return "# Commands\n\nEach answers `--help`.\n\n" + table(["Command", "What it does"], rows)


PAGES = {"rules": rules, "permissions": permissions, "addresses": addresses, "commands": commands}


def main(check: bool) -> int:
    """How many pages differ from what the code says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygg_web.project.settings")
    os.environ.setdefault("TRYGG_SECRET", "for writing pages only")
    import django

    django.setup()
    HERE.mkdir(parents=True, exist_ok=True)
    stale = 0
    for name, write in PAGES.items():
        path, text = HERE / f"{name}.md", NOTE + write()
        if path.exists() and path.read_text() == text:
            continue
        stale += 1
        if check:
            print(f"{path.relative_to(ROOT)} is not current: run `make docs`")
        else:
            path.write_text(text)
    return stale if check else 0


if __name__ == "__main__":
    sys.exit(1 if main("--check" in sys.argv) else 0)
