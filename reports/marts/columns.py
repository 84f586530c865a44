"""Columns that several published tables share."""

PLACED = {"street_code": "varchar", "street_name": "varchar"}
BODIES = {"as_of_date": "date", "body_code": "varchar", "body_name": "varchar", **PLACED}
BODY = {"body_code": "varchar", "body_name": "varchar", "body_level": "varchar", **PLACED}
INDICATOR_VALUES = {
    "half_year": "varchar",
    "body_code": "varchar",
    "part": "varchar",
    "indicator_id": "varchar",
    "numerator": "double",
    "denominator": "double",
    "value_pct": "double",
    "points_won": "double",
    "points": "double",
    "status": "varchar",
}
