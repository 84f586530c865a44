"""Small published snapshots that tell the report's story, as DuckDB files."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
from quality_story import finding_counts, quality_rows, quality_tables
from subject_story import subject_rows, subject_tables

STREETS = (
    ("411602091", "新华路街道", "urban", (612, 4210, 388, 0)),
    ("411602092", "永安路街道", "rural", (241, 988, 102, 0)),
    ("411602093", "紫荆路街道", "rural", (233, 1041, 96, 0)),
    ("411602094", "杜甫路街道", "mixed", (598, 2744, 371, 0)),
    ("411602095", "孝义街道", "mixed", (604, 2686, 375, 0)),
)
DISTRICT = (2_288, 11_669, 1_332, 0)
EARLIER = {
    "2006-03-31": (3_904, 9_871, 902, 489),
    "2006-04-30": (3_361, 10_402, 1_018, 377),
    "2006-05-31": (2_790, 11_050, 1_190, 152),
}
CLASSES = ("main", "co_managed", "floating", "unclassified")
SMALLEST_CELL = 5

NAMES = (
    "通桥路 建设路 中州路 文明路 西大街 东大街 七一路 八一路 育新 交通路 太昊路 人和 "
    "庆丰 汉阳路 周口店 黄河路 工农路 六一路 莲花路 滨河 富强 前进 和平 永宁"
)

Rows = list[tuple[object, ...]]
PLACED = "body_level varchar, street_code varchar, street_name varchar"
TABLES: Mapping[str, str] = {
    "snapshot": "as_of_date date, snapshot_id varchar",
    "class_counts": "as_of_date date, street_code varchar, street_name varchar, body_code varchar, "
    "body_name varchar, body_level varchar, area_type varchar, management_class varchar, "
    "women bigint, is_suppressed boolean",
    "class_totals": "as_of_date date, boundaries varchar, division_code varchar, division_name varchar, "
    "division_level varchar, management_class varchar, women bigint, is_suppressed boolean",
    "scores": "half_year varchar, body_code varchar, body_name varchar, body_level varchar, "
    "scheme varchar, score double, rank integer, applicable_points double, status varchar, "
    "vetoed boolean, commendation_eligible boolean",
    "rank_intervals": "half_year varchar, body_code varchar, varied varchar, rank_best bigint, "
    "rank_worst bigint",
    "rank_firmness": "half_year varchar, body_code varchar, band bigint, deciding_indicator_id varchar, "
    "rank_without bigint",
    "standings": "half_year varchar, body_code varchar, ranked_bodies bigint",
    "score_parts": "half_year varchar, body_code varchar, part varchar, part_score double, "
    "population bigint, share double",
    "movements": "from_date date, to_date date, body_code varchar, files_before bigint, missed_filed bigint, "
    "opened_other bigint, transferred_to_villages bigint, closed_other bigint, "
    "files_after bigint",
    "finding_counts": "as_of_date date, check_id varchar, severity varchar, "
    "body_code varchar, findings bigint, is_suppressed boolean",
    **quality_tables(),
    **subject_tables(),
    "files": "delivery_no bigint, sha256 varchar, received_at timestamp, source varchar, status varchar, "
    "reason_code varchar, rows_seen bigint, rows_accepted bigint, rows_quarantined bigint, "
    "rows_excluded bigint",
    "rulings": "ruling_no varchar, ruled_on date, subject_type varchar, subject_code varchar, "
    "subject_name varchar, sanction varchar, linked_ruling_no varchar, in_force boolean",
    "network": "body_code varchar, body_name varchar, level varchar, courtyards_or_bodies_due bigint, "
    f"in_post bigint, {PLACED}",
    "facilities": "body_code varchar, body_name varchar, item_code varchar, item_label varchar, "
    f"is_mandatory boolean, in_place boolean, {PLACED}",
    "funds": "body_code varchar, body_name varchar, half_year varchar, paying_body varchar, "
    "months_due bigint, months_paid_in_full bigint, amount_due_yuan decimal(18, 2), "
    f"amount_paid_yuan decimal(18, 2), {PLACED}",
    "inspections": "body_code varchar, body_name varchar, half_year varchar, inspections bigint, "
    "sampled_pages bigint, missed_households bigint, missed_persons bigint, wrong_cells bigint, "
    f"{PLACED}",
}


def write_snapshot(path: Path, rows: Mapping[str, Rows]) -> Path:
    """A DuckDB file with the marts of `rows`; a table that is not named is missing."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        for table, cells in rows.items():
            connection.execute(f"create table marts.{table} ({TABLES[table]})")
            if cells:
                marks = ", ".join("?" * len(cells[0]))
                connection.executemany(f"insert into marts.{table} values ({marks})", cells)
    return path


