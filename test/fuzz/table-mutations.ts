import { refused, same, type Draw, type Expectation, type Table } from "./expectation.ts";

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
