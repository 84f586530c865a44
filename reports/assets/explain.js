// Opens one body of one half-year: the address says which (#2006H1/411602091), its numbers come from the script of that
// half-year, and every text goes into the page as text.
"use strict";

(function () {
  const { read, rowOf, cellOf } = self.explainData;
  const { halfYears, words } = JSON.parse(document.getElementById("handed").textContent);
  const at = (id) => document.getElementById(id);
  const pick = { halfYear: at("pick-half-year"), street: at("pick-street"), body: at("pick-body") };
  const STREETS = ["street", "town"];
  const ABSENT = { zh: "—", kind: "absent" };
  const PROTECTED = { zh: "<5*", en: "隐去 withheld", kind: "protected" };

  // --- texts ----------------------------------------------------------------------------------------------------------

  const word = (kind, code) => {
    const [zh, en] = words[kind]?.[code] ?? [code ?? "—", ""];
    return { zh, en };
  };
  const number = (value, least, most) => value === null || value === undefined ? ABSENT
    : { zh: value.toLocaleString("en-US", { minimumFractionDigits: least, maximumFractionDigits: most }), kind: "number" };
  const points = (value) => number(value, 2, 2);
  const whole = (value) => number(value, 0, 0);
  const measure = (value) => number(value, 0, 4);
  const share = (value) => value === null ? ABSENT
    : { zh: value.toLocaleString("en-US", { style: "percent", minimumFractionDigits: 2 }), kind: "number" };
  const lost = (value) => value ? `−${points(value).zh}` : "0.00";
  const flag = (value, isAlert) => value ? { zh: "是", en: "yes", kind: isAlert ? "alert" : "text" } : { zh: "否", en: "no" };
  const told = ({ zh, en }) => en ? `${zh} ${en}` : zh;

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function both(text) {
    const { zh, en, kind } = typeof text === "string" ? { zh: text } : text;
    const parts = [element("span", { class: "zh" }, zh)];
    if (en) parts.push(" ", element("span", { class: "en", lang: "en" }, en));
    return kind === "alert" ? [element("strong", {}, ...parts)] : parts;
  }

  function line(cells, className = "") {
    const row = element("tr", className ? { class: className } : {});
    cells.forEach((cell, place) => {
      const kind = cell.kind ?? "text";
      const content = cell.href ? [element("a", { href: cell.href }, ...both(cell))] : both(cell);
      const made = place ? element("td", { class: kind }, ...content) : element("th", { scope: "row", class: kind }, ...content);
      if (cell.span) made.setAttribute("colspan", cell.span);
      row.append(made);
    });
    return row;
  }

  function fill(id, rows, sums = []) {
    const table = at(id);
    const columns = table.tHead.rows[0].cells.length;
    const nothing = element("tr", {}, element("td", { class: "nothing", colspan: columns }, ...both({ zh: "没有", en: "none" })));
    table.tBodies[0].replaceChildren(...(rows.length ? rows : [nothing]));
    table.tFoot?.replaceChildren(...sums);
  }

  const shown = (row) => [points(row.points), points(row.won), points(row.lost), points(row.off)];
  const address = (half, code) => `#${half}/${code}`;

  // --- the sections ---------------------------------------------------------------------------------------------------

  function showHead(body, halfYear, parts, firm) {
    const score = points(body.score);
    const level = word("division_level", body.body_level);
    at("score-title").replaceChildren(body.body_name ?? body.body_code, " ",
      element("span", { class: "en" }, `${body.body_code} · ${halfYear} · ${told(level)} · ${score.zh}`));
    const keys = [
      ["score", { zh: "总成绩", en: "score" }, score],
      ["rank", { zh: "名次", en: "rank" }, body.rank === null ? ABSENT : { zh: `${body.rank} / ${body.ranked_bodies ?? "—"}` }],
      ["scheme", { zh: "方案", en: "scheme" }, word("scheme", body.scheme)],
      ["status", { zh: "状态", en: "status" }, word("score_status", body.status)],
      ["applicable", { zh: "适用分值", en: "applicable points" }, points(body.applicable_points)],
      ["vetoed", { zh: "一票否决", en: "vetoed" }, flag(body.vetoed, true)],
      ["commendation", { zh: "可评先", en: "may be commended" }, flag(body.commendation_eligible)],
      ...(firm ? [["firm", { zh: "名次稳固", en: "firmness" }, firmness(firm)]] : []),
    ];
    document.querySelector("#score .keys").replaceChildren(...keys.map(([id, title, value]) => element(
      "div", { class: `key-${id}` }, element("dt", {}, ...both(title)), element("dd", {}, ...both(value)))));
    at("formula").replaceChildren(...both(formula(body, parts)));
  }

  function firmness({ band, bodies_in_band: alike, deciding_indicator_id: decider, rank_without: rank }) {
    const place = {
      zh: `第 ${band} 档，${alike > 1 ? `${alike} 个分不出高下` : "与他者分得清"}`,
      en: `band ${band}, ${alike > 1 ? `${alike} that cannot be told apart` : "apart from all others"}`,
    };
    if (!decider) return place;
    const its = word("indicator", decider);
    return { zh: `${place.zh}；去掉${its.zh}则第 ${rank} 名`, en: `${place.en}; rank ${rank} without ${its.en}` };
  }

  function formula(body, parts) {
    if (body.score === null) {
      return { zh: "没有成绩：没有适用的指标，或缺人口数，不能合并。",
        en: "No score: no indicator applied, or a population is missing, so that the parts cannot be blended." };
    }
    if (body.scheme !== "mixed") {
      const [part] = parts;
      return { zh: `总成绩 = 100 × ${points(part.won).zh} ÷ ${points(part.points).zh} = ${points(body.score).zh}`,
        en: "100 × points won ÷ applicable points" };
    }
    const weighed = parts.map((part) => `${points(part.part_score).zh} × ${whole(part.population).zh}`).join(" + ");
    const people = parts.map((part) => whole(part.population).zh).join(" + ");
    return { zh: `总成绩 = (${weighed}) ÷ (${people}) = ${points(body.score).zh}`, en: "part scores weighed by population" };
  }

  function showParts(body, parts) {
    const rows = parts.map((part) => line([word("area_type", part.part), whole(part.population), share(part.share),
      points(part.part_score), points(part.most), points(part.off), points(part.given)]));
    const blank = { zh: "" };
    fill("table-parts", rows, [line([{ zh: "总成绩", en: "score" }, blank, blank, blank, blank, blank, points(body.score)])]);
  }

  function showBlend(body, half, parts, turn) {
    const [urban, rural] = parts;
    const isMixed = body.scheme === "mixed" && parts.length === 2 && body.score !== null;
    at("blend").hidden = !isMixed;
    if (!isMixed) return explainFigures.blend(null);
    const others = half.bodies.filter((other) => STREETS.includes(other.body_level) && other.rank !== null && other !== body)
      .map((other) => ({ name: other.body_name, score: other.score }));
    const turns = ["below", "above"].flatMap((side) => {
      const [found, other] = [turn?.[`share_${side}`], half.byCode.get(turn?.[`body_${side}_share`])];
      return found === null || found === undefined || !other ? [] : [{ share: found, score: other.score, name: other.body_name,
        text: `${share(found).zh} · ${other.body_name}` }];
    });
    const rows = [
      { share: 0, score: rural.part_score, what: { zh: "全为农村", en: "all rural" } },
      { share: 1, score: urban.part_score, what: { zh: "全为城区", en: "all urban" } },
      { share: urban.share, score: body.score, what: { zh: "本街道现状", en: "as it is", kind: "alert" } },
      ...turns.map((found) => ({ ...found, what: { zh: `与 ${found.name} 同分，名次改变`, en: "meets it: the rank changes" } })),
    ];
    fill("table-blend", rows.sort((one, other) => one.share - other.share)
      .map((row) => line([share(row.share), points(row.score), row.what])));
    at("turning").replaceChildren(...both(turns.length ? { zh: "只有人口占比越过上表所列各点，名次才会改变。",
      en: "Its rank would change only where the share passes a point of the table." }
      : { zh: "人口占比怎么变，名次都不变。", en: "No population share would change its rank." }));
    explainFigures.blend({ urban: urban.part_score, rural: rural.part_score, share: urban.share, score: body.score,
      written: points(body.score).zh,
      told: rows.map((row) => `${share(row.share).zh} ${points(row.score).zh} ${row.what.zh}`).join("；") }, others, turns);
  }

  function showGroups(body, groups, parts) {
    const isMixed = parts.length > 1;
    const named = groups.map((group) => {
      const [part, its] = [word("area_type", group.part), word("indicator_group", group.indicator_group)];
      return { ...group, zh: isMixed ? `${part.zh}·${its.zh}` : its.zh, en: isMixed ? `${part.en}: ${its.en}` : its.en };
    });
    const rows = named.map((group) => line([group, ...shown(group), points(group.left)]));
    const sums = parts.map((part) => line([{ zh: `${word("area_type", part.part).zh}合计`, en: "sum" }, ...shown(part), { zh: "" }]));
    fill("table-groups", rows, sums);
    explainFigures.waterfall(named.map((group) => ({ ...group, text: lost(group.off) })), body.score, points(body.score).zh);
  }

  function showIndicators(steps, groups, parts) {
    const rows = groups.flatMap((group) => [
      line([{ zh: `${word("area_type", group.part).zh}·${word("indicator_group", group.indicator_group).zh}`,
        en: word("indicator_group", group.indicator_group).en, span: 5 }, ...shown(group)], "group"),
      ...steps.filter((step) => step.part === group.part && step.indicator_group === group.indicator_group).map(indicator),
    ]);
    const sums = parts.map((part) => line([{ zh: `${word("area_type", part.part).zh}合计`, en: "sum", span: 5 }, ...shown(part)]));
    fill("table-indicators", rows, sums);
  }

  function indicator(step) {
    const range = { zh: `${measure(step.target_pct).zh}–${measure(step.zero_pct).zh}`, kind: "number" };
    const value = step.status === "ok" ? points(step.value_pct) : word("indicator_status", step.status);
    return line([step.named, measure(step.numerator), measure(step.denominator), value, range, ...shown(step)]);
  }

  function showLosses(half, halfYear, body, steps, findings) {
    const costly = steps.filter((step) => step.lost > 0 || step.off > 0).sort((one, other) => other.off - one.off || other.lost - one.lost);
    const none = element("p", { class: "nothing" }, ...both({ zh: "没有失分。", en: "No point was lost." }));
    at("losses").replaceChildren(...(costly.length ? costly.map((step, place) => loss(half, halfYear, body, step, findings, place < 3)) : [none]));
  }

  function loss(half, halfYear, body, step, findings, isOpen) {
    const summary = element("summary", {}, ...both(step.named), " ", element("span", { class: "size" },
      `${word("area_type", step.part).zh} · 失分 lost ${points(step.lost).zh} · 扣总成绩 off ${points(step.off).zh}`));
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
    return grid(`${told(step.named)}：失分单位 sources`, [["单位", "source"], ["级别", "level"], ["失分", "lost"], ["扣总成绩", "off the score"]],
      rows.map((row) => line([sourceName(half, halfYear, body, row), row.source_level === "unit" ? word("subject_type", "unit")
        : word("division_level", row.source_level), points(row.lost), points(row.off)])),
      line([{ zh: "合计", en: "sum" }, { zh: "" }, points(step.lost), points(step.off)]));
  }

  function sourceName(half, halfYear, body, row) {
    const isOther = row.source_code !== body.body_code && half.byCode.has(row.source_code);
    return { zh: row.source_name ?? row.source_code, en: row.source_code, ...(isOther && { href: address(halfYear, row.source_code) }) };
  }

  // findings are judged for the newest half-year alone
  function checkTable(half, halfYear, step, findings) {
    const { indicator_id: ids, check_id: checks } = half.data.checks;
    const own = ids.at.flatMap((_, place) => cellOf(ids, place) === step.indicator_id ? [cellOf(checks, place)] : []);
    if (!own.length || halfYear !== halfYears.at(-1)) return [];
    const found = new Map(findings.filter((row) => row.indicator_id === step.indicator_id).map((row) => [row.check_id, row.findings]));
    return [grid(`${told(step.named)}：核查发现 findings`, [["核查项", "check"], ["发现条数", "findings"]],
      own.map((check) => line([word("check", check), found.get(check) === null ? PROTECTED : whole(found.get(check) ?? 0)])))];
  }

  function grid(caption, columns, rows, sum) {
    const head = element("tr", {}, ...columns.map(([zh, en], place) =>
      element("th", { scope: "col", class: place && rows[0].cells[place].className === "number" ? "number" : "text" }, ...both({ zh, en }))));
    const table = element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...rows));
    if (sum) table.append(element("tfoot", {}, sum));
    return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption }, table);
  }

  function showBeside(body, half) {
    const changes = half.rows("changes", body.place);
    fill("table-changes", [
      ...changes.slice(0, 1).map((row) => line([{ zh: row.previous_half_year }, { zh: "" }, points(row.before)])),
      ...changes.map((row) => line([word("change_cause", row.cause), { zh: `${row.change > 0 ? "+" : ""}${points(row.change).zh}`.replace("-", "−"),
        kind: "number" }, points(row.left)])),
    ]);
    fill("table-schemes", half.rows("schemes", body.place).map((row) => line([
      { zh: row.scheme_from, ...(row.is_own_scheme && { en: "本期方案 its own" }) }, word("boundaries", row.boundaries),
      points(row.score), whole(row.rank), word("score_status", row.status)])));
    fill("table-rulings", half.rows("rulings", body.place).map((row) => line([
      row.ruling_no, row.ruled_on ?? "—", word("sanction", row.sanction), flag(row.in_force, true)])));
    const intervals = half.rows("intervals", body.place);
    at("table-firmness").closest("div:not(.scroll)").hidden = !intervals.length;
    fill("table-firmness", intervals.map((row) => line([word("varied", row.varied), points(row.score_low), points(row.score_high),
      whole(row.rank_best), whole(row.rank_worst)])));
  }

  function show(half, halfYear, body) {
    const rows = (table) => half.rows(table, body.place);
    const [parts, groups, findings] = [rows("parts"), rows("groups"), rows("findings")];
    const steps = rows("steps").map((step) => {
      const scheme = rowOf(half.data.lines, step.line);
      return { ...step, ...scheme, part: scheme.area_type, named: { zh: scheme.label_zh, en: word("indicator", scheme.indicator_id).en } };
    });
    showHead(body, halfYear, parts, rows("firmness")[0]);
    showParts(body, parts);
    showBlend(body, half, parts, rows("turns")[0]);
    showGroups(body, groups, parts);
    showIndicators(steps, groups, parts);
    showLosses(half, halfYear, body, steps, findings);
    showBeside(body, half);
    document.title = `${body.body_name ?? body.body_code} ${halfYear} · 台账 taizhang`;
    at("explanation").hidden = false;
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

  // the address as it is, or the first street of the newest half-year; an anchor inside the page is none of ours
  function wanted() {
    const [halfYear, code] = location.hash.slice(1).split("/");
    return { halfYear: halfYears.includes(halfYear) ? halfYear : halfYears.at(-1), code };
  }

  let latest = 0;
  async function open() {
    const asked = (latest += 1);
    const { halfYear, code } = wanted();
    if (!halfYear) return say("没有成绩。", "There is no score.");
    try {
      const half = await read(halfYear);
      if (asked !== latest) return; // the reader has gone on
      const body = half.byCode.get(code) ?? (code ? null : half.bodies[0]);
      say(...(body ? ["", ""] : [`${halfYear} 没有 ${code} 的成绩，请另选。`, "has no score for that body: choose another"]));
      at("explanation").hidden = !body;
      offer(half, halfYear, body ?? half.bodies[0]);
      if (body) show(half, halfYear, body);
    } catch {
      say("数据文件打不开：请连同 assets 文件夹一起拷贝，并用较新的浏览器。",
        "The numbers cannot be read: copy the assets folder too, and use a recent browser.");
    }
  }

  function go(halfYear, code) {
    location.hash = address(halfYear, code);
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
