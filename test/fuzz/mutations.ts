import { gzipSync } from "node:zlib";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { buildZip } from "../formats/build-zip.ts";

/** A table to be delivered; the first row is the header, the first cell of every other row its id. */
export type Table = string[][];
export type Draw = (below: number) => number;

/**
 * What must come of a mutated file: `same` all rows load; `set_aside` the rows of these ids do not, all others do (or the file is refused);
 * `refused` nothing loads; `same_or_refused` nothing between; `accounted` every row that loads is one of ours or the changed one, and the
 * books balance.
 */
export interface Expectation {
  kind: "same" | "set_aside" | "refused" | "same_or_refused" | "accounted";
  ids?: string[];
}

const same: Expectation = { kind: "same" };
const refused: Expectation = { kind: "refused" };
const accounted: Expectation = { kind: "accounted" };

const pick = (table: Table, draw: Draw) => 1 + draw(table.length - 1);
const changed = (table: Table, row: number, change: (cells: string[]) => string[]): Table =>
  table.map((cells, index) => (index === row ? change(cells) : cells));
const setAside = (table: Table, row: number): Expectation => ({
  kind: "set_aside",
  ids: [table[row]?.[0] ?? ""],
});
const withCell = (at: number, text: string) => (cells: string[]) =>
  cells.map((cell, index) => (index === at ? text : cell));

/** Changes of the table itself, before it is written in any form. */
export const tableMutations: Record<string, (table: Table, draw: Draw) => [Table, Expectation]> = {
  untouched: (table) => [table, same],
  shuffled_columns: (table, draw) => {
    const by = 1 + draw((table[0]?.length ?? 2) - 1);
    return [table.map((cells) => [...cells.slice(by), ...cells.slice(0, by)]), same];
  },
  further_column: (table) => [table.map((cells, row) => [...cells, row === 0 ? "Mood" : "good"]), same],
  bad_date: (table, draw) => {
    const row = pick(table, draw);
    const text =
      ["soon", "2026-13-01", "31/31/2026", "2026-02-30", "12.5.26x", "infinity"][draw(6)] ?? "soon";
    return [changed(table, row, withCell(4, text)), setAside(table, row)];
  },
  bad_number: (table, draw) => {
    const row = pick(table, draw);
    const text = ["37kk", "0x10", "1e5", "NaN", "1_000", "12,3,4", "--5"][draw(7)] ?? "37kk";
    return [changed(table, row, withCell(5, text)), setAside(table, row)];
  },
  no_id: (table, draw) => {
    const row = pick(table, draw);
    return [changed(table, row, withCell(0, "")), setAside(table, row)];
  },
  long_cell: (table, draw) => [changed(table, pick(table, draw), withCell(1, "á".repeat(60_000))), same],
  line_break: (table, draw) => [changed(table, pick(table, draw), withCell(1, "two\nlines")), same],
  quotes_and_delimiters: (table, draw) => [
    changed(table, pick(table, draw), withCell(1, 'a "b", c; d | e\tf')),
    same,
  ],
  blanks_around: (table, draw) => [
    changed(table, pick(table, draw), (cells) => withCell(3, ` \u00a0${cells[3] ?? ""}\t `)(cells)),
    same,
  ],
  formula: (table, draw) => [changed(table, pick(table, draw), withCell(1, '=cmd|"/c calc"!A1')), same],
  repeated_row: (table, draw) => {
    const row = pick(table, draw);
    return [[...table, table[row] ?? []], same];
  },
  huge_cell: (table, draw) => {
    const row = pick(table, draw);
    return [changed(table, row, withCell(1, "x".repeat((1 << 20) + 1))), setAside(table, row)];
  },
  other_decimal_mark: (table, draw) => {
    const row = pick(table, draw);
    return [
      changed(table, row, (cells) => withCell(5, (cells[5] ?? "").replace(".", ","))(cells)),
      setAside(table, row),
    ];
  },
  money_in_words: (table, draw) => {
    const row = pick(table, draw);
    const amount = table[row]?.[5] ?? "";
    const text =
      [
        `${amount} Ft`,
        `€${amount}`,
        `EUR ${amount}`,
        amount.replace(/\B(?=(\d{3})+\.)/, "\u00a0"),
        `${amount} HUF`,
      ][draw(5)] ?? amount;
    return [changed(table, row, withCell(5, text)), same];
  },
  shifted_cells: (table, draw) => {
    const row = pick(table, draw);
    return [changed(table, row, (cells) => ["", ...cells.slice(0, -1)]), setAside(table, row)];
  },
  swapped_cells: (table, draw) => {
    const row = pick(table, draw);
    return [
      changed(table, row, (cells) =>
        cells.map((cell, at) => cells[at === 4 ? 5 : at === 5 ? 4 : at] ?? cell),
      ),
      setAside(table, row),
    ];
  },
  swapped_columns: (table) => [
    table.map((cells, row) =>
      row === 0 ? cells : cells.map((cell, at) => cells[at === 4 ? 5 : at === 5 ? 4 : at] ?? cell),
    ),
    refused,
  ],
  sheet_error: (table, draw) => {
    const row = pick(table, draw);
    return [
      changed(table, row, withCell([0, 3, 4, 5][draw(4)] ?? 3, ["#REF!", "#N/A", "#ÉRTÉK!"][draw(3)] ?? "")),
      setAside(table, row),
    ];
  },
  lost_digits: (table, draw) => {
    const row = pick(table, draw);
    return [changed(table, row, withCell(0, "1.2021E+17")), setAside(table, row)];
  },
  blank_row: (table, draw) => {
    const row = pick(table, draw);
    const blank = (table[0] ?? []).map(() => "");
    return [[...table.slice(0, row), blank, ...table.slice(row)], { kind: "accounted" }];
  },
  header_renamed: (table) => [changed(table, 0, withCell(3, "Phase")), refused],
  header_twice: (table) => [table.map((cells, row) => [...cells, row === 0 ? "Amount" : "1"]), refused],
  header_gone: (table) => [table.slice(1), refused],
  header_again: (table, draw) => {
    const row = pick(table, draw);
    return [[...table.slice(0, row), table[0] ?? [], ...table.slice(row)], same];
  },
  header_in_small_letters: (table) => [
    changed(table, 0, (cells) => cells.map((cell) => cell.toLowerCase())),
    same,
  ],
  header_of_a_report: (table) => [changed(table, 0, withCell(4, "Create Date - Daily")), same],
  header_with_other_blanks: (table) => [
    changed(table, 0, (cells) => cells.map((cell) => cell.replace(" ", "\u00a0 "))),
    same,
  ],
  header_in_german: (table) => [
    changed(table, 0, () => [
      "Datensatz-ID",
      "Deal-Name",
      "Pipeline",
      "Deal-Phase",
      "Erstellungsdatum",
      "Betrag",
    ]),
    same,
  ],
  guarded_ids: (table) => [
    table.map((cells, row) => (row === 0 ? cells : withCell(0, `="${cells[0] ?? ""}"`)(cells))),
    same,
  ],
};

