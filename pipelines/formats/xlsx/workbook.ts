import type { Archive, Member } from "../archive/zip.ts";
import { numberKind, type NumberKind } from "./excel-value.ts";
import { parseXml } from "./parse-xml.ts";
import { refuse } from "../refuse.ts";

export interface SheetEntry {
  name: string;
  /** 1-based place among all sheets of the workbook. */
  position: number;
  isHidden: boolean;
  part: Member;
}

/** What the small parts of a workbook say about its sheets. */
export interface Workbook {
  /** Work sheets only; charts and macros are no sheets here. */
  sheets: SheetEntry[];
  sharedStrings: Member | undefined;
  /** What each cell style makes of a number, by the style's index. */
  styles: NumberKind[];
  is1904: boolean;
}

interface Relation {
  type: string;
  target: string;
}

/** Reads the directory of a workbook, transitional or strict; links to other files are not followed. */
export async function readWorkbookParts(archive: Archive): Promise<Workbook> {
  const parts = new Map<string, Member>();
  for (const member of archive.members) {
    const name = member.name.toLowerCase();
    if (parts.has(name))
      refuse(
        "xlsx_damaged",
        "expected every part of the workbook once, found one twice; save it again with Excel",
      );
    parts.set(name, member);
  }
  const find = (name: string | undefined) => (name === undefined ? undefined : parts.get(name.toLowerCase()));

  const root = await readRelations(archive, find("_rels/.rels"), "");
  const bookName =
    [...root.values()].find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const book = find(bookName);
  if (book === undefined || /\.bin$/i.test(book.name))
    refuse(
      "xlsx_kind",
      "expected an .xlsx workbook, found a binary workbook or another Office file; save it as .xlsx or CSV UTF-8",
    );

  const folder = book.name.replace(/[^/]*$/, "");
  const relations = await readRelations(
    archive,
    find(`${folder}_rels/${book.name.slice(folder.length)}.rels`),
    folder,
  );
  const byType = (type: string): Member | undefined => {
    const relation = [...relations.values()].find((candidate) => candidate.type === type);
    const part = find(relation?.target);
    if (relation !== undefined && part === undefined)
      refuse(
        "xlsx_damaged",
        `expected the ${type} that the workbook names, found none; save the workbook again with Excel`,
      );
    return part;
  };
  const sheets: SheetEntry[] = [];
  let is1904 = false;
  let position = 0;
  await readElements(archive, book, (path, attributes) => {
    if (path.endsWith("workbook/workbookPr")) is1904 = isTrue(attributes.get("date1904"));
    if (!path.endsWith("workbook/sheets/sheet")) return;
    position++;
    const id = [...attributes].find(([name]) => name.endsWith(":id"))?.[1];
    const relation = relations.get(id ?? "");
    const part = find(relation?.target);
    if (relation?.type !== "worksheet") return;
    if (part === undefined)
      refuse(
        "xlsx_damaged",
        "expected a part for every sheet, found none for one; save the workbook again with Excel",
      );
    const state = attributes.get("state") ?? "visible";
    sheets.push({ name: attributes.get("name") ?? "", position, isHidden: state !== "visible", part });
  });
  return {
    sheets,
    sharedStrings: byType("sharedStrings"),
    styles: await readStyles(archive, byType("styles")),
    is1904,
  };
}

async function readRelations(
  archive: Archive,
  part: Member | undefined,
  folder: string,
): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  if (part === undefined) return relations;
  await readElements(archive, part, (path, attributes) => {
    if (!path.endsWith("Relationships/Relationship") || attributes.get("TargetMode") === "External") return;
    const target = new URL(attributes.get("Target") ?? "", `file:///${folder}`);
    relations.set(attributes.get("Id") ?? "", {
      type: (attributes.get("Type") ?? "").replace(/^.*\//, ""),
      target: decodeURIComponent(target.pathname).slice(1),
    });
  });
  return relations;
}

async function readStyles(archive: Archive, part: Member | undefined): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const styles: NumberKind[] = [];
  if (part === undefined) return styles;
  await readElements(archive, part, (path, attributes) => {
    const id = Number(attributes.get("numFmtId") ?? 0);
    if (path.endsWith("numFmts/numFmt")) codes.set(id, attributes.get("formatCode") ?? "");
    if (path.endsWith("cellXfs/xf")) styles.push(numberKind(id, codes.get(id)));
  });
  return styles;
}

/** Calls back once per element, with its path and all its attributes. */
async function readElements(
  archive: Archive,
  part: Member,
  take: (path: string, attributes: Map<string, string>) => void,
): Promise<void> {
  const open: string[] = [];
  let waiting: { path: string; attributes: Map<string, string> } | undefined;
  const settle = () => {
    const element = waiting;
    waiting = undefined;
    if (element !== undefined) take(element.path, element.attributes);
  };
  await parseXml(archive.read(part), {
    open(name) {
      settle();
      open.push(name);
      waiting = { path: open.join("/"), attributes: new Map() };
    },
    attribute: (name, value) => void waiting?.attributes.set(name, value),
    close() {
      settle();
      open.pop();
    },
  });
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
