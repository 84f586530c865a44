// Numbers that stand in a script of their own: asked for once, inflated, and read by column and row.
"use strict";

self.packedTables = (function () {
  const opened = new Map();

  async function inflated(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }

  function handed(name) {
    if (self.packed?.[name]) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `assets/${name}.js`;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  async function opening(name) {
    await handed(name);
    return inflated(self.packed[name]);
  }

  function read(name) {
    if (!opened.has(name)) opened.set(name, opening(name));
    return opened.get(name);
  }

  function cellOf(column, place) {
    if (Array.isArray(column)) return column[place];
    return column.at[place] === null ? null : column.of[column.at[place]];
  }

  function rowOf(table, place) {
    return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, cellOf(column, place)]));
  }

  function rowsOf(table) {
    const [column] = Object.values(table);
    const count = (Array.isArray(column) ? column : column.at).length;
    return Array.from({ length: count }, (_, place) => ({ ...rowOf(table, place), place }));
  }

  return { read, cellOf, rowOf, rowsOf };
})();
