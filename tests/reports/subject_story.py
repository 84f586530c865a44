"""The rows that the pages on slips, floating women, network, inspections and methods read."""

from collections.abc import Mapping

from reports.marts.classes import CLASSES
from reports.marts.floating import FLOATING
from reports.marts.inspections import INSPECTIONS
from reports.marts.methods import METHODS
from reports.marts.network import NETWORK
from reports.marts.slips import SLIPS
from reports.marts.tables import DESCRIBED

Rows = list[tuple[object, ...]]
CITY, MIXED = ("411602091", "新华路街道"), ("411602094", "杜甫路街道")
WHOLE = ("ALL", None)
PILOT = "411602091001"
VALUE = (("acknowledgement_rate", 59.0, 60.0, 98.333), ("floating_file_coverage_rate", 54.0, 56.0, 96.428),
         ("four_free_information_rate", 50.0, 56.0, 89.286))  # fmt: skip


def subject_rows() -> Mapping[str, Rows]:
    """The tables of these pages that the first page has not."""
    return {**_evidence(), **_slips(), **_floating(), **_network(), **_inspections(), **_methods()}


def subject_tables() -> Mapping[str, str]:
    """The columns of these tables, as the pages rely on them."""
    reads = {**CLASSES, **SLIPS, **FLOATING, **NETWORK, **INSPECTIONS, **METHODS}
    return {
        table: ", ".join(f"{column} {kind}" for column, kind in reads[table].items())
        for table in subject_rows()
        if table != DESCRIBED
    }


def _evidence() -> Mapping[str, Rows]:
    district = ("411602", "川汇区", "district")
    said = {"main": (None, 0, 0, None), "co_managed": (0, 11_139, 0, 530), "floating": (16, 0, 1_316, 0)}
    return {
        "evidenced_classes": [
            ("2006H1", *place, declared, code, women)
            for place in ((*CITY, "street"), district)
            for declared, counts in said.items()
            for code, women in zip(("main", "co_managed", "floating", "none"), counts, strict=True)
        ]
    }


def _slips() -> Mapping[str, Rows]:
    due = ("2006-07-15", True)
    return {
        "slip_totals": [
            ("2006H1", *CITY, *due, 3, 2, 10, 9, 1, 0, 90.0),
            ("2006H1", *MIXED, *due, 2, 1, 6, 3, 1, 2, 50.0),
            ("2006H1", *WHOLE, *due, 6, 3, 17, 12, 2, 3, 70.59),
        ],
        "unit_slips": [
            ("2006H1", "400000001", "市商场", *CITY, 4, 4, 0, 0),
            ("2006H1", "400000002", "市纺织厂", *MIXED, 5, 2, 1, 2),
            ("2006H1", "400000003", None, None, None, 1, 0, 0, 1),
        ],
        "handover_totals": [
            ("2006H1", *CITY, 8, 7, 1, None),
            ("2006H1", *MIXED, 3, 3, 0, 100.0),
            ("2006H1", *WHOLE, 11, 10, 1, None),
        ],
        "indicator_values": [
            ("2006H1", body, "urban", indicator, *value, 3.5, 4.0, "ok")
            for body in (CITY[0], PILOT)
            for indicator, *value in VALUE
        ],
    }


def _floating() -> Mapping[str, Rows]:
    months = (("2006-03-31", 1_200, 15_166, 7.91), ("2006-06-30", 1_332, 15_289, 8.71))
    district = [(day, None, "411602", "川汇区", "district", *share) for day, *share in months]
    streets = [(day, CITY[0], *CITY, "street", 535, 6_232, 8.58) for day, *_ in months]
    communities = [
        ("2006-06-30", CITY[0], PILOT, "通桥路社区", "community", 59, 608, 9.7),
        ("2006-06-30", CITY[0], "411602091006", "七一路社区", "community", None, None, None),
    ]
    return {
        "floating_shares": [*district, *streets, *communities],
        "free_services": [
            ("2006H1", *place, service, pct)
            for place, visited in ((CITY, 97.76), (MIXED, None), (WHOLE, None))
            for service, pct in (("certificate", 100.0), ("home_visit", visited))
        ],
    }


