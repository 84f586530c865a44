"""Pages are written whole, the same for the same snapshot, and nothing in them is active."""

import csv
import hashlib
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from pages import page_of
from snapshots import Rows, story, write_snapshot

from reports import site
from reports.navigation import PAGES
from reports.parts.labels import LABELS, label
from reports.parts.table import LONGEST
from reports.site import write_site
from reports.verification.compared import Difference
from reports.verification.reading import WrittenPage, read_page
from reports.verification.stated import stated_differences

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&\u2028'\""
LINK = '<a href="http://evil.example/">永安路</a>'
VENDOR = Path(site.__file__).parent / "vendor"
CODES = Path(__file__).parents[2] / "pipelines" / "contracts" / "codes.csv"


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(folder: Path) -> dict[str, WrittenPage]:
    return {entry.file: read_page((folder / entry.file).read_text(encoding="utf-8")) for entry in PAGES}


def unstated(folder: Path, snapshot: Path) -> list[Difference]:
    """What the pages show and their queries do not give."""
    pages = written(folder).items()
    return [lost for file, page in pages for lost in stated_differences(file, page, snapshot)]


def renamed(rows: Rows, old: str, new: str) -> Rows:
    return [tuple(new if cell == old else cell for cell in row) for row in rows]


def hostile_story() -> dict[str, Rows]:
    named = {table: renamed(rows, "新华路街道", HOSTILE) for table, rows in story().items()}
    return {table: renamed(rows, "永安路街道", LINK) for table, rows in named.items()}


def test_site_is_its_pages_and_their_assets(index: Path) -> None:
    packed = ("bodies-2006H1.js", "explain-2005H2.js", "explain-2006H1.js")
    assert sorted(files_of(index.parent)) == sorted(
        [
            *(f"assets/{path.name}" for path in site.ASSETS),
            *(f"assets/{name}" for name in packed),
            *(entry.file for entry in PAGES),
        ]
    )


def test_the_folder_fits_under_four_megabytes(index: Path) -> None:
    assert sum(map(len, files_of(index.parent).values())) < 4_000_000


def test_vendored_libraries_are_their_makers() -> None:
    """fflate 0.8.3 and plotly.js-finance-dist-min 4.1.0, as the npm registry has them."""
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in VENDOR.glob("*.min.js")
    }
    assert found == {"fflate.min.js": "462ef8041fc970e3", "plotly.min.js": "9993f6d57ffd52d7"}


def test_same_snapshot_gives_same_bytes(snapshot: Path, index: Path, tmp_path: Path) -> None:
    assert files_of(write_site(snapshot, tmp_path / "again").parent) == files_of(index.parent)


def test_row_order_does_not_show(index: Path, tmp_path: Path) -> None:
    shuffled = {table: rows[::-1] for table, rows in story().items()}
    snapshot = write_snapshot(tmp_path / "shuffled.duckdb", shuffled)
    assert write_site(snapshot, tmp_path / "site").read_bytes() == index.read_bytes()


def test_key_figures_are_the_reports(index: Path) -> None:
    html = index.read_text(encoding="utf-8")
    for number in ("15,166", "655", "532", "15,289", "2,288", "11,669", "1,332"):
        assert re.search(f'<(dd|b)><span class="zh">{number}</span></', html)


def test_policy_allows_no_network_and_no_eval(index: Path) -> None:
    html = index.read_text(encoding="utf-8")
    assert "default-src 'none'" in html and "unsafe-eval" not in html
    assert "http:" not in html and "https:" not in html


def test_hostile_names_open_no_tag(index: Path, tmp_path: Path) -> None:
    snapshot = write_snapshot(tmp_path / "hostile.duckdb", hostile_story())
    page = page_of(write_site(snapshot, tmp_path / "site"), "classes.html")
    assert "img" not in page.tags
    assert page.tags.count("script") == page_of(index, "classes.html").tags.count("script")
    assert HOSTILE in [row[0] for row in page.tables["table-classes-street"]]


