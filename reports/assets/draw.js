// Draws every figure of the page from the JSON beside it, in the colours of the style sheet in force.
"use strict";

(function () {
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  const LEGEND_GAP = 8; // pixels between a legend and the rows below
  const config = { displayModeBar: false, responsive: true, plotlyServerURL: "", showLink: false };

  // "\x1f中文\x1f \x1fEnglish\x1f" in a figure stands for the language chosen, or for both with what is between, or the first
  function spoken(text) {
    const language = document.documentElement.dataset.lang;
    return text.replace(/\x1f([^\x1f]*)\x1f([^\x1f]*)\x1f([^\x1f]*)\x1f/g, (_, zh, between, en) => ({ zh, en })[language] ?? (between ? zh + between + en : zh));
  }

  // "var(--name)" in a figure stands for the value that the style sheet gives that name now
  function resolved(value, styles) {
    if (Array.isArray(value)) return value.map((item) => resolved(item, styles));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, styles)]));
    }
    if (typeof value !== "string") return value;
    const name = /^var\((--[\w-]+)\)$/.exec(value);
    return name ? styles.getPropertyValue(name[1]).trim() : spoken(value);
  }

  // the page's filters hide categories of the axis they go by, and traces of other classes
  function kept(figure, facet) {
    const keeps = self.kept?.isKept;
    if (!keeps) return figure;
    figure.data = figure.data.filter((trace) => keeps(trace.meta ?? {}));
    if (!facet) return figure;
    for (const [name, axis] of [["x", figure.layout.xaxis], ["y", figure.layout.yaxis]]) {
      if (!axis?.categoryarray) continue;
      const codes = axis.categoryarray.filter((code) => keeps({ [facet]: code }));
      if (name === "y") figure.layout.height -= figure.layout.meta.row * (axis.categoryarray.length - codes.length);
      axis.ticktext = codes.map((code) => axis.ticktext[axis.tickvals.indexOf(code)]);
      axis.categoryarray = axis.tickvals = codes;
      for (const trace of figure.data) keepPoints(trace, trace[name].map((code) => codes.includes(code)));
    }
    return figure;
  }

  function keepPoints(trace, isKept) {
    for (const key of ["x", "y", "text", "customdata", "hovertext"]) {
      if (Array.isArray(trace[key])) trace[key] = trace[key].filter((_, place) => isKept[place]);
    }
  }

  // all figures, or those that the event names
  function draw({ detail } = {}) {
    const styles = getComputedStyle(document.documentElement);
    for (const source of document.querySelectorAll("script[data-figure]")) {
      if (Array.isArray(detail) && !detail.includes(source.dataset.figure)) continue;
      const figure = kept(resolved(JSON.parse(source.textContent), styles), source.dataset.facet);
      figure.layout.legend.y = 1 + LEGEND_GAP / figure.layout.height; // as near to many rows as to few
      // a resize would take the height from the place, which on paper has none of its own
      document.getElementById(source.dataset.figure).style.height = `${figure.layout.height}px`;
      Plotly.react(source.dataset.figure, figure.data, figure.layout, config);
    }
  }

  let folded = []; // what the reader left closed is opened for the paper alone
  function print(isPrinting) {
    document.documentElement.classList.toggle("printing", isPrinting);
    if (isPrinting) folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = isPrinting;
    draw();
  }

  draw();
  darkness.addEventListener("change", draw);
  document.addEventListener("figures", draw); // a page that changed its figures asks for them anew
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
})();
