"""Temperature, fit and threshold do what they promise on logits whose truth is known."""

import numpy as np

from training.calibrate import REFUSED, calibrate


def overconfident(scale: float) -> tuple[np.ndarray, np.ndarray]:
    """(N, 3) logits that are `scale` times too large, a fit column at 1, and the labels."""
    draw = np.random.default_rng(0)
    logits = draw.normal(size=(4000, 2))
    probabilities = 1 / (1 + np.exp(logits[:, 1] - logits[:, 0]))
    labels = (draw.random(4000) > probabilities).astype(np.intp)
    return np.column_stack([scale * logits, draw.normal(1, 1, 4000)]), labels


def undecided() -> np.ndarray:
    """(N, 3) logits of texts that fit less, and speak for neither category."""
    draw = np.random.default_rng(1)
    return np.column_stack([draw.normal(0, 0.1, (1000, 2)), draw.normal(-1, 1, 1000)])


def test_the_temperature_undoes_overconfidence() -> None:
    logits, labels = overconfident(3.0)
    found = calibrate(logits, labels, undecided())
    assert abs(found.temperature - 3.0) < 0.25


def test_the_threshold_refuses_the_share_it_may() -> None:
    logits, labels = overconfident(1.0)
    none = undecided()
    found = calibrate(logits, labels, none)
    assert abs((found.fit(logits) < found.fit_threshold).mean() - REFUSED) < 0.01
    assert (found.fit(none) < found.fit_threshold).mean() > 0.3


def test_a_fit_that_says_the_contrary_hardly_counts() -> None:
    logits, labels = overconfident(1.0)
    fits_more = undecided() + np.array([0, 0, 9])
    found = calibrate(logits, labels, fits_more)
    assert found.fit_scale > 0
    assert abs((found.fit(logits) < found.fit_threshold).mean() - REFUSED) < 0.01
