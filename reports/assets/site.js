// What every page shares: its language and filters, both kept in the address, and saving figures and tables.
"use strict";

(function () {
  const root = document.documentElement;
  const FACETS = ["street", "area", "half_year", "class"];
  const NAMES = { street: ["街道", "street"], area: ["城乡", "area"], half_year: ["半年", "half-year"], class: ["类别", "class"] };
  const LANGUAGES = { "": ["中·EN", "both languages"], zh: ["中文", "Chinese"], en: ["English", "English"] };
  const asked = new URLSearchParams(location.search);

  function element(name, attributes = {}, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  function both(zh, en) {
    if (!en) return [element("span", {}, zh)]; // a name is the same in either language
    return [element("span", { class: "zh" }, zh), " ", element("span", { class: "en", lang: "en" }, en)];
  }

  function button(content, label, press) {
    const made = element("button", { type: "button", ...(label && { "aria-label": label }) }, ...content);
    made.addEventListener("click", press);
    return made;
  }

  // the address says what is shown, and every link to another page says it too
  function tellAddress() {
    const query = asked.size ? `?${asked}` : "";
    history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
    for (const link of document.querySelectorAll("a[href]")) {
      const [, page, hash] = /^([\w-]+\.html)?(?:\?[^#]*)?(#.*)?$/.exec(link.getAttribute("href")) ?? [];
      if (page) link.setAttribute("href", `${page}${query}${hash ?? ""}`);
    }
  }

  function ask(key, value) {
    if (value) asked.set(key, value);
    else asked.delete(key);
    tellAddress();
  }

  // what stands at the top of the window stays there while lines above it grow or shrink
  function keepingPlace(change) {
    const held = document.elementFromPoint(innerWidth / 2, 140)?.closest("section, .panel, tr, p");
    const before = held?.getBoundingClientRect().top;
    change();
    if (held?.isConnected) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  }

  // an option holds text alone, so it is written in the language chosen
  function speakOption(option) {
    const { zh, en } = option.dataset;
    option.textContent = { zh, en: en || zh }[root.dataset.lang] ?? `${zh} ${en}`.trim();
  }

  function speak(language) {
    if (language) root.dataset.lang = language;
    else delete root.dataset.lang;
    root.lang = language === "en" ? "en" : "zh-Hans";
    document.querySelectorAll("option[data-zh]").forEach(speakOption);
    document.dispatchEvent(new Event("figures"));
    for (const one of document.querySelectorAll(".language button")) {
      one.setAttribute("aria-pressed", String(one.value === language));
    }
  }

  function languages() {
    const group = element("span", { role: "group", "aria-label": "语言 language" });
    for (const [code, [shown, label]] of Object.entries(LANGUAGES)) {
      const one = button([shown], label, () => keepingPlace(() => {
        speak(code);
        ask("lang", code);
      }));
      one.value = code;
      group.append(one);
    }
    document.querySelector(".menu ul").append(element("li", { class: "language" }, group));
    speak(asked.get("lang") in LANGUAGES ? asked.get("lang") : "");
  }

  function named(facet, code) {
    const names = JSON.parse(document.getElementById("facets").textContent);
    return names[facet]?.[code] ?? [code, ""];
  }

  function option(code, [zh, en]) {
    const made = element("option", { value: code, "data-zh": zh, "data-en": en });
    speakOption(made);
    return made;
  }

  function facetsOf(line) {
    return JSON.parse(line.dataset.facets);
  }

  const whole = (count) => count.toLocaleString("en-US");

  function isKept(codes) {
    return FACETS.every((facet) => !asked.get(facet) || !(facet in codes) || codes[facet] === asked.get(facet));
  }

  function keepRows() {
    let shown = 0, all = 0;
    for (const row of document.querySelectorAll("tbody tr[data-facets]")) {
      row.hidden = !isKept(facetsOf(row));
      all += 1;
      shown += row.hidden ? 0 : 1;
    }
    for (const table of document.querySelectorAll("table[data-long]")) {
      const [left, of] = table.keep();
      shown += left;
      all += of;
    }
    for (const head of document.querySelectorAll("thead th[data-facets]")) keepColumn(head, isKept(facetsOf(head)));
    // a sum of rows that are hidden would be read as the sum of those that are not
    for (const table of document.querySelectorAll("table:has(tr[data-facets])")) {
      if (table.tFoot) table.tFoot.hidden = Boolean(table.querySelector("tbody tr[hidden]"));
    }
    keepKeys();
    if (all) document.getElementById("kept").replaceChildren(...both(`显示 ${whole(shown)} / ${whole(all)} 行`, `${whole(shown)} of ${whole(all)} rows shown`));
    document.dispatchEvent(new Event("figures"));
    document.dispatchEvent(new Event("filtered")); // a page whose rows are filled in keeps its own
  }

  // a key figure is the chosen street's where the page has it; where it stays the district's, it says so
  const KEYS = document.getElementById("keys-of-streets");
  const OF_STREETS = JSON.parse(KEYS?.textContent ?? "{}");
  const OF_DISTRICT = new Map(); // what each figure said when the page was opened

  function keepKeys() {
    const choice = (facet) => document.querySelector(`#filters select[name="${facet}"]`);
    const street = choice("street")?.value;
    for (const key of document.querySelectorAll("[data-key]")) {
      const of = key.dataset.keyFacets ? JSON.parse(key.dataset.keyFacets) : {};
      key.hidden = !isKept(of);
      const places = [key.querySelector("dd"), ...key.querySelectorAll(".line b")];
      if (!OF_DISTRICT.has(key)) OF_DISTRICT.set(key, places.map((place) => [...place.childNodes]));
      const told = street && OF_STREETS[key.dataset.key]?.[street];
      places.forEach((place, at) => place.replaceChildren(...(told ? written(...told[at]) : OF_DISTRICT.get(key)[at])));
      key.querySelector(".scope")?.remove();
      const scope = scopeOf(told, of, choice);
      if (scope.length) key.append(element("dd", { class: "scope" }, ...scope.flatMap(([zh, en]) => [...both(zh, en), " "])));
    }
    document.querySelector(".what .scope")?.remove();
    if (street) document.querySelector(".what").append(element("span", { class: "scope" }, ...both("（此句说的是全区。）", "(This line is about the whole district.)")));
  }

  function written(zh, en, kind) {
    if (kind === "protected") return [element("abbr", { title: KEYS.dataset.mark }, zh)];
    return kind === "alert" ? [element("strong", {}, ...both(zh, en))] : both(zh, en);
  }

  // of what a key figure is, where that is not all that was chosen
  function scopeOf(told, of, choice) {
    const scope = [];
    if (choice("street")?.value) scope.push(told ? named("street", choice("street").value) : ["全区", "whole district"]);
    if (choice("area")?.value) scope.push(["城乡合计", "urban and rural together"]);
    if (choice("class")?.value && !of.class) scope.push(["各类合计", "all classes"]);
    const halfYears = [...(choice("half_year")?.options ?? [])].map((one) => one.value).sort();
    if (choice("half_year")?.value && choice("half_year").value !== halfYears.at(-1)) scope.push([`${halfYears.at(-1)} 的数`, `as of ${halfYears.at(-1)}`]);
    return scope;
  }

  function keepColumn(head, isShown) {
    for (const row of head.closest("table").rows) {
      if (row.cells.length > head.cellIndex) row.cells[head.cellIndex].hidden = !isShown;
    }
  }

  // in the order that a page gives, or else by code
  function choicesOf(facet, given, lines) {
    const [ordered, ...others] = given.map((codes) => codes[facet] ?? []);
    return [...new Set([...(ordered ?? []), ...[...others.flat(), ...lines.flatMap((codes) => codes[facet] ?? [])].sort()])];
  }

  function filters() {
    const place = document.getElementById("filters");
    const lines = [...document.querySelectorAll("[data-facets]")].map(facetsOf);
    const given = [...document.querySelectorAll("[data-choices]")].map((one) => JSON.parse(one.dataset.choices)); // of rows that are filled in later
    const choices = FACETS.map((facet) => [facet, choicesOf(facet, given, lines)]);
    const useful = choices.filter(([, codes]) => codes.length > 1);
    if (!place || !useful.length) return;
    for (const [facet, codes] of useful) {
      const select = element("select", { name: facet }, option("", ["全部", "all"]));
      for (const code of codes) select.append(option(code, named(facet, code)));
      select.value = codes.includes(asked.get(facet)) ? asked.get(facet) : "";
      select.addEventListener("change", () => { ask(facet, select.value); keepRows(); });
      place.append(element("label", {}, ...both(...NAMES[facet]), " ", select));
    }
    const clear = button(both("清除筛选", "clear filters"), "", () => {
      for (const choice of place.querySelectorAll("select, input")) { choice.value = ""; ask(choice.name, ""); }
      keepRows();
    });
    place.append(clear, element("span", { id: "kept", role: "status" }));
    place.hidden = false;
    keepRows();
  }

  // a picture leaves the page with its caption, and with the date and hash that the page's head has
  function savePicture(plot, format) {
    const inert = (place) => place ? sheets.text(place).replace(/&/g, "&amp;").replace(/</g, "&lt;") : "";
    const caption = inert(plot.closest("figure").querySelector("figcaption"));
    const stamp = [...document.querySelectorAll(".stamp dt, .stamp dd")].map(inert).join(" ");
    const title = { text: `${caption}<br><sub>${stamp}</sub>`, x: 0.01, y: 1, yref: "container", yanchor: "top", pad: { t: 26 } };
    const head = 76 + (plot.querySelector(".legend")?.getBoundingClientRect().height ?? 0);
    const layout = { ...plot.layout, title, margin: { ...plot.layout.margin, t: head } };
    const size = { width: plot.clientWidth, height: plot.clientHeight + head };
    Plotly.downloadImage({ data: plot.data, layout }, { format, scale: format === "png" ? 2 : 1, filename: plot.id, ...size });
  }

  function saving(within) {
    for (const plot of within.querySelectorAll("figure .plot, figure .chart")) {
      plot.after(element("p", { class: "tools" },
        button(both("存图 PNG", "save as PNG"), "", () => savePicture(plot, "png")),
        button(both("存图 SVG", "save as SVG"), "", () => savePicture(plot, "svg"))));
    }
    for (const table of within.querySelectorAll(".scroll > table")) {
      const name = table.id;
      table.parentElement.after(element("p", { class: "tools" },
        button(both("存表 CSV", "save as CSV"), "", () => sheets.csv(table, name)),
        button(both("存表 XLSX", "save as XLSX"), "", () => sheets.xlsx(table, name))));
    }
  }

  self.saving = saving;
  self.kept = { isKept, ask, asked: (key) => asked.get(key) ?? "" };
  languages();
  saving(document);
  filters();
  tellAddress();
})();
