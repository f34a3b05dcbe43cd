import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { defaultCaps, type Caps } from "./caps.ts";
import { gunzip } from "./gzip.ts";
import { readHtml, type HtmlText } from "./read-html.ts";
import { readJson, type JsonText } from "./read-json.ts";
import { refuse } from "./refuse.ts";
import { sniff, type Kind } from "./sniff.ts";
import { transcode, type Transcoded } from "./transcode.ts";
import { readXlsx, type SheetText } from "./xlsx.ts";
import { extractZip } from "./zip.ts";

/** A UTF-8 text that a delivered file holds, with what is known of where it comes from. */
export type DeliveredText = {
  /** The text without byte order mark: as delivered for `text`, comma-separated for all other kinds. */
  path: string;
  /** The member of the archive it stands in; names may occur twice, positions do not. */
  member?: { position: number; name: string };
  /** The file, or the unpacked member, that the text was made from. */
  source: string;
} & (
  | { kind: "text"; text: Transcoded }
  | { kind: "xlsx"; sheet: SheetText }
  | { kind: "html"; table: HtmlText }
  | { kind: "json"; records: JsonText }
);

export interface Delivery {
  texts: DeliveredText[];
  /** Names of members, and of hidden or empty sheets, that are not read. */
  skipped: string[];
}

/**
 * Makes UTF-8 texts of a delivered file of any kind, by its bytes: itself, the member of a gzip file, the members of a
 * zip archive, the visible sheets of a workbook, the table of an HTML page, the records of a JSON text. `directory` must
 * exist and be empty; `encoding` is what the source declares its texts to be in, if it does. Throws a refusal for the
 * first thing that cannot be read right; then nothing of the file may be used.
 */
export async function openDelivery(
  from: string,
  directory: string,
  { encoding, caps = defaultCaps }: { encoding?: string | undefined; caps?: Caps } = {},
): Promise<Delivery> {
  const kind = await sniff(from);
  if (kind === "gzip") {
    const unpacked = await gunzip(from, join(directory, "unpacked"), caps);
    const inner = { ...caps, inflatedBytes: Math.max(0, caps.inflatedBytes - unpacked.bytes) };
    return readOne(unpacked.path, unpacked.kind, directory, encoding, inner);
  }
  if (kind !== "zip") return readOne(from, kind, directory, encoding, caps);

  const { members, skipped } = await extractZip(from, directory, caps);
  // Workbooks inside share the archive's cap.
  let left = members.reduce((rest, { inflatedBytes }) => rest - inflatedBytes, caps.inflatedBytes);
  const texts: DeliveredText[] = [];
  for (const { position, name, path, kind } of members) {
    const inside = join(directory, `texts-${position}`);
    await mkdir(inside);
    const inner = await readOne(path, kind, inside, encoding, { ...caps, inflatedBytes: left });
    left -= inner.inflatedBytes;
    texts.push(...inner.texts.map((text) => ({ ...text, member: { position, name } })));
    skipped.push(...inner.skipped);
  }
  return { texts, skipped };
}

async function readOne(
  source: string,
  kind: Kind,
  directory: string,
  encoding: string | undefined,
  caps: Caps,
): Promise<Delivery & { inflatedBytes: number }> {
  const one = (text: DeliveredText) => ({ texts: [text], skipped: [], inflatedBytes: 0 });
  switch (kind) {
    case "xlsx": {
      const { sheets, hidden, inflatedBytes } = await readXlsx(source, directory, caps);
      const filled = sheets.filter(({ rows }) => rows > 0);
      if (filled.length === 0)
        refuse(
          "xlsx_no_sheet",
          "expected a visible sheet with values, found none; save the sheet that has them",
        );
      const texts = filled.map((sheet): DeliveredText => ({ kind: "xlsx", path: sheet.path, source, sheet }));
      const empty = sheets.filter(({ rows }) => rows === 0).map(({ name }) => name);
      return { texts, skipped: [...hidden, ...empty], inflatedBytes };
    }
    case "html": {
      const table = await readHtml(source, join(directory, "table.csv"), caps);
      return one({ kind: "html", path: table.path, source, table });
    }
    case "json":
    case "ndjson": {
      const records = await readJson(source, join(directory, "records.csv"), caps);
      return one({ kind: "json", path: records.path, source, records });
    }
    case "text": {
      const text = await transcode(source, join(directory, "text"), encoding);
      return one({ kind: "text", path: text.path, source, text });
    }
    case "empty":
      return refuse("text_empty", "expected data, found 0 bytes; export it again");
    case "ole":
      return refuse(
        "old_workbook",
        "expected .xlsx or CSV, found an old Excel workbook or one with a password; save the sheet as CSV UTF-8",
      );
    case "xml":
      return refuse("xml", "expected a table, found an XML document; save it as .xlsx or CSV UTF-8");
    case "gzip":
    case "zip":
      return refuse("archive_nested", "expected a file, found an archive in an archive; unpack it once");
  }
}
