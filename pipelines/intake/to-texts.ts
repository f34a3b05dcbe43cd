import type { Note } from "../contract/loaded-file.ts";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { fingerprint } from "../contract/checksum.ts";
import { FunnelError } from "../contract/errors.ts";
import { defaultCaps, type Caps } from "../formats/caps.ts";
import type { TextWarning } from "../formats/encoding/check-text.ts";
import { gunzip } from "../formats/archive/gzip.ts";
import { readCards, type Cards } from "../formats/html/read-cards.ts";
import { readHtml } from "../formats/html/read-html.ts";
import { readJson } from "../formats/json/read-json.ts";
import { sniff, type Kind } from "../formats/sniff.ts";
import { transcode } from "../formats/encoding/transcode.ts";
import { readXlsx, type SheetText } from "../formats/xlsx/xlsx.ts";
import { extractZip } from "../formats/archive/zip.ts";
import type { StagedFile } from "./stage.ts";

/** Where a record of the parsed text stands in what was delivered. */
export type Places =
  | { kind: "bytes" }
  /** `spans` knows the bytes of every row; the text has this many rows of its own before them. */
  | { kind: "spans"; spans: string; ownRows: 0 | 1 }
  /** Rows of a sheet have no bytes of their own. */
  | { kind: "rows"; sheet: Pick<SheetText, "rowRuns"> }
  | { kind: "unknown" };

/** A delimited UTF-8 text and what it was made of. */
export interface DeliveredText {
  /** "" or what follows the file's name: a member of an archive, a sheet of a workbook. */
  inside: string;
  fileId: string;
  path: string;
  /** Our copy of the bytes it was made of. */
  delivered: string;
  encoding: string;
  /** Bytes of the byte order mark in the delivered bytes. */
  bom: number;
  /** We wrote the text ourselves: it is comma-separated. */
  isRewritten: boolean;
  /** Bytes that are no UTF-8 can stand in it. */
  isSuspect: boolean;
  places: Places;
  /** What is odd about it, for people. */
  oddities: Note[];
}

/** What people say beside a file about the texts in it, by the name inside. */
export interface DeclaredTexts {
  encoding(inside: string): string | undefined;
  /** Where the records of a JSON text stand, where a job says it. */
  recordsAt?: string | undefined;
  /** How a web page is read that is no table. Throws a config error when no sidecar says it. */
  cards(inside: string): Cards | undefined;
}

/**
 * The texts in a staged file, whatever they are wrapped in: one, or one per member of an archive and visible sheet of a workbook.
 * Throws a config error for what holds none.
 */
export async function toTexts(
  file: StagedFile,
  declared: DeclaredTexts,
  caps: Caps = defaultCaps,
): Promise<DeliveredText[]> {
  const kind = await sniff(file.path);
  if (kind === "gzip") {
    const path = `${file.path}.unpacked`;
    const unpacked = await gunzip(file.path, path, caps);
    const left = { ...caps, inflatedBytes: Math.max(0, caps.inflatedBytes - unpacked.bytes) };
    // bodies that a job fetched are JSON, however their first line may look
    const inside = declared.recordsAt === undefined ? unpacked.kind : "json";
    return (await read({ ...file, path }, inside, "", declared, left)).texts;
  }
  if (kind === "zip") {
    const folder = `${file.path}.members`;
    mkdirSync(folder);
    const { members } = await extractZip(file.path, folder, caps);
    const texts: DeliveredText[] = [];
    // workbooks inside share the archive's cap
    let left = members.reduce((rest, member) => rest - member.inflatedBytes, caps.inflatedBytes);
    const count = (kind: Kind) => members.filter((member) => member.kind === kind).length;
    const [documents, empty] = [count("document"), count("empty")];
    if (documents + empty === members.length) throw documents > 0 ? isDocument() : isEmpty();
    for (const member of members.filter((each) => each.kind !== "empty" && each.kind !== "document")) {
      const staged = { path: member.path, fileId: fingerprint(member.path), size: member.inflatedBytes };
      // a second member of one name is identified by its place in the archive
      const place =
        members.findIndex(({ name }) => name === member.name) < members.indexOf(member)
          ? `/${members.indexOf(member) + 1}`
          : "";
      const inner = await read(staged, member.kind, `${place}/${member.name}`, declared, {
        ...caps,
        inflatedBytes: left,
      });
      left -= inner.inflatedBytes;
      texts.push(...inner.texts);
    }
    if (documents > 0)
      texts[0]?.oddities.push({
        en: `documents and pictures in it are not read (${documents})`,
        hu: `a benne lévő dokumentumokat és képeket nem olvassuk (${documents})`,
      });
    if (empty > 0)
      texts[0]?.oddities.push({
        en: `empty files in it are not read (${empty})`,
        hu: `a benne lévő üres fájlokat nem olvassuk (${empty})`,
      });
    return texts;
  }
  return (await read(file, kind, "", declared, caps)).texts;
}

