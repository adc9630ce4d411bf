"""Dockerfile, app.json, templates and hooks agree with the project they belong to."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.settings import Settings
from classifier.artifact import read_artifact

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = ROOT / "Dockerfile"
DOCKERFILES = (DOCKERFILE, ROOT / ".devcontainer/Dockerfile")
TEMPLATES = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
# Its wheels exist for the usual platforms only (tests/requirements.in).
HADOLINT = shutil.which("hadolint", path=str(Path(sys.executable).parent))


def copied() -> list[str]:
    """What the Dockerfile takes from the repository."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE.read_text(), re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def test_the_image_is_made_of_files_that_exist() -> None:
    assert [source for source in copied() if not (ROOT / source).exists()] == []


def test_the_image_holds_what_the_bot_reads() -> None:
    assert {"bot", "classifier", "manifest.yaml", "LICENSE", "NOTICE.md"} <= set(copied())
    assert not {"training", "tests"} & set(copied())


def test_the_engine_is_given_all_that_is_copied() -> None:
    given = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert set(given) == set(copied())


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.parent.name)
def test_no_image_runs_as_root(dockerfile: Path) -> None:
    *_, last_stage = dockerfile.read_text().split("\nFROM ")
    assert re.search(r"^USER [1-9]\d*$", last_stage, re.MULTILINE)


def test_the_image_is_built_from_the_lock_with_hashes() -> None:
    assert "--require-hashes -r /requirements.txt" in DOCKERFILE.read_text()


def test_what_the_image_leaves_out_lies_where_that_python_keeps_it() -> None:
    text = DOCKERFILE.read_text()
    assert len(set(re.findall(r"python:?(3\.\d+)", text))) == 1


if HADOLINT is not None:
    LINTER: str = HADOLINT

    @pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.parent.name)
    def test_the_linter_finds_nothing_in_a_dockerfile(dockerfile: Path) -> None:
        run = subprocess.run([LINTER, dockerfile], capture_output=True, text=True, check=False)
        assert (run.stdout + run.stderr, run.returncode) == ("", 0)


def test_the_app_asks_for_settings_that_exist() -> None:
    app = json.loads((ROOT / "app.json").read_text(encoding="utf-8"))
    assert set(app["env"]) <= {name.upper() for name in Settings.model_fields}


def test_the_app_starts_processes_that_exist() -> None:
    app = json.loads((ROOT / "app.json").read_text(encoding="utf-8"))
    procfile = yaml.safe_load((ROOT / "Procfile").read_text())
    assert set(app["formation"]) == set(procfile) - {"release"}


def test_the_development_container_prepares_environments_that_exist() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    makefile = (ROOT / "Makefile").read_text()
    targets = container["postCreateCommand"].removeprefix("make ").split()
    assert targets
    assert [target for target in targets if f"\n{target}:" not in makefile] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_every_issue_template_is_a_form_with_a_question(template: Path) -> None:
    form = yaml.safe_load(template.read_text(encoding="utf-8"))
    if template.stem == "config":
        assert form == {"blank_issues_enabled": False}
        return
    assert form["name"]
    assert form["description"]
    ids = [field["id"] for field in form["body"]]
    assert len(ids) == len(set(ids)) > 0
    assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_a_wrong_category_can_be_reported_for_every_category() -> None:
    path = ROOT / ".github/ISSUE_TEMPLATE/wrong-category.yml"
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    (expected,) = (field for field in form["body"] if field["id"] == "expected")
    categories = read_artifact().description.categories
    assert expected["attributes"]["options"] == [*categories, "none of them"]


def test_the_hooks_run_the_locked_tools() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    locked = (ROOT / "tests/requirements.txt").read_text()
    entries = [hook["entry"] for repository in hooks["repos"] for hook in repository["hooks"]]
    for entry in entries:
        folder, _, tool = entry.split()[0].rpartition("/")
        assert folder == ".venv-test/bin"
        assert f"\n{tool}==" in locked
