// What stands beside an opened score: its bodies, the half-year before, rulings, other schemes, and how firm its rank is.
"use strict";

self.explainBeside = (function () {
  const { points, whole, signed, flag, line } = self.cells;
  const { fill, word } = self.explainSections;
  const { read, rowsOf } = self.packedTables;
  const given = JSON.parse(document.getElementById("handed").textContent);
  const at = (id) => document.getElementById(id);
  const FIELDS = ["body_name", "body_level", "area_type", "score", "rank", "files", "findings", "missing", "missing_files"];
  const columns = bodyColumns({ ...given, classes: [], flows: [] }, (code) => `#${opened}/${code}`);
  const grid = virtualTable(at("table-bodies"), columns.filter((column) => FIELDS.includes(column.field)));
  let opened = "", shown = null;

  async function showBodies(body, halfYear) {
    opened = halfYear;
    shown = null;
    at("bodies").hidden = !["street", "town"].includes(body.body_level);
    if (at("bodies").hidden) return;
    grid.show([]);
    const rows = given.bodyHalfYears.includes(halfYear) ? rowsOf((await read(`bodies-${halfYear}`)).bodies) : [];
    if (opened !== halfYear) return; // the reader has gone on
    shown = rows.filter((row) => row.street_code === body.body_code);
    keepBodies();
  }

  function keepBodies() {
    if (shown) grid.show(shown.filter((row) => self.kept.isKept({ area: row.area_type })));
  }

  function showChanges(body, half) {
    const changes = half.rows("changes", body.place);
    at("change").hidden = !changes.length;
    fill("table-changes", [
      ...changes.slice(0, 1).map((row) => line([{ zh: row.previous_half_year }, { zh: "" }, points(row.before)])),
      ...changes.map((row) => line([word("change_cause", row.cause), signed(row.change), points(row.left)])),
    ]);
    const steps = changes.map((row) => ({ ...word("change_cause", row.cause), change: row.change, text: signed(row.change).zh }));
    explainFigures.change(changes[0], steps, body.score, points(body.score).zh);
  }

  const date = (value) => ({ zh: value ?? "—", kind: "date" });

  function showRulings(body, half) {
    const subjects = [body, ...half.bodies.filter((other) => other.street_code === body.body_code)];
    fill("table-rulings", subjects.flatMap((subject) => half.rows("rulings", subject.place).map((row) => line([
      row.ruling_no, subject.body_name ?? subject.body_code, date(row.ruled_on), word("sanction", row.sanction), flag(row.in_force, true)]))));
    const rows = half.rows("liabilities", body.place);
    at("table-liabilities").closest("div:not(.scroll)").hidden = !["street", "town"].includes(body.body_level);
    fill("table-liabilities", rows.map((row) => line([
      row.unit_name ?? "—", row.ruling_no, date(row.ruled_on), row.superior_unit_name ?? "—",
      row.linked_ruling_no ?? "—", word("sanction", row.linked_sanction), word("liability", row.liability), flag(row.in_force, true)])));
  }

  function showSchemes(body, half) {
    fill("table-schemes", half.rows("schemes", body.place).map((row) => line([
      { zh: row.scheme_from, kind: "date", ...(row.is_own_scheme && { note: { zh: "本期方案", en: "its own" } }) }, word("boundaries", row.boundaries),
      points(row.score), whole(row.rank), word("score_status", row.status)])));
  }

  function showFirmness(body, half) {
    const intervals = half.rows("intervals", body.place);
    at("table-firmness").closest("div:not(.scroll)").hidden = !intervals.length;
    fill("table-firmness", intervals.map((row) => line([word("varied", row.varied), points(row.score_low), points(row.score_high),
      whole(row.rank_best), whole(row.rank_worst)])));
  }

  function show(body, half, halfYear) {
    showBodies(body, halfYear);
    showChanges(body, half);
    showRulings(body, half);
    showSchemes(body, half);
    showFirmness(body, half);
  }

  document.addEventListener("filtered", keepBodies);
  return { show };
})();
