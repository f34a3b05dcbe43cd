import { renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { Parser } from "htmlparser2";
import { FunnelError } from "../../contract/errors.ts";
import { defaultCaps, type Caps } from "../caps.ts";
import type { TextWarning } from "../encoding/check-text.ts";
import { HtmlTable } from "./html-rows.ts";
import { readChunks } from "../encoding/read-chunks.ts";
import { refuse } from "../refuse.ts";
import { transcode, type Transcoded } from "../encoding/transcode.ts";

export interface HtmlText {
  /** UTF-8, comma-separated; rows are as wide as they are in the page. */
  path: string;
  rows: number;
  /** Cells of the widest row. */
  columns: number;
  /** For `rowSpan`: where each row's `<tr>` stands in the delivered file. */
  spans: string;
  /** Further tables with rows in the page, which are not read. */
  otherTables: number;
  encoding: string;
  bom: number;
  warnings: TextWarning[];
}

const maxDepth = 500;
/** Bytes of text per byte of the page: a table is shorter than its page, unless its cells span many rows and columns. */
const maxSpread = 20;
/** Characters that a comment, a tag or a picture inside an attribute may have. */
const maxToken = 16 * 1024 * 1024;

/**
 * Writes the first table of an HTML page that has at least two rows of at least two cells, or for want of one the first
 * table that has rows at all, as a comma-separated text to `to`. The byte order mark or the page's own declaration gives
 * the encoding. Refuses what `transcode` refuses, a page without such a table (web_page), one that ends inside it
 * (html_cut_off), and tables beyond the caps (html_too_wide, html_cell_too_big, table_too_big, html_damaged). Memory does not depend on
 * the size.
 */
export async function readHtml(from: string, to: string, caps: Caps = defaultCaps): Promise<HtmlText> {
  const decodedPath = `${to}.page`;
  const page = await decodePage(from, decodedPath);
  const most = Math.max(caps.ratioFromBytes, maxSpread * statSync(page.path).size);
  const textBytes = Math.min(caps.textBytes, most);
  const table = new HtmlTable(to, { ...caps, textBytes }, sourceOffsets(page));
  try {
    await parse(page.path, table);
    const { rows, columns, otherTables } = table.finish();
    if (rows === 0)
      refuse(
        "web_page",
        "expected a table, found a web page without one; export the data itself, or save the page that shows the table",
      );
    renameSync(`${to}.table`, to);
    renameSync(`${to}.table.spans`, `${to}.spans`);
    const { encoding, bom, warnings } = page;
    return { path: to, rows, columns, spans: `${to}.spans`, otherTables, encoding, bom, warnings };
  } finally {
    table.discard();
    rmSync(decodedPath, { force: true });
  }
}

/** A web page as UTF-8; its byte order mark or its own declaration gives the encoding. */
export async function decodePage(from: string, to: string): Promise<Transcoded> {
  const declared = await declaredCharset(from);
  try {
    return await transcode(from, to, declared);
  } catch (error) {
    // Pages that declare one encoding and are written in another are common; what can be verified is read all the same.
    if (declared === undefined || !(error instanceof FunnelError) || error.code !== "text_encoding")
      throw error;
    return transcode(from, to);
  }
}

async function declaredCharset(path: string): Promise<string | undefined> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(16 * 1024);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const text = head.toString("latin1", 0, bytesRead).replaceAll("\0", "");
    const charset =
      /<meta[^>]*\bcharset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text) ??
      /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w:.-]+)/i.exec(text);
    // The letters above could be read, so a declaration of UTF-16 without a byte order mark is none.
    return charset?.[1] !== undefined && !/^utf-?16/i.test(charset[1]) ? charset[1] : undefined;
  } finally {
    await file.close();
  }
}

/** Turns a place in the UTF-8 text, as bytes and as UTF-16 units, into a place in the delivered file. */
function sourceOffsets({ encoding, bom }: Transcoded): (bytes: number, units: number) => number {
  if (encoding === "utf-8") return (bytes) => bom + bytes;
  if (encoding.startsWith("utf-16")) return (_, units) => bom + units * 2;
  return (_, units) => units;
}

async function parse(path: string, table: HtmlTable): Promise<void> {
  let depth = 0;
  // The piece of text that is being parsed, to count bytes up to any place in it.
  let text = "";
  let unitsBefore = 0;
  let bytesBefore = 0;
  let countedTo = 0;
  let counted = 0;
  const place = (unit: number): [bytes: number, units: number] => {
    const end = Math.max(countedTo, unit - unitsBefore);
    counted += Buffer.byteLength(text.slice(countedTo, end));
    countedTo = end;
    return [bytesBefore + counted, unit];
  };
  const parser = new Parser(
    {
      onopentagname(name) {
        if (++depth > maxDepth)
          refuse(
            "html_damaged",
            `expected at most ${maxDepth} nested elements, found more; export the table as CSV UTF-8`,
          );
        if (name === "tr") table.openRow(...place(parser.startIndex));
        else table.open(name);
      },
      onattribute: (name, value) => table.attribute(name, value),
      ontext: (piece) => table.text(piece),
      onclosetag(name, isImplied) {
        depth--;
        if (name === "tr") table.closeRow(...place(isImplied ? parser.startIndex : parser.endIndex + 1));
        else table.close(name);
      },
    },
    { decodeEntities: true },
  );
  for await (const { bytes } of readChunks(path)) {
    unitsBefore += text.length;
    bytesBefore += counted + Buffer.byteLength(text.slice(countedTo));
    countedTo = counted = 0;
    text = bytes.toString("utf8");
    parser.write(text);
    if (unitsBefore + text.length - parser.endIndex > maxToken)
      refuse(
        "html_damaged",
        "expected a page, found a tag or comment that does not end; export the table as CSV UTF-8",
      );
  }
  if (table.isInside)
    refuse(
      "html_cut_off",
      "expected the table to end, found the end of the file inside it; the file is cut off, export it again",
    );
  parser.end();
}
