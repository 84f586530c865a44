"""The dates the sample district's story turns on."""

from datetime import date

SAMPLE_AS_OF = date(2006, 7, 20)
OLD_SNAPSHOT = date(2006, 3, 31)
NEW_SNAPSHOT = date(2006, 6, 30)
REGISTER_START = date(1999, 1, 1)
REDIVISION = date(2003, 9, 1)
HALF_YEARS = ("2005H2", "2006H1")
HALF_YEAR_ENDS = (date(2005, 12, 31), NEW_SNAPSHOT)
MONTHS = tuple(date(2006, month, 1) for month in range(1, 7))
