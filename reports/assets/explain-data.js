// The numbers of a half-year: its script is asked for once, inflated, and told apart by body.
"use strict";

self.explainData = (function () {
  const opened = new Map(); // half-years that have been read

  async function inflated(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }

  function handed(halfYear) {
    if (self.explained?.[halfYear]) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `assets/explain-${halfYear}.js`;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  async function read(halfYear) {
    if (!opened.has(halfYear)) {
      await handed(halfYear);
      opened.set(halfYear, indexed(await inflated(self.explained[halfYear])));
    }
    return opened.get(halfYear);
  }

  function cellOf(column, place) {
    if (Array.isArray(column)) return column[place];
    return column.at[place] === null ? null : column.of[column.at[place]];
  }

  function rowOf(table, place) {
    return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, cellOf(column, place)]));
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
    const count = data.n.parts.length;
    const bodies = Array.from({ length: count }, (_, place) => ({ ...rowOf(data.bodies, place), place }));
    return { data, rows, bodies, byCode: new Map(bodies.map((body) => [body.body_code, body])) };
  }

  return { read, rowOf, cellOf };
})();
