// A table of any length that holds only the rows in sight: sorted by its heads, saved and printed whole, and told to a screen
// reader by the number of its rows and the place of each.
"use strict";

// columns: [{ zh, en, isNumber, cell(row) → { zh, en, kind, href }, worth(row) → number, text or null }]
self.virtualTable = function (table, columns) {
  const { element, both, line } = self.cells;
  const BEYOND = 8; // rows kept above and below the window, so that tabbing finds the next one
  const { compare } = new Intl.Collator("zh");
  const scroller = table.parentElement;
  const [above, body, below] = ["space", "", "space"].map((name) => element("tbody", name ? { class: name, "aria-hidden": "true" } : {}));
  const drawn = new Map();
  let rows = [], kept = columns, order = null, isWhole = false;
  const heightOf = () => drawn.values().next().value?.getBoundingClientRect().height || 34;

  function head() {
    const cells = kept.map((column) => {
      const button = element("button", { type: "button" }, ...both(column));
      button.addEventListener("click", () => sort(column));
      const cell = element("th", { scope: "col", ...(column.isNumber && { class: "number" }) }, button);
      if (order?.column === column) cell.setAttribute("aria-sort", order.isDescending ? "descending" : "ascending");
      return cell;
    });
    table.tHead.replaceChildren(element("tr", { "aria-rowindex": 1 }, ...cells));
  }

  // numbers come down first, texts go up first; what has no number stays last
  function sort(column) {
    const isDescending = order?.column === column ? !order.isDescending : Boolean(column.isNumber);
    order = { column, isDescending };
    const focused = kept.indexOf(column);
    arrange();
    table.tHead.rows[0].cells[focused].firstChild.focus();
  }

  function compared(one, other) {
    if (one === null || other === null) return (one === null) - (other === null);
    const sign = order.isDescending ? -1 : 1;
    const [isNumber, isOther] = [one, other].map((worth) => typeof worth === "number");
    if (isNumber !== isOther) return sign * (isNumber - isOther); // words among numbers are less than any
    return sign * (isNumber ? one - other : compare(one, other));
  }

  function arrange() {
    if (order) {
      const worth = new Map(rows.map((row) => [row, order.column.worth(row) ?? null]));
      rows.sort((one, other) => compared(worth.get(one), worth.get(other)));
    }
    head();
    redraw();
    table.dispatchEvent(new Event("arranged"));
  }

  function redraw() {
    drawn.clear();
    body.replaceChildren();
    const totals = table.tFoot?.hidden ? [] : [...table.tFoot?.rows ?? []];
    totals.forEach((row, place) => row.setAttribute("aria-rowindex", rows.length + 2 + place));
    table.setAttribute("aria-rowcount", rows.length + 1 + totals.length);
    draw();
    draw(); // the first rows say how high a row is, and so how many are in sight
  }

  function draw() {
    const height = heightOf();
    const seen = Math.max(scroller.scrollTop - table.tHead.offsetHeight, 0);
    const from = isWhole ? 0 : Math.max(Math.floor(seen / height) - BEYOND, 0);
    const to = isWhole ? rows.length : Math.min(Math.ceil((seen + scroller.clientHeight) / height) + BEYOND, rows.length);
    for (const [place, row] of drawn) if (place < from || place >= to) forget(place, row);
    let before = null;
    for (let place = to - 1; place >= from; place -= 1) {
      if (!drawn.has(place)) body.insertBefore(made(place), before);
      before = drawn.get(place);
    }
    space(above, from * height);
    space(below, (rows.length - to) * height);
    if (!rows.length) nothing();
  }

  function made(place) {
    const row = line(kept.map((column) => column.cell(rows[place])), place % 2 ? "even" : "odd");
    row.setAttribute("aria-rowindex", place + 2);
    drawn.set(place, row);
    return row;
  }

  // a reader whose link leaves the window stays in the table
  function forget(place, row) {
    if (row.contains(document.activeElement)) scroller.focus({ preventScroll: true });
    row.remove();
    drawn.delete(place);
  }

  function space(part, height) {
    part.replaceChildren(...(height > 0 ? [element("tr", {}, element("td", { colspan: kept.length, style: `height:${height}px` }))] : []));
  }

  function nothing() {
    body.replaceChildren(element("tr", {}, element("td", { class: "nothing", colspan: kept.length }, ...both({ zh: "没有", en: "none" }))));
  }

  function print(isPrinting) {
    isWhole = isPrinting;
    draw();
  }

  // the rows to show, in the order of the pressed head, and of the columns those that `isKept`
  function show(shown, isKept = () => true) {
    rows = [...shown];
    kept = columns.filter(isKept);
    if (order && !kept.includes(order.column)) order = null;
    scroller.scrollTop = 0;
    arrange();
  }

  table.tBodies[0].replaceWith(above, body, below);
  table.classList.add("virtual");
  table.wholeRows = () => [kept, ...rows.map((row) => kept.map((column) => column.cell(row)))];
  scroller.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  new ResizeObserver(draw).observe(scroller); // a fold that opens, a window that grows
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  return { show, print, rows: () => rows };
};
