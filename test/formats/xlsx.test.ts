import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { defaultCaps } from "../../pipelines/formats/caps.ts";
import { showNumber } from "../../pipelines/formats/xlsx/excel-value.ts";
import { sniff } from "../../pipelines/formats/sniff.ts";
import { readXlsx, sheetRow } from "../../pipelines/formats/xlsx/xlsx.ts";
import { buildWorkbook, type BuiltWorkbook } from "./build-workbook.ts";
import { refusal, scratch } from "./scratch.ts";

const { put, path } = scratch();
let count = 0;

function read(book: BuiltWorkbook, caps = defaultCaps) {
  mkdirSync(path(`out-${++count}`));
  return readXlsx(put(`in-${count}`, buildWorkbook(book)), path(`out-${count}`), caps);
}

/** The text of the only sheet. */
async function textOf(rows: string, book: Partial<BuiltWorkbook> = {}): Promise<string> {
  const { sheets } = await read({ ...book, sheets: [{ name: "Deals", rows }] });
  return readFileSync(sheets[0]?.path ?? "", "utf8");
}

const number = (reference: string, value: string, style = 0) =>
  `<c r="${reference}" s="${style}"><v>${value}</v></c>`;

test("a workbook is told from a zip by its parts", async () => {
  expect(await sniff(put("a.zip", buildWorkbook({ sheets: [{ name: "A", rows: "" }] })))).toBe("xlsx");
});

test.each([[{}], [{ isStrict: true }], [{ prefix: "x" }], [{ isStrict: true, prefix: "ns0" }]])(
  "shared, inline and formula texts, truth values and errors come out as text: %j",
  async (book) => {
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>Ő</t></r><r><t xml:space="preserve"> &amp; "b"</t></r><rPh><t>no</t></rPh></is></c></row>
      <row r="2"><c r="A2" t="str"><f>CONCAT("x")</f><v>a,b</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#REF!</v></c><c r="D2" t="d"><v>2024-03-05T09:07:00</v></c><c r="E2" t="d"><v>2024-03-05T09:07:00.000Z</v></c><c r="F2" t="b"><v>true</v></c><c r="G2" t="str"><v></v></c></row>`;
    const text = await textOf(rows, {
      ...book,
      sharedStrings: ["<t>id</t>", "<r><t>line_x000A_</t></r><r><t>break</t></r><rPh><t>no</t></rPh>"],
    });
    expect(text).toBe(
      'id,"line\nbreak","Ő & ""b""",,,\n"a,b",TRUE,#REF!,2024-03-05 09:07:00,2024-03-05 09:07:00,TRUE\n',
    );
  },
);

test("gaps stay empty, every row is as wide as the widest, and the rows of the sheet can be found again", async () => {
  const { sheets } = await read({
    sheets: [
      {
        name: "A",
        rows: `<row r="3"><c r="A3" t="str"><v>Campaign "report",
all</v></c></row><row r="4"/><row r="5">${number("B5", "1")}${number("D5", "2")}</row><row><c><v>7</v></c></row><row r="9">${number("C9", "3")}<c r="G9" s="0"/></row>`,
      },
    ],
  });
  expect(readFileSync(sheets[0]?.path ?? "", "utf8")).toBe(
    '"Campaign ""report"",\nall",,,\n,1,,2\n7,,,\n,,3,\n',
  );
  expect(sheets[0]).toMatchObject({ rows: 4, columns: 4, blankRows: 5 });
  expect([1, 2, 3, 4].map((row) => sheetRow(sheets[0] ?? { rowRuns: [] }, row))).toEqual([3, 5, 6, 9]);
  expect(readdirSync(path(`out-${count}`))).toEqual(["sheet-1.csv"]);
});

