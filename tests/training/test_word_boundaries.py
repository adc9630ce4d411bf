"""Agreement with the gold words is counted as it says."""

import io
from dataclasses import astuple

import pytest
import sentencepiece

from classifier.tokenizer import Tokenizer
from training.gold_words import GoldWord
from training.word_boundaries import piece_agreement, word_agreement

SENTENCE = (
    GoldWord("京都", "名詞", "地名", 0),
    GoldWord("へ", "助詞", "格助詞", 2),
    GoldWord("行った", "動詞", "*", 3),
)


def test_words_cut_as_in_the_gold_corpus_agree_fully() -> None:
    agreement = word_agreement(lambda text: ["京都", "へ", "行った"], [SENTENCE])
    assert (agreement.precision, agreement.recall) == (1, 1)


def test_a_cut_too_many_costs_precision_and_one_too_few_recall() -> None:
    cut = word_agreement(lambda text: ["京", "都", "へ", "行った"], [SENTENCE])
    assert [cut.precision, cut.recall] == pytest.approx([3 / 4, 1])
    joined = word_agreement(lambda text: ["京都へ", "行った"], [SENTENCE])
    assert [joined.precision, joined.recall] == pytest.approx([1, 2 / 3])


def test_a_sentence_that_lost_characters_is_passed_over() -> None:
    assert word_agreement(lambda text: ["京都"], [SENTENCE]).precision == 0


def test_single_characters_shred_the_long_words() -> None:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["京都へ行った"]),
        model_writer=model,
        model_type="char",
        add_dummy_prefix=False,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    tokenizer = Tokenizer(model.getvalue())
    agreement = piece_agreement(tokenizer, [SENTENCE], joined=False)
    assert astuple(agreement) == pytest.approx((1 / 6, 1 / 3, 6))
