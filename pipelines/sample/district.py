"""The sample district: writes its inbox and the truth about the mistakes planted in it."""

from collections.abc import Callable
from pathlib import Path

from pipelines.sample.ground import calendar
from pipelines.sample.ground.size import REPORT_FILES, Size
from pipelines.sample.ground.truth import write_truth
from pipelines.sample.inbox.offices import make_deliveries
from pipelines.sample.paper.delivery import write_delivery
from pipelines.sample.planted.deliveries import (
    early_version,
    spoil_sheets,
    without_last_village,
    write_strays,
)
from pipelines.sample.planted.lapses import tell_lapses
from pipelines.sample.planted.planting import plant_mistakes
from pipelines.sample.story.books import make_books

SAMPLE_AS_OF = calendar.SAMPLE_AS_OF
Progress = Callable[[str, int, int], None]


def write_district(
    out: Path, files: int = REPORT_FILES, seed: int = 2006, progress: Progress | None = None
) -> Path:
    """Writes the inbox of a district of `files` women's files under `out`; returns the truth file beside it.

    The same arguments give the same bytes and modification times. `progress` is told the stage,
    how many deliveries are written and how many there are.
    """
    books = make_books(Size(files), seed)
    villages = books.bodies.filter(level="village")["body_code"]
    deliveries, absent = without_last_village(list(make_deliveries(books)), villages.item(-1))
    early, replaced = early_version(deliveries)
    mistakes = [absent, replaced, *plant_mistakes(deliveries), *spoil_sheets(deliveries), *tell_lapses(books)]
    for number, delivery in enumerate([early, *deliveries], start=1):
        write_delivery(out, delivery)
        if progress:
            progress("files", number, len(deliveries) + 1)
    mistakes += write_strays(out)
    truth = out.with_name(f"{out.name}-truth.csv")
    write_truth(truth, mistakes)
    return truth
