"""Open text → a SentencePiece model whose pieces are words where they can be (stage `pieces`)."""

import io
import random
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tqdm import tqdm

from classifier.tokenizer import Tokenizer
from training.corpus_files import find_corpus
from training.gold_words import read_gold_words
from training.reading import chosen, unlabelled_texts
from training.settings import PieceSettings, TrainingSettings
from training.stage import StageReport, described
from training.word_boundaries import piece_agreement
from training.words import WordCutter
from training.workspace import Workspace

PADDING_ID = 0
UNKNOWN_ID = 1
# Stands between words in SentencePiece's training text; a private character, so in no text.
_DELIMITER = "\ue000"
_WHITE_SPACE_MARK = "▁"
_LONGEST_SUBSTRING = 8
_LINES_PER_CHUNK = 2_000


def run(workspace: Workspace, settings: TrainingSettings) -> StageReport:
    """Cuts the texts into words, counts seed pieces, trains SentencePiece and measures it."""
    target = chosen(workspace, settings)
    target.folder.mkdir(parents=True, exist_ok=True)
    texts = [line.text for line in unlabelled_texts(settings)]
    write_words(texts, target.words, processes=settings.pieces.num_threads)
    num_seeds = write_seed_pieces(target.words, target.seed_pieces, settings.pieces)
    target.tokenizer.write_bytes(train_pieces(target, settings.pieces, seed=settings.seed))
    tokenizer = Tokenizer.from_file(target.tokenizer)
    return StageReport(
        read=(f"{len(texts):,} lines of text",),
        wrote=(
            described(target.words, "their words"),
            described(target.seed_pieces, f"{num_seeds:,} seed pieces"),
            described(target.tokenizer, f"{tokenizer.vocabulary_size:,} pieces"),
        ),
        findings=agreement_with_gold_words(tokenizer, settings),
    )


def write_words(texts: Sequence[str], target: Path, *, processes: int) -> None:
    """Writes each text's words, separated by tabs, a text a line."""
    chunks = [
        texts[start : start + _LINES_PER_CHUNK] for start in range(0, len(texts), _LINES_PER_CHUNK)
    ]
    with (
        target.open("w", encoding="utf-8", newline="\n") as file,
        _mapped(chunks, processes) as cut_chunks,
        tqdm(total=len(texts), unit="line", unit_scale=True, desc="words", disable=None) as bar,
    ):
        for lines in cut_chunks:
            file.writelines(f"{line}\n" for line in lines)
            bar.update(len(lines))


def write_seed_pieces(words: Path, target: Path, settings: PieceSettings) -> int:
    """Writes the substrings SentencePiece is to choose from, with scores; gives their number.

    SentencePiece finds them by itself as well, but counts each distinct word of a pre-tokenised
    text once, however often it occurs: a frequent whole word such as 携帯 then counts for no more
    than a misspelling, and is cut. So they are counted here, in running text: occurrences times
    length, the same score as in its own suffix array.
    """
    scores = _substring_scores(_word_counts(words), settings)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[: settings.num_seeds]
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{piece}\t{score}\n" for piece, score in best)
    return len(best)


def train_pieces(workspace: Workspace, settings: PieceSettings, *, seed: int) -> bytes:
    """The SentencePiece model, unigram (Kudo 2018), of the workspace's words and seed pieces."""
    model = io.BytesIO()
    lines = _sampled_lines(workspace.words, settings.num_lines, seed)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(tqdm(lines, unit="line", desc="SentencePiece", disable=None)),
        model_writer=model,
        model_type="unigram",
        vocab_size=settings.vocabulary_size,
        hard_vocab_limit=False,  # a small text holds fewer
        character_coverage=0.9995,
        normalization_rule_name="nmt_nfkc",
        # Our texts begin in the middle of things as often as with a word.
        add_dummy_prefix=False,
        pretokenization_delimiter=_DELIMITER,
        seed_sentencepieces_file=str(workspace.seed_pieces),
        max_sentencepiece_length=settings.longest_piece,
        num_threads=settings.num_threads,
        shuffle_input_sentence=False,
        pad_id=PADDING_ID,
        unk_id=UNKNOWN_ID,
        bos_id=-1,
        eos_id=-1,
        minloglevel=2,
    )
    return _without_paths(model.getvalue())


def agreement_with_gold_words(tokenizer: Tokenizer, settings: TrainingSettings) -> tuple[str, ...]:
    """How pieces and shown words lie among KNBC's gold words, where those are at hand."""
    if settings.data is not None:
        return ()
    gold = find_corpus(settings.knbc) / "morphemes.tsv"
    if not gold.exists():
        return ()
    sentences = list(read_gold_words(gold).values())
    return (
        f"pieces: {piece_agreement(tokenizer, sentences, joined=False)}",
        f"as shown: {piece_agreement(tokenizer, sentences, joined=True)}",
    )


def _without_paths(model: bytes) -> bytes:
    """The model without the name of the seed file: it is this machine's, and of no use."""
    proto = sentencepiece_model_pb2.ModelProto.FromString(model)  # type: ignore[attr-defined]  # made when imported
    proto.trainer_spec.ClearField("seed_sentencepieces_file")
    return bytes(proto.SerializeToString(deterministic=True))


@contextmanager
def _mapped(chunks: Sequence[Sequence[str]], processes: int) -> Iterator[Iterable[list[str]]]:
    """The chunks cut into words, in order, by several processes if there is enough to do."""
    if processes == 1 or len(chunks) <= processes:
        yield map(_cut, chunks)
        return
    with get_context("spawn").Pool(processes) as pool:
        yield pool.imap(_cut, chunks)


def _cut(texts: Sequence[str]) -> list[str]:
    cutter = _word_cutter()
    return [
        "\t".join(word for part in cutter.words(_normalized(text)) if (word := part.strip()))
        for text in texts
    ]


@cache
def _word_cutter() -> WordCutter:
    """One for each process: loading the dictionary takes longer than cutting a chunk."""
    return WordCutter()


def _normalized(text: str) -> str:
    """As SentencePiece will see it, so that the seed pieces are found in it."""
    return unicodedata.normalize("NFKC", text)


def _word_counts(words: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    with words.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            counts.update(line.rstrip("\n").split("\t"))
    return counts


def _substring_scores(words: Counter[str], settings: PieceSettings) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for word, count in tqdm(words.items(), unit="word", desc="seed pieces", disable=None):
        for substring in _substrings(word, settings.longest_piece):
            counts[substring] += count
    return {
        piece: count * len(piece)
        for piece, count in counts.items()
        if count >= settings.min_count and _WHITE_SPACE_MARK not in piece
    }


def _substrings(word: str, longest: int) -> Iterator[str]:
    """All substrings of up to 8 characters, and the word itself; none of over-long words."""
    if len(word) > longest or any(character.isspace() for character in word):
        return
    for start in range(len(word)):
        for end in range(start + 1, min(len(word), start + _LONGEST_SUBSTRING) + 1):
            yield word[start:end]
    if len(word) > _LONGEST_SUBSTRING:
        yield word


def _sampled_lines(words: Path, num_lines: int, seed: int) -> list[str]:
    lines = words.read_text(encoding="utf-8").split("\n")
    if len(lines) > num_lines:
        lines = random.Random(seed).sample(lines, num_lines)
    return [line.replace("\t", _DELIMITER) for line in lines if line]
