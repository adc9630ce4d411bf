"""Stage `attention-table`: the article's table of one text, as a picture and as CSV.

What the article shows for an explanation: of each piece the largest component of the attention
layer's output, its rank, and by how much it is above the mean. docs/faithfulness.md says how
little the network uses what the table marks; the heat map of the bot is another.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import keras
from keras_self_attention import SeqSelfAttention

from classifier.heat_map import palette
from classifier.heat_map.canvas import Canvas
from classifier.heat_map.fonts import shared_fonts
from classifier.heat_map.typesetting import Typesetter
from classifier.tokenizer import Tokenizer
from training.errors import TrainingError
from training.reading import chosen
from training.seed_network import AttentionRow, attention_table
from training.settings import TrainingSettings
from training.stage import StageReport, described, needed
from training.workspace import Workspace

# The article's own example.
EXAMPLE = "もちろん、おいしいうどんを食べることを、第一の目的にして行くのだが。"
COLUMNS = ("token", "weight", "rank", "normalized", "attention")

_SCALE = 3
_WIDTH = 480.0
_MARGIN = 14.0
_PITCH = 19.0
_SIZE = 13
_HEAD_SIZE = 11
_TOKEN_WIDTH = 150.0
_RIGHT_EDGES = (232.0, 278.0, 362.0)  # of weight, rank and normalized
_BAR_LEFT = 376.0
_BAR_WIDTH = 72.0


def run(workspace: Workspace, settings: TrainingSettings, *, text: str = EXAMPLE) -> StageReport:
    """Asks the network that `fit --network seed` left.

    Args:
        workspace: where it lies, and where the table is written.
        settings: which tokenizer it was trained with.
        text: of which at most the last pieces are read, as the network does.

    Raises:
        TrainingError: there is no such network, or the text holds nothing it reads.
    """
    network_file = needed(workspace.seed_network, "fit --network seed")
    tokenizer_file = needed(chosen(workspace, settings).tokenizer, "pieces")
    pieces = Tokenizer.from_file(tokenizer_file).encode(text)
    if not pieces:
        raise TrainingError("The text holds nothing that the network reads: give it a word.")
    model = keras.models.load_model(
        network_file, custom_objects={"SeqSelfAttention": SeqSelfAttention}, compile=False
    )
    table = attention_table(model, [text[p.start : p.end] for p in pieces], [p.id for p in pieces])
    write_csv(table, workspace.attention_csv)
    workspace.attention_picture.write_bytes(draw(table))
    return StageReport(
        read=(described(network_file, "the article's network"),),
        wrote=(
            described(workspace.attention_csv, f"{len(table)} rows"),
            described(workspace.attention_picture, "the same as a picture"),
        ),
    )


def write_csv(table: Sequence[AttentionRow], path: Path) -> None:
    """A row for each piece, in the order of the text; UTF-8 with a mark, which Excel wants."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in table:
            writer.writerow((row.token, row.weight, row.rank, row.normalized, row.attention))


def draw(table: Sequence[AttentionRow]) -> bytes:
    """The table as a PNG: a row for each piece, what is marked on blue, a bar for the surplus."""
    return _Picture(table).png()


@dataclass(frozen=True, slots=True)
class _Picture:
    table: Sequence[AttentionRow]

    def png(self) -> bytes:
        """Heads, a rule, the rows."""
        height = 2 * _MARGIN + _PITCH * (len(self.table) + 1) + 4
        canvas = Canvas(_WIDTH, height, _SCALE, shared_fonts())
        typesetter = Typesetter(shared_fonts(), _SCALE)
        self._draw_heads(canvas, typesetter)
        canvas.rectangle(_MARGIN, _MARGIN + _PITCH, _WIDTH - 2 * _MARGIN, 1, palette.RULE)
        highest = max((row.normalized for row in self.table), default=0.0) or 1.0
        for number, row in enumerate(self.table, start=1):
            y = _MARGIN + 4 + number * _PITCH
            _draw_row(canvas, typesetter, y, row, row.normalized / highest)
        return canvas.png()

    def _draw_heads(self, canvas: Canvas, typesetter: Typesetter) -> None:
        baseline = _MARGIN + 12
        canvas.text(_MARGIN, baseline, COLUMNS[0], _HEAD_SIZE, palette.GREY)
        for head, right in zip(COLUMNS[1:4], _RIGHT_EDGES, strict=True):
            left = right - typesetter.width(head, _HEAD_SIZE)
            canvas.text(left, baseline, head, _HEAD_SIZE, palette.GREY)
        canvas.text(_BAR_LEFT, baseline, COLUMNS[4], _HEAD_SIZE, palette.GREY)


def _draw_row(
    canvas: Canvas, typesetter: Typesetter, y: float, row: AttentionRow, share: float
) -> None:
    """`share` is that of the highest surplus: the length of the bar and the step of its blue."""
    baseline, step = y + 13, palette.step(share, 1.0)
    token = typesetter.shortened(row.token or " ", _TOKEN_WIDTH, _SIZE, bold=row.attention)
    if row.attention:
        width = typesetter.width(token, _SIZE, bold=True) + 6
        canvas.rounded(_MARGIN - 3, y, width, _PITCH - 2, palette.cell_colour(step), radius=4)
    ink = palette.text_colour(step) if row.attention else palette.INK
    canvas.text(_MARGIN, baseline, token, _SIZE, ink, bold=row.attention)
    figures = (f"{row.weight:.5f}", f"{row.rank:g}", f"{row.normalized:.6f}")
    for figure, right in zip(figures, _RIGHT_EDGES, strict=True):
        left = right - typesetter.width(figure, _SIZE, bold=row.attention)
        canvas.text(left, baseline, figure, _SIZE, palette.INK, bold=row.attention)
    if row.attention:
        bar = max(2.0, share * _BAR_WIDTH)
        canvas.rectangle(_BAR_LEFT, y + 3, bar, _PITCH - 8, palette.cell_colour(max(step, 2)))
        canvas.text(_BAR_LEFT + bar + 4, baseline, "✓", _HEAD_SIZE, palette.INK)
