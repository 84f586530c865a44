"""What the notebook draws: nothing withheld comes out of a sum, and gaps stay gaps."""

from datetime import date

import polars as pl

from pipelines.desk.figures import DIMENSIONS, TRAITS, class_curves, composed, crossed, indicator_curves

CELLS = pl.DataFrame(
    [
        ("甲", "A", "main", 10, False),
        ("甲", "B", "main", None, True),
        ("甲", "A", "floating", None, True),
        ("乙", "C", "main", 7, False),
        ("乙", "C", "floating", 0, False),
    ],
    schema=["street_name", "body_name", "management_class", "women", "is_suppressed"],
    orient="row",
)


def test_a_sum_that_leaves_out_withheld_counts_says_so() -> None:
    (main,) = (name for name in crossed(CELLS, "street_name", "management_class").columns if "主管" in name)
    table = crossed(CELLS, "street_name", "management_class")
    assert dict(table.select(DIMENSIONS["street_name"], main).iter_rows()) == {"甲": "≥10", "乙": "7"}


def test_what_is_withheld_whole_shows_a_mark_and_a_zero_a_zero() -> None:
    table = crossed(CELLS, "street_name", "management_class")
    (floating,) = (name for name in table.columns if "流动" in name)
    assert dict(table.select(DIMENSIONS["street_name"], floating).iter_rows()) == {"甲": "*", "乙": "0"}


def test_traits_and_classes_stand_in_the_order_of_their_lists_with_their_names() -> None:
    values = ["unknown", "non_agricultural", "agricultural", "agricultural"]
    classes = ["all", "floating", "main", "all"]
    counts = pl.DataFrame(
        {"trait_value": values, "management_class": classes, "women": [5, 6, 7, 8], "is_suppressed": False}
    )
    table = composed(counts, "hukou")
    assert table.columns == [TRAITS["hukou"], "主管类 main", "流动类 floating", "合计 all"]
    assert table[TRAITS["hukou"]].to_list() == [
        "农业 agricultural", "非农业 non agricultural", "不详 unknown",
    ]  # fmt: skip


def test_nothing_crossed_is_an_empty_table() -> None:
    assert crossed(CELLS.clear(), "street_name", "management_class").is_empty()


def test_a_withheld_count_is_a_gap_in_its_curve() -> None:
    counts = pl.DataFrame(
        {
            "as_of_date": [date(2006, 3, 31), date(2006, 4, 30)],
            "management_class": ["main", "main"],
            "women": [12, None],
        }
    )
    (curve,) = class_curves(counts).data
    assert curve.name == "主管类 main"
    assert pl.Series(curve.y).fill_nan(None).to_list() == [12, None]


def test_an_indicator_has_a_line_a_body_and_part() -> None:
    values = pl.DataFrame(
        {
            "half_year": ["2006H1"] * 3,
            "body_name": ["甲", "甲", "乙"],
            "part": ["urban", "rural", "rural"],
            "value_pct": [90.0, 80.0, 70.0],
        }
    )
    assert len(indicator_curves(values).data) == 3
