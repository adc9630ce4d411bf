"""Probabilities: what temperature, threshold and length do to them."""

import numpy as np
import pytest

from classifier.calibration import Calibration, LengthScale


def test_probabilities_add_up_to_one_however_large_the_logits() -> None:
    probabilities = Calibration().probabilities(np.array([[1e4, -1e4, 0.0], [1.0, 2.0, 3.0]]))
    assert probabilities.sum(axis=-1) == pytest.approx([1.0, 1.0])


def test_a_higher_temperature_makes_less_sure() -> None:
    logits = np.array([2.0, 0.0])
    sure = Calibration(temperature=1.0).probabilities(logits)[0]
    unsure = Calibration(temperature=2.0).probabilities(logits)[0]
    assert sure == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert 0.5 < unsure < sure


def test_chance_is_spread_evenly_and_keeps_the_order() -> None:
    logits = np.array([9.0, 1.0, -2.0, 0.0])
    without, found = (Calibration(chance=chance).probabilities(logits) for chance in (0.0, 0.04))
    assert found == pytest.approx(0.96 * without + 0.01)
    assert found.sum() == pytest.approx(1.0)
    assert found.argsort().tolist() == without.argsort().tolist()


def test_fit_is_even_at_its_shift_and_stays_a_probability() -> None:
    calibration = Calibration(fit_shift=3.0, fit_scale=2.0)
    assert float(calibration.fit(np.array([0.0, 0.0, 3.0]))) == pytest.approx(0.5)
    assert float(calibration.fit(np.array([1.0, 0.0, 5.0]))) == pytest.approx(1 / (1 + np.exp(-1)))
    assert calibration.fit(np.array([[0, 0, -1e6], [0, 0, 1e6]])).tolist() == [0.0, 1.0]


def test_an_undecided_text_fits_less_where_certainty_counts() -> None:
    undecided, decided = np.array([0.0, 0.0, 1.0]), np.array([9.0, 0.0, 1.0])
    calibration = Calibration(fit_certainty=2.0)
    assert calibration.fit_score(undecided) == pytest.approx(1 + 2 * np.log(0.5))
    assert calibration.fit_score(decided) == pytest.approx(1, abs=1e-3)
    assert Calibration().fit_score(undecided) == Calibration().fit_score(decided) == 1


@pytest.mark.parametrize(
    ("scale", "length", "factor"),
    [
        (LengthScale(), 1000, 1.0),
        (LengthScale(t0=0.0, alpha=1.0), 4, 0.25),
        (LengthScale(t0=5.0, alpha=0.5), 4, 1 / 3),
        (LengthScale(t0=0.0, alpha=0.5), 0, 1.0),
    ],
)
def test_length_scale(scale: LengthScale, length: int, factor: float) -> None:
    assert scale(length) == pytest.approx(factor)
