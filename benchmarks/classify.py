"""One message classified, on one core: ours, the article's network, a linear SVM."""

from collections.abc import Callable, Sequence
from functools import partial

import tensorflow as tf
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from benchmarks.report import Figure
from benchmarks.seed import by_function, by_predict, seed_model
from benchmarks.texts import shipped_tokenizer, texts_of
from benchmarks.timing import Samples, compared, keep_to_one_core
from classifier import Classifier
from training.corpus import read_corpus

LENGTHS = (20, 66, 500)  # pieces
_OURS, _PREDICT, _FUNCTION, _SVM = "ours", "model.predict", "tf.function", "TF-IDF + linear SVM"

Classify = Callable[[str], object]


def run(quick: bool) -> Sequence[Figure]:
    """The median and the 99th percentile of each, at each length."""
    keep_to_one_core()
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    samples = _measured(_contenders(quick), rounds=3 if quick else 25)
    figures = [
        Figure(f"{name}, {length} pieces, {label}", value, "ms")
        for length in LENGTHS
        for name, taken in samples[length].items()
        for label, value in (("p50", taken.p50), ("p99", taken.p99))
    ]
    short = samples[LENGTHS[0]]
    return [
        *figures,
        Figure(
            "model.predict / ours, 20", short[_PREDICT].p50 / short[_OURS].p50, "×", at_least=20
        ),
        Figure("tf.function / ours, 20", short[_FUNCTION].p50 / short[_OURS].p50, "×"),
        *(
            Figure(f"ours / SVM, {length}", taken[_OURS].p50 / taken[_SVM].p50, "×", at_most=3)
            for length, taken in samples.items()
        ),
    ]


def _measured(contenders: dict[str, Classify], rounds: int) -> dict[int, dict[str, Samples]]:
    tokenizer = shipped_tokenizer()
    by_length: dict[int, dict[str, Samples]] = {}
    for length in LENGTHS:
        texts = texts_of(length, tokenizer)
        calls = {
            name: [partial(classify, text) for text in texts]
            for name, classify in contenders.items()
        }
        by_length[length] = compared(calls, rounds)
    return by_length


def _contenders(quick: bool) -> dict[str, Classify]:
    tokenizer = shipped_tokenizer()
    model = seed_model(tokenizer)
    svm = trained_svm(quick)
    return {
        _OURS: Classifier.load().classify,
        _PREDICT: by_predict(model, tokenizer),
        _FUNCTION: by_function(model, tokenizer),
        _SVM: lambda text: svm.predict([text]),
    }


def trained_svm(quick: bool) -> Pipeline:
    """TF-IDF of 1 to 4 characters and a linear SVM, trained on the corpus."""
    sentences = read_corpus()[:: 20 if quick else 1]
    svm = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True), LinearSVC()
    )
    return svm.fit([each.text for each in sentences], [each.label for each in sentences])