const quoted = (cell: string, delimiter: string) =>
  /["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = (table: Table, delimiter = ",", end = "\n") =>
  table.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter) + end).join("");
const escaped = (text: string) =>
  text.replace(/[&<>]/g, (mark) => `&${{ "&": "amp", "<": "lt", ">": "gt" }[mark] ?? ""};`);
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const cp1250: Record<string, number> = {
  "€": 0x80,
  á: 0xe1,
  é: 0xe9,
  í: 0xed,
  ó: 0xf3,
  ö: 0xf6,
  ő: 0xf5,
  ú: 0xfa,
  ü: 0xfc,
  ű: 0xfb,
  Ő: 0xd5,
  "\u00a0": 0xa0,
};
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
  windows1250: (table) =>
    Buffer.from([...csv(table, ";")].map((letter) => cp1250[letter] ?? letter.charCodeAt(0))),
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

/** The forms that a damage to bytes is for; others are for a comma-separated text. */
export const formsOf: Record<string, string[]> = {
  flipped_byte: Object.keys(forms),
  cut_anywhere: Object.keys(forms),
  flipped_in_archive: ["gzip", "zip", "workbook"],
  cut_archive: ["gzip", "zip", "workbook"],
  cut_json: ["json"],
  unclosed_rows: ["page"],
};

/** Places where a line of a text of one-line records begins. */
const lineStarts = (bytes: Buffer) =>
  [...bytes.toString("latin1").matchAll(/\n(?=[^\n])/g)].map((match) => match.index + 1);
const idAt = (bytes: Buffer, start: number) =>
  bytes.toString("latin1", start, bytes.indexOf(",", start)).replaceAll('"', "");

