-- Rulings by sanction and kind of institution, with the sum over all sanctions but the veto as `other_than_veto`.
-- zh: 裁定数，按处理种类和机构种类，另有一票否决以外的合计。
-- Grain: one sanction against one kind of institution. Key: sanction, subject_type.
with rulings as (
    select * from marts.rulings
),

named_rulings as (
    select * from rulings where sanction is not null
    union all
    select * replace ('other_than_veto' as sanction) from rulings where sanction <> 'veto'
)

select
    sanction,
    subject_type,
    count(*) as rulings,
    count(*) filter (where in_force) as rulings_in_force,
    count(distinct case when in_force then subject_code end) as institutions_in_force
from named_rulings
group by sanction, subject_type
