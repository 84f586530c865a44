-- Every indicator of every half-year as its SQL file counts it, before points; made of all files in `sql/indicators`.
-- `is_pooled`: whether the street's value sums this row; `is_delivered`: false where what was due did not arrive.
-- Grain: one indicator and body in one half-year. Key: indicator_id, half_year, body_code.
{{ every_indicator() }}
