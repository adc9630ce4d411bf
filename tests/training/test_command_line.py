"""`python -m training` runs its stages and says what each did."""

import subprocess
import sys
from pathlib import Path

import pytest

from training.__main__ import main


@pytest.fixture
def arguments(small_open_text: Path, knbc: Path, tmp_path: Path) -> list[str]:
    return [
        *("--small", "--work", str(tmp_path)),
        *("--open-text", str(small_open_text), "--knbc", str(knbc)),
    ]


def test_a_stage_can_be_run_alone_and_says_what_it_wrote(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pieces", *arguments]) == 0
    said = capsys.readouterr().out
    assert "Learning from 4,186 sentences of KNBC" in said
    assert "[1/1] pieces" in said
    assert str(tmp_path / "tokenizer.model") in said
    assert "on gold word boundaries" in said
    assert (tmp_path / "tokenizer.model").exists()


# TensorFlow's variables and NumPy 2.4, when Keras saves them.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_the_articles_network_is_trained_in_two_stages(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--network", "seed", *arguments]) == 0
    said = capsys.readouterr().out
    assert "[2/2] fit" in said
    assert "token, weight, rank, normalized, attention" in said
    assert (tmp_path / "seed-network.keras").exists()
    assert main(["attention-table", "--text", "京都のうどん", *arguments]) == 0
    table = (tmp_path / "attention-table.csv").read_text(encoding="utf-8-sig")
    assert table.startswith("token,weight,rank,normalized,attention\n")
    assert "うどん" in table
    assert (tmp_path / "attention-table.png").exists()


def test_a_stage_whose_input_is_missing_names_the_stage_before(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vectors", *arguments]) == 1
    said = capsys.readouterr().err
    assert "tokenizer.model" in said
    assert "python -m training pieces" in said


def test_own_data_are_checked_before_anything_is_trained(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = tmp_path / "posts.csv"
    posts.write_text("text,label\n,質問\n", encoding="utf-8")
    assert main(["--data", str(posts), *arguments]) == 1
    captured = capsys.readouterr()
    assert "line 2: the text is empty" in captured.err
    assert "pieces" not in captured.out


def test_own_data_need_no_knbc(
    small_open_text: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KNBC_DIR", str(tmp_path / "nowhere"))  # whoever asks for it is refused
    posts = tmp_path / "posts.csv"
    rows = [f"{label}の文その{number},{label}" for label in "甲乙丙" for number in range(10)]
    posts.write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    options = ["--small", "--work", str(tmp_path), "--open-text", str(small_open_text)]
    assert main(["pieces", "--data", str(posts), *options]) == 0
    assert f"30 texts in {posts}" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["--knbc", "--open-text"])
def test_a_missing_corpus_is_named(
    arguments: list[str], missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pieces", *arguments, missing, str(tmp_path / "nowhere")]) == 1
    assert str(tmp_path / "nowhere") in capsys.readouterr().err


def test_an_unknown_stage_is_refused_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["pices"])
    assert "pieces, vectors, teacher, fit, calibrate, export, evaluate" in capsys.readouterr().err


def test_no_library_of_a_stage_is_loaded_to_show_the_help() -> None:
    script = (
        "import sys\nfrom training.__main__ import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'tensorflow', 'keras', 'gensim'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.endswith("[]\n")
    assert "--contenders" in run.stdout
