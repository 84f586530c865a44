"""The report's figures, counted again from the files that the offices send."""

from datetime import date

import polars as pl
import pytest
from conftest import District, as_ids, count_files, missed_women, read_persons

OLD, NEW = date(2006, 3, 31), date(2006, 6, 30)


@pytest.fixture(scope="session", params=["small", "full"])
def district(request: pytest.FixtureRequest) -> District:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def persons(district: District) -> pl.DataFrame:
    return read_persons(district.inbox)


def in_communities(files: pl.DataFrame) -> pl.DataFrame:
    return files.filter(pl.col("community_code").str.slice(9) < "200")


def test_full_size_is_the_reports_own(full: District) -> None:
    size = full.size
    assert (size.files_before, size.files, size.class_files) == (15_166, 15_289, (2_288, 11_669, 1_332))
    assert (sum(size.missed), size.handed) == (655, 532)
    assert (size.streets, size.communities, size.units) == (5, 24, 191)


def test_every_woman_counts_once_at_both_dates(district: District, persons: pl.DataFrame) -> None:
    counted = [in_communities(count_files(persons, day))["person"].n_unique() for day in (OLD, NEW)]
    assert counted == [district.size.files_before, district.size.files]


def test_classes_sum_to_the_files(district: District, persons: pl.DataFrame) -> None:
    keys = ["community_code", "household_page_no"]
    lived_in = district.books.ledgers[-1].households.filter(pl.col("occupancy_status") != "5").select(keys)
    files = in_communities(count_files(persons, NEW)).join(lived_in, on=keys, how="semi")
    assert files["person"].n_unique() == files.height == district.size.files
    classes = dict(files.group_by("management_class").len().iter_rows())
    assert classes == dict(zip("123", district.size.class_files, strict=True))


def test_missed_women_of_march_have_a_file_in_june(district: District, persons: pl.DataFrame) -> None:
    then, now = (count_files(persons, day)["person"] for day in (OLD, NEW))
    missed = missed_women(district.books, OLD, then)
    assert len(missed) == sum(district.size.missed)
    assert missed.is_in(now.implode()).all()


def test_a_few_women_are_still_missed_in_june(district: District, persons: pl.DataFrame) -> None:
    missed = missed_women(district.books, NEW, count_files(persons, NEW)["person"])
    assert len(missed) == district.size.scaled(72)


def test_handed_women_left_the_communities_for_villages(district: District, persons: pl.DataFrame) -> None:
    before, after = (count_files(persons, day) for day in (OLD, NEW))
    gone = set(in_communities(before)["person"]) - set(in_communities(after)["person"])
    handed = district.books.tables["handovers"].filter(handover_type="2", is_forgotten=False)
    assert gone == set(as_ids(handed["citizen_id"])) and len(gone) == district.size.handed
    assert gone <= set(after["person"])


def test_nobody_passes_an_age_limit_between_the_dates(district: District) -> None:
    women = district.books.ledgers[-1].persons.filter(pl.col("file_opened_on").is_not_null())
    assert women["birth_date"].is_between(date(1956, 7, 21), date(1991, 3, 30)).all()


def test_every_courtyard_of_a_community_has_one_head(full: District) -> None:
    heads = full.books.tables["network_posts"].filter(network_level="3", level="community")
    assert heads.height == heads.select("division_code", "courtyard_code").n_unique() == 480
    deputies = full.books.tables["network_posts"].filter(network_level="2", level="community")
    assert deputies.height == 24


def test_eight_vetoes_are_linked_to_rulings_on_six_bureaus(full: District) -> None:
    rulings = full.books.tables["rulings"]
    vetoes, bureaus = rulings.filter(sanction="1"), rulings.filter(pl.col("sanction") != "1")
    units = full.books.tables["units"].filter(pl.col("valid_to").is_null())
    linked = vetoes.join(units, left_on="subject_code", right_on="unit_code").join(
        bureaus, left_on="linked_ruling_no", right_on="ruling_no"
    )
    assert (vetoes.height, bureaus.height) == (8, 6)
    assert (linked["superior_unit_code"] == linked["subject_code_right"]).all() and linked.height == 8


def test_one_old_street_became_five(full: District) -> None:
    streets = full.books.tables["divisions"].filter(division_level="street")
    assert streets.group_by("valid_from").len().sort("valid_from")["len"].to_list() == [1, 5]
    assert streets.filter(pl.col("valid_to").is_not_null())["division_name"].to_list() == ["新华街道"]


def test_the_mixed_street_has_the_worked_population(full: District) -> None:
    people = full.books.tables["populations"].filter(street_code="411602094", as_of_date=NEW)
    assert (people["urban_population"].sum(), people["rural_population"].sum()) == (23_517, 10_469)
