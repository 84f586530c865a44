-- Person rows whose split flag agrees with their hukou division against the community of residence, compared on the
-- six digits of the district, of the person rows not closed that have both.
-- Charged to the residence community or village, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

compared_persons as (
    select
        snapshots.as_of_date,
        snapshots.community_code as body_code,
        ledger_persons.residence_split_flag
        = (substr(ledger_persons.hukou_division_code, 1, 6) <> substr(snapshots.community_code, 1, 6)) as is_consistent
    from core.snapshots as snapshots
    inner join core.ledger_persons as ledger_persons
        on ledger_persons.community_code = snapshots.community_code
        and ledger_persons.as_of_date = snapshots.snapshot_date
        and (ledger_persons.file_closed_on is null or ledger_persons.file_closed_on > snapshots.as_of_date)
    where ledger_persons.residence_split_flag is not null
        and ledger_persons.hukou_division_code is not null
)

select
    bodies.half_year,
    bodies.body_code,
    count(*) filter (where compared_persons.is_consistent) as numerator,
    count(compared_persons.body_code) as denominator,
    bodies.has_ledger as is_delivered
from bodies
left join compared_persons
    on compared_persons.as_of_date = bodies.ends_on
    and compared_persons.body_code = bodies.body_code
group by bodies.half_year, bodies.body_code, bodies.has_ledger
