-- Files under two or more citizen IDs that are probably one person's, at the body whose file would be counted.
-- Grain: one group of citizen IDs. Key: subject_code.
with files as (
    select files.*
    from core.files as files
    inner join rules.run as run on run.as_of_date = files.as_of_date
),

person_pairs as (
    select * from matching.person_pairs where cluster_id is not null
),

clusters as (
    select cluster_id, person_key_left as person_key from person_pairs
    union
    select cluster_id, person_key_right from person_pairs
),

files_of_clusters as (
    select
        clusters.cluster_id,
        files.person_key,
        files.body_code,
        row_number() over (
            partition by clusters.cluster_id
            order by files.body_level, {{ counted_first('files.body_code') }}
        ) as counting_rank
    from clusters
    inner join files on files.person_key = clusters.person_key
)

select
    cluster_id,
    max(body_code) filter (where counting_rank = 1) as body_code,
    left(sha256(string_agg(distinct person_key, ' ' order by person_key)), 12) as subject_code
from files_of_clusters
group by cluster_id
having count(distinct person_key) > 1
