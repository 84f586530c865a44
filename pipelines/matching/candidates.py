"""The women of the ledgers in force, one row for each way in which a person is written down."""

from datetime import date

import duckdb
import polars as pl

from pipelines.privacy.reduction import is_unborn

# A record is known again by what it says: the pseudonym in front keeps the hash from being enumerated.
CANDIDATES = f"""
    with deliveries as (
        select
            delivery_no,
            row_number() over (order by modified_ns, delivered_as, delivery_no) as delivery_rank
        from l1.received.deliveries
    ),

    rows_in_force as (
        select ledger_persons.*
        from l1.identified.ledger_persons as ledger_persons
        inner join deliveries on deliveries.delivery_no = ledger_persons.delivery_no
        where ledger_persons.as_of_date <= $as_of
        qualify dense_rank() over (
            partition by ledger_persons.community_code
            order by ledger_persons.as_of_date desc, deliveries.delivery_rank desc
        ) = 1
    ),

    women as (
        select
            person_key,
            citizen_id,
            name,
            coalesce(birth_date, try_strptime(substr(citizen_id, 7, 8), '%Y%m%d')::date) as birth_date,
            community_code,
            household_page_no
        from rows_in_force
        where quarantine_reason is null
            and not {is_unborn("citizen_id", "$as_of")}
            and person_key is not null
            and coalesce(sex, if(substr(citizen_id, 17, 1)::integer % 2 = 0, '2', '1')) = '2'
            and (file_closed_on is null or file_closed_on > $as_of)
    )

    select distinct
        sha256(concat_ws(chr(31),
            person_key, coalesce(name, ''), birth_date, community_code, coalesce(household_page_no, '')
        )) as unique_id,
        *
    from women
    order by unique_id
"""


def read_candidates(connection: duckdb.DuckDBPyConnection, as_of: date) -> pl.DataFrame:
    """The women not closed at `as_of` in each body's newest snapshot, from layer 1 attached as `l1`.

    One row for each person, name, birth date, body and page: `unique_id` (a hash of these), `person_key`,
    `citizen_id`, `name`, `birth_date` (its column, else the ID's), `community_code`, `household_page_no`;
    in the order of `unique_id`, whatever the order of the rows.
    """
    return connection.execute(CANDIDATES, {"as_of": as_of}).pl()
