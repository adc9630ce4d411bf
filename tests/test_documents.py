"""What the documents name exists: links, files, make targets, modules, settings."""

import configparser
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
# `bot/app.py`, `docs/images/`, `manifest.yaml`: a path of ours, not a command or a pattern.
PATH = re.compile(r"(?:[\w.-]+/)*[\w.-]+\.(?:py|md|yaml|yml|toml|txt|in|png|csv)|(?:[\w-]+/)+")
COMMAND = re.compile(r"(?<!install )\bmake ([a-z][a-z-]+)")
MODULE = re.compile(r"python -m ([\w.]+)")
SETTING = re.compile(r"^[A-Z]+(?:_[A-Z]+)*$")
# Made by running the project, or outside it; a document may speak of them all the same.
NOT_IN_THE_REPOSITORY = {
    "out.png",
    "posts.csv",
    "features.csv",
    "labels.csv",
    "../shared/knbc",
    # The training's own files, below build/training.
    "open-lines.txt",
}
MADE_BY_RUNNING = ("build/", "data/", ".venv")
NOT_OF_THE_BOT = {"KNBC_DIR", "OPEN_TEXT_DIR", "TEST_DATABASE_URL"}

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def code_in(document: Path) -> Iterator[str]:
    """What stands between back quotes in running text."""
    prose = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    yield from CODE.findall(prose)


def anchors(document: Path) -> set[str]:
    """The names by which its headings are linked: `## Two commands` → two-commands."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def leads_somewhere(link: str, document: Path) -> bool:
    if link.startswith(("http://", "https://", "mailto:")):
        return True
    name, _, anchor = link.partition("#")
    target = document.parent / name if name else document
    return target.exists() and (not anchor or anchor in anchors(target))


def names_something(path: str, document: Path) -> bool:
    if path in NOT_IN_THE_REPOSITORY or path.startswith(MADE_BY_RUNNING):
        return True
    return (ROOT / path).exists() or (document.parent / path).exists()


RUNNABLE = [
    pytest.param(block, id=f"{path.relative_to(ROOT)}-{number}")
    for path in DOCUMENTS
    for number, block in enumerate(
        re.findall(
            r"<!-- runnable -->\n```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL
        )
    )
]


@pytest.mark.parametrize("block", RUNNABLE)
def test_a_runnable_command_block_runs_as_it_stands(block: str, tmp_path: Path) -> None:
    (tmp_path / "posts.txt").write_text("ラーメンが食べたい\n金閣寺に行った\n", encoding="utf-8")
    script = block.replace(".venv/bin/python", "python")
    folder = Path(sys.executable).parent
    environment = os.environ | {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    run = subprocess.run(
        ["bash", "-euc", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    for name in set(re.findall(r"out\.png|answers\.jsonl", script)):
        assert (tmp_path / name).stat().st_size > 0


@each_document
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not leads_somewhere(link, document)] == []


@each_document
def test_every_named_file_exists(document: Path) -> None:
    paths = [code for code in code_in(document) if PATH.fullmatch(code)]
    assert [path for path in paths if not names_something(path, document)] == []


@each_document
def test_every_named_make_target_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    blocks = re.findall(r"```sh\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    named = {name for text in [*blocks, *code_in(document)] for name in COMMAND.findall(text)}
    assert named - targets == set()


@each_document
def test_every_named_module_can_be_run(document: Path) -> None:
    names = set(MODULE.findall(document.read_text(encoding="utf-8"))) - {"pip", "venv"}
    assert {name for name in names if not is_runnable(name)} == set()


def is_runnable(name: str) -> bool:
    """Whether it is a module, or a package with a `__main__`; found without importing it."""
    path = ROOT.joinpath(*name.split("."))
    return (
        path.with_suffix(".py").exists()
        or (path / "__main__.py").exists()
        or ("." not in name and not path.exists() and importlib.util.find_spec(name) is not None)
    )


@each_document
def test_every_named_setting_is_one(document: Path) -> None:
    named = {code for code in code_in(document) if SETTING.match(code) and "_" in code}
    settings = {name.upper() for name in Settings.model_fields}
    assert named - settings - NOT_OF_THE_BOT == set()


def test_every_setting_is_explained_to_the_operator() -> None:
    explained = set(code_in(ROOT / "docs/operate.md"))
    assert {name.upper() for name in Settings.model_fields} - explained == set()


def rows_and_their_tests(document: Path) -> Iterator[tuple[str, list[tuple[str, Path]]]]:
    """(row, the tests it names): `[forged requests are refused](../tests/bot/test_wsgi.py)`."""
    tables = re.findall(
        r"^\|.*\|\n\| ?---.*\|\n((?:\|.*\|\n)+)", document.read_text(encoding="utf-8"), re.M
    )
    for row in (row for table in tables for row in table.splitlines()):
        yield (
            row,
            [
                ("test_" + re.sub(r"[ ,]+", "_", words.strip()), document.parent / target)
                for words, target in re.findall(r"\[([^\]`]+)\]\(([^)]*tests/[^)]*\.py)\)", row)
            ],
        )


@each_document
def test_every_test_named_in_a_table_exists(document: Path) -> None:
    named = [test for _, tests in rows_and_their_tests(document) for test in tests]
    missing = [
        name
        for name, file in named
        if not re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.M)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("page", "rows"), [("docs/security.md", 20), ("README.md", 20), ("README.ja.md", 20)]
)
def test_every_threat_and_every_feature_names_its_test(page: str, rows: int) -> None:
    """The tables whose last column is called `its test`, in Japanese `テスト`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (table,) = re.findall(r"^\|.*\| (?:its test|テスト) \|\n\|.*\n((?:\|.*\|\n)+)", text, re.M)
    with_tests = {row for row, tests in rows_and_their_tests(ROOT / page) if tests}
    assert set(table.splitlines()) - with_tests == set()
    assert len(table.splitlines()) >= rows


def test_the_systemd_unit_starts_what_the_bot_is_started_by(tmp_path: Path) -> None:
    text = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
    (unit,) = re.findall(r"<!-- unit -->\n```ini\n(.*?)```", text, re.DOTALL)
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit)
    service = parser["Service"]
    assert service["ExecStart"] == "/opt/text-classifier/.venv/bin/python -m bot"
    assert service["ExecStartPre"].endswith("-m bot check")
    state = f"/var/lib/{service['StateDirectory']}/"
    assert service["Environment"].startswith(f"DATABASE_URL=sqlite:///{state}")
    assert int(service["TimeoutStopSec"]) > 25


def test_every_document_is_linked_from_a_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = {ROOT / link.partition("#")[0] for link in LINK.findall(readme)}
    pages = {path for path in DOCUMENTS if path.parent == ROOT / "docs"}
    assert pages - linked == set()


def test_both_readmes_name_the_same_commands_files_and_settings() -> None:
    english, japanese = (ROOT / name for name in ("README.md", "README.ja.md"))
    assert set(code_in(japanese)) - {"/classify <文章>"} == set(code_in(english)) - {
        "/classify <text>"
    }
    links = [set(LINK.findall(each.read_text(encoding="utf-8"))) for each in (english, japanese)]
    assert links[0] ^ links[1] == {"README.md", "README.ja.md"}
    blocks = [
        re.findall(r"^([^#\n]+)", "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)), re.M)
        for text in (english.read_text(encoding="utf-8"), japanese.read_text(encoding="utf-8"))
    ]
    assert [line.strip() for line in blocks[0]] == [line.strip() for line in blocks[1]]
