"""The model card: what the shipped model is and was made of, how good it is, and its limits."""

from collections.abc import Mapping, Sequence

from classifier.artifact import ArtifactDescription
from training.reading import Labelled
from training.settings import TrainingSettings

_CARD = """\
# Model card: {name} {version}

Sorts a Japanese text into one of {count} categories ({categories}) or none of them, and says for
every word how much it spoke for or against each. Made by `python -m training`.

## The network

`logit = bias + length_scale(T) · Σ gate(context) · evidence(piece)`: a piece's evidence is looked
up from the piece alone, so what the heat map shows is the network's own sum. The gate reads the
whole text (self-attention with a key mask, keras-self-attention; a convolution over neighbours).
The evidence is learned from what the piece means (word vectors, a sentence encoder's vectors) and
counted (complement naive Bayes). The categories have no bias: what no word says counts for none.
{evidence}

## Data

- {labelled}
- Open Japanese text, unlabelled (NOTICE.md lists the collections and their licences; several are
  CC BY-SA): tokenizer, word vectors, soft labels. {vocabulary}
- {none}
- Multilingual Universal Sentence Encoder v3 (Apache-2.0), at training time only: its vector of
  every piece, and soft labels of {open_lines:,} open lines in every epoch.

## Figures

{printed_by}

| figure | value |
| --- | --- |
{figures}

## Limits

{limits}
- Of other languages than Japanese it knows next to nothing.
- A single sentence without a telling word cannot be placed; the probability says so.
- Irony, quotations and negation are not understood: the evidence of a word is the word's own.
"""

_KNBC = {
    "evidence": """\
Only pieces that hold a part of a content word are evidence, and the gate has learned from the
corpus' gold words to close where such a piece stands in a function word.""",
    "labelled": """\
The KNB corpus 1.0 (Kyoto University and NTT; BSD licence, NOTICE.md): the labelled sentences.""",
    "none": """\
A few hundred lines about none of the themes, written for this (`training/data/`): work chat,
  small talk, science, household, code, English. They teach what none of the themes looks like.""",
    "printed_by": """\
Printed by `python -m training calibrate` (every tenth article held out, texts of all lengths) and
`python -m training export`; the comparison with other classifiers is in docs/evaluation.md
(`python -m training evaluate`).""",
    "limits": """\
- The categories were learned from student blogs of 2006 to 2009. What people write today is known
  only through the open text.
- "None of these" is judged by how unlike the blogs a text is and by how undecided the network is:
  it misses many texts about other things that share words with the themes, and refuses some short
  posts that say little. The figures above say how many.""",
}
_OWN = {
    "evidence": "Every piece may be evidence.",
    "labelled": "{count:,} texts and their labels in `{file}`, which are not part of this folder.",
    "none": """\
No text of none of the categories: what none of them looks like is learned from the open text
  alone.""",
    "printed_by": """\
Printed by `python -m training calibrate` (every tenth text held out) and
`python -m training export`, both with `--data`.""",
    "limits": """\
- It knows the categories as far as those texts show them; a new subject or a new word is known
  only through the open text.
- "None of these" is judged by how unlike those texts a text is and by how undecided the network is.
  How many texts about other things it lets through was not measured, for want of such texts.""",
}


def model_card(
    description: ArtifactDescription, settings: TrainingSettings, labelled: Labelled
) -> str:
    """The card as Markdown.

    Args:
        description: with all figures.
        settings: what it was trained with.
        labelled: the texts it was trained on.
    """
    if settings.data is None:
        told = _KNBC
    else:
        count = len(labelled.sentences)
        of_file = _OWN["labelled"].format(count=count, file=settings.data.name)
        told = {**_OWN, "labelled": of_file}
    return _CARD.format(
        name=description.name,
        version=description.version,
        count=len(description.categories),
        categories=_listed(description.categories),
        vocabulary=(
            "They saw the labelled sentences, too."
            if settings.learn_labelled
            else "They did not see the labelled sentences: cross-validation uses the same ones."
        ),
        open_lines=settings.additive.open_lines,
        figures=_rows(description.figures),
        **told,
    )


def _listed(categories: Sequence[str]) -> str:
    return ", ".join(categories)


def _rows(figures: Mapping[str, float | int | str]) -> str:
    return "\n".join(f"| {name} | {_shown(value)} |" for name, value in figures.items())


def _shown(value: float | int | str) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
