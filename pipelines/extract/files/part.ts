import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { writeWhole } from "../../contract/durable.ts";
import { partFolder } from "../../intake/fetched.ts";
import { joined, type Fields } from "./fields.ts";

/** Where a stream goes on: what a vendor needs to be asked for the next page. */
export type Cursor = Record<string, unknown>;

/** How the fetch of a stream began. */
export interface Begun {
  /** The instant before its first call, ISO. */
  startedAt: string;
  /** What decides what the answers hold; with another one the pages do not fit each other. */
  asks: string;
  /** Only what changed since this instant is asked for, ISO; null where everything is. */
  since: string | null;
  /** The first cursor. */
  first: Cursor;
}

/** A page as it came. */
export interface Page {
  /** One line of a body, or rows of a table with its header, as they are kept. */
  bytes: Buffer;
  records: number;
  fields: Fields;
  /** Where to go on; undefined after the last page. */
  next: Cursor | undefined;
  /** The vendor's own count of all records. */
  total?: number;
}

/** What pages cost. */
export interface Cost {
  calls: number;
  units: number;
}

interface PageFacts extends Omit<Page, "bytes" | "next" | "total"> {
  next: Cursor | null;
  total: number | null;
  calls: number;
  units: number;
  /** When it came, ISO. */
  at: string;
  sha256: string;
}

/** What is known of the pages that are there. */
export interface Progress {
  pages: number;
  records: number;
  recordsPerPage: number[];
  calls: number;
  units: number;
  fields: Fields;
  total: number | null;
  /** Where to go on; null when the last page is there. */
  next: Cursor | null;
}

const pageName = (number: number) => `${String(number).padStart(6, "0")}.page`;

/**
 * The pages of a stream that is being fetched: a folder with how it began and one file per page, each with its checksum and the cursor of the
 * next one. A process that is killed leaves pages that the next one goes on from.
 */
export class Part {
  readonly progress: Progress;

  private constructor(
    readonly folder: string,
    readonly begun: Begun,
  ) {
    this.progress = {
      pages: 0,
      records: 0,
      recordsPerPage: [],
      calls: 0,
      units: 0,
      fields: {},
      total: null,
      next: begun.first,
    };
    while (this.progress.next !== null) {
      const facts = readPage(join(folder, pageName(this.progress.pages + 1)))?.facts;
      if (facts === undefined) break;
      this.#count(facts);
    }
  }

  static folderOf(exports: string, source: string, stream: string): string {
    return join(exports, source, partFolder, stream);
  }

  /** The pages that an earlier process left; undefined where there are none, or none that can be gone on from. */
  static left(folder: string, asks: string, bornAfter: number): Part | undefined {
    let begun: Begun;
    try {
      begun = JSON.parse(readFileSync(join(folder, "begun.json"), "utf8")) as Begun;
    } catch {
      return undefined;
    }
    return begun.asks === asks && Date.parse(begun.startedAt) > bornAfter
      ? new Part(folder, begun)
      : undefined;
  }

  /** Begins with no page. */
  static begin(folder: string, begun: Begun): Part {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeWhole(join(folder, "begun.json"), JSON.stringify(begun), "page");
    return new Part(folder, begun);
  }

  /** Adds a page that came at an instant (ISO), for which so many calls were made and units of the day's quota used. */
  add({ bytes, records, fields, next, total }: Page, { calls, units }: Cost, at: string): void {
    const packed = gzipSync(bytes);
    const facts: PageFacts = {
      records,
      fields,
      next: next ?? null,
      total: total ?? null,
      calls,
      units,
      at,
      sha256: createHash("sha256").update(packed).digest("hex"),
    };
    const content = Buffer.concat([Buffer.from(`${JSON.stringify(facts)}\n`), packed]);
    writeWhole(join(this.folder, pageName(this.progress.pages + 1)), content, "page");
    this.#count(facts);
  }

  /** The pages as they are kept, each an archive of its own, in their order. */
  *packed(): Generator<Buffer> {
    for (let number = 1; number <= this.progress.pages; number++) {
      const page = readPage(join(this.folder, pageName(number)));
      if (page !== undefined) yield page.packed;
    }
  }

  /** The texts of the pages. */
  *texts(): Generator<string> {
    for (const packed of this.packed()) yield gunzipSync(packed).toString("utf8");
  }

  /** Units that the pages which came since an instant cost, of all streams of a source that are being fetched. */
  static unitsSince(folder: string, since: string): number {
    if (!existsSync(folder)) return 0;
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".page"))
      .map((name) => readPage(join(folder, name))?.facts)
      .reduce((sum, facts) => sum + (facts !== undefined && facts.at >= since ? facts.units : 0), 0);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #count({ records, fields, next, total, calls, units }: PageFacts): void {
    const { progress } = this;
    progress.pages++;
    progress.records += records;
    progress.recordsPerPage.push(records);
    progress.calls += calls;
    progress.units += units;
    progress.fields = joined(progress.fields, fields);
    progress.total = total ?? progress.total;
    progress.next = next;
  }
}

/** A page that is whole. */
function readPage(path: string): { facts: PageFacts; packed: Buffer } | undefined {
  if (!existsSync(path)) return undefined;
  const content = readFileSync(path);
  const end = content.indexOf(10);
  const packed = content.subarray(end + 1);
  try {
    const facts = JSON.parse(content.toString("utf8", 0, end)) as PageFacts;
    return createHash("sha256").update(packed).digest("hex") === facts.sha256 ? { facts, packed } : undefined;
  } catch {
    return undefined;
  }
}
