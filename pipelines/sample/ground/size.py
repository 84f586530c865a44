"""How large the sample district is: the report's figures, scaled."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

REPORT_FILES = 15_289
CLASSES = ("1", "2", "3")
CLASS_FILES = (2_288, 11_669, 1_332)
SMALLEST = 240


@dataclass(frozen=True)
class Size:
    """Counts of a district of `files` women with a file in communities; the report's own at 15,289."""

    files: int

    def __post_init__(self) -> None:
        """Refuses a size at which the story no longer fits."""
        if self.files < SMALLEST:
            raise ValueError(f"a sample district needs at least {SMALLEST} files, not {self.files}")

    @property
    def class_files(self) -> tuple[int, ...]:
        """Files of class 1, 2 and 3 at the second snapshot."""
        return tuple(apportion(self.files, CLASS_FILES))

    @property
    def missed(self) -> tuple[int, ...]:
        """Women of class 1, 2 and 3 missed at the first snapshot and filed at the second."""
        return tuple(apportion(self.scaled(655), CLASS_FILES))

    @property
    def handed(self) -> int:
        """Women handed to villages between the snapshots."""
        return self.scaled(532)

    @property
    def files_before(self) -> int:
        """Files in communities at the first snapshot."""
        return self.files - sum(self.missed) + self.handed

    @property
    def communities(self) -> int:
        """Communities: about 640 files each, never fewer than 24."""
        return max(24, self.files * 24 // REPORT_FILES)

    @property
    def streets(self) -> int:
        """Streets: five for 24 communities."""
        return self.communities * 5 // 24

    @property
    def villages(self) -> int:
        """Villages: thirty for 24 communities."""
        return self.communities * 30 // 24

    @property
    def units(self) -> int:
        """Units in force."""
        return self.communities * 191 // 24

    @property
    def buildings_per_courtyard(self) -> int:
        """Buildings of a courtyard: one where communities are small."""
        return 3 if self.files >= self.communities * 300 else 1

    def scaled(self, report_figure: int) -> int:
        """A figure of the report at this size, never below 1."""
        return max(1, round(report_figure * self.files / REPORT_FILES))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """`total` shared out by `weights` with the largest remainder; the shares sum to `total`."""
    exact = np.asarray(weights, dtype=float) * total / sum(weights)
    shares = np.floor(exact).astype(int)
    largest = np.argsort(shares - exact, kind="stable")[: total - int(shares.sum())]
    shares[largest] += 1
    return [int(share) for share in shares]
