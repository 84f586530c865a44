"""What could be a person's does not stand in the log: numbers and names, however they are written."""

import pytest

from pipelines.audit.masking import masked


@pytest.mark.parametrize(
    "personal",
    [
        "110105194912310021",
        "11010519491231002X",
        "110105 19491231 002x",
        "110105491231002",
        "138-0000-0000",
        "13800000000",
        "0371 6600 0000",
        "138_0000_0000",
        "110105/19491231/002X",
        "1*3*8*0*0*0*0*0*0*0*0",
        "１３８００００００００",
        "19491231",
        "王小丽",
        "䶮𠮷",
    ],
)
def test_a_number_or_name_is_masked(personal: str) -> None:
    text = masked(f"select women from scores where body_name = '{personal}' limit 5")
    assert text in (
        "select women from scores where body_name = '#' limit 5",
        "select women from scores where body_name = '…' limit 5",
    )


def test_plain_sql_stays_as_it_is() -> None:
    sql = (
        "select street_code, sum(women) from class_counts where as_of_date = '2006-06' group by all limit 100"
    )
    assert masked(sql) == sql