def story() -> dict[str, Rows]:
    """The report's figures: 15,166 + 655 - 532 = 15,289 = 2,288 + 11,669 + 1,332."""
    return {
        "snapshot": [("2006-07-20", "2006-07-20T020000-7c1f")],
        "class_counts": list(_class_counts()),
        "class_totals": list(_class_totals()),
        "scores": _scores(),
        "standings": [
            *(("2006H1", code, 4) for code, *_ in STREETS),
            ("2005H2", "411602091", 1),
            ("2006H1", "411602091001", 20),
        ],
        "rank_intervals": [
            ("2006H1", "411602094", "all", 1, 2),
            ("2006H1", "411602091", "all", 1, 2),
            ("2006H1", "411602091", "weights", 2, 2),
        ],
        "rank_firmness": [
            ("2006H1", "411602091", 1, None, None),
            ("2006H1", "411602094", 1, "missed_record_rate", 1),
        ],
        "score_parts": _score_parts(),
        "movements": [
            ("2006-03-31", "2006-06-30", "ALL", 15_166, 655, 0, 532, 0, 15_289),
            *_community_movements(),
        ],
        "finding_counts": finding_counts(),
        **quality_rows(),
        **subject_rows(),
        "files": list(_files()),
        "rulings": list(_rulings()),
        "network": list(_network()),
        "facilities": list(_facilities()),
        "funds": [
            (code, name, "2006H1", "city", 6, 6, 2_400, 2_400, "community", *street)
            for code, name, street in communities()
        ],
        "inspections": [
            (code, name, "2006H1", 2, 60, 1, 3, 9, "street", code, name) for code, name, *_ in STREETS
        ],
    }


def communities() -> Iterable[tuple[str, str, tuple[str, str]]]:
    """The 24 communities: code, name, and code and name of the street."""
    for number, name in enumerate(NAMES.split()):
        street = STREETS[number % len(STREETS)]
        yield f"{street[0]}{number + 1:03}", f"{name}社区", street[:2]


def cell(women: int) -> tuple[int | None, bool]:
    """A count as it is published: 1 to 4 are withheld."""
    small = 0 < women < SMALLEST_CELL
    return (None if small else women), small


def _class_totals() -> Iterable[tuple[object, ...]]:
    for month, counts in {**EARLIER, "2006-06-30": DISTRICT}.items():
        for management_class, women in zip(CLASSES, counts, strict=True):
            yield (month, "own", "411602", "川汇区", "district", management_class, *cell(women))
    for code, name, _, counts in STREETS:
        for management_class, women in zip(CLASSES, counts, strict=True):
            yield ("2006-06-30", "own", code, name, "street", management_class, *cell(women))


def _class_counts() -> Iterable[tuple[object, ...]]:
    for number, (code, name, street) in enumerate(communities()):
        for management_class, women in zip(CLASSES, (95, 486, 55, 3 * (number % 3)), strict=True):
            body = (*street, code, name, "community", "urban")
            yield ("2006-06-30", *body, management_class, *cell(women))
    village = ("411602092", "永安路街道", "411602092201", "东王营村", "village", "rural")
    yield ("2006-06-30", *village, "floating", *cell(0))
    yield ("2006-06-30", *village, "village_managed", *cell(214))


def _scores() -> Rows:
    return [
        ("2005H2", "411602091", "新华路街道", "street", "urban", 88.1, 1, 100.0, "final", False, True),
        ("2006H1", "411602094", "杜甫路街道", "street", "mixed", 90.70, 1, 98.0, "final", False, True),
        ("2006H1", "411602091", "新华路街道", "street", "urban", 89.42, 2, 100.0, "final", False, True),
        ("2006H1", "411602095", "孝义街道", "street", "mixed", 87.79, 3, 96.0, "final", True, False),
        ("2006H1", "411602093", "紫荆路街道", "street", "rural", 85.15, 4, 94.0, "final", False, True),
        ("2006H1", "411602092", "永安路街道", "street", "rural", None, None, 52.0, "not_ranked", False, True),
        ("2006H1", "411602091001", "通桥路社区", "community", "urban", 97.0, 1, 80.0, "final", False, True),
    ]


