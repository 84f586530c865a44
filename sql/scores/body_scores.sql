-- The score of every body: the part's own, or both parts weighed by population; ranks by the unrounded score.
-- A veto stands beside the score, never inside it.
-- zh: 各辖区的成绩：单侧取本侧，两侧按人口加权；按未舍入的成绩排名。否决列在成绩旁边，从不计入成绩。
-- Grain: one body in one half-year, on one basis, under one scheme. Key: half_year, basis, scheme_from, body_code.
with bodies as (
    select * from scores.bodies
),

schemes as (
    select distinct scheme_from from rules.scheme_lines
),

score_parts as (
    select * from scores.score_parts
),

vetoes as (
    select distinct
        bodies.half_year,
        bodies.body_code
    from bodies
    inner join staging.rulings as rulings
        on rulings.subject_code = bodies.body_code
        and rulings.effective_from <= bodies.ends_on
        and (rulings.effective_to is null or rulings.effective_to > bodies.ends_on)
        and (rulings.revoked_on is null or rulings.revoked_on > bodies.ends_on)
    where rulings.sanction = '1'
),

blends as (
    select
        half_year,
        basis,
        scheme_from,
        body_code,
        count(*) as parts,
        -- a part without a score or a share leaves the blend without one: never half and half
        case when count(part_score * share) = count(*) then sum(part_score * share) end as score,
        min(applicable_points) as applicable_points
    from score_parts
    group by half_year, basis, scheme_from, body_code
),

judged as (
    select
        bodies.*,
        schemes.scheme_from,
        case
            when bodies.scheme = 'mixed' and blends.parts < 2 then null
            else blends.score
        end as score,
        coalesce(blends.applicable_points, 0) as applicable_points,
        vetoes.body_code is not null as is_vetoed
    from bodies
    inner join schemes on schemes.scheme_from = bodies.own_scheme_from or bodies.basis <> 'previous'
    left join blends
        on blends.half_year = bodies.half_year
        and blends.basis = bodies.basis
        and blends.scheme_from = schemes.scheme_from
        and blends.body_code = bodies.body_code
    left join vetoes
        on vetoes.half_year = bodies.half_year
        and vetoes.body_code = bodies.body_code
    where bodies.scheme is not null
),

classified as (
    select
        *,
        case
            when applicable_points < ranked_points_from then 'not_ranked'
            when score is null then 'not_computable'
            when is_final then 'final'
            else 'provisional'
        end as status,
        case
            when body_level in ('street', 'town') then 'streets'
            else scheme
        end as league
    from judged
)

select
    half_year,
    basis,
    scheme_from,
    scheme_from = own_scheme_from as is_own_scheme,
    body_code,
    body_name,
    body_level,
    street_code,
    scheme,
    league,
    score,
    case
        when status in ('final', 'provisional') then rank() over (
            -- nine digits: sums of the same points in another order are the same score
            partition by half_year, basis, scheme_from, league, status in ('final', 'provisional')
            order by {{ settled('score') }} desc
        )
    end as rank,
    applicable_points,
    status,
    is_vetoed as vetoed,
    not is_vetoed as commendation_eligible
from classified
