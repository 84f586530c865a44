-- The score of every body: the part's own, or both parts weighed by population; ranks by the unrounded score.
-- A veto stands beside the score, never inside it.
-- Grain: one body in one half-year. Key: half_year, body_code.
with bodies as (
    select * from core.body_half_years
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
        body_code,
        count(*) as parts,
        -- a part without a score or a share leaves the blend without one: never half and half
        case when count(part_score * share) = count(*) then sum(part_score * share) end as score,
        min(applicable_points) as applicable_points
    from score_parts
    group by half_year, body_code
),

judged as (
    select
        bodies.*,
        case
            when bodies.scheme = 'mixed' and blends.parts < 2 then null
            else blends.score
        end as score,
        coalesce(blends.applicable_points, 0) as applicable_points,
        vetoes.body_code is not null as is_vetoed
    from bodies
    left join blends
        on blends.half_year = bodies.half_year
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
    body_code,
    body_name,
    body_level,
    scheme,
    score,
    case
        when status in ('final', 'provisional') then rank() over (
            -- nine digits: sums of the same points in another order are the same score
            partition by half_year, league, status in ('final', 'provisional')
            order by {{ settled('score') }} desc
        )
    end as rank,
    applicable_points,
    status,
    is_vetoed as vetoed,
    not is_vetoed as commendation_eligible
from classified
