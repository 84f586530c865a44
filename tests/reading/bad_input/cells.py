"""Single cells: citizen IDs, codes, counts and prose."""

from made_sheets import CHANGES, MONTHS, RULINGS, change_row, citizen_id, lines, month_row, ruling_row

from .case import Case, held, taken
from .ground import SLIPS, slip_row

NAMED = frozenset({("ruling_contains_person_data", None)})
SOUND = citizen_id("41160219750404002")
WITH_X = "11010519491231002X"


def change(number: str, day: str = "2006-03-05", person: str = WITH_X, kind: str = "01") -> str:
    """A file of one change line."""
    return lines(CHANGES, change_row(number, person, kind).replace("2006-03-05", day))


def no_key(what: str, row: str, column: str, head: str = MONTHS) -> Case:
    """A row whose key cannot be read."""
    return held(f"no key: {what}", lines(head, row), "key_unreadable", column)


def not_in_force(what: str, row: str, head: str = MONTHS) -> Case:
    """A row with a code in its key that no directory has: its reader takes it, the night holds it back."""
    return taken(what, lines(head, row), at_night=frozenset({("key_unreadable", None)}))


IDS = (
    taken("an id in lower case", change("证1", person=WITH_X.lower()), cells={"citizen_id": [WITH_X]}),
    taken(
        "an id in full width",
        change("证2", person="１１０１０５１９４９１２３１００２Ｘ"),
        cells={"citizen_id": [WITH_X]},
    ),
    taken("an id with spaces", change("证3", person="110105 19491231 002X"), cells={"citizen_id": [WITH_X]}),
    taken("an id behind an apostrophe", change("证4", person=f"'{SOUND}"), cells={"citizen_id": [SOUND]}),
    taken(
        "an id of 15 digits",
        change("证5", person="110105491231002"),
        cells={"citizen_id": [WITH_X]},
        findings=frozenset({("id_legacy_15", "citizen_id")}),
    ),
    held(
        "an id in scientific notation", change("证6", person="1.10105E+17"), "id_precision_loss", "citizen_id"
    ),
    held(
        "an id with decimals",
        change("证7", person="110105194912310021.00"),
        "id_precision_loss",
        "citizen_id",
    ),
    held(
        "an id with a wrong check digit",
        change("证8", person=WITH_X[:-1] + "1"),
        "id_checkdigit_failed",
        "citizen_id",
    ),
    held(
        "an id whose x is a star",
        change("证9", person=WITH_X[:-1] + "*"),
        "id_checkdigit_failed",
        "citizen_id",
    ),
    held(
        "an id rounded to thousands",
        change("证10", person="411602197504040000"),
        "id_checkdigit_failed",
        "citizen_id",
    ),
    held(
        "an id born on 30 February",
        change("证11", person=citizen_id("41160219750230002")),
        "id_checkdigit_failed",
        "citizen_id",
    ),
    held(
        "an id born before 1900",
        change("证12", person=citizen_id("41160218991231002")),
        "id_checkdigit_failed",
        "citizen_id",
    ),
    held(
        "an id of 15 digits born in month 13",
        change("证13", person="110105491331002"),
        "id_checkdigit_failed",
        "citizen_id",
    ),
    held(
        "an id in letters",
        change("证14", person="身份证号码身份证号码身份证号码身份证"),
        "id_checkdigit_failed",
        "citizen_id",
    ),
    held("an id of 17 digits", change("证15", person=SOUND[:-1]), "id_blank", "citizen_id"),
    held("an id of 19 digits", change("证16", person=SOUND + "1"), "id_blank", "citizen_id"),
    held("a blank id", change("证17", person=""), "id_blank", "citizen_id"),
    held("an id of spaces", change("证18", person="　 "), "id_blank", "citizen_id"),
    held("a broken id formula", change("证19", person="#REF!"), "id_blank", "citizen_id"),
)
CODES = (
    *(
        taken(f"a kind of change as {how}", change(f"码0{how}", kind=written), cells={"change_kind": ["01"]})
        for how, written in (("a code", "01"), ("a number", "1"), ("a label", "新婚"), ("full width", "０１"))
    ),
    taken(
        "a code nobody knows",
        change("码5", kind="77"),
        cells={"change_kind": [None]},
        findings=frozenset({("code_invalid", "change_kind")}),
    ),
    taken("a code that is an error", change("码6", kind="#N/A"), cells={"change_kind": [None]}),
    no_key("a community by its name", month_row("码7").replace("411602091001", "东社区"), "community_code"),
    not_in_force("a community that is not in force", month_row("码8").replace("091001", "091999")),
    no_key("a community cut short", month_row("码9").replace("411602091001", "41160209"), "community_code"),
    no_key("a blank number of the change", change_row(""), "change_no", CHANGES),
    taken("a unit code whose noughts are lost", lines(SLIPS, slip_row("码10", "12345670"))),
    taken("a unit code with a hyphen", lines(SLIPS, slip_row("码11", "01234567-0"))),
    taken("a unit code that lost two noughts", lines(SLIPS, slip_row("码12", "7654321"))),
    not_in_force("a unit nobody knows", slip_row("码13", "999999999"), SLIPS),
)
COUNTS = (
    *(
        taken(
            f"a count that is {what}",
            lines(MONTHS, month_row(f"数{what}", marriages=written)),
            cells={"marriage_count": [None]},
            findings=frozenset({("code_invalid", "marriage_count")}),
        )
        for what, written in (
            ("a word", "无"),
            ("below zero", "-3"),
            ("below zero and grouped", '"-1,234"'),
            ("a fraction", "1.5"),
            ("endless", "1e308"),
            ("infinite", "inf"),
            ("not a number", "NaN"),
            ("of nineteen digits", "9" * 19),
            ("grouped wrongly", '"1,23"'),
            ("in Arabic digits", "٣"),
            ("two with a space", "12 34"),
            ("three with spaces", "1 2 3"),
            ("two on two lines", '"3\n4"'),
            ("a fraction with a comma", '"0,123"'),
        )
    ),
    taken(
        "a count with spaces",
        lines(MONTHS, month_row("数9", marriages="1 234")),
        cells={"marriage_count": [1234]},
    ),
    taken(
        "a count with decimals",
        lines(MONTHS, month_row("数10", marriages="12.00")),
        cells={"marriage_count": [12]},
    ),
    taken(
        "a count that is blank",
        lines(MONTHS, month_row("数11", marriages="")),
        cells={"marriage_count": [None]},
    ),
)
PROSE = (
    held(
        "a ruling that names a phone",
        lines(RULINGS, ruling_row("电话13912345678")),
        "ruling_contains_person_data",
        findings=NAMED,
    ),
    held(
        "a ruling that names an id",
        lines(RULINGS, ruling_row(f"身份证{SOUND}")),
        "ruling_contains_person_data",
        findings=NAMED,
    ),
    taken("a ruling that names nobody", lines(RULINGS, ruling_row())),
)
CELLS = (*IDS, *CODES, *COUNTS, *PROSE)
