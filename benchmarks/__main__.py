"""Measures and writes docs/reference/benchmarks.md: `python -m benchmarks [part …]`, all parts when none is named."""

import pathlib
import subprocess
import sys
from importlib import import_module

from benchmarks.measure import machine

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "reference" / "benchmarks.md"
PARTS = {
    "method": "The method",
    "house": "The house",
    "pages": "The pages",
    "pages_postgres": "The pages on PostgreSQL",
    "dashboards": "The dashboards",
    "linkage": "Linkage",
    "planning": "Planning a day",
    "letters": "Letters",
    "evaluation": "Evaluation",
}
HEAD = """# Benchmarks

Measured by `make bench`, each part in a process of its own; times are medians, ratios are within one run.
"""


def part(name: str) -> str:
    """One part's table, from a process of its own so that its peak memory is its own."""
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--one", name], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        return f"could not be measured: {answer.stderr.strip().splitlines()[-1]}"
    return answer.stdout


def one(name: str) -> None:
    """Print one part's table."""
    print("| What | Measured | Bound | Beside |\n|---|---|---|---|")
    for figure in import_module(f"benchmarks.{name}").figures():
        print(figure.line(), flush=True)


def main(names: list[str]) -> None:
    """Measure, print, and write the page when all parts were measured."""
    parts = {name: part(name) for name in names or PARTS}
    text = "\n".join([HEAD, machine() + ".", *(f"\n## {PARTS[name]}\n\n{table}" for name, table in parts.items())])
    print(text)
    if not names:
        PAGE.write_text(text.rstrip() + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
    else:
        main(sys.argv[1:])
