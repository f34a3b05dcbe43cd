import { buildZip, type ZipMember } from "./build-zip.ts";

export interface BuiltSheet {
  name: string;
  /** The content of <sheetData>: rows as XML. */
  rows: string;
  state?: "hidden" | "veryHidden";
}

export interface BuiltWorkbook {
  sheets: BuiltSheet[];
  sharedStrings?: string[];
  /** Number formats of the cell styles 0, 1, …: an id of Excel's own or a format text. */
  formats?: (number | string)[];
  is1904?: boolean;
  isStrict?: boolean;
  /** Writes elements with this namespace prefix, as some programs do. */
  prefix?: string;
  /** Replaces or adds parts. */
  parts?: Record<string, string>;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** An .xlsx file with as few parts as Excel accepts. */
export function buildWorkbook(book: BuiltWorkbook): Buffer {
  const main = book.isStrict
    ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
    : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const related = book.isStrict
    ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
    : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = (list: [id: string, type: string, target: string][]) =>
    `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
      .map(([id, type, target]) => `<Relationship Id="${id}" Type="${related}/${type}" Target="${target}"/>`)
      .join("")}</Relationships>`;
  const name = book.prefix === undefined ? undefined : `${book.prefix}:`;
  const prefixed = (xml: string) =>
    name === undefined ? xml : xml.replace(/<(\/?)(?=[a-zA-Z])/g, `<$1${name}`);
  const space = name === undefined ? `xmlns="${main}"` : `xmlns:${book.prefix}="${main}"`;
  const formats = book.formats ?? [0];

  const parts: Record<string, string> = {
    "[Content_Types].xml": `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": prefixed(
      `<workbook ${space} xmlns:r="${related}"><workbookPr${book.is1904 ? ' date1904="1"' : ""}/><sheets>${book.sheets
        .map(
          (sheet, index) =>
            `<sheet name="${sheet.name}" sheetId="${index + 1}"${sheet.state ? ` state="${sheet.state}"` : ""} r:id="rId${index + 1}"/>`,
        )
        .join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": relations([
      ...book.sheets.map((_, index): [string, string, string] => [
        `rId${index + 1}`,
        "worksheet",
        `worksheets/sheet${index + 1}.xml`,
      ]),
      ["rId900", "sharedStrings", "/xl/sharedStrings.xml"],
      ["rId901", "styles", "styles.xml"],
    ]),
    "xl/sharedStrings.xml": prefixed(
      `<sst ${space}>${(book.sharedStrings ?? []).map((text) => `<si>${text}</si>`).join("")}</sst>`,
    ),
    "xl/styles.xml": prefixed(
      `<styleSheet ${space}><numFmts>${formats
        .map((format, index) =>
          typeof format === "string"
            ? `<numFmt numFmtId="${200 + index}" formatCode="${format.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"/>`
            : "",
        )
        .join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats
        .map((format, index) => `<xf numFmtId="${typeof format === "string" ? 200 + index : format}"/>`)
        .join("")}</cellXfs></styleSheet>`,
    ),
    ...Object.fromEntries(
      book.sheets.map((sheet, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `${declaration}${prefixed(`<worksheet ${space}><sheetData>${sheet.rows}</sheetData></worksheet>`)}`,
      ]),
    ),
    ...book.parts,
  };
  return buildZip(Object.entries(parts).map(([part, content]): ZipMember => ({ name: part, content })));
}