async function read(
  file: StagedFile,
  kind: Kind,
  inside: string,
  declared: DeclaredTexts,
  caps: Caps,
): Promise<{ texts: DeliveredText[]; inflatedBytes: number }> {
  const one = (text: DeliveredText) => ({ texts: [text], inflatedBytes: 0 });
  const base = { inside, fileId: file.fileId, delivered: file.path, isSuspect: false };
  switch (kind) {
    case "empty":
      throw isEmpty();
    case "ole":
      throw new FunnelError(
        "config",
        "workbook_old",
        "expected text or .xlsx, found an old or encrypted Excel workbook; save it as .xlsx without a password",
      );
    case "document":
      throw isDocument();
    case "xml":
      throw new FunnelError(
        "config",
        "xml",
        "expected a table, found an XML document; export as CSV or .xlsx",
      );
    case "xlsx": {
      const folder = `${file.path}.sheets`;
      mkdirSync(folder);
      const { sheets, hidden, inflatedBytes } = await readXlsx(file.path, folder, caps);
      const filled = sheets.filter((sheet) => sheet.rows > 0);
      if (filled.length === 0)
        throw new FunnelError("config", "empty", "the workbook is empty; export it again");
      const texts = filled.map((sheet): DeliveredText => ({
        ...base,
        ...(filled.length === 1
          ? {}
          : { inside: `${inside}#${sheet.name}`, fileId: partId(file.fileId, sheet.position) }),
        path: sheet.path,
        encoding: "utf-8",
        bom: 0,
        isRewritten: true,
        places: { kind: "rows", sheet },
        oddities: [
          ...(hidden.length > 0
            ? [
                {
                  en: `hidden sheets are not read (${hidden.length})`,
                  hu: `a rejtett munkalapokat nem olvassuk (${hidden.length})`,
                },
              ]
            : []),
          ...(sheet.errorCells > 0
            ? [
                {
                  en: `${sheet.errorCells} cells hold an error such as #REF!`,
                  hu: `${sheet.errorCells} cellában #REF! vagy más hibaérték áll`,
                },
              ]
            : []),
        ],
      }));
      return { texts, inflatedBytes };
    }
    case "html": {
      const cards = declared.cards(inside);
      if (cards !== undefined) {
        const page = await readCards(file.path, `${file.path}.table`, cards, caps);
        return one({
          ...base,
          ...page,
          isRewritten: true,
          places: { kind: "unknown" },
          oddities: messages(page.warnings),
        });
      }
      const page = await readHtml(file.path, `${file.path}.table`, caps);
      return one({
        ...base,
        ...page,
        isRewritten: true,
        places: { kind: "spans", spans: page.spans, ownRows: 0 },
        oddities: [
          ...messages(page.warnings),
          ...(page.otherTables > 0
            ? [
                {
                  en: `further tables of the page are not read (${page.otherTables})`,
                  hu: `az oldal többi tábláját nem olvassuk (${page.otherTables})`,
                },
              ]
            : []),
        ],
      });
    }
    case "json":
    case "ndjson": {
      const json = await readJson(file.path, `${file.path}.table`, caps, declared.recordsAt);
      return one({
        ...base,
        ...json,
        isRewritten: true,
        places:
          json.spans === undefined ? { kind: "unknown" } : { kind: "spans", spans: json.spans, ownRows: 1 },
        oddities: messages(json.warnings),
      });
    }
    default: {
      const text = await transcode(file.path, `${file.path}.utf8`, declared.encoding(inside));
      return one({
        ...base,
        ...text,
        isRewritten: false,
        isSuspect: text.warnings.some((warning) => warning.code === "invalid_utf8"),
        places: { kind: "bytes" },
        oddities: messages(text.warnings),
      });
    }
  }
}

const isEmpty = () => new FunnelError("config", "empty", "the file is empty; export it again");

const isDocument = () =>
  new FunnelError(
    "config",
    "document",
    "expected a table, found a PDF document or a picture; export the data as CSV or .xlsx",
  );

/** The id of a sheet of a workbook or a later table of a text. */
export const partId = (fileId: string, position: number) =>
  createHash("sha256").update(`${fileId}#${position}`).digest("hex");

/** That an encoding was guessed is seen by its name. */
const messages = (warnings: TextWarning[]) =>
  warnings.flatMap(({ code, message, hu }): Note[] => (code === "guessed" ? [] : [{ en: message, hu }]));
