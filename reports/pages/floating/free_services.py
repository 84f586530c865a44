"""Sections of the page 流动: what offices registered and checked, and what they explained."""

from collections.abc import Iterable

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.parts.bars import LOOKS, Part, rate_dots
from reports.parts.by_street import StreetTable, by_street
from reports.parts.labels import Label, codes, label
from reports.parts.listing import (
    BODY,
    BY_HALF_YEAR,
    HALF_YEAR,
    STREET,
    Listing,
    Shown,
    coded,
    listed,
    rate,
)
from reports.parts.placed import OF_BODIES, OF_STREETS, places
from reports.parts.section import Drawing, Panel, Section
from reports.parts.table import percent

INDICATORS = (
    "floating_file_coverage_rate",
    "certificate_check_record_rate",
    "four_free_information_rate",
    "floating_record_parity_index",
    "outflow_update_rate",
    "outflow_registration_rate",
    "outflow_contact_update_rate",
)
PIVOT = (
    f"pivot (from marts.indicator_values where indicator_id in {INDICATORS} and body_code in {{bodies}}) "
    "on indicator_id using any_value(value_pct) group by half_year, body_code, part"
)


def service_section(marts: Marts) -> Section:
    """What the indicators of the floating population counted, by street and body."""
    title = Label("登记与查验", "Registration and checks")
    lead = Label(
        "计的是机关办没办：登记后建档、记下查验结果、告知免费服务、档案与常住同样完整、流出及时更新。妇女本人用没用服务，从不计数。",
        "What is counted is what offices did: opened files, recorded checks, explained free services, kept "
        "records as complete as residents', refreshed outflow. Whether a woman used a service is never "
        "counted.",
    )
    values = service_values(marts)
    if values.is_empty():
        return Section("service", title, lead)
    shown = (
        BODY,
        STREET,
        HALF_YEAR,
        Shown("part", Label("部分", "part"), coded("area_type")),
        *(Shown(code, label("indicator", code), percent) for code in INDICATORS if code in values.columns),
    )
    facets = {**BY_HALF_YEAR, "area": "part"}
    is_street = pl.col("body_code").eq_missing(pl.col("street_code"))
    streets, bodies = values.filter(is_street), values.filter(~is_street)
    caption = Label("流动人口各项指标 %，按街道", "Indicators of the floating population, %, by street")
    table = listed(Listing("table-service", caption, PIVOT.format(bodies=OF_STREETS), facets), streets, shown)
    named = Label("流动人口各项指标 %，按社区、村", "The same by community and village")
    query = PIVOT.format(bodies=OF_BODIES)
    by_body = listed(Listing("table-service-body", named, query, facets, is_folded=True), bodies, shown)
    told = Label("点图：每街道每项指标的数值。数字见表。", "Dots: each indicator's value by street.")
    drawn = draw_service(newest(streets, "half_year"))
    drawing = Drawing("figure-service", caption, told, drawn, facet="street")
    return Section("service", title, lead, (Panel((table, by_body), drawing, is_wide=True),))


def information_section(marts: Marts) -> Section:
    """On what share of registrations each free service was explained, by street."""
    title = Label("四免一上门", "Four free services and a visit")
    lead = Label(
        "流入登记中，每项免费服务已告知、已上门的比例。"
        "只看告知，不看使用；有一处数太少的，该处和全区以 * 表示。",
        "Inflow registrations on which each free service was explained or the home visit made: explained, "
        "not used. Where a street's number is small, it and the district's are *.",
    )
    totals = explained(marts)
    services = (code for code in codes("free_service") if code in totals.columns)
    shown = (STREET, HALF_YEAR, *(Shown(code, told_of(code), rate) for code in services))
    caption = Label("免费服务告知率 %", "Free services explained, %")
    query = (
        "pivot marts.free_services on free_service using any_value(explained_pct) "
        "group by half_year, street_code"
    )
    told = Label("点图：各街道每项服务的告知率。数字见表。", "Dots: rates of each service by street.")
    return by_street(
        Section("information", title, lead),
        totals,
        StreetTable(
            Listing("table-information", caption, query, BY_HALF_YEAR),
            shown,
            "figure-information",
            told,
            draw_information,
            is_wide=True,
        ),
    )


def told_of(code: str) -> Label:
    """What offices did about a free service; nobody is to read it as a rate at which women used it."""
    service = label("free_service", code)
    if code == "home_visit":
        return Label("已上门", "home visit made")
    return Label(f"已告知{service.zh}", f"{service.en} explained")


def service_values(marts: Marts) -> pl.DataFrame:
    """A row a body, part and half-year with its name and street, and the value of each indicator there is."""
    values = marts["indicator_values"].filter(pl.col("indicator_id").is_in(INDICATORS))
    placed = values.join(places(marts), on="body_code", how="inner")
    return placed.pivot(
        "indicator_id",
        index=["half_year", "body_code", "body_name", "street_code", "street_name", "part"],
        values="value_pct",
    ).sort("half_year", "body_code", "part", descending=[False, False, True])


def explained(marts: Marts) -> pl.DataFrame:
    """A row a street and half-year, and the rate of each free service there is."""
    services = marts["free_services"].sort("half_year", "street_code", "free_service")
    index = ["half_year", "street_code", "street_name"]
    return services.pivot("free_service", index=index, values="explained_pct")


def draw_service(streets: pl.DataFrame) -> go.Figure:
    """One line a street and a dot an indicator on it, both parts of a mixed street on one line."""
    return rate_dots(streets, "body_code", "body_name", _parts(streets, "indicator", INDICATORS))


def draw_information(streets: pl.DataFrame) -> go.Figure:
    """One line a street and a dot a service on it."""
    parts = _parts(streets, "free_service", codes("free_service"))
    return rate_dots(streets, "street_code", "street_name", parts)


def _parts(wide: pl.DataFrame, kind: str, known: Iterable[str]) -> tuple[Part, ...]:
    looks = zip(LOOKS, known, strict=False)
    return tuple(
        Part(code, label(kind, code), colour, symbol)
        for (colour, symbol), code in looks
        if code in wide.columns
    )
