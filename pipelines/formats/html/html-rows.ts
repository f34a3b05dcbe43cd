import { renameSync, rmSync } from "node:fs";
import type { Caps } from "../caps.ts";
import { CsvWriter, refuseRow } from "../csv/writer.ts";
import { refuse } from "../refuse.ts";
import { RowSpans } from "../csv/row-spans.ts";

const breaks = new Set(["br", "p", "div", "li", "tr", "table"]);
/** Stands for the line break of an element until the white space of the source is collapsed. */
const lineBreak = "\u0001";
const silentElements = new Set(["script", "style", "template", "noscript", "select", "textarea", "title"]);

/** A table that has been read to its end. */
interface Kept {
  rows: number;
  columns: number;
  isData: boolean;
}

/** Follows the elements of a page and writes the rows of its data table to `<path>.table`. */
export class HtmlTable {
  private readonly draft: string;
  private readonly best: string;
  private csv: CsvWriter | undefined;
  private spans: RowSpans | undefined;
  private kept: Kept | undefined;
  private otherTables = 0;

  /** Tables around the current place. */
  private depth = 0;
  /** The depth of the table whose rows are taken; a table around it only lays out the page. */
  private active = 0;
  private rows = 0;
  private columns = 0;
  private fullRows = 0;

  private cells: string[] | undefined;
  private cell: string | undefined;
  private rowStart = 0;
  private column = 0;
  private rowLength = 0;
  private columnSpan = 1;
  private rowSpan = 1;
  /** In how many further rows a cell of an earlier row covers each column. */
  private covered: number[] = [];
  private element = "";
  /** Depth inside an element whose text is not shown; 0 outside. */
  private silent = 0;

  constructor(
    path: string,
    private readonly caps: Caps,
    private readonly sourceOffset: (bytes: number, units: number) => number,
  ) {
    this.draft = `${path}.draft`;
    this.best = `${path}.table`;
  }

  /** Whether a table is open. */
  get isInside(): boolean {
    return this.depth > 0;
  }

  open(name: string): void {
    this.element = name;
    if (this.silent > 0) this.silent++;
    else if (silentElements.has(name)) this.silent = 1;
    else if (name === "table") this.openTable();
    else if (name === "td" || name === "th") this.openCell();
    if (breaks.has(name) && this.silent === 0 && this.cell !== undefined) this.cell += lineBreak;
  }

  attribute(name: string, value: string): void {
    if (this.element === "td" || this.element === "th") {
      if (this.depth !== this.active) return;
      if (name === "colspan") this.columnSpan = span(value);
      else if (name === "rowspan") this.rowSpan = span(value);
    } else if (this.silent === 0 && this.cell !== undefined && this.element !== "") {
      if (name === "hidden" || (name === "style" && /display\s*:\s*none/i.test(value))) this.silent = 1;
    }
  }

  text(piece: string): void {
    if (this.silent > 0 || this.cell === undefined) return;
    this.cell += piece;
    if (this.cell.length > this.caps.cellBytes)
      refuse(
        "html_cell_too_big",
        `expected at most ${this.caps.cellBytes} characters in a cell, found more; shorten it in the source`,
      );
  }

  close(name: string): void {
    this.element = "";
    if (this.silent > 0) this.silent--;
    else if (name === "td" || name === "th") this.closeCell();
    else if (name === "table") this.closeTable();
  }

  openRow(bytes: number, units: number): void {
    this.open("tr");
    if (this.silent > 0 || this.depth === 0 || this.depth !== this.active) return;
    this.cells = [];
    this.column = this.rowLength = 0;
    this.rowStart = this.sourceOffset(bytes, units);
  }

  closeRow(bytes: number, units: number): void {
    this.close("tr");
    if (this.silent > 0 || this.depth !== this.active || this.cells === undefined) return;
    this.closeCell();
    this.cover();
    const cells = this.cells;
    this.cells = undefined;
    if (cells.length === 0) return;
    this.rows++;
    this.csv?.row(cells);
    this.spans?.add(this.rowStart, this.sourceOffset(bytes, units));
    this.columns = Math.max(this.columns, cells.length);
    if (cells.length > 1) this.fullRows++;
  }

