import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";

const blockBytes = 1 << 13;
const blocksKept = 1 << 12;
const pageEntries = 1 << 16;

/** A list of texts in a file, of which 32 MiB at most are held in memory; 4 bytes per text stay there. */
export class StringStore {
  private readonly file: number;
  private readonly pages: Uint32Array[] = [];
  private readonly blocks = new Map<number, Buffer>();
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private end = 0;
  length = 0;

  constructor(private readonly path: string) {
    this.file = openSync(path, "w+");
  }

  push(text: string): void {
    const bytes = Buffer.from(text);
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    this.end += bytes.length;
    const page = Math.floor(this.length / pageEntries);
    const entries = (this.pages[page] ??= new Uint32Array(pageEntries));
    entries[this.length % pageEntries] = this.end;
    this.length++;
    if (this.pendingBytes > 1 << 20) this.flush();
  }

  private flush(): void {
    const bytes = Buffer.concat(this.pending);
    for (let at = 0; at < bytes.length;) at += writeSync(this.file, bytes, at);
    this.pending = [];
    this.pendingBytes = 0;
  }

  /** The text at a place, or undefined where there is none. No text may be added after the first look. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.length)) return undefined;
    if (this.pendingBytes > 0) this.flush();
    const start = index === 0 ? 0 : this.endOf(index - 1);
    const end = this.endOf(index);
    const block = Math.floor(start / blockBytes);
    if (end <= (block + 1) * blockBytes)
      return this.block(block).toString("utf8", start - block * blockBytes, end - block * blockBytes);
    const bytes = Buffer.allocUnsafe(end - start);
    readSync(this.file, bytes, 0, bytes.length, start);
    return bytes.toString("utf8");
  }

  private endOf(index: number): number {
    return this.pages[Math.floor(index / pageEntries)]?.[index % pageEntries] ?? 0;
  }

  private block(index: number): Buffer {
    const known = this.blocks.get(index);
    if (known !== undefined) return known;
    let bytes: Buffer | undefined;
    if (this.blocks.size >= blocksKept) {
      const [oldest = 0] = this.blocks.keys();
      bytes = this.blocks.get(oldest);
      this.blocks.delete(oldest);
    }
    bytes ??= Buffer.allocUnsafeSlow(blockBytes);
    readSync(this.file, bytes, 0, blockBytes, index * blockBytes);
    this.blocks.set(index, bytes);
    return bytes;
  }

  close(): void {
    closeSync(this.file);
    rmSync(this.path, { force: true });
  }
}
