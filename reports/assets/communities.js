// Every community and village of a half-year: a table of any length and small charts of the same rows, as the filters, the
// search and the pressed head of the table say.
"use strict";

(function () {
  const { points, whole, sum, worded, element, both } = self.cells;
  const { read, rowsOf } = self.packedTables;
  const { asked, ask, isKept } = self.kept;
  const at = (id) => document.getElementById(id);
  const given = JSON.parse(at("handed").textContent);
  const { halfYears, classes } = given;
  const word = worded(given.words);
  const table = at("table-communities");
  let halfYear = "", bodies = [], streets = [];

  const name = (row) => row.body_name ?? row.body_code;
  const address = (code) => `explain.html${location.search}#${halfYear}/${code}`;
  const grid = virtualTable(table, bodyColumns(given, address));
  const frame = JSON.parse(at("frame-months").textContent);
  const charts = multiples(at("multiples"), frame, classes.map((code) => ({ code, label: word("management_class", code) })));

  // --- what is shown --------------------------------------------------------------------------------------------------

  function isFound(row) {
    const sought = asked("q").trim().toLowerCase();
    return !sought || [name(row), row.body_code, row.street_name ?? ""].some((text) => text.toLowerCase().includes(sought));
  }

  function answer(rows) {
    const best = (field, sign) => rows.filter((row) => row[field] !== null && row[field] >= 0)
      .reduce((found, row) => !found || sign * row[field] > sign * found[field] ? row : found, null);
    const [lowest, most, missing] = [best("score", -1), best("findings", 1), best("missing", 1)];
    const zh = [`${halfYear} 共 ${whole(rows.length).zh} 个社区、村`], en = [`${halfYear}: ${whole(rows.length).zh} communities and villages`];
    if (lowest) {
      zh.push(`成绩最低的是${name(lowest)}，${points(lowest.score).zh} 分`);
      en.push(`the lowest score is ${points(lowest.score).zh}, of ${name(lowest)}`);
    }
    if (most?.findings) {
      zh.push(`核查发现最多的是${name(most)}，${sum(most.findings, most.is_findings_whole).zh} 条`);
      en.push(`most findings: ${sum(most.findings, most.is_findings_whole).zh}, in ${name(most)}`);
    }
    if (missing?.missing) {
      zh.push(`漏得最多的是${name(missing)}，${sum(missing.missing, missing.is_missing_whole).zh} 条`);
      en.push(`most missing: ${sum(missing.missing, missing.is_missing_whole).zh}, in ${name(missing)}`);
    }
    return { zh: `${zh.join("；")}。`, en: `${en.join("; ")}.` };
  }

  function show() {
    const rows = bodies.filter((row) => isKept({ street: row.street_code, area: row.area_type }) && isFound(row));
    at("answer").replaceChildren(...both(answer(rows)));
    at("shown").replaceChildren(...both({ zh: `显示 ${whole(rows.length).zh} / ${whole(bodies.length).zh} 个`,
      en: `${whole(rows.length).zh} of ${whole(bodies.length).zh} shown` }));
    at("with-flows").checked = Boolean(asked("flows"));
    grid.show(rows, (column) => isKept(column.facets ?? {}) && (!column.isFlow || asked("flows")));
  }

  function showCharts() {
    const isByStreet = at("per").value === "street";
    const shown = new Set(grid.rows().map((row) => row.street_code));
    charts.show(isByStreet ? streets.filter((row) => shown.has(row.code)) : grid.rows().map((row) => row.chart));
  }

  // --- the half-year --------------------------------------------------------------------------------------------------

  function monthly(tables, months, place) {
    const from = place * months.length;
    return Object.fromEntries(classes.map((code) => [code, tables[code].slice(from, from + months.length)]));
  }

  function chartOf(code, zh, note, months, counts) {
    return { code, zh, get href() { return address(code); }, note, months, counts };
  }

  async function open() {
    const wanted = halfYears.includes(asked("half_year")) ? asked("half_year") : halfYears.at(-1);
    at("pick-half-year").value = wanted;
    at("search").value = asked("q");
    if (wanted === halfYear) return show();
    const data = await read(`bodies-${wanted}`);
    halfYear = wanted;
    const months = rowsOf(data.months).map((row) => row.month);
    bodies = rowsOf(data.bodies);
    for (const row of bodies) {
      row.chart = chartOf(row.body_code, name(row), points(row.score).zh, months, monthly(data.body_months, months, row.place));
    }
    streets = rowsOf(data.streets).map((row) =>
      chartOf(row.street_code, row.street_name ?? row.street_code, "", months, monthly(data.street_months, months, row.place)));
    self.sources.tell({ half_year: halfYear });
    show();
  }

  async function opened() {
    try {
      await open();
    } catch {
      at("answer").replaceChildren(...both({ zh: "数据文件打不开：请连同 assets 文件夹一起拷贝，并用较新的浏览器。",
        en: "The numbers cannot be read: copy the assets folder too, and use a recent browser." }));
    }
  }

  at("pick-half-year").append(...halfYears.map((one) => element("option", { value: one }, one)));
  at("pick-half-year").addEventListener("change", (event) => { ask("half_year", event.target.value); opened(); });
  at("search").addEventListener("input", (event) => { ask("q", event.target.value); opened(); });
  at("with-flows").addEventListener("change", (event) => { ask("flows", event.target.checked ? "1" : ""); show(); });
  at("per").addEventListener("change", showCharts);
  table.addEventListener("arranged", showCharts);
  document.addEventListener("filtered", opened);
  if (halfYears.length) opened();
  else at("answer").replaceChildren(...both({ zh: "没有数据。", en: "There is nothing to show." }));
})();
