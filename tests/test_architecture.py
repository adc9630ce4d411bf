"""Imports go one way, bot → classifier ← training, and the running bot stays light."""

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture import PAGE, ROOT, WINGS, drawn, imports

OURS = (*WINGS, "tests")
TRAINING_ONLY = ("tensorflow", "tf_keras", "keras", "keras_self_attention", "gensim", "sklearn")
MOST_MEGABYTES = 200

# What each package may import of ours.
ALLOWED = {
    "classifier": {"classifier"},
    "bot": {"bot", "classifier"},
    "training": {"training", "classifier"},
}
# What the bot may know of the demo: how to run it, since `make run` does without tokens.
DEMO_ENTRANCE = "bot.demo.run"


@pytest.mark.parametrize("package", list(ALLOWED))
def test_imports_go_one_way(package: str) -> None:
    forbidden = set(OURS) - ALLOWED[package]
    assert [each for each in imports(package) if each.package in forbidden] == []


@pytest.mark.parametrize("package", ["bot", "classifier"])
def test_no_training_library_is_imported_to_serve(package: str) -> None:
    assert [each for each in imports(package) if each.package in TRAINING_ONLY] == []


def test_the_classifier_knows_nothing_of_slack() -> None:
    slack = ("slack_bolt", "slack_sdk", "dbos")
    assert [each for each in imports("classifier") if each.package in slack] == []


def test_the_bot_handles_no_tensors() -> None:
    tensors = ("numpy", "ai_edge_litert", "sentencepiece")
    assert [each for each in imports("bot") if each.package in tensors] == []


def test_the_playground_stands_alone() -> None:
    """It shares no code with the bot: a fault in one is no fault in both, and unseen."""
    assert [
        each
        for each in imports("bot/playground")
        if each.lies_in("bot") and not each.lies_in("bot.playground")
    ] == []


@pytest.mark.parametrize(
    ("room", "entrance"), [("bot.playground", "bot.demo"), ("bot.demo", DEMO_ENTRANCE)]
)
def test_the_bot_knows_of_the_stand_in_slack_only_how_to_run_the_demo(
    room: str, entrance: str
) -> None:
    """Only bot/demo puts playground and model together; only `python -m bot` starts the demo."""
    own = (room.replace(".", "/"), "bot/demo")
    assert [
        each
        for each in imports("bot")
        if each.lies_in(room)
        and each.module != entrance
        and not any(each.file.is_relative_to(folder) for folder in own)
    ] == []


@pytest.mark.parametrize(
    ("folder", "requirements"),
    [
        ("bot", ["requirements.in"]),
        ("classifier", ["requirements.in"]),
        ("training", ["requirements.in", "training/requirements.in"]),
        (
            "benchmarks",
            [
                "requirements.in",
                "training/requirements.in",
                "tests/requirements.in",
                "benchmarks/requirements.in",
            ],
        ),
        ("tests", ["requirements.in", "training/requirements.in", "tests/requirements.in"]),
    ],
)
def test_every_imported_library_is_asked_for_by_name(folder: str, requirements: list[str]) -> None:
    """What happens to come along with another library may stop coming along."""
    asked_for = {name for file in requirements for name in names_in(ROOT / file)}
    provided_by = packages_distributions()
    assert {
        each.package
        for each in imports(folder)
        if each.package in provided_by
        and asked_for.isdisjoint(map(normalized, provided_by[each.package]))
    } == set()


@pytest.mark.parametrize("file", ["requirements", "training/requirements", "tests/requirements"])
def test_every_requirement_is_locked_with_its_hash(file: str) -> None:
    lock = (ROOT / f"{file}.txt").read_text()
    pins = re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)
    hashed = re.findall(r"^([\w.-]+)==[^\n]* \\\n    --hash=sha256:", lock, re.MULTILINE)
    assert pins == hashed
    known = {normalized(name) for name in pins} | set(names_in_lock(ROOT / "requirements.txt"))
    assert names_in(ROOT / f"{file}.in") - known == set()


def test_training_adds_to_what_the_bot_needs() -> None:
    lock = (ROOT / "training/requirements.txt").read_text()
    assert lock.startswith("-r ../requirements.txt\n")
    added = names_in_lock(ROOT / "training/requirements.txt")
    assert added.isdisjoint(names_in_lock(ROOT / "requirements.txt"))


def test_the_locks_name_no_machine() -> None:
    for file in ("requirements.txt", "training/requirements.txt", "tests/requirements.txt"):
        assert (
            re.findall(
                r"https?://|file:|@ |--(?:index|extra|find)|\s/\S+", (ROOT / file).read_text()
            )
            == []
        )


@pytest.mark.parametrize("wing", WINGS)
def test_every_wing_is_walked(wing: str) -> None:
    assert len(imports(wing)) > 50


def test_the_architecture_page_shows_the_code_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == drawn(page), "run `make architecture` and commit docs/architecture.md"


def test_a_classification_stays_light() -> None:
    script = """
import json, sys
import bot
from classifier import Classifier, render_heat_map
render_heat_map(Classifier.load().classify("駅前のパン屋のクロワッサンが絶品すぎる。"))
modules = sorted({name.partition(".")[0] for name in sys.modules})
import psutil
print(json.dumps([modules, psutil.Process().memory_info().rss / 1e6]))
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    modules, megabytes = json.loads(run.stdout)
    assert set(modules).isdisjoint(TRAINING_ONLY)
    assert megabytes < MOST_MEGABYTES


def normalized(name: str) -> str:
    """A distribution's name as registries compare it: Slack_Bolt → slack-bolt."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names_in(file: Path) -> set[str]:
    """The distributions that a .in file asks for."""
    lines = re.findall(r"^([A-Za-z][\w.-]*)", file.read_text(), re.MULTILINE)
    return {normalized(name) for name in lines}


def names_in_lock(file: Path) -> set[str]:
    return {
        normalized(name) for name in re.findall(r"^([\w.-]+)==", file.read_text(), re.MULTILINE)
    }
