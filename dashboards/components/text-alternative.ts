import type { TableColumn } from "./table.ts";

/** Rows of a chart that its text alternative names one by one; the table has the others. */
const mostSpoken = 12;

interface Drawn<Row> {
  headline: string;
  subtitle: string;
  columns: TableColumn<Row>[];
  rows: Row[];
  spoken?: Spoken<Row>;
}

/** Columns whose values the text alternative of a chart states, and of which rows; the first number of all when missing. */
export interface Spoken<Row> {
  columns: string[];
  rows?: Row[];
}

/** What the picture says, for those who do not see it: the finding and its values. */
export function textAlternative<Row>({ headline, subtitle, columns, rows, spoken }: Drawn<Row>): string {
  const [name, ...others] = columns.filter((column) => column.isHidden !== true);
  const values =
    spoken === undefined
      ? others.filter((column) => column.isNumber === true).slice(0, 1)
      : others.filter((column) => spoken.columns.includes(column.name));
  const shown = (column: TableColumn<Row>, row: Row) => {
    const cell = column.show?.(row) ?? String(column.value(row) ?? "–");
    return typeof cell === "string" ? cell : (cell.textContent ?? "");
  };
  const shownRows =
    name === undefined
      ? []
      : (spoken?.rows ?? rows)
          .slice(0, mostSpoken)
          .map((row) => `${shown(name, row)}: ${values.map((column) => shown(column, row)).join(" / ")}`);
  const heads = values.map((column) => column.label).join(" / ");
  return [
    `${headline}. ${subtitle}`.trim(),
    ...(shownRows.length === 0 || values.length === 0 ? [] : [`${heads}: ${shownRows.join("; ")}.`]),
  ].join(" ");
}