  private get isData(): boolean {
    return this.fullRows > 1;
  }

  private openTable(): void {
    this.depth++;
    // A table inside a cell of the data table is text of that cell.
    if (this.active > 0 && this.isData) return;
    this.dropDraft();
    this.active = this.depth;
    this.cells = this.cell = undefined;
    this.covered = [];
    this.rows = this.fullRows = this.columns = 0;
    if (this.kept?.isData) return;
    this.csv = new CsvWriter(this.draft, this.caps);
    this.spans = new RowSpans(`${this.draft}.spans`);
  }

  private closeTable(): void {
    if (this.depth === this.active && this.depth > 0) {
      this.settle();
      this.active = 0;
      this.cells = this.cell = undefined;
      this.fullRows = 0;
    }
    this.depth = Math.max(0, this.depth - 1);
  }

  /** Keeps the table that has just ended if it is the best so far. */
  private settle(): void {
    const { rows, columns, isData } = this;
    const hasContent = isData || rows > 1 || this.fullRows > 0;
    const isBest = hasContent && (this.kept === undefined || (isData && !this.kept.isData));
    if (hasContent && this.kept !== undefined) this.otherTables++;
    if (!isBest) return this.dropDraft();
    this.closeDraft();
    renameSync(this.draft, this.best);
    renameSync(`${this.draft}.spans`, `${this.best}.spans`);
    this.kept = { rows, columns, isData };
  }

  private closeDraft(): void {
    this.csv?.close();
    this.spans?.close();
    this.csv = this.spans = undefined;
  }

  private dropDraft(): void {
    if (this.csv === undefined) return;
    this.csv.abandon();
    this.spans?.close();
    this.csv = this.spans = undefined;
    rmSync(this.draft, { force: true });
    rmSync(`${this.draft}.spans`, { force: true });
  }

  private openCell(): void {
    if (this.depth === 0 || this.depth !== this.active) {
      if (this.cell !== undefined) this.cell += lineBreak;
      return;
    }
    this.closeCell();
    this.cells ??= [];
    this.cell = "";
    this.columnSpan = this.rowSpan = 1;
  }

  private closeCell(): void {
    if (this.depth !== this.active || this.cells === undefined || this.cell === undefined) return;
    this.cover();
    const text = clean(this.cell);
    this.cell = undefined;
    this.rowLength += text.length;
    if (this.rowLength > this.caps.recordBytes) refuseRow(this.caps);
    for (let index = 0; index < this.columnSpan; index++) {
      this.covered[this.column] = this.rowSpan - 1;
      this.column++;
      this.cells.push(index === 0 ? text : "");
    }
    if (this.cells.length > this.caps.columns)
      refuse(
        "html_too_wide",
        `expected at most ${this.caps.columns} columns, found more; delete the columns that are not needed`,
      );
  }

  /** Leaves the cells empty that a taller cell of an earlier row covers. */
  private cover(): void {
    for (;;) {
      const rows = this.covered[this.column] ?? 0;
      if (rows === 0) return;
      this.covered[this.column] = rows - 1;
      this.column++;
      this.cells?.push("");
    }
  }

  /** What has been written to `<path>.table`, if anything. */
  finish(): { rows: number; columns: number; otherTables: number } {
    return { rows: this.kept?.rows ?? 0, columns: this.kept?.columns ?? 0, otherTables: this.otherTables };
  }

  /** Removes what has not been taken. */
  discard(): void {
    this.dropDraft();
    rmSync(this.best, { force: true });
    rmSync(`${this.best}.spans`, { force: true });
  }
}

function span(value: string): number {
  const count = Number.parseInt(value, 10);
  return count >= 1 && count <= 65_534 ? count : 1;
}

/** Text as a browser shows it: white space collapsed, line breaks where elements break the line. */
function clean(text: string): string {
  if (!/[\t\r\n\f]| {2}/.test(text) && !text.includes(lineBreak)) return text.trim();
  return text
    .replace(/[ \t\r\n\f]+/g, " ")
    .split(lineBreak)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}
