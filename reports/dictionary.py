"""The data dictionary as files: one page beside its assets, and the same as JSON."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from reports.pages.dictionary import Told, dictionary_page
from reports.parts.swap import replacing
from reports.parts.templates import environment
from reports.site import ASSETS

PAGE, DATA = "index.html", "dictionary.json"


def write_dictionary(tables: Sequence[Told], program: Mapping[str, str], out: Path) -> Path:
    """The path of `out/index.html`; `program` has `version` and `sha256`; `out` is replaced whole."""
    page = dictionary_page(tables, program["version"])
    template = environment().get_template("dictionary.html")
    with replacing(out) as fresh:
        (fresh / "assets").mkdir()
        for asset in ASSETS:
            shutil.copyfile(asset, fresh / "assets" / asset.name)
        written = template.render(
            page=page, menu=({"file": PAGE, "name": page.title},), here=PAGE, program=program
        )
        (fresh / PAGE).write_text(written, "utf-8", newline="\n")
        told = json.dumps({"program": program, "tables": tables}, ensure_ascii=False, indent=1)
        (fresh / DATA).write_text(f"{told}\n", "utf-8", newline="\n")
    return out / PAGE
