import { renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Caps } from "../caps.ts";
import { CsvWriter } from "../csv/writer.ts";

/** Collects rows of different lengths into a comma-separated text in which every row has as many cells as the widest. */
export class PaddedCsv {
  private readonly draft: CsvWriter;
  /** From which byte on the draft's rows have how many cells. */
  private readonly widths: { from: number; width: number }[] = [];
  width = 0;

  constructor(
    private readonly path: string,
    caps: Caps,
  ) {
    this.draft = new CsvWriter(`${path}.draft`, caps);
  }

  get rows(): number {
    return this.draft.rows;
  }

  row(cells: readonly (string | undefined)[]): void {
    if (cells.length > this.width) {
      this.width = cells.length;
      this.widths.push({ from: this.draft.bytes(), width: this.width });
    }
    this.draft.row(cells, this.width);
  }

  /** Puts the text in its place. */
  async finish(): Promise<void> {
    this.draft.close();
    const draft = `${this.path}.draft`;
    if (this.widths.length > 1) {
      await this.pad(draft);
      rmSync(draft);
    } else renameSync(draft, this.path);
  }

  discard(): void {
    this.draft.abandon();
    rmSync(`${this.path}.draft`, { force: true });
  }

  private async pad(draft: string): Promise<void> {
    const source = await open(draft, "r");
    const target = await open(this.path, "w");
    try {
      const buffer = Buffer.allocUnsafe(1 << 20);
      const settled = this.widths.at(-1)?.from ?? 0;
      let step = 0;
      let offset = 0;
      let isQuoted = false;
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, buffer.length, offset);
        if (bytesRead === 0) break;
        let copied = 0;
        for (let index = 0; index < bytesRead && offset + index < settled; index++) {
          const byte = buffer[index];
          if (byte === 34) isQuoted = !isQuoted;
          else if (byte === 10 && !isQuoted) {
            while ((this.widths[step + 1]?.from ?? Infinity) <= offset + index) step++;
            await target.writeFile(buffer.subarray(copied, index));
            await target.writeFile(",".repeat(this.width - (this.widths[step]?.width ?? 0)));
            copied = index;
          }
        }
        await target.writeFile(buffer.subarray(copied, bytesRead));
        offset += bytesRead;
      }
    } finally {
      await source.close();
      await target.close();
    }
  }
}
