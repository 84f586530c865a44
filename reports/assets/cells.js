// Cells of tables as the pages show them: a cell is { zh, en, kind, href, note }, and every text goes into the page as text.
"use strict";

self.cells = (function () {
  const ABSENT = { zh: "—", kind: "absent" };
  const HIDDEN = -1; // what stands for a withheld count among numbers
  const WITHHELD = { zh: "*", kind: "protected" };
  const isNothing = (value) => value === null || value === undefined;

  const number = (value, least, most) => isNothing(value) ? ABSENT
    : { zh: value.toLocaleString("en-US", { minimumFractionDigits: least, maximumFractionDigits: most }), kind: "number" };
  const points = (value) => number(value, 2, 2);
  const whole = (value) => number(value, 0, 0);
  const measure = (value) => number(value, 0, 4);
  // a numerator or denominator of an indicator: withheld ones count persons
  const counted = (value) => isNothing(value) ? WITHHELD : measure(value);
  const ranked = (rank, bodies) => isNothing(rank) || isNothing(bodies) ? whole(rank) : { zh: `${rank} / ${bodies}`, kind: "number" };
  const share = (value) => isNothing(value) ? ABSENT
    : { zh: value.toLocaleString("en-US", { style: "percent", minimumFractionDigits: 2 }), kind: "number" };
  const signed = (value) => isNothing(value) ? ABSENT
    : { zh: `${value > 0 ? "+" : ""}${points(value).zh}`.replace("-", "−"), kind: "number" };
  const flag = (value, isAlert) => value ? { zh: "是", en: "yes", kind: isAlert ? "alert" : "text" } : { zh: "否", en: "no" };

  // a count of persons: what is withheld shows the mark, never 0
  const count = (value) => value === HIDDEN ? WITHHELD : whole(value);

  // a sum; one that leaves out withheld parts says so
  function sum(value, isWhole) {
    if (isWhole || isNothing(value)) return whole(value);
    return value ? { zh: `≥${whole(value).zh}`, kind: "partial" } : WITHHELD;
  }

  // what a written cell is worth in sorting: a number its size, and nothing where none is told: a withheld one may be of any size
  function worth({ zh, kind }) {
    if (["absent", "protected"].includes(kind)) return null;
    const number = ["number", "partial"].includes(kind) ? Number(zh.replace("−", "-").replace(/[≥,%+]/g, "")) : NaN;
    return Number.isNaN(number) ? zh : number;
  }

  // the words of the codes that a page handed over, by kind
  const worded = (words) => (kind, code) => {
    const [zh, en] = words[kind]?.[code] ?? [code ?? "—", ""];
    return { zh, en };
  };
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

  function content(cell) {
    const written = cell.href ? [element("a", { href: cell.href }, ...both(cell))] : both(cell);
    return cell.note ? [...written, " ", element("span", { class: "size" }, ...both(cell.note))] : written;
  }

  // a row of a table; its first cell names it
  function line(row, className = "") {
    const made = element("tr", className ? { class: className } : {});
    row.forEach((cell, place) => {
      const kind = { class: cell.kind ?? "text", ...(cell.span && { colspan: cell.span }) };
      made.append(place ? element("td", kind, ...content(cell)) : element("th", { scope: "row", ...kind }, ...content(cell)));
    });
    return made;
  }

  return { ABSENT, HIDDEN, WITHHELD, points, whole, ranked, measure, counted, share, signed, flag, count, sum, worth, worded, told, element, both, content, line };
})();
