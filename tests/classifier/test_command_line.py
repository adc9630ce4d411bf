"""The command line's contract, seen from outside: a process, its streams and its exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from classifier.classifier import Classifier

REPOSITORY = Path(__file__).parents[2]
BAKERY = "駅前のパン屋のクロワッサンが絶品すぎる。"


def run(*arguments: str, lines: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "classifier", *arguments],
        input=lines,
        capture_output=True,
        cwd=REPOSITORY,
        check=False,
        env={"LC_ALL": "C"},
    )


def answers(lines: bytes) -> list[dict[str, object]]:
    done = run("--json", lines=lines)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_a_text_prints_its_category_and_probabilities(classifier: Classifier) -> None:
    done = run(BAKERY)
    first, *rest = done.stdout.decode("utf-8").splitlines()
    assert done.returncode == 0
    assert first == classifier.classify(BAKERY).category
    assert {line.split("\t")[0] for line in rest} == set(classifier.categories)


@pytest.mark.parametrize("full", [(), ("--full",)])
def test_the_picture_is_written(tmp_path: Path, full: tuple[str, ...]) -> None:
    path = tmp_path / "out.png"
    done = run(BAKERY, "--png", str(path), *full)
    assert done.returncode == 0, done.stderr.decode()
    assert path.read_bytes().startswith(b"\x89PNG\r\n")


def test_json_answers_have_the_agreed_fields(classifier: Classifier) -> None:
    (answer,) = answers(BAKERY.encode() + b"\n")
    expected = classifier.classify(BAKERY)
    assert list(answer) == ["text", "category", "probabilities", "tokens", "model"]
    assert answer["text"] == BAKERY
    assert answer["category"] == expected.category
    assert answer["probabilities"] == pytest.approx(dict(expected.probabilities))
    assert answer["model"] == expected.model
    assert answer["tokens"] == [
        {
            "text": token.text,
            "start": token.start,
            "end": token.end,
            "contribution": pytest.approx(score),
        }
        for token, score in zip(expected.tokens, expected.scores(), strict=True)
    ]


def test_a_line_is_a_json_string_or_the_text_itself() -> None:
    lines = '"駅前の\\nパン屋"\n駅前のパン屋\r\n"駅前"のパン屋\n"駅前のパン屋\n'
    assert [answer["text"] for answer in answers(lines.encode())] == [
        "駅前の\nパン屋",
        "駅前のパン屋",
        '"駅前"のパン屋',
        '"駅前のパン屋',
    ]


@pytest.mark.parametrize(
    "bad",
    [b"", b"  ", b'"\\u0000"', b"\xff\xfe", "😀".encode(), b"https://a.jp", "あ".encode() * 40_001],
    ids=["empty", "blank", "NUL", "not UTF-8", "emoji", "URL", "too long"],
)
def test_a_bad_line_is_answered_in_its_place_and_the_rest_goes_on(bad: bytes) -> None:
    first, error, last = answers(BAKERY.encode() + b"\n" + bad + b"\n" + BAKERY.encode())
    assert first == last
    assert str(error["error"]).endswith(".")
    assert set(error) == {"text", "error"}


def test_half_a_surrogate_pair_comes_back_as_it_was() -> None:
    (answer,) = answers('"\\ud83d京都"\n'.encode())
    assert answer["text"] == "\ud83d京都"


def test_no_lines_are_no_answers() -> None:
    assert answers(b"") == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("",), "The text is empty"),
        (("😀",), "no word that the model reads"),
        ((BAKERY, "--artifact", "/nowhere"), "no model at"),
        ((BAKERY, "--png", "/nowhere/out.png"), "cannot be written"),
        ((), "give a text"),
        (("--json", "text"), "standard input"),
        ((BAKERY, "--full"), "--png"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: tuple[str, ...], sentence: str
) -> None:
    done = run(*arguments)
    assert done.returncode != 0
    assert done.stdout.count(b"\n") == 0 or "--png" in arguments
    assert sentence in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr
