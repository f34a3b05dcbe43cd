import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Lines of a text file, written in large pieces. */
export class Output {
  #pieces: string[] = [];
  readonly #file: number;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, "w");
  }

  line(text: string): void {
    if (this.#pieces.push(text) >= 4096) this.#flush();
  }

  /** A line of comma-separated cells, quoted where needed. */
  row(cells: readonly (string | number)[]): void {
    this.line(cells.map((cell) => (/[",\n]/.test(String(cell)) ? quoted(cell) : String(cell))).join(","));
  }

  /** A line of comma-separated cells, all quoted. */
  quotedRow(cells: readonly (string | number)[]): void {
    this.line(cells.map(quoted).join(","));
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush() {
    if (this.#pieces.length > 0) writeSync(this.#file, this.#pieces.join("\n") + "\n");
    this.#pieces = [];
  }
}

const quoted = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`;
