// Small charts of one kind, a page of them at a time, each drawn as it comes into sight, all on one scale.
"use strict";

self.multiples = function (place, frame, classes) {
  const { element, both, told, count, HIDDEN } = self.cells;
  const AT_ONCE = 24;
  const gallery = element("div", { class: "gallery" });
  const range = element("span", { role: "status" });
  let items = [], first = 0, top = 1;

  const sight = new IntersectionObserver((entries) => {
    const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    seen.forEach((chart) => { sight.unobserve(chart); hand(chart, items[Number(chart.dataset.item)]); });
    if (seen.length) document.dispatchEvent(new CustomEvent("figures", { detail: seen.map((chart) => chart.id) }));
  }, { rootMargin: "200px" });

  const shownOf = (value) => value === null || value < 0 ? null : value;

  // draw.js draws what stands in the page as data
  function hand(chart, item) {
    const figure = structuredClone(frame);
    figure.data.forEach((trace) => {
      trace.x = item.months;
      trace.y = item.counts[trace.meta.class].map(shownOf);
    });
    figure.layout.yaxis.range = [0, top * 1.04];
    const source = element("script", { type: "application/json", "data-figure": chart.id, "data-facet": "class" });
    source.textContent = JSON.stringify(figure);
    chart.after(source);
  }

  // without a bar a chart is an empty frame: why it has none stands there, and what it would show
  function missing(item) {
    const told = classes.filter(({ code }) => self.kept.isKept({ class: code })).flatMap(({ code }) => item.counts[code]);
    if (told.some((value) => value > 0)) return null;
    const [zh, en] = told.some((value) => value === HIDDEN) ? ["各月末的人数都隐去（*）或是 0，画不出。", "Every count here is withheld (*) or 0, so that there is no bar."]
      : told.some((value) => value === 0) ? ["各月末都是 0 人。", "There was nobody at any month's end."]
        : ["这半年没有它可计数的台账。", "No ledger of it could be counted in this half-year."];
    return element("p", { class: "nothing" }, ...both({ zh: `${zh}有公布的人数时，这里是各月末按类的柱形。`, en: `${en} Where counts are told, bars by class at each month's end stand here.` }));
  }

  function card(item, place) {
    const title = element("figcaption", {}, element("a", { href: item.href }, item.zh), " ", element("span", { class: "size" }, item.note));
    const nothing = missing(item);
    if (nothing) return element("figure", {}, title, nothing);
    const chart = element("div", { class: "chart", id: `multiple-${place}`, role: "img", "aria-label": spoken(item), "data-item": first + place });
    sight.observe(chart);
    return element("figure", {}, title, chart);
  }

  function spoken(item) {
    const last = item.months.length - 1;
    const each = classes.filter(({ code }) => item.counts[code][last] !== null)
      .map(({ code, label }) => `${told(label)} ${count(item.counts[code][last]).zh}`);
    return `${item.zh} ${item.months[last] ?? ""}: ${each.join(", ") || "—"}`;
  }

  function draw() {
    sight.disconnect();
    for (const chart of gallery.querySelectorAll(".js-plotly-plot")) Plotly.purge(chart);
    const page = items.slice(first, first + AT_ONCE);
    gallery.replaceChildren(...page.map(card));
    self.saving(gallery);
    range.replaceChildren(items.length ? `${first + 1}–${first + page.length} / ${items.length.toLocaleString("en-US")}` : "0 / 0");
    earlier.disabled = first === 0;
    later.disabled = first + AT_ONCE >= items.length;
  }

  function turn(by) {
    first = Math.min(Math.max(first + by, 0), Math.max(items.length - 1, 0));
    draw();
  }

  function button(zh, en, by) {
    const made = element("button", { type: "button" }, ...both({ zh, en }));
    made.addEventListener("click", () => turn(by));
    return made;
  }

  const [earlier, later] = [button("前一页", "previous", -AT_ONCE), button("后一页", "next", AT_ONCE)];
  place.append(element("p", { class: "tools" }, earlier, later, range), gallery);

  // items: [{ zh, href, note, months, counts: { class: [a count a month] } }]
  function show(given) {
    [items, first] = [given, 0];
    const sums = items.flatMap((item) => item.months.map((_, month) =>
      classes.reduce((sum, { code }) => sum + Math.max(shownOf(item.counts[code][month]) ?? 0, 0), 0)));
    top = sums.reduce((one, other) => Math.max(one, other), 1);
    draw();
  }

  return { show };
};
