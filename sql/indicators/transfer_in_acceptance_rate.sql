-- Women handed to the village with a file there opened within the entry days of the handover, of the women handed to it
-- in the half-year whose days have elapsed at its end; each woman once, by her first handover.
-- Charged to the receiving village.
with villages as (
    select * from core.body_half_years where body_level = 'village'
),

transfers as (
    select
        villages.half_year,
        villages.body_code,
        villages.ends_on,
        handovers.person_key,
        min(handovers.handed_on) + villages.entry_days as file_due_on
    from villages
    inner join staging.handovers as handovers
        on handovers.to_code = villages.body_code
        and handovers.handed_on between villages.starts_on and villages.ends_on
        and handovers.handed_on + villages.entry_days <= villages.ends_on
    where handovers.handover_type = '2'
    group by
        villages.half_year, villages.body_code, villages.ends_on, handovers.person_key, villages.entry_days
),

village_files as (
    select as_of_date, body_code, person_key, min(file_opened_on) as file_opened_on
    from core.files
    where body_level = 'village'
    group by as_of_date, body_code, person_key
)

select
    villages.half_year,
    villages.body_code,
    count(*) filter (where village_files.file_opened_on <= transfers.file_due_on) as numerator,
    count(transfers.person_key) as denominator,
    case when villages.has_ledger then true when count(transfers.person_key) > 0 then false end as is_delivered
from villages
left join transfers
    on transfers.half_year = villages.half_year
    and transfers.body_code = villages.body_code
left join village_files
    on village_files.as_of_date = transfers.ends_on
    and village_files.body_code = transfers.body_code
    and village_files.person_key = transfers.person_key
group by villages.half_year, villages.body_code, villages.has_ledger
