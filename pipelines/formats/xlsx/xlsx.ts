import { join } from "node:path";
import { defaultCaps, type Caps } from "../caps.ts";
import { showNumber, showSerial } from "./excel-value.ts";
import { refuseRow } from "../csv/writer.ts";
import { PaddedCsv } from "./padded-csv.ts";
import { parseXml } from "./parse-xml.ts";
import { refuse } from "../refuse.ts";
import { StringStore } from "./string-store.ts";
import { readWorkbookParts, type SheetEntry, type Workbook } from "./workbook.ts";
import { openArchive, type Archive, type Member } from "../archive/zip.ts";

export interface SheetText {
  name: string;
  /** 1-based place among all sheets of the workbook. */
  position: number;
  /** UTF-8, comma-separated, every row as wide as the widest. */
  path: string;
  rows: number;
  columns: number;
  /** Rows of the sheet that have no value; they are not written. */
  blankRows: number;
  /** Cells that hold an error such as #REF!, which is written as it stands. */
  errorCells: number;
  /** Pairs of (row of the text, row of the sheet), both from 1, wherever the distance between the two changes. */
  rowRuns: [number, number][];
}

export interface WorkbookText {
  sheets: SheetText[];
  /** Names of hidden sheets, which are not read. */
  hidden: string[];
  /** Bytes of all parts of the workbook, unpacked. */
  inflatedBytes: number;
}

/**
 * Writes every visible sheet of a workbook as a comma-separated text into `directory`, which must exist. Text stays as it
 * is, numbers become decimal text, dates `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`, truth values TRUE and FALSE, formulas the
 * value Excel computed last. Memory does not depend on the size. Refuses what `openArchive` refuses, XML that defines
 * entities (xlsx_dtd), a damaged workbook (xlsx_damaged), one of another kind (xlsx_kind), one with nothing to read
 * (xlsx_no_sheet), and cells beyond the caps (xlsx_too_wide, xlsx_too_long, xlsx_cell_too_big).
 */
export async function readXlsx(
  from: string,
  directory: string,
  caps: Caps = defaultCaps,
): Promise<WorkbookText> {
  const archive = await openArchive(from, {
    ...caps,
    inflatedBytes: Math.min(caps.inflatedBytes, caps.workbookBytes),
  });
  const strings = new StringStore(join(directory, "shared-strings"));
  try {
    const workbook = await readWorkbookParts(archive);
    const visible = workbook.sheets.filter(({ isHidden }) => !isHidden);
    if (visible.length === 0)
      refuse(
        "xlsx_no_sheet",
        "expected a visible sheet, found none; show the sheet and save the workbook again",
      );
    if (workbook.sharedStrings !== undefined)
      await readSharedStrings(archive, workbook.sharedStrings, strings, caps);
    const sheets: SheetText[] = [];
    for (const sheet of visible)
      sheets.push(
        await readSheet(
          archive,
          sheet,
          workbook,
          strings,
          join(directory, `sheet-${sheet.position}.csv`),
          caps,
        ),
      );
    const hidden = workbook.sheets.filter(({ isHidden }) => isHidden).map(({ name }) => name);
    return {
      sheets,
      hidden,
      inflatedBytes: archive.members.reduce((sum, part) => sum + part.inflatedBytes, 0),
    };
  } finally {
    strings.close();
    archive.close();
  }
}

/** The row of the sheet that a row of its text comes from; both from 1. */
export function sheetRow({ rowRuns }: Pick<SheetText, "rowRuns">, row: number): number {
  let low = 0;
  let high = rowRuns.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rowRuns[middle]?.[0] ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  const [text, sheet] = rowRuns[low] ?? [1, 1];
  return sheet + row - text;
}

/** Collects the pieces of one text, up to the cap. */
class CellText {
  private text = "";
  constructor(private readonly cap: number) {}

  add(piece: string): void {
    this.text += piece;
    if (this.text.length > this.cap)
      refuse(
        "xlsx_cell_too_big",
        `expected at most ${this.cap} characters in a cell, found more; shorten it in the source`,
      );
  }

  take(): string {
    const text = this.text;
    this.text = "";
    return text;
  }
}

/** Excel writes characters that XML forbids as _x000D_. */
function unescapeText(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}

async function readSharedStrings(
  archive: Archive,
  part: Member,
  strings: StringStore,
  caps: Caps,
): Promise<void> {
  const text = new CellText(caps.cellBytes);
  let isText = false;
  let phonetic = 0;
  await parseXml(archive.read(part), {
    open(name) {
      if (name === "t") isText = phonetic === 0;
      else if (name === "rPh") phonetic++;
    },
    text(piece) {
      if (isText) text.add(piece);
    },
    close(name) {
      if (name === "t") isText = false;
      else if (name === "rPh") phonetic--;
      else if (name === "si") strings.push(unescapeText(text.take()));
    },
  });
}