def _network() -> Mapping[str, Rows]:
    mandatory = ("01", "计划生育办公室", True)
    return {
        "district_figures": [("2006H1", 191, 480, 480)],
        "network_totals": [
            (*CITY, "deputy_director", 10, 10, 10, 10, 0, 100.0),
            (*CITY, "courtyard_head", 10, 200, 199, 199, 1, 99.5),
            (*CITY, "entrance_head", 10, None, 400, None, None, None),
            (*WHOLE, "deputy_director", 24, 24, 23, 23, 1, 95.83),
            (*WHOLE, "courtyard_head", 24, 480, 479, 479, 1, 99.79),
        ],
        "facility_totals": [
            (*WHOLE, *mandatory, 24, 22, 91.67),
            (*WHOLE, "31", "健康咨询室(悄悄话室)", False, 24, 12, 50.0),
            (*CITY, *mandatory, 10, 9, 90.0),
        ],
        "facility_standards": [
            (PILOT, "通桥路社区", "community", *CITY, 10, 10, 0, 2, True),
            ("411602094003", "西大街社区", "community", *MIXED, 10, 8, 2, 1, False),
        ],
        "fund_totals": [
            ("2006H1", *place, payer, 60, paid, pct, 24_000.0, 24_000.0 - owed, owed)
            for place in (CITY, WHOLE)
            for payer, paid, pct, owed in (("city", 60, 100.0, 0.0), ("all", 59, 98.33, 400.0))
        ],
    }


def _inspections() -> Mapping[str, Rows]:
    bureau, institution = ("B1", "第1主管局"), ("U7", "第1二级机构")
    return {
        "inspection_totals": [
            ("2006H1", *CITY, 1, 1, 1, 2, 60, 1, 3, 9, 15.0, 1, 0),
            ("2006H1", *MIXED, 1, 0, 0, 0, 0, 0, 0, 0, None, 0, 0),
            ("2006H1", *WHOLE, 2, 1, 1, 2, 60, 1, 3, 9, 15.0, 1, 0),
        ],
        "unit_inspections": [("2006H1", *institution, *CITY, 2, 40, 0, 1, 7)],
        "ruling_totals": [
            ("veto", "unit", 8, 8, 8),
            ("criticism", "unit", 3, 3, 3),
            ("yellow_card", "unit", 3, 3, 3),
            ("other_than_veto", "unit", 6, 6, 6),
        ],
        "joint_liability": [
            ("川人口〔2006〕7号", "2006-02-08", *institution, *bureau, "川人口〔2006〕1号", "criticism",
             "linked", True)
        ],
    }  # fmt: skip


def _methods() -> Mapping[str, Rows]:
    hashes = tuple(digit * 64 for digit in "abcd")
    return {
        "provenance": [("2006-07-20", "0.1.0", hashes[0], 363, *hashes[1:])],
        "indicators": [
            (
                "slip_timeliness_rate",
                "期限内送达的通报单。",
                "Slips on time, of all due.",
                "slips",
                "slip_deadline_days",
            ),
            ("made_up_rate", None, None, None, None),
        ],
        "scheme_lines": [
            (since, area, 10, "notification", "slip_timeliness_rate", "higher", points, 100.0, 80.0)
            for since, area, points in (
                ("1999-01-01", "urban", 3.0),
                ("2006-01-01", "urban", 4.0),
                ("2006-01-01", "rural", 2.0),
            )
        ],
        "settings": [
            ("handover_days", since, days, "days", "手续移交期限", "days within which a unit hands over")
            for since, days in (("1999-01-01", 30), ("2006-07-01", 20))
        ],
    }
