"""Evidence by counting: how often each piece stands in texts of a category, and of the others.

A network that has to read texts of all lengths learns little from a word that it meets twice;
counting makes the most of it. Complement naive Bayes (Rennie et al. 2003) gives each piece a weight
for each category, and the network adds it to its own evidence.

Letters used for shapes: N = texts, V = vocabulary, C = categories.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB

Evidence = npt.NDArray[np.float32]


def counted_evidence(
    texts: Sequence[Sequence[int]],
    shares: npt.NDArray[np.floating],
    vocabulary_size: int,
    smoothing: float,
) -> Evidence:
    """What each piece says for each category against the mean of all.

    Args:
        texts: N lists of piece ids; every text counts as much as any other of its share.
        shares: (N, C) how much of a text counts for a category; rows of 0 count nowhere.
        vocabulary_size: V.
        smoothing: added to the count of each piece in each category.

    Returns:
        (V, C) in logit units; 0 for pieces that were never seen.
    """
    counts = _counts(texts, vocabulary_size)
    num_categories = shares.shape[1]
    model = ComplementNB(alpha=smoothing)
    # A text of several categories is several texts, each of one category and so much weight.
    model.fit(
        scipy.sparse.vstack([counts] * num_categories),
        np.repeat(np.arange(num_categories), len(texts)),
        sample_weight=shares.T.ravel(),
    )
    weights = model.feature_log_prob_ - model.feature_log_prob_.mean(axis=0)
    weights[:, model.feature_all_ == 0] = 0
    return np.asarray(weights.T, np.float32)


def _counts(texts: Sequence[Sequence[int]], vocabulary_size: int) -> scipy.sparse.csr_matrix:
    """(N, V) 1 + log(count), rows of length 1."""
    vectorizer = TfidfVectorizer(
        analyzer=lambda ids: ids,
        vocabulary=range(vocabulary_size),
        lowercase=False,
        use_idf=False,
        sublinear_tf=True,
    )
    return vectorizer.fit_transform(texts)
