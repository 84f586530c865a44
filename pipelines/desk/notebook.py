"""The analyst's notebook: run by marimo, a copy of the analyst's own to change; it opens the desk's views."""

import marimo

app = marimo.App(width="medium", app_title="台账 分析台 · Analyst's desk")


@app.cell
def _():
    import marimo as mo

    from pipelines.desk import figures
    from pipelines.desk.opening import asked_desk, is_pseudonymous
    from pipelines.desk.views import described
    from reports.parts.labels import codes, label

    desk = asked_desk()
    return codes, described, desk, figures, is_pseudonymous, label, mo


@app.cell
def _(desk, is_pseudonymous, mo):
    _as_of, _snapshot = desk.sql("select as_of_date, snapshot_id from snapshot.marts.snapshot").fetchone()
    _told = mo.md(
        f"""
        # 分析台 · Analyst's desk

        统计时点 as of **{_as_of}** · 快照 snapshot `{_snapshot}`

        数字出自已公布的快照，隐去的（1 至 4，及能推出它们的）为空。
        改动任何一格，下面随之重算；表都在 `desk` 之下。

        The counts are those of the published snapshot; what it withholds (1 to 4, and what tells them)
        is null. Change any cell and those below follow; every view stands under `desk`.
        """
    )
    _warning = mo.callout(
        mo.md(
            """
            **含确数 Exact counts.** 本台另有 `desk.exact_…` 和 `desk.file_groups`，未经小单元格保护：
            只供计生委内部分析，**不得公布或带出**；此次打开已记入审计记录。

            `desk.exact_…` and `desk.file_groups` are not protected: for the commission's own analysis,
            **never to be published or carried out**. That they were opened stands in the audit record.
            """
        ),
        kind="warn",
    )
    mo.vstack([_told, *([_warning] if is_pseudonymous() else [])])


@app.cell
def _(described, is_pseudonymous, mo):
    mo.accordion(
        {
            "有哪些表 · Which views there are": mo.ui.table(
                described(pseudonymous=is_pseudonymous()), selection=None, page_size=20
            )
        }
    )


@app.cell
def _(desk, mo):
    _places = desk.sql(
        """
        select distinct division_name, division_code, division_level
        from desk.class_totals order by division_level, division_code
        """
    ).fetchall()
    division = mo.ui.dropdown(
        {name if level == "street" else "全区 district": code for name, code, level in _places},
        value="全区 district",
        label="街道或全区 street or district",
    )
    mo.vstack([mo.md("## 各类人数的变化 · Class counts over time"), division])
    return (division,)


@app.cell
def _(desk, division, mo):
    counts = mo.sql(
        f"""
        select as_of_date, management_class, women
        from desk.class_totals
        where boundaries = 'own' and division_code = '{division.value}' and management_class <> 'all'
        order by as_of_date, management_class
        """,
        engine=desk,
    )
    return (counts,)


@app.cell
def _(counts, figures):
    figures.class_curves(counts)


@app.cell
def _(desk, figures, is_pseudonymous, mo):
    _months = [
        str(month)
        for (month,) in desk.sql(
            "select distinct as_of_date from desk.class_counts order by all desc"
        ).fetchall()
    ]
    _offered = figures.DIMENSIONS | (figures.EXACT_DIMENSIONS if is_pseudonymous() else {})
    _names = {told: name for name, told in _offered.items()}
    month = mo.ui.dropdown(_months, value=_months[0], label="月末 month's end")
    down = mo.ui.dropdown(_names, value=figures.DIMENSIONS["street_name"], label="行 rows")
    across = mo.ui.dropdown(_names, value=figures.DIMENSIONS["management_class"], label="列 columns")
    mo.vstack([mo.md("## 交叉表 · Cross-tabulation"), mo.hstack([month, down, across], justify="start")])
    return across, down, month


@app.cell
def _(desk, is_pseudonymous, mo, month):
    # exact counts only where the desk was opened for them: else what the snapshot tells
    _cells = "desk.file_groups" if is_pseudonymous() else "desk.class_counts"
    _withheld = "false as is_suppressed" if is_pseudonymous() else "is_suppressed"
    cells = mo.sql(
        f"""
        select * exclude (women{"" if is_pseudonymous() else ", is_suppressed"}), women, {_withheld}
        from {_cells}
        where as_of_date = '{month.value}'
        """,
        output=False,
        engine=desk,
    )
    return (cells,)


@app.cell
def _(across, cells, down, figures, mo):
    _table = figures.crossed(cells, down.value, across.value)
    mo.vstack(
        [
            mo.ui.table(_table, selection=None, page_size=30),
            mo.md("≥ 只加了可公布的部分 · the sum of what may be told; \\* 隐去 · withheld; — 没有 · none"),
        ]
    )


@app.cell
def _(desk, division, figures, mo):
    _found = desk.sql(
        "select distinct trait, as_of_date from desk.composition_counts where trait <> 'all' order by all"
    ).fetchall()
    _traits = {
        figures.TRAITS[name]: name for name in figures.TRAITS if name in {found for found, _ in _found}
    }
    _days = sorted({str(day) for _, day in _found}, reverse=True)
    trait = mo.ui.dropdown(_traits, value=next(iter(_traits), None), label="特征 trait")
    half_year_end = mo.ui.dropdown(_days, value=next(iter(_days), None), label="半年末 half-year's end")
    mo.vstack(
        [
            mo.md("## 构成 · Composition"),
            mo.hstack([division, trait, half_year_end], justify="start"),
        ]
    )
    return half_year_end, trait


@app.cell
def _(desk, division, half_year_end, mo, trait):
    composition = mo.sql(
        f"""
        select trait_value, management_class, women, is_suppressed
        from desk.composition_counts
        where as_of_date = '{half_year_end.value}' and division_code = '{division.value}'
            and area_type = 'all' and trait = '{trait.value}' and trait_value <> 'all'
        """,
        output=False,
        engine=desk,
    )
    return (composition,)


@app.cell
def _(composition, figures, mo, trait):
    mo.ui.table(figures.composed(composition, trait.value), selection=None, page_size=30)


@app.cell
def _(codes, label, mo):
    _indicators = {label("indicator", code).both: code for code in codes("indicator")}
    indicator = mo.ui.dropdown(_indicators, value=next(iter(_indicators)), label="指标 indicator")
    mo.vstack([mo.md("## 指标曲线 · Indicator curves"), indicator])
    return (indicator,)


@app.cell
def _(desk, indicator, mo):
    values = mo.sql(
        f"""
        select half_year, body_name, part, points,
            round(value_pct, 2) as value_pct, round(points_won, 2) as points_won
        from desk.indicators
        where indicator_id = '{indicator.value}' and body_level = 'street'
        order by half_year, body_name, part
        """,
        engine=desk,
    )
    return (values,)


@app.cell
def _(figures, values):
    figures.indicator_curves(values)


@app.cell
def _(mo):
    mo.md("## 自己的问题 · A question of your own")


@app.cell
def _(desk, mo):
    asked = mo.sql(
        """
        select half_year, body_name, scheme, score, rank
        from desk.scores
        where body_level = 'street'
        order by half_year, rank
        """,
        engine=desk,
    )
    return (asked,)


if __name__ == "__main__":
    app.run()
