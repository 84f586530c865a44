// A table of the page as a CSV or XLSX file, made in the browser: numbers stay numbers, what is withheld stays withheld.
"use strict";

self.sheets = (function () {
  const NUMBER = /^[+−-]?[\d,]+(\.\d+)?(%|)$/;

  function text(cell) {
    const copy = cell.cloneNode(true);
    if (document.documentElement.dataset.lang === "en") copy.querySelectorAll(".zh:has(+ .en)").forEach((part) => part.remove());
    if (document.documentElement.dataset.lang === "zh") copy.querySelectorAll(".en").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // a number or the text; a share of 97.33% is 0.9733
  function value(cell) {
    const written = text(cell);
    return cell.className === "number" && cell.tagName !== "TH" ? asNumber(written) : written;
  }

  function asNumber(written) {
    if (!NUMBER.test(written)) return written;
    const number = Number(written.replace("−", "-").replace(/[,%+]/g, ""));
    return written.endsWith("%") ? Number((number / 100).toFixed(6)) : number;
  }

  // a table that holds only the rows in sight tells all of them
  function told({ zh, en, kind }) {
    const language = document.documentElement.dataset.lang;
    const written = [language === "en" && en ? "" : zh, language === "zh" ? "" : en].filter(Boolean).join(" ");
    return kind === "number" ? asNumber(written) : written.replace(/\s+/g, " ").trim();
  }

  function rows(table) {
    const whole = table.wholeRows?.().map((row) => row.map(told)) ?? [];
    const written = whole.length ? [...table.tFoot?.rows ?? []] : [...table.rows];
    const shown = written.filter((row) => !row.hidden && !row.parentElement.hidden);
    return [...whole, ...shown.map((row) => [...row.cells].filter((cell) => !cell.hidden).map(value))];
  }

  function hand(parts, type, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // a spreadsheet must not take a text for a formula
  function quoted(cell) {
    const written = typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
    return /[",\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  }

  function csv(table, name) {
    const lines = rows(table).map((row) => row.map(quoted).join(",")).join("\r\n");
    hand(["\ufeff", lines, "\r\n"], "text/csv;charset=utf-8", `${name}.csv`);
  }

  function escaped(written) {
    const allowed = written.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
    return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }

  function xml(cell) {
    if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
    return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  }

  function xlsx(table, name) {
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
    const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const packed = "http://schemas.openxmlformats.org/package/2006";
    const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    const data = rows(table).map((row) => `<row>${row.map(xml).join("")}</row>`).join("");
    const pane = '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>';
    const files = {
      "[Content_Types].xml": `<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/></Types>`,
      "_rels/.rels": `<Relationships xmlns="${packed}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(name).slice(0, 31)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packed}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetViews>${pane}</sheetViews><sheetData>${data}</sheetData></worksheet>`,
    };
    const entries = Object.entries(files).map(([path, body]) => [path, fflate.strToU8(head + body)]);
    hand([fflate.zipSync(Object.fromEntries(entries))], `${kind}.sheet`, `${name}.xlsx`);
  }

  return { csv, xlsx, text };
})();
