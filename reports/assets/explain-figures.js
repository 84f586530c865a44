// The two figures that explain a score: their frames stand in the page, their numbers come from the opened body.
"use strict";

self.explainFigures = (function () {
  const NAMED = 12; // more level lines than this are told apart by hovering, not by their names

  // Plotly reads tags in every text it draws: a name must not be one
  function inert(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function framed(name) {
    return JSON.parse(document.getElementById(`frame-${name}`).textContent);
  }

  // draw.js draws what stands in the page as data: put it there, or take it away
  function hand(id, figure, told) {
    document.querySelector(`script[data-figure="${id}"]`)?.remove();
    const plot = document.getElementById(id);
    plot.closest("figure").hidden = !figure;
    if (!figure) return;
    plot.setAttribute("aria-label", told);
    const source = document.createElement("script");
    source.type = "application/json";
    source.dataset.figure = id;
    source.textContent = JSON.stringify(figure);
    document.body.append(source);
  }

  // in the language chosen, or one under the other: see `spoken` of draw.js
  const named = (zh, en) => `\x1f${inert(zh)}\x1f<br>\x1f${inert(en)}\x1f`;

  // in a narrow window the bars have little room beside their names, and the numbers stand before the bars
  const isNarrow = () => innerWidth < 600;

  // from the score of the half-year before to this one's
  function change(before, steps, score, written) {
    if (!before || score === null) return hand("figure-change", null);
    const figure = framed("change");
    const [trace] = figure.data;
    trace.y = [inert(before.previous_half_year), ...steps.map((step) => named(step.zh, step.en)), named("本期成绩", "this half-year")];
    trace.x = [before.before, ...steps.map((step) => step.change), score];
    trace.measure = ["absolute", ...steps.map(() => "relative"), "total"];
    trace.text = [before.before.toFixed(2), ...steps.map((step) => step.text), written];
    const levels = steps.reduce((met, step) => [...met, met.at(-1) + step.change], [before.before]);
    const room = Math.max((Math.max(...levels) - Math.min(...levels)) / 3, 1);
    figure.layout.xaxis.range = [Math.max(Math.min(...levels) - room, 0), Math.max(...levels) + room];
    figure.layout.height = 90 + 44 * trace.y.length;
    const told = steps.map((step) => `${step.zh} ${step.text}`).join("，");
    hand("figure-change", figure, `瀑布图 waterfall：${before.previous_half_year} ${before.before.toFixed(2)}，${told}，本期 now ${written}`);
  }

  // steps: [{ zh, en, off, text }]; from 100 to the score
  function waterfall(steps, score, written) {
    if (score === null) return hand("figure-waterfall", null);
    const figure = framed("waterfall");
    const [trace] = figure.data;
    trace.y = [named("满分", "full score"), ...steps.map((step) => named(step.zh, step.en)), named("总成绩", "score")];
    trace.x = [100, ...steps.map((step) => -step.off), score];
    trace.measure = ["absolute", ...steps.map(() => "relative"), "total"];
    trace.text = ["100", ...steps.map((step) => step.text), written];
    const room = Math.max((100 - score) / (isNarrow() ? 1.5 : 4), 1);
    figure.layout.xaxis.range = [Math.max(score - room, 0), 100 + room / 2];
    figure.layout.height = 90 + 44 * trace.y.length;
    const told = steps.map((step) => `${step.zh} ${step.text}`).join("，");
    hand("figure-waterfall", figure, `瀑布图 waterfall：100，${told}，总成绩 score ${written}`);
  }

  // blend: { urban, rural, share, score, written }, others: [{ name, score }], turns: [{ share, score, text }]
  function blend(mixed, others, turns) {
    if (!mixed) return hand("figure-blend", null);
    const figure = framed("blend");
    const [levels, names, line, crossings, own] = figure.data;
    const isNamed = others.length <= NAMED;
    levels.x = others.flatMap(() => [0, 1, null]);
    levels.y = others.flatMap((other) => [other.score, other.score, null]);
    // at the end of the lines that lies away from the street's own point
    const isLeft = mixed.share > 0.5;
    names.x = others.map(() => (isLeft ? 0 : 1));
    names.textposition = isLeft ? "top right" : "top left";
    names.y = others.map((other) => other.score);
    names.hovertext = others.map((other) => inert(other.name));
    names.text = isNamed ? names.hovertext : others.map(() => "");
    line.x = [0, 1];
    line.y = [mixed.rural, mixed.urban];
    crossings.x = turns.map((turn) => turn.share);
    crossings.y = turns.map((turn) => turn.score);
    crossings.text = turns.map((turn) => inert(turn.text));
    crossings.visible = turns.length > 0;
    own.x = [mixed.share];
    own.y = [mixed.score];
    own.text = [mixed.written];
    hand("figure-blend", figure, `折线图 line：${mixed.told}`);
  }

  return { waterfall, change, blend, draw: () => document.dispatchEvent(new Event("figures")) };
})();
