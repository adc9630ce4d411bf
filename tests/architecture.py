"""The house as the code has it: who imports whom; `make architecture` draws it into the docs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
WINGS = ("bot", "classifier", "training", "benchmarks")
PAGE = ROOT / "docs/architecture.md"
_PICTURE = re.compile(r"```mermaid\n.*?```", re.DOTALL)


class Import(NamedTuple):
    """One imported module, and the file that imports it."""

    file: Path
    module: str

    @property
    def package(self) -> str:
        return self.module.partition(".")[0]

    def lies_in(self, package: str) -> bool:
        return self.module == package or self.module.startswith(f"{package}.")


def imports(folder: str) -> list[Import]:
    """Every import of every file in the folder, also those inside functions."""
    return [
        Import(file.relative_to(ROOT), module)
        for file in sorted((ROOT / folder).rglob("*.py"))
        for module in _imported_modules(file)
    ]


def _imported_modules(file: Path) -> Iterator[str]:
    package = file.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*parents, *([node.module] if node.module else [])])


def room_of(parts: tuple[str, ...]) -> str:
    """bot/jobs/inbox.py → bot/jobs; bot/app.py → bot: a wing's own files are one room."""
    is_room = (ROOT.joinpath(*parts[:2]) / "__init__.py").exists()
    return "/".join(parts[:2]) if is_room else parts[0]


def arrows() -> list[tuple[str, str]]:
    """(room, room that it imports), sorted."""
    return sorted(
        {
            (room_of(each.file.parts), room_of(tuple(each.module.split("."))))
            for wing in WINGS
            for each in imports(wing)
            if each.package in WINGS
        }
    )


def picture() -> str:
    """The rooms and arrows in Mermaid, as GitHub and most editors draw it."""
    found = [(source, target) for source, target in arrows() if source != target]
    lines = ["flowchart TD"]
    for wing in WINGS:
        rooms = sorted({room for arrow in found for room in arrow if room.split("/")[0] == wing})
        lines += [f"  subgraph {wing}_wing[{wing}]", *map(_node, rooms), "  end"]
    lines += [f"  {_name(source)} --> {_name(target)}" for source, target in found]
    return "\n".join(["```mermaid", *lines, "```"])


def _node(room: str) -> str:
    wing, _, part = room.partition("/")
    return f"    {_name(room)}[{part or f'{wing}/*.py'}]"


def _name(room: str) -> str:
    return room.replace("/", "_")


def drawn(page: str) -> str:
    """The page with the picture as the code has it now."""
    return _PICTURE.sub(lambda _: picture(), page)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