test("dates follow the cell's style and the workbook's system", async () => {
  const formats = [
    0,
    14,
    22,
    20,
    "yyyy\\-mm\\-dd hh:mm",
    '#,##0\\ "Ft"',
    "[h]:mm",
    "[$-40E]yyyy/\\ mmmm\\ d\\.;@",
    "0.00E+00",
    "mm:ss",
    'General "day"',
    "mmm",
    "yyyy\\-mm\\-dd;0;#",
  ];
  const values = [
    ["45356", 0],
    ["45356", 1],
    ["45356.38", 1],
    ["45356", 2],
    ["0.3798611111", 3],
    ["45356.379861111112", 4],
    ["1234.5", 5],
    ["1.5", 6],
    ["45356", 7],
    ["45356", 8],
    ["0.5", 9],
    ["1", 10],
    ["60", 1],
    ["59", 1],
    ["61", 1],
    ["-1", 1],
    ["2958465.999999", 2],
    ["2958466", 1],
    ["45356", 11],
    ["45356", 12],
    ["0", 1],
    ["0.5", 2],
  ] as const;
  const rows = values
    .map(([value, style], index) => `<row r="${index + 1}">${number(`A${index + 1}`, value, style)}</row>`)
    .join("");
  const lines = [
    "45356",
    "2024-03-05",
    "2024-03-05 09:07:12",
    "2024-03-05 00:00:00",
    "09:07:00",
    "2024-03-05 09:07:00",
    "1234.5",
    "36:00:00",
    "2024-03-05",
    "45356",
    "12:00:00",
    "1",
    "60",
    "1900-02-28",
    "1900-03-01",
    "-1",
    "2958465.999999",
    "2958466",
    "2024-03-05",
    "2024-03-05",
    "0",
    "0.5",
  ];
  const shown = (await textOf(rows, { formats })).trim().split("\n");
  expect(shown).toEqual(lines);
  const old = await textOf(`<row r="1">${number("A1", "43894", 1)}${number("B1", "0", 1)}</row>`, {
    formats,
    is1904: true,
  });
  expect(old).toBe("2024-03-05,1904-01-01\n");
});

test("errors are counted, a chart is no sheet, and a part may be named with a blank", async () => {
  const book =
    '<workbook xmlns:r="r"><workbookPr date1904="true"/><sheets><sheet name="Chart" r:id="a"/><sheet name="Deals" r:id="b"/></sheets></workbook>';
  const relations =
    '<Relationships><Relationship Id="a" Type="x/chartsheet" Target="chart.xml"/><Relationship Id="b" Type="x/worksheet" Target="my%20deals.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>';
  const { sheets } = await read({
    sheets: [],
    formats: [0, 14],
    parts: {
      "xl/workbook.xml": book,
      "xl/_rels/workbook.xml.rels": relations,
      "xl/chart.xml": "<chartsheet/>",
      "xl/my deals.xml": `<worksheet><sheetData><row><c t="e"><v>#N/A</v></c><c s="1"><v>43894</v></c></row></sheetData></worksheet>`,
    },
  });
  expect(sheets).toMatchObject([{ name: "Deals", position: 2, rows: 1, errorCells: 1 }]);
  expect(readFileSync(sheets[0]?.path ?? "", "utf8")).toBe("#N/A,2024-03-05\n");
});

test.each([
  ["1E5", "100000"],
  ["1.2021E+14", "120210000000000"],
  ["1.2021E+17", "1.2021E+17"],
  ["3.6301234567E10", "36301234567"],
  ["120210000000000001", "120210000000000001"],
  ["1.1000000000000001", "1.1"],
  ["0.30000000000000004", "0.3"],
  ["1234567.8899999999", "1234567.89"],
  ["-1.5E-7", "-0.00000015"],
  ["1.23456789012345678E-5", "0.0000123456789012346"],
  ["0012.50", "0012.50"],
  ["NaN", "NaN"],
])("the number %s is written as %s", (stored, shown) => {
  expect(showNumber(stored)).toBe(shown);
});

test("every one of many shared texts is found again, long and short", async () => {
  const texts = Array.from(
    { length: 140_000 },
    (_, at) => `${at}${"ő".repeat(at % 997 === 0 ? 9000 : at % 7)}`,
  );
  const looked = [139_999, 0, 65_535, 65_536, 131_072, 997, 99_700, 1, 139_998];
  const rows = looked.map((at) => `<row><c t="s"><v>${at}</v></c></row>`).join("");
  const text = await textOf(rows, { sharedStrings: texts.map((each) => `<t>${each}</t>`) });
  expect(text.trim().split("\n")).toEqual(looked.map((at) => texts[at]));
});

test("one long text that many cells share can fill neither memory nor disk", async () => {
  const sharedStrings = [`<t>${Array.from({ length: 150_000 }, (_, index) => index).join("")}</t>`];
  const cell = '<c t="s"><v>0</v></c>';
  const wide = { sheets: [{ name: "A", rows: `<row>${cell.repeat(1000)}</row>` }], sharedStrings };
  expect((await refusal(read(wide))).code).toBe("row_too_big");
  const long = { sheets: [{ name: "A", rows: `<row>${cell}</row>`.repeat(1000) }], sharedStrings };
  expect((await refusal(read(long, { ...defaultCaps, textBytes: 1 << 25 }))).code).toBe("table_too_big");
});

