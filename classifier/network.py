"""Runs the exported network with LiteRT: piece ids → contributions and gates, nothing padded.

Letters used for shapes: T = pieces, K = categories and the fit score.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

from classifier.errors import ArtifactError

Float32Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NetworkOutput:
    """What the network says of one segment, before length scaling and calibration.

    Attributes:
        contributions: (T, K) gate times evidence, logit units.
        gates: (T,) how much each piece counts in its context.
    """

    contributions: Float32Array
    gates: Float32Array


class Network:
    """A LiteRT interpreter behind a lock, since an interpreter is not thread-safe.

    Args:
        path: a LiteRT file with one int32 input (1, T) and two outputs, told apart by their
            ranks: contributions (1, T, K) and gates (1, T). (LiteRT orders outputs by name.)

    Raises:
        ArtifactError: the file is not such a network.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._interpreter = Interpreter(model_path=str(path), num_threads=1)
        except (ValueError, RuntimeError) as error:
            raise ArtifactError(
                f"{path} is not a LiteRT network: {error}. Export it again with "
                "`python -m training export`."
            ) from error
        self._lock = threading.Lock()
        self._input = int(self._interpreter.get_input_details()[0]["index"])
        self._contributions, self._gates = self._outputs_by_rank(path)
        self._length = 0

    def run(self, ids: Sequence[int]) -> NetworkOutput:
        """Ids of one segment of T ≥ 1 pieces → its contributions and gates."""
        tensor = np.asarray(ids, dtype=np.int32)[np.newaxis, :]
        with self._lock:
            self._resize(tensor.shape[1])
            self._interpreter.set_tensor(self._input, tensor)
            self._interpreter.invoke()
            return NetworkOutput(
                contributions=self._interpreter.get_tensor(self._contributions)[0],
                gates=self._interpreter.get_tensor(self._gates)[0],
            )

    def _resize(self, length: int) -> None:
        if length != self._length:
            self._interpreter.resize_tensor_input(self._input, [1, length])
            self._interpreter.allocate_tensors()
            self._length = length

    def _outputs_by_rank(self, path: Path) -> tuple[int, int]:
        by_rank = {
            len(details["shape_signature"]): int(details["index"])
            for details in self._interpreter.get_output_details()
        }
        if set(by_rank) != {2, 3}:
            raise ArtifactError(
                f"{path} has outputs of ranks {sorted(by_rank)}; expected gates (1, T) and "
                "contributions (1, T, K). Export it again with `python -m training export`."
            )
        return by_rank[3], by_rank[2]
