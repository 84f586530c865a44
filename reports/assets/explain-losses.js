// Who lost each point of an opened body, and what the checks behind it found.
"use strict";

self.explainLosses = (function () {
  const { WITHHELD, points, whole, told, element, both, line } = self.cells;
  const { word } = self.explainSections;
  const { rowOf, cellOf } = self.packedTables;
  const { halfYears } = JSON.parse(document.getElementById("handed").textContent);
  const at = (id) => document.getElementById(id);

  function showLosses(half, halfYear, body, steps, findings) {
    const costly = steps.filter((step) => step.lost > 0 || step.off > 0).sort((one, other) => other.off - one.off || other.lost - one.lost);
    const none = element("p", { class: "nothing" }, ...both({ zh: "没有失分。", en: "No point was lost." }));
    at("losses").replaceChildren(...(costly.length ? costly.map((step, place) => loss(half, halfYear, body, step, findings, place < 3)) : [none]));
    self.saving(at("losses"));
  }

  function loss(half, halfYear, body, step, findings, isOpen) {
    const summary = element("summary", {}, ...both(step.named), " ", element("span", { class: "size" },
      ...both(word("area_type", step.part)), " · ", ...both({ zh: "失分", en: "lost" }), ` ${points(step.lost).zh} · `,
      ...both({ zh: "扣总成绩", en: "off the score" }), ` ${points(step.off).zh}`));
    const made = element("details", { id: `loss-${step.part}-${step.indicator_id}` }, summary, sourceTable(half, halfYear, body, step));
    made.append(...checkTable(half, halfYear, step, findings));
    made.open = isOpen;
    return made;
  }

  function sourceTable(half, halfYear, body, step) {
    const given = half.rows("sources", step.place).map((row) => ({ ...row, ...rowOf(half.data.source_names, row.source) }));
    // a loss that is all the body's own has no sources of its own
    const rows = given.length ? given : [{ source_code: body.body_code, source_name: body.body_name, source_level: body.body_level,
      lost: step.lost, off: step.off }];
    return grid(`table-sources-${step.part}-${step.indicator_id}`, { zh: `${step.named.zh}：失分单位`, en: `${step.named.en}: sources` }, [["单位", "source"], ["级别", "level"], ["失分", "lost"], ["扣总成绩", "off the score"]],
      rows.map((row) => line([sourceName(half, halfYear, body, row), row.source_level === "unit" ? word("subject_type", "unit")
        : word("division_level", row.source_level), points(row.lost), points(row.off)])),
      line([{ zh: "合计", en: "sum" }, { zh: "" }, points(step.lost), points(step.off)]));
  }

  function sourceName(half, halfYear, body, row) {
    const isOther = row.source_code !== body.body_code && half.byCode.has(row.source_code);
    const named = row.source_name ? `${row.source_name} ${row.source_code}` : row.source_code;
    return { zh: named, ...(isOther && { href: `#${halfYear}/${row.source_code}` }) };
  }

  // findings are judged for the newest half-year alone
  function checkTable(half, halfYear, step, findings) {
    const { indicator_id: ids, check_id: checks } = half.data.checks;
    const own = ids.at.flatMap((_, place) => cellOf(ids, place) === step.indicator_id ? [cellOf(checks, place)] : []);
    if (!own.length || halfYear !== halfYears.at(-1)) return [];
    const found = new Map(findings.filter((row) => row.indicator_id === step.indicator_id).map((row) => [row.check_id, row.findings]));
    return [grid(`table-findings-${step.part}-${step.indicator_id}`, { zh: `${step.named.zh}：核查发现`, en: `${step.named.en}: findings` }, [["核查项", "check"], ["发现条数", "findings"]],
      own.map((check) => line([word("check", check), found.get(check) === null ? WITHHELD : whole(found.get(check) ?? 0)])))];
  }

  function grid(id, caption, columns, rows, sum) {
    const head = element("tr", {}, ...columns.map(([zh, en], place) =>
      element("th", { scope: "col", class: place && rows[0].cells[place].className !== "text" ? "number" : "text" }, ...both({ zh, en }))));
    const table = element("table", { id }, element("caption", {}, ...both(caption)), element("thead", {}, head), element("tbody", {}, ...rows));
    if (sum) table.append(element("tfoot", {}, sum));
    return element("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": told(caption) }, table);
  }

  return { showLosses };
})();