def _score_parts() -> Rows:
    return [
        ("2006H1", "411602091", "urban", 89.42, 41_220, 1.0),
        ("2006H1", "411602093", "rural", 85.15, 22_034, 1.0),
        ("2006H1", "411602094", "urban", 92.50, 18_000, 0.6),
        ("2006H1", "411602094", "rural", 88.00, 12_000, 0.4),
        ("2006H1", "411602095", "urban", 86.33, 23_517, 0.691961),
        ("2006H1", "411602095", "rural", 91.08, 10_469, 0.308039),
    ]


def _community_movements() -> Iterable[tuple[object, ...]]:
    for number, (code, _, _) in enumerate(communities()):
        before, missed, moved = 631 + number, 27, (None if number == 3 else 22)
        yield (
            "2006-03-31",
            "2006-06-30",
            code,
            before,
            missed,
            0,
            moved,
            0,
            None if moved is None else before + 5,
        )


def _files() -> Iterable[tuple[object, ...]]:
    sources = {
        "ledger": (48, 46_812, 46_590, 131, 91),
        "slip": (191, 11_904, 11_860, 22, 22),
        "certificate": (24, 11_530, 11_502, 28, 0),
        "handover": (24, 1_210, 1_204, 6, 0),
        "monthly_report": (72, 9_400, 9_322, 60, 18),
        "network_roster": (5, 504, 504, 0, 0),
        "facility": (24, 336, 336, 0, 0),
        "population": (5, 62, 62, 0, 0),
        "unit": (1, 191, 191, 0, 0),
    }
    number = 0
    for source, (files, *rows) in sources.items():
        for file in range(files):
            number += 1
            shares = rows if file == 0 else [0, 0, 0, 0]
            yield (number, f"{number:064x}", "2006-07-18 09:30:00", source, "landed", None, *shares)
    yield (number + 1, "0" * 64, "2006-07-19 08:05:00", "ledger", "duplicate", None, 0, 0, 0, 0)
    for offset, reason in enumerate(("password_protected", "no_signature", "encoding_undecodable"), 2):
        yield (number + offset, None, "2006-07-19 08:10:00", None, "rejected", reason, 0, 0, 0, 0)


def _rulings() -> Iterable[tuple[object, ...]]:
    for number in range(1, 7):
        yield (
            f"川人口〔2006〕{number}号",
            "2006-02-10",
            "unit",
            f"B{number}",
            f"第{number}主管局",
            "criticism" if number < 4 else "yellow_card",
            None,
            True,
        )
    for number in range(7, 15):
        superior = f"川人口〔2006〕{(number - 7) % 6 + 1}号"
        yield (
            f"川人口〔2006〕{number}号",
            "2006-02-08",
            "unit",
            f"U{number}",
            f"第{number - 6}二级机构",
            "veto",
            superior,
            True,
        )


def _network() -> Iterable[tuple[object, ...]]:
    for code, name, *_ in STREETS:
        yield (code, name, "street", 1, 1, "street", code, name)
    for code, name, street in communities():
        yield (code, name, "deputy_director", 1, 1, "community", *street)
        yield (code, name, "courtyard_head", 20, 20, "community", *street)
        yield (code, name, "entrance_head", 62, 60, "community", *street)


def _facilities() -> Iterable[tuple[object, ...]]:
    items = (
        ("01", "计划生育办公室", True),
        ("02", "宣传教育室(人口学校)", True),
        ("23", "宣传橱窗", True),
        ("31", "健康咨询室(悄悄话室)", False),
    )
    for number, (code, name, street) in enumerate(communities()):
        for item, label, is_mandatory in items:
            yield (
                code,
                name,
                item,
                label,
                is_mandatory,
                is_mandatory or number % 2 == 0,
                "community",
                *street,
            )
