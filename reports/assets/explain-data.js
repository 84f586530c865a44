// The numbers that explain the scores of a half-year, told apart by body.
"use strict";

self.explainData = (function () {
  const { read: unpacked, rowOf, rowsOf } = self.packedTables;
  const opened = new Map(); // half-years that have been read

  async function read(halfYear) {
    if (!opened.has(halfYear)) opened.set(halfYear, indexed(await unpacked(`explain-${halfYear}`)));
    return opened.get(halfYear);
  }

  // where each body's rows begin in its tables, and each step's in the sources
  function indexed(data) {
    const starts = Object.fromEntries(Object.entries(data.n).map(([table, counts]) => {
      let sum = 0;
      return [table, [0, ...counts.map((count) => (sum += count))]];
    }));
    const rows = (table, place) => {
      const [from, to] = [starts[table][place], starts[table][place + 1]];
      return Array.from({ length: to - from }, (_, offset) => ({ ...rowOf(data[table], from + offset), place: from + offset }));
    };
    const bodies = rowsOf(data.bodies);
    return { data, rows, bodies, byCode: new Map(bodies.map((body) => [body.body_code, body])) };
  }

  return { read };
})();
