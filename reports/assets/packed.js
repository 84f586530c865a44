// Numbers that stand in a script of their own: asked for once, inflated, and read by column and row.
"use strict";

self.packedTables = (function () {
  const opened = new Map();

  function inflated(text) {
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
    return JSON.parse(new TextDecoder().decode(fflate.unzlibSync(bytes)));
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

  return { inflated, read, cellOf, rowOf, rowsOf };
})();