/** Damage to the bytes of a comma-separated UTF-8 text of one-line records, or to any bytes at all. */
export const byteMutations: Record<string, (bytes: Buffer, draw: Draw) => [Buffer, Expectation]> = {
  further_cell: (bytes, draw) => inLine(bytes, draw, (line) => `${line},x`),
  missing_cells: (bytes, draw) => inLine(bytes, draw, (line) => line.split(",").slice(0, 3).join(",")),
  text_after_quote: (bytes, draw) => inLine(bytes, draw, (line) => line.replace(/,[^,]*,/, ',"a"b,')),
  open_quote: (bytes, draw) => {
    const [damaged] = inLine(bytes, draw, (line) => line.replace(/,[^,]*,/, ',"a,'));
    return [damaged, { kind: "refused" }];
  },
  nul: (bytes, draw) => [inserted(bytes, draw(bytes.length), [0]), refused],
  broken_utf8: (bytes, draw) => [
    inserted(bytes, lineStarts(bytes)[draw(lineStarts(bytes).length)] ?? 0, [0xff]),
    { kind: "accounted" },
  ],
  glued_rows: (bytes, draw) => {
    const starts = lineStarts(bytes).slice(1);
    const start = starts[draw(starts.length)] ?? 1;
    const before = bytes.lastIndexOf(10, start - 2) + 1;
    return [
      Buffer.concat([bytes.subarray(0, start - 1), bytes.subarray(start)]),
      { kind: "set_aside", ids: [idAt(bytes, before), idAt(bytes, start)] },
    ];
  },
  torn_row: (bytes, draw) => inLine(bytes, draw, (line) => line.replace(/,/, ",\r")),
  other_delimiter: (bytes, draw) => inLine(bytes, draw, (line) => line.replaceAll(",", ";")),
  quotes_stripped: (bytes, draw) => inLine(bytes, draw, (line) => line.replace(/,[^,]*,/, ",a, b,")),
  quote_doubled: (bytes, draw) => [
    inLine(bytes, draw, (line) => line.replace(/,[^,]*,/, ',"a"" b",'))[0],
    same,
  ],
  bom_inside: (bytes, draw) => {
    const starts = lineStarts(bytes);
    return [inserted(bytes, starts[draw(starts.length)] ?? 0, [0xef, 0xbb, 0xbf]), same];
  },
  line_ends_mixed: (bytes, draw) => [
    Buffer.from(bytes.toString().replace(/\n/g, () => ["\n", "\r\n", "\r"][draw(3)] ?? "\n")),
    same,
  ],
  cut_in_character: (bytes) => [bytes.subarray(0, bytes.lastIndexOf(0xc5) + 1), refused],
  other_encoding_in_row: (bytes, draw) => {
    const starts = lineStarts(bytes);
    const at = bytes.indexOf(0xc5, starts[draw(starts.length)]);
    return [Buffer.concat([bytes.subarray(0, at), Buffer.from([0xd5]), bytes.subarray(at + 2)]), refused];
  },
  delivered_twice_in_one: (bytes) => [Buffer.concat([bytes, bytes]), same],
  bytes_zeroed: (bytes, draw) => {
    const at = draw(bytes.length - 16);
    return [Buffer.concat([bytes.subarray(0, at), Buffer.alloc(16), bytes.subarray(at + 16)]), refused];
  },
  flipped_in_archive: (bytes, draw) => {
    const copy = Buffer.from(bytes);
    const at = draw(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << draw(8));
    return [copy, { kind: "same_or_refused" }];
  },
  cut_archive: (bytes, draw) => [bytes.subarray(0, 4 + draw(bytes.length - 4)), refused],
  cut_json: (bytes, draw) => [bytes.subarray(0, 2 + draw(bytes.length - 3)), refused],
  unclosed_rows: (bytes) => [
    Buffer.from(bytes.toString().replaceAll("</tr>", "").replaceAll("</td>", "")),
    same,
  ],
  two_boms: (bytes) => [Buffer.concat([Buffer.from("\uFEFF\uFEFF"), bytes]), refused],
  cut_off_after_id: (bytes) => {
    const start = lineStarts(bytes).at(-1) ?? 0;
    return [
      bytes.subarray(0, bytes.indexOf(",", start) + 2),
      { kind: "set_aside", ids: [idAt(bytes, start)] },
    ];
  },
  web_page: () => [Buffer.from("<!doctype html><html><body><form>Log in</form></body></html>"), refused],
  flipped_byte: (bytes, draw) => {
    const copy = Buffer.from(bytes);
    const at = draw(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << draw(8));
    return [copy, accounted];
  },
  cut_anywhere: (bytes, draw) => [bytes.subarray(0, draw(bytes.length)), accounted],
};

function inserted(bytes: Buffer, at: number, what: number[]): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(what), bytes.subarray(at)]);
}

function inLine(bytes: Buffer, draw: Draw, change: (line: string) => string): [Buffer, Expectation] {
  const starts = lineStarts(bytes);
  const start = starts[draw(starts.length)] ?? 0;
  const end = bytes.indexOf("\n", start) < 0 ? bytes.length : bytes.indexOf("\n", start);
  const damaged = Buffer.concat([
    bytes.subarray(0, start),
    Buffer.from(change(bytes.toString("utf8", start, end))),
    bytes.subarray(end),
  ]);
  return [damaged, { kind: "set_aside", ids: [idAt(bytes, start)] }];
}
