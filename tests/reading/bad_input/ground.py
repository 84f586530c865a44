"""What stands beside the bad files: a small district, its units, and a street that sends a good report."""

from pathlib import Path

from made_sheets import MONTHS, lines, month_row

STREET, COMMUNITY = "411602091", "411602091001"
STREET_FOLDER = "街道"
DIVISIONS = "区划代码,名称,级别,上级代码,考核类型,城乡属性,代码来源,生效日期"
UNITS = "单位代码,单位名称,单位类型,隶属关系,机构层级,所属街道代码,所在社区代码,生效日期"
SLIPS = "通报单号,单位代码,单位名称,所属街道代码,居住地社区代码,通报期,通报人数,填报日期,送达日期,盖章"
UNIT_CODES = ("012345670", "007654321")


def slip_row(number: str, unit: str) -> str:
    """A row below SLIPS."""
    return f"{number},{unit},某单位,{STREET},{COMMUNITY},2006H1,0,2006-07-03,2006-07-04,是"


def write_ground(inbox: Path) -> None:
    """The directories in the inbox, and the street's folder with its own good report."""
    divisions = [
        "411602,川汇区,district,411600,,,official,1999-01-01",
        f"{STREET},东街道,street,411602,urban,,project,1999-01-01",
        f"{COMMUNITY},东社区,community,{STREET},,1,project,1999-01-01",
    ]
    units = [f"{code},某单位,30,50,1,{STREET},{COMMUNITY},1999-01-01" for code in UNIT_CODES]
    (inbox / STREET_FOLDER).mkdir(parents=True)
    (inbox / "区划.csv").write_text(lines(DIVISIONS, *divisions), "utf-8")
    (inbox / "单位.csv").write_text(lines(UNITS, *units), "utf-8")
    (inbox / STREET_FOLDER / "月报.csv").write_text(lines(MONTHS, month_row("院1")), "utf-8")