def test_figures_carry_no_markup_of_names(tmp_path: Path) -> None:
    snapshot = write_snapshot(tmp_path / "hostile.duckdb", hostile_story())
    page = page_of(write_site(snapshot, tmp_path / "site"), "classes.html")
    names = page.figures["figure-classes-street"]["layout"]["yaxis"]["ticktext"]
    assert names[1].startswith("&lt;a href=") and "<" not in "".join(names)


@pytest.mark.parametrize("rows", [{}, {table: [] for table in story()}], ids=["missing", "empty"])
def test_nothing_to_show_is_said_in_both_languages(tmp_path: Path, rows: dict[str, Rows]) -> None:
    snapshot = write_snapshot(tmp_path / "bare.duckdb", rows)
    index = write_site(snapshot, tmp_path / "site")
    for entry in PAGES:
        html = index.with_name(entry.file).read_text(encoding="utf-8")
        assert html.count("本期没有数据。") == html.count("There is nothing to show for this period.")
        assert "本期没有数据。" in html or entry.template != "page.html"


@pytest.mark.parametrize("table", sorted(story()))
def test_any_one_missing_table_leaves_a_page(
    tmp_path: Path, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = [entry for entry in PAGES if table in entry.reads]
    monkeypatch.setattr(site, "PAGES", readers)  # no other page is another without it
    rest = {name: rows for name, rows in story().items() if name != table}
    folder = write_site(write_snapshot(tmp_path / "rest.duckdb", rest), tmp_path / "site").parent
    assert {entry.file for entry in readers} == {path.name for path in folder.glob("*.html")}


def test_a_body_of_no_street_and_no_area_is_on_the_pages(
    grown_snapshot: Path, grown_site: Path, tmp_path: Path
) -> None:
    snapshot = Path(shutil.copy2(grown_snapshot, tmp_path / "warehouse.duckdb"))
    with duckdb.connect(str(snapshot)) as connection:
        blanked = connection.execute(
            "select table_name, string_agg(column_name || ' = null') from duckdb_columns() "
            "where schema_name = 'marts' and column_name in ('street_code', 'street_name', 'area_type') "
            "group by table_name having table_name in "
            "(select table_name from duckdb_columns() where column_name = 'body_code')"
        ).fetchall()
        assert {"class_counts", "missing_files"} <= {table for table, _ in blanked}
        for table, columns in blanked:
            connection.execute(f"update marts.{table} set {columns} where body_code = '411600001002'")
    folder = write_site(snapshot, tmp_path / "site").parent
    streets = [row[1] for row in written(folder)["classes.html"].tables["table-classes-community"].rows]
    assert (len(streets) > LONGEST, streets.count("—")) == (True, 1)
    assert unstated(folder, snapshot) == unstated(grown_site, grown_snapshot)


def test_new_pages_replace_the_folder_whole(snapshot: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(snapshot, out)
    (out / "stale.html").write_text("of an earlier night")
    write_site(snapshot, out)
    assert not (out / "stale.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_failing_run_leaves_the_old_pages(
    snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(write_site(snapshot, tmp_path / "site").parent)
    monkeypatch.setattr(site, "render", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_site(snapshot, tmp_path / "site")
    assert files_of(tmp_path / "site") == before


def test_killed_swap_is_put_back_first(
    snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(write_site(snapshot, tmp_path / "site").parent)
    (tmp_path / "site").rename(tmp_path / ".site.old")
    monkeypatch.setattr(site, "render", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_site(snapshot, tmp_path / "site")
    assert files_of(tmp_path / "site") == before


def test_labels_agree_with_the_code_lists() -> None:
    with CODES.open(encoding="utf-8-sig", newline="") as lines:
        listed = {(row["list"], row["label_en"]): row["label_zh"] for row in csv.DictReader(lines)}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        ours = {(row["kind"], row["code"]): row["zh"] for row in csv.DictReader(lines)}
    shared = ours.keys() & listed.keys()
    assert len(shared) >= 20
    assert {key: ours[key] for key in shared} == {key: listed[key] for key in shared}


def test_unknown_codes_stand_for_themselves() -> None:
    assert label("severity", "grave").both == "grave"
