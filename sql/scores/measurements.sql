-- Every indicator of every half-year as its SQL file counts it, before points; made of all files in `sql/indicators`.
-- `source_code`: the unit or body that caused the row, else the charged body itself; `is_pooled`: whether the street's
-- value sums this row; `is_delivered`: false where what was due did not arrive, null where nothing was due, so that it
-- speaks for no other body; `basis`: set where a row holds on one basis alone, because it is a ratio that no other
-- boundaries can regroup.
-- zh: 各半年各指标按其 SQL 文件所计的数，尚未换算成分；由 sql/indicators 的全部文件合成。
-- Grain: one indicator, body and source in one half-year. Key: indicator_id, half_year, basis, body_code, source_code.
{{ every_indicator() }}
