// The columns of tables of communities and villages; `href` leads from a row to what explains its score.
"use strict";

self.bodyColumns = function ({ words, classes, flows }, href) {
  const { ABSENT, points, whole, ranked, count, sum, worded, worth } = self.cells;
  const word = worded(words);
  const name = (row) => row.body_name ?? row.body_code;
  const numeric = (field, zh, en, cell) => ({ field, zh, en, isNumber: true, cell: (row) => cell(row[field], row), worth: (row) => worth(cell(row[field], row)) });
  const coded = (field, zh, en, kind) => ({ field, zh, en, cell: (row) => row[field] ? word(kind, row[field]) : ABSENT, worth: (row) => row[field] });
  return [
    { field: "body_name", zh: "社区、村", en: "community or village", cell: (row) => ({ zh: name(row), href: href(row.body_code) }), worth: name },
    { field: "street_name", zh: "街道", en: "street", cell: (row) => row.street_name ? { zh: row.street_name } : ABSENT, worth: (row) => row.street_name },
    coded("body_level", "级别", "level", "division_level"),
    coded("area_type", "城乡", "area", "area_type"),
    numeric("score", "成绩", "score", points),
    { ...numeric("rank", "名次", "rank", (rank, row) => ranked(rank, row.ranked_bodies)), worth: (row) => row.rank },
    numeric("files", "档案", "files", (value, row) => sum(value, row.is_files_whole)),
    numeric("findings", "核查发现", "findings", (value, row) => sum(value, row.is_findings_whole)),
    numeric("missing", "其中漏", "of these missing", (value, row) => sum(value, row.is_missing_whole)),
    numeric("missing_files", "应报未报", "files not sent", whole),
    ...classes.map((code) => ({ ...numeric(code, word("management_class", code).zh, word("management_class", code).en, count), facets: { class: code } })),
    ...flows.map(([field, zh, en]) => ({ ...numeric(field, zh, en, count), isFlow: true })),
  ];
};
