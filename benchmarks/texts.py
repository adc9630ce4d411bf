"""Texts of every length, all of our own writing."""

from collections.abc import Iterator
from itertools import cycle, islice

from classifier.artifact import read_artifact
from classifier.tokenizer import Tokenizer

SENTENCES = (
    "駅前のパン屋のクロワッサンが絶品すぎる。",
    "新しいスマホに替えたら、電池が夕方まで持つようになった。",
    "嵐山の竹林を抜けて、静かなお寺で抹茶をいただいた。",
    "延長後半のゴールで逆転して、スタジアムじゅうが立ち上がった。",
    "昨日は雨だったので、家で本を読みながら友だちからのメールを待っていた。",
    "商店街の角のうどん屋は、だしの香りだけでお腹が鳴る。",
    "通話料が安いプランに変えようと思って、店で説明を聞いてきました。",
    "祇園の細い路地を歩いていたら、舞妓さんとすれ違った。",
    "来週の試合に向けて、毎朝五キロ走ることにした。",
    "会議が長引いて、終わったのは九時過ぎだった。",
)


def shipped_tokenizer() -> Tokenizer:
    """Of the model that the bot serves."""
    return Tokenizer.from_file(read_artifact().tokenizer_path)


def texts_of(num_pieces: int, tokenizer: Tokenizer, count: int = len(SENTENCES)) -> list[str]:
    """Texts of so many pieces, each beginning with another sentence."""
    return [_text_of(num_pieces, tokenizer, first) for first in range(count)]


def mixed() -> Iterator[str]:
    """Messages of mixed length without end: mostly one sentence, some three, few of forty."""
    lengths = cycle((1, 1, 2, 1, 3, 1, 1, 8, 1, 2, 1, 40))
    sentences = cycle(SENTENCES)
    for length in lengths:
        yield "".join(islice(sentences, length))


def _text_of(num_pieces: int, tokenizer: Tokenizer, first: int) -> str:
    """The shortest beginning of the sentences, from that one on, that has so many pieces."""
    sentences = cycle((*SENTENCES[first:], *SENTENCES[:first]))
    text = ""
    while len(tokenizer.ids(text)) < num_pieces:
        text += next(sentences)
    while len(tokenizer.ids(text[:-1])) >= num_pieces:
        text = text[:-1]
    return text
