// Long tables of a page: their rows stand packed at its end, are unpacked as a table comes into sight, and virtual.js shows
// them. Filters, saving and printing know all of them.
"use strict";

(function () {
  const { worth } = self.cells;
  const FACETS = ["street", "area", "half_year", "class"];
  const source = document.getElementById("long-tables");
  const tables = [...document.querySelectorAll("table[data-long]")];
  const isKept = (codes) => self.kept?.isKept(codes) ?? true;
  const isFiltered = () => FACETS.some((facet) => self.kept?.asked(facet));
  const grids = new Map();
  let packed = null, isPrinting = false;

  const read = (table) => (packed ??= self.packedTables.inflated(JSON.parse(source.textContent)))[table.id];
  const texts = ({ of, at }) => at.map((place) => of[place]);
  const cellOf = (told) => typeof told === "string" ? { zh: told } : { zh: told[0], en: told[1], kind: told[2] };

  function numbersOf({ numbers, least, most, tail, of }) {
    const written = new Intl.NumberFormat("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });
    const others = of.map(cellOf);
    const isOther = (place) => typeof numbers[place] === "string";
    return {
      isNumber: true,
      cell: (place) => isOther(place) ? others[numbers[place]] : { zh: written.format(numbers[place]) + tail, kind: "number" },
      worth: (place) => isOther(place) ? worth(others[numbers[place]]) : numbers[place],
    };
  }

  function cellsOf({ of, at, hrefs }) {
    const known = of.map(cellOf), worths = known.map(worth), leads = hrefs && texts(hrefs);
    return {
      isNumber: known.some(({ kind }) => ["number", "partial", "protected"].includes(kind)),
      cell: (place) => leads?.[place] ? { ...known[at[place]], href: leads[place] } : known[at[place]],
      worth: (place) => worths[at[place]],
    };
  }

  function columnOf(head, column) {
    const [zh, en] = ["zh", "en"].map((language) => head.querySelector(`.${language}`)?.textContent ?? "");
    const facets = JSON.parse(head.dataset.facets ?? "{}");
    return { zh, en, facets, ...(column.numbers ? numbersOf(column) : cellsOf(column)) };
  }

  function made(table) {
    const { columns, facets } = read(table);
    const codes = Object.entries(facets).map(([facet, column]) => [facet, texts(column)]);
    const codesOf = (place) => Object.fromEntries(codes.filter(([, of]) => of[place]).map(([facet, of]) => [facet, of[place]]));
    const all = Array.from({ length: Number(table.dataset.long) }, (_, place) => place);
    const heads = [...table.tHead.rows[0].cells].map((head, place) => columnOf(head, columns[place]));
    const grid = virtualTable(table, heads);
    const keep = () => {
      const rows = isFiltered() ? all.filter((place) => isKept(codesOf(place))) : all;
      for (const row of table.tFoot?.rows ?? []) heads.forEach(({ facets }, place) => { row.cells[place].hidden = !isKept(facets); });
      // a sum of rows that are hidden would be read as the sum of those that are not
      if (table.tFoot) table.tFoot.hidden = rows.length < all.length;
      grid.show(rows, ({ facets }) => isKept(facets));
    };
    return { ...grid, keep };
  }

  function gridOf(table) {
    if (!grids.has(table)) {
      grids.set(table, made(table));
      grids.get(table).keep();
      if (isPrinting) grids.get(table).print(true);
    }
    return grids.get(table);
  }

  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      gridOf(target.querySelector("table"));
    }
  }, { rootMargin: "300px" });

  function print(begins) {
    isPrinting = begins;
    if (begins) tables.forEach(gridOf);
  }

  // how many rows the filters leave, and of how many
  function kept(table) {
    const all = Number(table.dataset.long);
    grids.get(table)?.keep();
    return [grids.has(table) || isFiltered() ? gridOf(table).rows().length : all, all];
  }

  for (const table of tables) {
    table.keep = () => kept(table);
    table.wholeRows = () => gridOf(table) && table.wholeRows(); // from then on virtual.js tells them
    sight.observe(table.parentElement);
  }
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
})();
