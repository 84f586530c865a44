// Sorts a table by the column whose head is pressed: numbers by size, what is withheld between 0 and the smallest number.
"use strict";

(function () {
  const withheld = 0.5;

  function worth(cell) {
    if (cell.className === "protected") return withheld;
    const number = Number(cell.textContent.replace(/[≥,%\s]/g, "") || NaN);
    return Number.isNaN(number) ? cell.textContent.trim() : number;
  }

  function compared(one, other) {
    if (typeof one === "number" && typeof other === "number") return one - other;
    if (typeof one !== typeof other) return typeof one === "number" ? 1 : -1; // what has no number comes first
    return one.localeCompare(other, "zh");
  }

  function sort(table, head, place) {
    const isDescending = head.getAttribute("aria-sort") !== "descending";
    const rows = [...table.tBodies[0].rows];
    rows.sort((one, other) => compared(worth(one.cells[place]), worth(other.cells[place])) * (isDescending ? -1 : 1));
    table.tBodies[0].append(...rows);
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  }

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((head, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head, place));
      head.append(button);
    });
  }
})();
