// Where the numbers of a table come from: its query with the half-year and body that are open written into it.
"use strict";

self.sources = (function () {
  const quoted = (value) => `'${String(value).replaceAll("'", "''")}'`;

  // given: { half_year, body_code }
  function tell(given) {
    for (const code of document.querySelectorAll("code[data-query]")) {
      code.textContent = code.dataset.query.replace(/\$(half_year|body_code)\b/g, (whole, name) => name in given ? quoted(given[name]) : whole);
    }
  }

  return { tell };
})();
