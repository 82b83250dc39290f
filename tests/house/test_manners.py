"""How the sources are written: short, told in a sentence, and with a reason for every exception."""

import ast
import re
from collections import Counter

from tests.house.source import functions, modules, public, told, tracked

LINES_OF_FUNCTION, LINES_OF_MODULE = 40, 400
TELLS_ITSELF = ("views", "urls", "management")  # their names and addresses say it


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{told(path)}:{node.lineno} {node.name}"
        for path in modules()
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > LINES_OF_FUNCTION
    ]

    assert long == []


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    assert [told(path) for path in modules() if len(path.read_text().splitlines()) > LINES_OF_MODULE] == []


def test_every_module_and_public_function_says_what_it_is() -> None:
    silent = [
        told(path)
        for path in modules()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    silent += [
        f"{told(path)}:{node.lineno} {node.name}"
        for path in modules()
        if not set(TELLS_ITSELF) & {*path.parts, path.stem}
        for node in public(path)
        if not ast.get_docstring(node)
    ]

    assert silent == []


def test_no_two_public_functions_say_the_same() -> None:
    said = Counter(
        (ast.get_docstring(node) or "").splitlines()[0]
        for path in modules()
        for node in public(path)
        if ast.get_docstring(node)
    )

    assert [line for line, times in said.items() if times > 1] == []


def test_every_exception_from_the_tools_has_a_reason() -> None:
    bare = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w, -]+\])?)\s*$")
    found = [
        f"{told(path)}:{number}"
        for path in tracked(".py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if bare.search(line)
    ]

    assert found == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "common", "core", "misc", "shared", "managers", "signals", "services", "base"}

    assert [told(path) for path in modules() if path.stem in empty] == []
