// Sorts a table by the column whose head is pressed: numbers by size, the largest first; texts by their letters. What tells no
// number where others do stays last, for a withheld number may be of any size.
"use strict";

(function () {
  const { compare } = new Intl.Collator("zh", { numeric: true });

  // a number, a text, or null; of a rank among so many the rank counts
  function worth(cell) {
    if (["absent", "protected"].includes(cell.className)) return null;
    const written = cell.textContent.trim();
    const number = Number(written.replace("−", "-").replace(/ \/ .*$/, "").replace(/[≥,%\s]/g, "") || NaN);
    return Number.isNaN(number) ? written : number;
  }

  function compared(one, other, sign) {
    if (one === null || other === null) return (one === null) - (other === null);
    const [isNumber, isOther] = [one, other].map((value) => typeof value === "number");
    if (isNumber !== isOther) return sign * (isNumber - isOther); // words among numbers are less than any
    return sign * (isNumber ? one - other : compare(one, other));
  }

  // numbers come down first, texts go up first; pressed again, the other way
  function sort(table, head, place) {
    const { rows } = table.tBodies[0];
    const worths = new Map([...rows].map((row) => [row, worth(row.cells[place])]));
    const pressed = head.getAttribute("aria-sort");
    const isDescending = pressed ? pressed === "ascending" : [...worths.values()].some((value) => typeof value === "number");
    const ordered = [...rows].sort((one, other) => compared(worths.get(one), worths.get(other), isDescending ? -1 : 1));
    table.tBodies[0].append(...ordered);
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
