"""`taizhang demo` and `taizhang sample`: the sample district, alone or with a night run on it."""

from pathlib import Path

import duckdb
from rich.table import Table

from pipelines.cli.console import console, fail, progress
from pipelines.cli.nightly import run_nightly
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.home import Home
from pipelines.sample.district import SAMPLE_AS_OF, write_district
from pipelines.sample.ground.size import SMALLEST

KEY_FIGURES = """
select 'Files, each woman counted once' as figure, files_after as value
from marts.movements where body_code = 'ALL'
union all
select '  ' || management_class, women from marts.class_totals
where division_level = 'district' and boundaries = 'own'
    and management_class not in ('all', 'village_managed')
    and as_of_date = (select max(as_of_date) from marts.class_totals)
union all
select 'Files before the rebuilding', files_before from marts.movements where body_code = 'ALL'
union all
select '  missed and filed', missed_filed from marts.movements where body_code = 'ALL'
union all
select '  handed over to villages', transferred_to_villages from marts.movements where body_code = 'ALL'
union all
select 'Streets', count(*) from marts.scores where body_level = 'street'
union all
select 'Communities', count(*) from marts.scores where body_level = 'community'
union all
select 'Units in force', units from marts.district_figures
union all
select 'Courtyards of communities', courtyards from marts.district_figures
union all
select '  with a head in post', courtyard_heads from marts.district_figures
union all
select 'Institutions vetoed', count(distinct subject_code)
from marts.rulings where sanction = 'veto' and in_force
union all
select 'Superior bureaus sanctioned', count(distinct subject_code) from marts.rulings
where sanction <> 'veto' and in_force
"""


def run_demo(home: Home) -> int:
    """Make the sample district in the home's inbox, run the night, print the key figures; the exit status."""
    home.prepare()
    if any(home.inbox.iterdir()) and not home.pinned_date.exists():
        return fail(f"{home.inbox} is not empty: choose another --home for the demo", WRONG_CALL)
    with progress() as report:
        write_district(home.inbox, progress=report)
    home.pinned_date.write_text(f"{SAMPLE_AS_OF}\n", "utf-8")
    status = run_nightly(home, None, SAMPLE_AS_OF)
    if status == DONE:
        _print_key_figures(home)
    return status


def write_sample(out: Path, files: int, seed: int) -> int:
    """Write the sample district's files; the exit status."""
    if out.exists() and any(out.iterdir()):
        return fail(f"{out} is not empty: choose a new folder", WRONG_CALL)
    if files < SMALLEST:
        return fail(f"the story needs at least {SMALLEST} files: give --files {SMALLEST} or more", WRONG_CALL)
    with progress() as report:
        truth = write_district(out.resolve(), files=files, seed=seed, progress=report)
    console.print(f"Sample district of {files:,} files: {out}", soft_wrap=True)
    console.print(f"Its planted mistakes: {truth}", soft_wrap=True)
    console.print(f"Read it with: taizhang nightly --inbox {out} --as-of {SAMPLE_AS_OF}", soft_wrap=True)
    return DONE


def _print_key_figures(home: Home) -> None:
    table = Table(title="The sample district", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    with duckdb.connect(str(home.current), read_only=True) as connection:
        for figure, value in connection.execute(KEY_FIGURES).fetchall():
            table.add_row(figure, f"{value:,}")
    console.print(table)
