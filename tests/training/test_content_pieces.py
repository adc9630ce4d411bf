"""Which pieces are content words, in context and out of it."""

import numpy as np
import pytest
import sentencepiece

from classifier.tokenizer import Tokenizer
from training.content_pieces import ContentWords, content_shares

TEXTS = [
    "駅で食べた。",
    "この駅は大きい。",
    "京都駅へ行く。",
    "それはとても大きい。",
    "うどんを食べた！",
]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    prefix = tmp_path_factory.mktemp("tokenizer") / "tokenizer"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXTS),
        model_prefix=str(prefix),
        vocab_size=60,
        hard_vocab_limit=False,
        model_type="char",
        minloglevel=2,
    )
    return Tokenizer.from_file(prefix.with_suffix(".model"))


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("駅で食べた。", {0, 2, 3}),
        ("それはとても大きい。", {6, 7, 8}),
        ("食べている", {0, 1}),  # the auxiliary いる is none
        ("駅　で 食べた", {0, 4, 5}),
        ("", set()),
    ],
)
def test_content_words_are_nouns_verbs_and_adjectives(text: str, characters: set[int]) -> None:
    assert ContentWords().characters(text) == characters


def test_a_piece_counts_by_how_often_it_holds_a_part_of_a_content_word(
    tokenizer: Tokenizer,
) -> None:
    shares = content_shares(tokenizer, TEXTS * 3)
    share_of = {tokenizer.piece(id_): shares[id_] for id_ in range(len(shares))}
    assert shares.shape == (tokenizer.vocabulary_size,)
    assert share_of["食"] == 1
    assert share_of["大"] == 1
    assert share_of["べ"] == 1
    assert share_of["で"] == share_of["。"] == share_of["は"] == 0
    assert np.isfinite(shares).all()


def test_a_rare_piece_is_looked_up_alone(tokenizer: Tokenizer) -> None:
    shares = content_shares(tokenizer, [])
    share_of = {tokenizer.piece(id_): shares[id_] for id_ in range(len(shares))}
    assert share_of["駅"] == 1
    assert share_of["。"] == share_of["は"] == 0
