"""The sources of the house, read once, for the tests of its rules."""

import ast
import pathlib
import subprocess
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


def modules() -> Iterator[pathlib.Path]:
    """Every module that people wrote; migrations are written by Django."""
    yield from sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def tree(path: pathlib.Path) -> ast.Module:
    """A module as its syntax."""
    return ast.parse(path.read_text())


def functions(path: pathlib.Path) -> Iterator[ast.FunctionDef]:
    """Every function of a module, also those inside classes."""
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def public(path: pathlib.Path) -> Iterator[ast.FunctionDef]:
    """The functions of a module that other modules may call."""
    yield from (node for node in tree(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))


def tracked(*endings: str) -> Iterator[pathlib.Path]:
    """Every text file that a clone of the repository holds."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if (
            name
            and path.is_file()
            and (not endings or name.endswith(endings))
            and b"\0" not in path.read_bytes()[:4096]
        ):
            yield path


def told(path: pathlib.Path) -> str:
    """A file's name as one says it."""
    return str(path.relative_to(ROOT))
