"""Writes docs/reference/generated from the code and the method; with --check it only compares."""

import os
import pathlib
import sys
import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from law_pages import grounds, retention
from markdown_table import table

if TYPE_CHECKING:
    from trygg.rulebook import Lever
    from trygg.rulebook.notices import Notices

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "docs" / "reference" / "generated"
METHOD = ROOT / "src" / "trygg" / "method"
NOTE = "<!-- Written by `make docs`; do not edit. -->\n"


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


def messages() -> str:
    """How each level is told in each profile, behind which gates, and the figures around it."""
    from trygg.rulebook import book, profiles

    parts = [
        "# Messages\n\nForm, who delivers, until when, behind which gates, as `plan` gives it. Gates are born shut.\n"
    ]
    newest: dict[str, str] = {}
    for profile in profiles():
        rules = book(None, profile).newest().notices
        text = _levels_told(rules) + _gates(rules) + _figures(rules)
        same = newest.setdefault(text, profile)
        parts.append(f"## {profile}\n\n" + (text if same == profile else f"As {same}.\n"))
    return "\n".join(parts)


def _levels_told(rules: "Notices") -> str:
    head = ["Level", "Form", "By", "Within", "Warned after", "Held", "By", "Attempts before", "After", "Source"]
    rows = [
        [
            level,
            notice.form,
            ", ".join(notice.by),
            f"{notice.within} {notice.unit}" + (", or the next meeting" if notice.meeting else ""),
            f"{notice.warn} {notice.unit}" if notice.warn else "",
            notice.held_form,
            ", ".join(notice.held_by),
            str(notice.victim_attempts) if notice.victim_attempts else "same visit",
            f"{notice.victim_hours} hours",
            notice.source,
        ]
        for level, notice in sorted(rules.levels.items())
    ]
    return table(head, rows) + "\n*Attempts before* and *After*: contact with the person subjected.\n\n"


def _gates(rules: "Notices") -> str:
    rows = [
        [
            gate.id,
            gate.says["en"],
            gate.needed,
            ", ".join(level for level, notice in sorted(rules.levels.items()) if gate.id in notice.gates),
            ", ".join(gate.opened_by),
            ", ".join(gate.overridden_by) or "nobody",
            gate.source,
        ]
        for gate in rules.gates.values()
    ]
    return table(["Gate", "Opens when", "Needed", "Levels", "Opened by", "Overridden by", "Source"], rows) + "\n"


def _figures(rules: "Notices") -> str:
    watching, minors = rules.watching, rules.minors
    rows = [
        ["attempts", f"{rules.attempts.most} within {rules.attempts.days} days", rules.attempts.source],
        ["watches, days at risk", ", ".join(map(str, watching.days)), watching.source],
        ["watches, months", ", ".join(map(str, watching.months)), watching.source],
        ["victim side, days after", ", ".join(map(str, watching.victim_days)), watching.source],
        ["an event starts the clock", f"up to {rules.trigger.days} days before the decision", rules.trigger.source],
        ["alarm of a release", f"{rules.release.days} days before", rules.release.source],
        ["plan after a new report", f"{rules.answer.hours} hours", rules.answer.source],
        [f"told below {minors.below}", "yes" if minors.told else f"no; {minors.to}", minors.source],
        ["call-ins", "yes" if rules.call_in.used else "no", rules.call_in.source],
        *([f"hours {one.id}", f"{one.opens}–{one.closes}", one.source] for one in rules.hours.values()),
    ]
    return table(["What", "How", "Source"], rows)


def steps() -> str:
    """How a message may move, drawn and as a table, from `trygg.steps.TABLE`."""
    from trygg.steps import OPEN, TABLE, State

    lines = ["stateDiagram-v2", f"    [*] --> {State.PLANNED}"]
    lines += [f"    {row.state} --> {row.to}: {row.act}{' (gates open)' if row.gates_open else ''}" for row in TABLE]
    lines += [f"    {state} --> [*]" for state in State if state not in OPEN]
    rows = [[row.state, row.act, row.to, "●" if row.gates_open else ""] for row in TABLE]
    told = "No step that tells the person anything can be taken while a gate is shut.\n\n"
    drawn = "```mermaid\n" + "\n".join(lines) + "\n```\n\n"
    return "# Steps of a message\n\n" + told + drawn + table(["From", "Step", "To", "Every gate open"], rows)


def support() -> str:
    """How an offer of help may move, drawn and as a table, and the directory, from `trygg.support`."""
    from trygg.support import OPEN, TABLE, State, directory

    lines = ["stateDiagram-v2", f"    [*] --> {State.OFFERED}"]
    lines += [f"    {row.state} --> {row.to}: {row.act}{' (why)' if row.says_why else ''}" for row in TABLE]
    lines += [f"    {state} --> [*]" for state in State if state not in OPEN]
    rows = [[row.state, row.act, row.to, "●" if row.says_why else ""] for row in TABLE]
    helps = [
        [one.says["sv"], one.says["en"], ", ".join(one.needs), one.way, one.number, f"{one.since} – {one.until or ''}",
         one.verified, one.source]
        for one in directory().helps
    ]  # fmt: skip
    drawn = "```mermaid\n" + "\n".join(lines) + "\n```\n\n"
    told = "Help before a conviction is voluntary: it begins with a yes, and a no needs no reason.\n\n"
    heads = ["Swedish", "English", "For", "Way in", "Number", "Span", "Read", "Source"]
    steps_table = table(["From", "Step", "To", "Says why"], rows)
    return "# Help to stop using violence\n\n" + told + drawn + steps_table + "\n## Directory\n\n" + table(heads, helps)


def levers() -> str:
    """What can stand against a person, from levers.toml."""
    from trygg.rulebook import book

    rows = [
        [
            lever.says["sv"],
            lever.says["en"],
            lever.basis,
            lever.decided_by,
            _length(lever),
            ", ".join(map(str, lever.remind)),
            lever.letter["sv"],
            lever.verified,
            lever.source,
        ]
        for lever in book().newest().levers.values()
    ]
    head = [
        "Swedish",
        "English",
        "Basis",
        "Decided by",
        "Longest",
        "Asked, days before",
        "A letter may say",
        "Law read",
        "Source",
    ]
    return "# Levers\n\nThe method can ask for a lever, never decide one.\n\n" + table(head, rows)


def _length(lever: "Lever") -> str:
    once = f"{lever.months} months" if lever.months else f"{lever.days} days" if lever.days else "no limit known"
    again = f"; again {lever.renewal_months} months" if lever.renewal_months else ""
    again += f", monitored {lever.monitored_renewal_months}" if lever.monitored_renewal_months else ""
    return once + again + (f"; once more {lever.extension_days} days" if lever.extension_days else "")


def commands() -> str:
    """What `trygg` and each of its commands say of themselves."""
    from click import Context
    from typer.main import get_command

    from trygg.cli import app

    group = get_command(app)
    context = Context(group, info_name="trygg")
    names = group.list_commands(context)  # type: ignore[attr-defined]  # an application of several commands is a group
    rows = [[f"trygg {name}", (group.get_command(context, name).help or "").split("\n")[0]] for name in sorted(names)]  # type: ignore[attr-defined]  # see `names`: a group
    return "# Commands\n\nEach answers `--help`.\n\n" + table(["Command", "What it does"], rows)


PAGES = {
    "rules": rules,
    "messages": messages,
    "steps": steps,
    "support": support,
    "levers": levers,
    "grounds": grounds,
    "retention": retention,
    "permissions": permissions,
    "addresses": addresses,
    "commands": commands,
}


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
