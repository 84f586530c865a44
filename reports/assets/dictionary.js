// The search of the data dictionary: keeps the tables that have every word sought, in what is said of them or of a column, and
// opens the columns that have them.
"use strict";

(function () {
  const { asked, ask } = self.kept;
  const form = document.getElementById("search-form");
  const box = document.getElementById("search");
  const found = document.getElementById("found");
  const said = (place) => place.textContent.toLowerCase();
  // a table of columns stands in a fold of its own; the tables of a layer name it by the link in their first cell
  const folds = new Map([...document.querySelectorAll("details:has(> .scroll > table)")].map((fold) => {
    const table = fold.querySelector("table");
    return [table.id, { fold, head: said(fold.querySelector("summary")), rows: linesOf(table) }];
  }));
  const tables = [...document.querySelectorAll("tbody th a[href^='#columns-']")].map((link) => {
    const row = link.closest("tr");
    return { row, said: said(row), columns: folds.get(link.getAttribute("href").slice(1)) };
  });

  function linesOf(table) {
    return [...table.tBodies[0].rows].map((row) => ({ row, said: said(row) }));
  }

  function search() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    let [kept, inColumns] = [0, 0];
    for (const table of tables) {
      const { fold, head, rows } = table.columns;
      const isTable = has(table.said) || has(head);
      const hits = rows.filter((line) => has(line.said));
      table.row.hidden = fold.hidden = !isTable && !hits.length;
      // of a table that is found by its own name every column is told
      for (const line of rows) line.row.hidden = !isTable && !hits.includes(line);
      fold.open = Boolean(words.length && hits.length);
      kept += table.row.hidden ? 0 : 1;
      inColumns += words.length ? hits.length : rows.length;
    }
    for (const section of document.querySelectorAll("main > section:has(tbody a[href^='#columns-'])")) {
      section.hidden = !section.querySelector("tbody tr:not([hidden]) a[href^='#columns-']");
    }
    found.replaceChildren(...both(`${number(kept)} 张表，${number(inColumns)} 列`, `tables: ${number(kept)}, columns: ${number(inColumns)}`));
  }

  const number = (count) => count.toLocaleString("en-US");

  function both(zh, en) {
    return [["zh", zh], ["en", en]].map(([name, text]) => {
      const made = document.createElement("span");
      made.className = name;
      made.textContent = `${text} `;
      return made;
    });
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.value = asked("q");
  box.addEventListener("input", () => { ask("q", box.value); search(); });
  search();
})();
