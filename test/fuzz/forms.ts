import { gzipSync } from "node:zlib";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { buildZip } from "../formats/build-zip.ts";
import { windows1250 } from "../formats/windows1250.ts";
import type { Table } from "./expectation.ts";

const quoted = (cell: string, delimiter: string) =>
  /["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = (table: Table, delimiter = ",", end = "\n") =>
  table.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter) + end).join("");
const escaped = (text: string) =>
  text.replace(/[&<>]/g, (mark) => `&${{ "&": "amp", "<": "lt", ">": "gt" }[mark] ?? ""};`);
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const sheet = (table: Table) =>
  table
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, at) => `<c r="${String.fromCharCode(65 + at)}${row + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`).join("")}</row>`,
    )
    .join("");

/** Forms in which a table is delivered; all of them say the same. */
export const forms: Record<string, (table: Table) => Buffer> = {
  comma: (table) => Buffer.from(csv(table)),
  semicolon: (table) => Buffer.from(csv(table, ";")),
  tab: (table) => Buffer.from(csv(table, "\t")),
  pipe: (table) => Buffer.from(csv(table, "|")),
  crlf: (table) => Buffer.from(csv(table, ",", "\r\n")),
  cr: (table) => Buffer.from(csv(table, ",", "\r")),
  mixed_line_ends: (table) =>
    Buffer.from(table.map((cells, row) => csv([cells], ",", ["\n", "\r\n", "\r"][row % 3])).join("")),
  blank_lines: (table) => Buffer.from(csv(table, ",", "\n\n  \n")),
  all_quoted: (table) =>
    Buffer.from(
      table.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n"),
    ),
  bom: (table) => Buffer.from(`\uFEFF${csv(table)}`),
  utf16le: (table) => utf16(csv(table, "\t")),
  utf16be: (table) => Buffer.from(utf16(csv(table))).swap16(),
  windows1250: (table) => windows1250(csv(table, ";")),
  gzip: (table) => gzipSync(csv(table)),
  zip: (table) => buildZip([{ name: "deals.csv", content: csv(table) }]),
  workbook: (table) => buildWorkbook({ sheets: [{ name: "Deals", rows: sheet(table) }] }),
  page: (table) =>
    Buffer.from(
      `<html><meta charset="utf-8"><table>${table.map((cells, row) => `<tr>${cells.map((cell) => (row === 0 ? `<th>${escaped(cell)}</th>` : `<td>${escaped(cell).replaceAll("\n", "<br>")}</td>`)).join("")}</tr>`).join("\n")}</table></html>`,
    ),
  json: (table) =>
    Buffer.from(
      JSON.stringify(
        table
          .slice(1)
          .map((cells) => Object.fromEntries(cells.map((cell, at) => [table[0]?.[at] ?? "", cell]))),
      ),
    ),
  ndjson: (table) =>
    Buffer.from(
      table
        .slice(1)
        .map(
          (cells) =>
            `${JSON.stringify(Object.fromEntries(cells.map((cell, at) => [table[0]?.[at] ?? "", cell])))}\n`,
        )
        .join(""),
    ),
};
