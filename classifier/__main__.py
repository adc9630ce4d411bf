"""The command line: one text and its picture, or one JSON object for every line of standard input.

python -m classifier "text" --png out.png
python -m classifier --json < texts.txt > answers.jsonl
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from classifier.artifact import SHIPPED_ARTIFACT
from classifier.classification import Classification
from classifier.classifier import Classifier
from classifier.errors import ClassifierError, TextError

JsonAnswer = dict[str, object]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status."""
    options = _parse(arguments)
    _speak_utf8()
    try:
        classifier = Classifier.load(options.artifact)
        if options.json:
            _answer_lines(classifier, sys.stdin.buffer)
        else:
            _answer_text(classifier, options)
    except ClassifierError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m classifier", description="Says which category a Japanese text belongs to."
    )
    parser.add_argument("text", nargs="?", help="the text to classify")
    parser.add_argument("--png", type=Path, metavar="FILE", help="write the heat map there")
    parser.add_argument("--full", action="store_true", help="draw all of a long text")
    parser.add_argument(
        "--json", action="store_true", help="a text a line in, a JSON object a line out"
    )
    parser.add_argument(
        "--artifact",
        type=Path,
        metavar="FOLDER",
        default=SHIPPED_ARTIFACT,
        help="another model than the shipped one",
    )
    options = parser.parse_args(arguments)
    if options.json and (options.text is not None or options.png or options.full):
        parser.error("--json reads its texts from standard input; give it neither text nor picture")
    if not options.json and options.text is None:
        parser.error('give a text, as in: python -m classifier "text" --png out.png; or --json')
    if options.full and options.png is None:
        parser.error("--full is about the picture; add --png FILE")
    return options


def _speak_utf8() -> None:
    """UTF-8 whatever the locale; half a surrogate pair is written as its JSON escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _answer_text(classifier: Classifier, options: argparse.Namespace) -> None:
    classification = classifier.classify(options.text)
    print(classification.category or f"該当なし (最も近いのは {classification.nearest})")
    for category, probability in classification.ranking:
        print(f"{category}\t{probability:.3f}")
    if options.png is not None:
        _write_heat_map(classification, options.png, full=options.full)


def _write_heat_map(classification: Classification, path: Path, *, full: bool) -> None:
    from classifier.heat_map import render_heat_map  # the fonts are loaded only if wanted

    picture = render_heat_map(classification, full=full)
    try:
        path.write_bytes(picture)
    except OSError as error:
        raise SystemExit(f"The picture cannot be written to {path}: {error.strerror}.") from error


def _answer_lines(classifier: Classifier, lines: Iterable[bytes]) -> None:
    for answer in _answers(classifier, lines):
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def _answers(classifier: Classifier, lines: Iterable[bytes]) -> Iterator[JsonAnswer]:
    """One answer for each line, so that output line n belongs to input line n."""
    for line in lines:
        try:
            text = _text_of(line)
        except UnicodeDecodeError:
            yield {"text": None, "error": "The line is not UTF-8. Convert it to UTF-8."}
            continue
        try:
            yield _as_json(classifier.classify(text))
        except TextError as error:
            yield {"text": text, "error": str(error)}


def _text_of(line: bytes) -> str:
    """A JSON string is decoded; any other line is the text itself.

    Example: `"a\\nb"` → two lines of text; `"a" と b` → the nine characters as they stand.
    """
    plain = line.decode("utf-8").rstrip("\r\n")
    if not plain.startswith('"'):
        return plain
    try:
        return str(json.loads(plain))
    except ValueError:
        return plain


def _as_json(classification: Classification) -> JsonAnswer:
    """The contract for all who script this: see the module's users before a field changes."""
    scores = classification.scores()
    return {
        "text": classification.text,
        "category": classification.category,
        "probabilities": dict(classification.probabilities),
        "tokens": [
            {"text": token.text, "start": token.start, "end": token.end, "contribution": score}
            for token, score in zip(classification.tokens, scores, strict=True)
        ],
        "model": classification.model,
    }


if __name__ == "__main__":
    sys.exit(main())
