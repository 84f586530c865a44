"""How two records of this register are compared: what may agree, how nearly, and what tells sisters apart."""

from typing import Any

Level = dict[str, Any]

# Of a thousand women so many are expected to have a second file, as the scheme's target for duplicate files
# says: the register shows too few probable ones to count them.
DUPLICATES_PER_THOUSAND = 2
RAREST_NAME = 1e-4  # a name seen once tells no more than one seen in every ten thousand
# Two given names on one page, or on IDs that differ in their sequence alone, are two sisters.
TWO_SISTERS = {"m_probability": 1e-12, "u_probability": 1e-3}
ONE_SLIP = (
    "(hamming({0}_l, {0}_r) = 1 or (hamming({0}_l, {0}_r) = 2 and damerau_levenshtein({0}_l, {0}_r) = 1))"
)

SAME_AREA = "id_area_l = id_area_r"
SAME_PAGE = "page_l = page_r"
SAME_BIRTHS = "birth_l = birth_r and id_birth_l = id_birth_r"
ONE_BIRTH = "(birth_l = birth_r) <> (id_birth_l = id_birth_r)"
OTHER_CALENDAR = "(birth_l = birth_lunar_r or birth_lunar_l = birth_r)"
ADJACENT_IDS = f"{SAME_AREA} and abs(id_day_l - id_day_r) <= 1"
SISTERS = f"surname_sound_l = surname_sound_r and (coalesce({SAME_PAGE}, false) or ({ADJACENT_IDS}))"
# one character of two or three; in longer names three bytes, which is one Chinese character
ONE_CHARACTER = """
    case when least(length(given_name_l), length(given_name_r)) <= 2
    then left(given_name_l, 1) = left(given_name_r, 1)
        or right(given_name_l, 1) = right(given_name_r, 1)
        or given_name_l = reverse(given_name_r)
    else levenshtein(given_name_l, given_name_r) <= 3 end
"""


def register_settings(records: int) -> dict[str, Any]:
    """Splink's settings for a register of so many records, before any training."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 2 * DUPLICATES_PER_THOUSAND / 1000 / max(records - 1, 1),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "comparisons": [_surname(), _given_name(), _birth(), _rest_of_id(), _place()],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in _blocking_rules()],
    }


def _surname() -> Level:
    return _comparison(
        "surname",
        _null("surname"),
        _same_text("surname"),
        _level("surname_sound_l = surname_sound_r", "sounds alike"),
    )


def _given_name() -> Level:
    return _comparison(
        "given_name",
        _null("given_name"),
        _same_text("given_name"),
        _level("given_sound_l = given_sound_r", "sounds alike"),
        _level(SISTERS, "two sisters", fix_m_probability=True, fix_u_probability=True, **TWO_SISTERS),
        _level(ONE_CHARACTER, "one character"),
    )


def _birth() -> Level:
    """The column and the ID tell the birth date twice: a slip in one of them leaves the other."""
    return _comparison(
        "birth",
        _null("birth"),
        _level(SAME_BIRTHS, "both the same"),
        _level(ONE_BIRTH, "the column or the ID"),
        _level(OTHER_CALENDAR, "the other calendar"),
        _level(ONE_SLIP.format("birth"), "a digit or two swapped"),
    )


def _rest_of_id() -> Level:
    return _comparison(
        "rest_of_id",
        _null("id_area"),
        _level(f"{SAME_AREA} and id_sequence_l = id_sequence_r", "area and sequence"),
        _level(f"id_sequence_l = id_sequence_r and {ONE_SLIP.format('id_area')}", "a slip in the area"),
        _level(f"{SAME_AREA} and {ONE_SLIP.format('id_sequence')}", "a slip in the sequence"),
        _level(SAME_AREA, "area"),
    )


def _place() -> Level:
    return _comparison(
        "place",
        _null("page"),
        _level(SAME_PAGE, "page"),
        _level("community_code_l = community_code_r", "community"),
    )


def _blocking_rules() -> list[str]:
    """Pairs worth scoring touch a new record and are two persons; each error leaves one rule standing."""
    same_name = "l.surname_sound = r.surname_sound and l.given_sound = r.given_sound"
    alike = (
        "l.birth = r.birth and l.surname_sound = r.surname_sound",
        "l.id_birth = r.id_birth and l.surname_sound = r.surname_sound",
        f"{same_name} and left(l.birth, 4) = left(r.birth, 4)",
        f"{same_name} and right(l.birth, 4) = right(r.birth, 4)",
        f"{same_name} and l.birth = r.birth_lunar",
        f"{same_name} and l.birth_lunar = r.birth",
    )
    return [f"{rule} and l.person_key <> r.person_key and (l.is_new or r.is_new)" for rule in alike]


def _comparison(name: str, *levels: Level) -> Level:
    otherwise = _level("ELSE", "nothing of it")
    return {"output_column_name": name, "comparison_levels": [*levels, otherwise]}


def _level(condition: str, label: str, **parameters: Any) -> Level:  # noqa: ANN401 - as Splink takes them
    return {"sql_condition": condition, "label_for_charts": label, **parameters}


def _null(column: str) -> Level:
    return _level(f"{column}_l is null or {column}_r is null", "one is blank", is_null_level=True)


def _same_text(column: str) -> Level:
    return _level(
        f"{column}_l = {column}_r",
        "the same",
        tf_adjustment_column=column,
        tf_minimum_u_value=RAREST_NAME,
    )
