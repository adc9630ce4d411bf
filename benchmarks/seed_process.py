"""The article's network as a process: loads its saved model, then answers a text a line."""

import sys
from pathlib import Path

import keras
from keras_self_attention import SeqSelfAttention

from benchmarks.seed import by_predict
from classifier.artifact import read_artifact
from classifier.tokenizer import Tokenizer


def main(model_file: Path) -> None:
    """Print a category's index for each line of standard input."""
    model = keras.models.load_model(
        model_file, custom_objects={"SeqSelfAttention": SeqSelfAttention}, compile=False
    )
    classify = by_predict(model, Tokenizer.from_file(read_artifact().tokenizer_path))
    for line in sys.stdin:
        print(classify(line), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