async function readSheet(
  archive: Archive,
  { name, position, part }: SheetEntry,
  workbook: Workbook,
  strings: StringStore,
  path: string,
  caps: Caps,
): Promise<SheetText> {
  const csv = new PaddedCsv(path, caps);
  const reader = new SheetReader(workbook, strings, csv, caps);
  try {
    await parseXml(archive.read(part), reader);
    if (!reader.isComplete)
      refuse(
        "xlsx_damaged",
        "expected a work sheet, found a part without its rows; save the workbook again with Excel",
      );
    await csv.finish();
  } catch (error) {
    csv.discard();
    throw error;
  }
  const { blankRows, errorCells, rowRuns } = reader;
  return { name, position, path, rows: csv.rows, columns: csv.width, blankRows, errorCells, rowRuns };
}

class SheetReader {
  isComplete = false;
  blankRows = 0;
  errorCells = 0;
  readonly rowRuns: [number, number][] = [];
  private readonly content: CellText;
  private cells: (string | undefined)[] = [];
  private row = 0;
  private column = 0;
  private rowLength = 0;
  private type = "";
  private style = "";
  private element = "";
  private isText = false;
  private inline = 0;
  private phonetic = 0;
  private hasValue = false;

  constructor(
    private readonly workbook: Workbook,
    private readonly strings: StringStore,
    private readonly csv: PaddedCsv,
    private readonly caps: Caps,
  ) {
    this.content = new CellText(caps.cellBytes);
  }

  open(name: string): void {
    this.element = name;
    if (name === "c") {
      this.column++;
      this.type = "";
      this.style = "";
      this.hasValue = false;
    } else if (name === "v") this.isText = this.hasValue = true;
    else if (name === "t") {
      if (this.inline > 0 && this.phonetic === 0) this.isText = this.hasValue = true;
    } else if (name === "row") {
      this.row++;
      this.column = 0;
    } else if (name === "is") this.inline++;
    else if (name === "rPh") this.phonetic++;
  }

  attribute(name: string, value: string): void {
    if (this.element === "c") {
      if (name === "r") this.moveTo(value);
      else if (name === "t") this.type = value;
      else if (name === "s") this.style = value;
    } else if (this.element === "row" && name === "r") {
      const row = Number(value);
      if (!Number.isInteger(row) || row < this.row) damaged();
      this.blankRows += row - this.row;
      this.row = row;
    }
  }

  text(piece: string): void {
    if (this.isText) this.content.add(piece);
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.isText = false;
    else if (name === "c") this.endCell();
    else if (name === "row") this.endRow();
    else if (name === "is") this.inline--;
    else if (name === "rPh") this.phonetic--;
    else if (name === "sheetData") this.isComplete = true;
  }

  private moveTo(reference: string): void {
    let column = 0;
    let index = 0;
    for (; index < reference.length; index++) {
      const letter = reference.charCodeAt(index) - 64;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
    }
    if (
      column < this.column ||
      column > this.caps.sheetColumns ||
      Number(reference.slice(index)) !== this.row
    )
      damaged();
    this.column = column;
  }

  private endCell(): void {
    if (!this.hasValue) return;
    const value = this.value(this.content.take());
    if (value === "") return;
    if (this.column > this.caps.columns)
      refuse(
        "xlsx_too_wide",
        `expected at most ${this.caps.columns} columns, found more; delete the columns that are not needed`,
      );
    this.rowLength += value.length;
    if (this.rowLength > this.caps.recordBytes) refuseRow(this.caps);
    this.cells[this.column - 1] = value;
  }

  private value(text: string): string {
    switch (this.type) {
      case "s":
        return this.strings.at(Number(text)) ?? damaged();
      case "inlineStr":
      case "str":
        return unescapeText(text);
      case "b":
        return text === "1" || text === "true" ? "TRUE" : "FALSE";
      case "e":
        this.errorCells++;
        return text;
      case "d":
        return text.replace("T", " ").replace(/Z$|\.0+Z?$/, "");
      default: {
        const kind = this.workbook.styles[Number(this.style)] ?? "number";
        return kind === "number" ? showNumber(text) : showSerial(text, kind, this.workbook.is1904);
      }
    }
  }

  private endRow(): void {
    if (this.row > this.caps.sheetRows)
      refuse("xlsx_too_long", `expected at most ${this.caps.sheetRows} rows, found more; split the sheet`);
    if (this.cells.length === 0) {
      this.blankRows++;
      return;
    }
    this.csv.row(this.cells);
    this.cells = [];
    this.rowLength = 0;
    const last = this.rowRuns.at(-1);
    if (last === undefined || this.row - this.csv.rows !== last[1] - last[0])
      this.rowRuns.push([this.csv.rows, this.row]);
  }
}

function damaged(): never {
  return refuse(
    "xlsx_damaged",
    "expected cells in order and within the sheet, found others; save the workbook again with Excel",
  );
}
