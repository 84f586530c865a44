// The sections that lead from a score down to its indicators, filled in for one body.
"use strict";

self.explainSections = (function () {
  const { ABSENT, points, whole, measure, counted, share, flag, worded, element, both, line } = self.cells;
  const word = worded(JSON.parse(document.getElementById("handed").textContent).words);
  const at = (id) => document.getElementById(id);
  const STREETS = ["street", "town"];
  const shown = (row) => [points(row.points), points(row.won), points(row.lost), points(row.off)];
  const lost = (value) => value ? `−${points(value).zh}` : "0.00";

  function fill(id, rows, sums = []) {
    const table = at(id);
    const columns = table.tHead.rows[0].cells.length;
    const nothing = element("tr", {}, element("td", { class: "nothing", colspan: columns }, ...both({ zh: "没有", en: "none" })));
    table.tBodies[0].replaceChildren(...(rows.length ? rows : [nothing]));
    table.tFoot?.replaceChildren(...sums);
  }

  // --- the answer -----------------------------------------------------------------------------------------------------

  // score, rank, band, and what cost most, in one sentence
  function showAnswer(body, halfYear, groups, steps, firm) {
    const name = body.body_name ?? body.body_code;
    const zh = [`${name} ${halfYear}：`], en = [`${name}, ${halfYear}: `];
    if (body.score === null) {
      zh.push("没有成绩。");
      en.push("no score.");
    } else {
      zh.push(`${points(body.score).zh} 分，${body.rank === null ? word("score_status", body.status).zh : `${body.ranked_bodies ?? "—"} 个中第 ${body.rank} 名`}`);
      en.push(`${points(body.score).zh} points, ${body.rank === null ? word("score_status", body.status).en : `rank ${body.rank} of ${body.ranked_bodies ?? "—"}`}`);
      if (firm) {
        zh.push(`，第 ${firm.band} 档（${firm.bodies_in_band > 1 ? `同档 ${firm.bodies_in_band} 个分不出高下` : "与他者分得清"}）`);
        en.push(`, band ${firm.band} (${firm.bodies_in_band > 1 ? `${firm.bodies_in_band} that cannot be told apart` : "apart from all others"})`);
      }
      const [costly] = [...steps].sort((one, other) => other.off - one.off);
      const [group] = [...groups].sort((one, other) => other.off - one.off);
      if (costly?.off > 0) {
        const its = word("indicator_group", group.indicator_group);
        zh.push(`；失分最多的类别是${its.zh}（${lost(group.off)}），最多的指标是${costly.named.zh}（${lost(costly.off)}）`);
        en.push(`; most was lost on ${its.en} (${lost(group.off)}), and of indicators on ${costly.named.en} (${lost(costly.off)})`);
      }
      zh.push(body.vetoed ? "；一票否决。" : "。");
      en.push(body.vetoed ? "; vetoed." : ".");
    }
    at("answer").replaceChildren(...both({ zh: zh.join(""), en: en.join("") }));
  }

  function showHead(body, halfYear, parts, firm) {
    const score = points(body.score);
    const level = word("division_level", body.body_level);
    at("score-title").replaceChildren(body.body_name ?? body.body_code, " ",
      element("span", { class: "size" }, `${body.body_code} · ${halfYear} · `, ...both(level), ` · ${score.zh}`));
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
    at("formula").replaceChildren(...formula(body, parts));
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
      return both({ zh: "没有成绩：没有适用的指标，或缺人口数，不能合并。",
        en: "No score: no indicator applied, or a population is missing, so that the parts cannot be blended." });
    }
    if (body.scheme !== "mixed") {
      const [part] = parts;
      return equation(`100 × ${points(part.won).zh} ÷ ${points(part.points).zh}`, body,
        { zh: "得分占适用分值", en: "points won of those that applied" });
    }
    const weighed = parts.map((part) => `${points(part.part_score).zh} × ${whole(part.population).zh}`).join(" + ");
    const people = parts.map((part) => whole(part.population).zh).join(" + ");
    return equation(`(${weighed}) ÷ (${people})`, body, { zh: "两部分按人口加权", en: "parts weighed by population" });
  }

  function equation(terms, body, meaning) {
    return [element("span", {}, ...both({ zh: "总成绩", en: "score" }), ` = ${terms} = ${points(body.score).zh}`),
      element("span", { class: "size" }, " · ", ...both(meaning))];
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

  function sumOf({ part }) {
    const its = word("area_type", part);
    return { zh: `${its.zh}合计`, en: `${its.en} sum` };
  }

  function showGroups(body, groups, parts) {
    const isMixed = parts.length > 1;
    const named = groups.map((group) => {
      const [part, its] = [word("area_type", group.part), word("indicator_group", group.indicator_group)];
      return { ...group, zh: isMixed ? `${part.zh}·${its.zh}` : its.zh, en: isMixed ? `${part.en}: ${its.en}` : its.en };
    });
    const rows = named.map((group) => line([group, ...shown(group), points(group.left)]));
    const sums = parts.map((part) => line([sumOf(part), ...shown(part), { zh: "" }]));
    fill("table-groups", rows, sums);
    explainFigures.waterfall(named.map((group) => ({ ...group, text: lost(group.off) })), body.score, points(body.score).zh);
  }

  function showIndicators(steps, groups, parts) {
    const rows = groups.flatMap((group) => [
      line([{ zh: `${word("area_type", group.part).zh}·${word("indicator_group", group.indicator_group).zh}`,
        en: `${word("area_type", group.part).en}: ${word("indicator_group", group.indicator_group).en}`, span: 5 }, ...shown(group)], "group"),
      ...steps.filter((step) => step.part === group.part && step.indicator_group === group.indicator_group).map(indicator),
    ]);
    const sums = parts.map((part) => line([{ ...sumOf(part), span: 5 }, ...shown(part)]));
    fill("table-indicators", rows, sums);
  }

  function indicator(step) {
    const range = { zh: `${measure(step.target_pct).zh}–${measure(step.zero_pct).zh}`, kind: "number" };
    const value = step.status === "ok" ? points(step.value_pct) : word("indicator_status", step.status);
    return line([step.named, counted(step.numerator), counted(step.denominator), value, range, ...shown(step)]);
  }

  return { showAnswer, showHead, showParts, showBlend, showGroups, showIndicators, fill, word };
})();
