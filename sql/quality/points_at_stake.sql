-- What mending a finding may win: of the points of score that an indicator lost in the newest half-year scored, the share of
-- the findings of its checks at the body or unit that lost them, by how much each counts. Of several scores that lose by
-- one body, its own or its street's, the one that loses most.
-- zh: 改正一个问题可能挽回的分：最近一个已计分半年中，有关指标在该辖区或单位所失的分，按问题的数量分摊；
-- zh: 牵涉几个成绩的取失分最多的。
-- Grain: one finding. Key: finding_id.
with findings as (
    select findings.finding_id, findings.check_id, findings.subject_code, findings.amount, finding_lives.owner_code
    from quality.findings as findings
    inner join quality.finding_lives as finding_lives on finding_lives.finding_id = findings.finding_id
    where finding_lives.state in ('open', 'come_back')
),

lost_points as (
    select indicator_id, source_code, body_code, sum(score_lost) as score_lost
    from figures.lost_points
    where half_year = (select max(half_year) from figures.lost_points)
    group by indicator_id, source_code, body_code
),

losses as (
    select indicator_id, source_code, max(score_lost) as score_lost
    from lost_points
    group by indicator_id, source_code
),

slip_units as (
    select slip_no, min(unit_code) as unit_code from staging.slips group by slip_no
),

sources as (
    select finding_id, check_id, owner_code as source_code, amount from findings
    union
    select
        findings.finding_id,
        findings.check_id,
        coalesce(slip_units.unit_code, split_part(findings.subject_code, '/', 1)),
        findings.amount
    from findings
    left join slip_units on slip_units.slip_no = split_part(findings.subject_code, '/', 1)
    where findings.subject_code is not null
),

shares as (
    select
        sources.finding_id,
        losses.score_lost * coalesce(sources.amount, 1) / sum(coalesce(sources.amount, 1)) over (
            partition by losses.indicator_id, losses.source_code
        ) as points_at_stake
    from sources
    inner join rules.indicator_checks as indicator_checks on indicator_checks.check_id = sources.check_id
    inner join losses
        on losses.indicator_id = indicator_checks.indicator_id
        and losses.source_code = sources.source_code
)

select
    finding_id,
    {{ settled('sum(points_at_stake)') }} as points_at_stake
from shares
group by finding_id
