// Opens one body of one half-year: the address says which (#2006H1/411602091), its numbers come from the script of that
// half-year, and every text goes into the page as text.
"use strict";

(function () {
  const { element, both } = self.cells;
  const { read } = self.explainData;
  const { rowOf } = self.packedTables;
  const { word, showAnswer, showHead, showParts, showBlend, showGroups, showIndicators } = self.explainSections;
  const { asked } = self.kept;
  const { halfYears } = JSON.parse(document.getElementById("handed").textContent);
  const at = (id) => document.getElementById(id);
  const pick = { halfYear: at("pick-half-year"), street: at("pick-street"), body: at("pick-body") };
  const STREETS = ["street", "town"];

  function show(half, halfYear, body) {
    const rows = (table) => half.rows(table, body.place);
    const [parts, groups, findings, [firm]] = [rows("parts"), rows("groups"), rows("findings"), rows("firmness")];
    const steps = rows("steps").map((step) => {
      const scheme = rowOf(half.data.lines, step.line);
      return { ...step, ...scheme, part: scheme.area_type, named: { zh: scheme.label_zh, en: word("indicator", scheme.indicator_id).en } };
    });
    at("explanation").hidden = false;
    showAnswer(body, halfYear, groups, steps, firm);
    showHead(body, halfYear, parts, firm);
    showParts(body, parts);
    showBlend(body, half, parts, rows("turns")[0]);
    showGroups(body, groups, parts);
    showIndicators(steps, groups, parts);
    explainLosses.showLosses(half, halfYear, body, steps, findings);
    explainBeside.show(body, half, halfYear);
    self.sources.tell({ half_year: halfYear, body_code: body.body_code });
    document.title = `${body.body_name ?? body.body_code} ${halfYear} · 台账 taizhang`;
    explainFigures.draw();
  }

  // --- the picker and the address -------------------------------------------------------------------------------------

  function options(select, choices, chosen) {
    select.replaceChildren(...choices.map(([value, text]) => element("option", { value }, text)));
    select.value = chosen;
  }

  const named = (body) => [body.body_code, `${body.body_name ?? ""} ${body.body_code}`];
  const streetOf = (body) => STREETS.includes(body.body_level) ? body.body_code : body.street_code ?? "";

  function offer(half, halfYear, body) {
    const streets = half.bodies.filter((one) => STREETS.includes(one.body_level)).map(named);
    const hasRest = half.bodies.some((one) => streetOf(one) === "");
    options(pick.halfYear, halfYears.map((one) => [one, one]), halfYear);
    options(pick.street, hasRest ? [...streets, ["", "无所属街道 no street"]] : streets, streetOf(body));
    options(pick.body, half.bodies.filter((one) => streetOf(one) === streetOf(body)).map(named), body.body_code);
  }

  function say(zh, en) {
    at("message").replaceChildren(...both({ zh, en }));
    at("message").hidden = !zh;
  }

  // the address as it is; without a body the filters say which, else the first street of the newest half-year
  function wanted() {
    const [halfYear, code] = location.hash.slice(1).split("/");
    const known = [halfYear, asked("half_year")].find((one) => halfYears.includes(one));
    return { halfYear: known ?? halfYears.at(-1), code: code ?? asked("street") };
  }

  let latest = 0;
  async function open() {
    const turn = (latest += 1);
    const { halfYear, code } = wanted();
    if (!halfYear) return say("没有成绩。", "There is no score.");
    try {
      const half = await read(halfYear);
      if (turn !== latest) return; // the reader has gone on
      const body = half.byCode.get(code) ?? (code ? null : half.bodies[0]);
      say(...(body ? ["", ""] : [`${halfYear} 没有 ${code} 的成绩，请另选。`, `${halfYear} has no score for ${code}: choose another.`]));
      at("explanation").hidden = !body;
      offer(half, halfYear, body ?? half.bodies[0]);
      if (body) show(half, halfYear, body);
    } catch {
      say("数据文件打不开：请连同 assets 文件夹一起拷贝，并用较新的浏览器。",
        "The numbers cannot be read: copy the assets folder too, and use a recent browser.");
    }
  }

  function go(halfYear, code) {
    location.hash = `#${halfYear}/${code}`;
  }

  pick.halfYear.addEventListener("change", () => go(pick.halfYear.value, pick.body.value));
  pick.body.addEventListener("change", () => go(pick.halfYear.value, pick.body.value));
  pick.street.addEventListener("change", async () => {
    const half = await read(pick.halfYear.value);
    go(pick.halfYear.value, half.bodies.find((body) => streetOf(body) === pick.street.value).body_code);
  });
  addEventListener("hashchange", () => location.hash !== "#content" && open());
  open();
})();