test("a workbook that unpacks to more than its cap is refused", async () => {
  const rows = `<row r="1">${number("A1", "1")}</row>`;
  const caps = { ...defaultCaps, workbookBytes: 100 };
  expect((await refusal(read({ sheets: [{ name: "A", rows }] }, caps))).code).toBe("archive_too_big");
});

test("hidden sheets are reported and not read", async () => {
  const rows = `<row r="1">${number("A1", "1")}</row>`;
  const sheets = [
    { name: "Secret", rows, state: "veryHidden" as const },
    { name: "Deals", rows },
    { name: "Empty", rows: "" },
  ];
  const result = await read({ sheets });
  expect(result.hidden).toEqual(["Secret"]);
  expect(result.sheets.map(({ name, position, rows: count }) => [name, position, count])).toEqual([
    ["Deals", 2, 1],
    ["Empty", 3, 0],
  ]);
});

const one = (rows: string): BuiltWorkbook => ({ sheets: [{ name: "A", rows }] });
test.each<[string, BuiltWorkbook, string]>([
  [
    "a document type",
    {
      ...one(""),
      parts: { "xl/sharedStrings.xml": '<!DOCTYPE sst [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>' },
    },
    "xlsx_dtd",
  ],
  [
    "an outside entity",
    {
      ...one(""),
      parts: {
        "xl/workbook.xml": '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>',
      },
    },
    "xlsx_dtd",
  ],
  [
    "a cut-off part",
    { ...one(""), parts: { "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>" } },
    "xlsx_damaged",
  ],
  ["crossed elements", one('<row r="1"><c r="A1"><v>1</c></v></row>'), "xlsx_damaged"],
  ["an empty part", { ...one(""), parts: { "xl/worksheets/sheet1.xml": "" } }, "xlsx_damaged"],
  ["rows in disorder", one('<row r="2"/><row r="1"/>'), "xlsx_damaged"],
  ["cells in disorder", one(`<row r="1">${number("B1", "1")}${number("A1", "1")}</row>`), "xlsx_damaged"],
  [
    "a sheet without its table",
    { ...one(""), parts: { "xl/worksheets/sheet1.xml": "<worksheet/>" } },
    "xlsx_damaged",
  ],
  ["a part twice", { ...one(""), parts: { "xl/Workbook.xml": "<workbook/>" } }, "xlsx_damaged"],
  [
    "a sheet that is named but not there",
    {
      ...one(""),
      parts: {
        "xl/_rels/workbook.xml.rels":
          '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/other.xml"/></Relationships>',
      },
    },
    "xlsx_damaged",
  ],
  ["a cell in another row", one(`<row r="2">${number("A3", "1")}</row>`), "xlsx_damaged"],
  ["a column Excel does not have", one(`<row r="1">${number("XFE1", "1")}</row>`), "xlsx_damaged"],
  ["a shared text that is not there", one('<row r="1"><c r="A1" t="s"><v>3</v></c></row>'), "xlsx_damaged"],
  ["column 2,001", one(`<row r="1">${number("BXY1", "1")}</row>`), "xlsx_too_wide"],
  ["row 1,048,577", one(`<row r="1048577">${number("A1048577", "1")}</row>`), "xlsx_too_long"],
  [
    "a cell over 1 MiB",
    one(
      `<row r="1"><c r="A1" t="str"><v>${Array.from({ length: 300_000 }, (_, index) => index).join("")}</v></c></row>`,
    ),
    "xlsx_cell_too_big",
  ],
  [
    "a part that is named but not there",
    {
      ...one(""),
      parts: {
        "xl/_rels/workbook.xml.rels":
          '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="a" Type="x/styles" Target="other.xml"/></Relationships>',
      },
    },
    "xlsx_damaged",
  ],
  ["no visible sheet", { sheets: [{ name: "A", rows: "", state: "hidden" }] }, "xlsx_no_sheet"],
  [
    "a binary workbook",
    {
      ...one(""),
      parts: {
        "_rels/.rels":
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": "",
      },
    },
    "xlsx_kind",
  ],
])("%s is refused", async (_, book, code) => {
  expect((await refusal(read(book))).code).toBe(code);
});
