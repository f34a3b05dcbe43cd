import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { buildZip } from "../formats/build-zip.ts";
import { freshHomes, load, only, put, quarantineOf, rowsOf } from "./exports-home.ts";

freshHomes();

const header = ["Record ID", "Deal Name", "Pipeline", "Deal Stage", "Create Date"];
const deals = [1, 2, 3, 4, 5, 6].map((id) => [
  String(id),
  `Minta ${id}`,
  "Sales",
  "New",
  id === 3 ? "soon" : "2026-01-05 09:07",
]);
const csv = [header, ...deals].map((cells) => cells.join(",")).join("\n");
const cells = (tag: string, row: string[]) =>
  `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
const letters = ["A", "B", "C", "D", "E"];
const sheetRow = (row: string[], number: number) =>
  `<row r="${number}">${row.map((cell, index) => `<c r="${letters[index] ?? ""}${number}" t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`;

test.each([
  ["gzip", "deals.bin", () => gzipSync(csv)],
  ["zip", "deals.csv", () => buildZip([{ name: "a/deals.txt", content: csv }])],
  [
    "workbook",
    "deals.dat",
    () =>
      buildWorkbook({
        sheets: [
          { name: "Deals", rows: [header, ...deals].map((row, index) => sheetRow(row, index + 3)).join("") },
        ],
      }),
  ],
  [
    "page",
    "deals.xls",
    () =>
      Buffer.from(`<table>${cells("th", header)}${deals.map((row) => cells("td", row)).join("\n")}</table>`),
  ],
  [
    "JSON",
    "deals.csv",
    () =>
      Buffer.from(
        JSON.stringify(
          deals.map((row) => Object.fromEntries(row.map((cell, index) => [header[index] ?? "", cell]))),
        ),
      ),
  ],
] as const)("deals in a %s are the same deals, whatever the name says", async (_, name, content) => {
  put(name, content());
  const [file] = await load();
  if (file === undefined) throw new Error("no file");
  expect(file).toMatchObject({ status: "loaded", connector: "hubspot", loaded: 5, quarantined: 1 });
  expect(await rowsOf(file, "opportunities")).toMatchObject(
    [1, 2, 4, 5, 6].map((id) => ({
      opportunity_id: String(id),
      stage: "New",
      created_at: "2026-01-05 09:07:00",
    })),
  );
});

test("a bad row of a page is quarantined with its tags, one of a workbook with its row of the sheet", async () => {
  put(
    "deals.html",
    `<table>${cells("th", header)}\n${deals.map((row) => cells("td", row)).join("\n")}</table>`,
  );
  const [bad] = await quarantineOf(await only(), "deals.html");
  expect(bad?.slice?.equals(bad.raw)).toBe(true);
  expect(bad?.raw.toString()).toMatch(/^<tr><td>3<\/td>.*<\/tr>$/);
  put(
    "deals.html",
    buildWorkbook({
      sheets: [
        { name: "Deals", rows: [header, ...deals].map((row, index) => sheetRow(row, index + 3)).join("") },
      ],
    }),
  );
  const [row] = await quarantineOf(await only(), "deals.html");
  expect(row).toMatchObject({ line: 6, byte_offset: null });
});

test("of an archive the known members are read and a member delivered alone again is a duplicate", async () => {
  put(
    "export.zip",
    buildZip([
      { name: "deals.csv", content: csv },
      { name: "readme.txt", content: "hello\nworld\n" },
    ]),
  );
  put("z/deals.csv", csv);
  const files = await load();
  expect(files.map((file) => [file.name, file.status])).toEqual([
    ["export.zip/deals.csv", "loaded"],
    ["z/deals.csv", "duplicate"],
  ]);
  expect(files[0]?.reason).toMatch(
    /; not read: readme\.txt \(no connector knows its header \(it begins with: hello\)/,
  );
});

test("an archive that holds nothing known is refused", async () => {
  put("export.zip", buildZip([{ name: "readme.txt", content: "hello\nworld\n" }]));
  expect(await only()).toMatchObject({ name: "export.zip/readme.txt", status: "refused" });
});

test("two members of one name are both read and identified by their place", async () => {
  const more = csv.replace(/^(\d)/gm, "7$1");
  put(
    "export.zip",
    buildZip([
      { name: "a/deals.csv", content: csv },
      { name: "a/deals.csv", content: more },
    ]),
  );
  expect((await load()).map((file) => [file.name, file.status, file.loaded])).toEqual([
    ["export.zip/a/deals.csv", "loaded", 5],
    ["export.zip/2/a/deals.csv", "loaded", 5],
  ]);
});

test("a PDF or a picture is named as one, and left aside in an archive", async () => {
  const picture = Buffer.from("89504e470d0a1a0a0000000d", "hex");
  put("scan.csv", "%PDF-1.7\n1 0 obj\n");
  put(
    "export.zip",
    buildZip([
      { name: "deals.csv", content: csv },
      { name: "logo.png", content: picture },
    ]),
  );
  put("pictures.zip", buildZip([{ name: "logo.png", content: picture }]));
  const document = "expected a table, found a PDF document or a picture; export the data as CSV or .xlsx";
  const files = (await load()).map(({ name, status, reason }) => [name, status, reason]);
  expect(files).toEqual([
    [
      "export.zip/deals.csv",
      "loaded",
      expect.stringMatching(/documents and pictures in it are not read \(1\)/),
    ],
    ["pictures.zip", "refused", document],
    ["scan.csv", "refused", document],
  ]);
});

test("what a workbook or a page leaves aside is told, and two sheets are two tables", async () => {
  const filled = [header, ...deals.slice(0, 2)].map((row, index) => sheetRow(row, index + 1)).join("");
  const more = [header, ["7", "", "Sales", "New", ""]].map((row, index) => sheetRow(row, index + 1)).join("");
  const error = filled.replace(/<c r="B2".*?<\/c>/, '<c r="B2" t="e"><v>#REF!</v></c>');
  put(
    "deals.xlsx",
    buildWorkbook({
      sheets: [
        { name: "One", rows: error },
        { name: "Two", rows: more },
        { name: "Old", rows: filled, state: "hidden" },
        { name: "Empty", rows: "" },
      ],
    }),
  );
  put(
    "page.html",
    `<table>${cells("th", header)}${cells("td", deals[3] ?? [])}</table><table>${cells("th", ["a", "b"])}${cells("td", ["1", "2"])}</table>`,
  );
  put("nothing.xlsx", buildWorkbook({ sheets: [{ name: "Empty", rows: "" }] }));
  const files = await load();
  expect(files.map(({ name, status, loaded, reason }) => [name, status, loaded, reason])).toEqual([
    ["deals.xlsx#One", "loaded", 2, "hidden sheets are not read (1); 1 cells hold an error such as #REF!"],
    ["deals.xlsx#Two", "loaded", 1, "hidden sheets are not read (1)"],
    ["nothing.xlsx", "refused", 0, "the workbook is empty; export it again"],
    ["page.html", "loaded", 1, "further tables of the page are not read (1)"],
  ]);
  expect(new Set(files.map(({ fileId }) => fileId)).size).toBe(4);
});

test("an empty file beside others in an archive is told, one alone is refused", async () => {
  put(
    "export.zip",
    buildZip([
      { name: "notes.txt", content: "" },
      { name: "deals.csv", content: csv },
    ]),
  );
  put("nothing.zip", buildZip([{ name: "deals.csv", content: "" }]));
  expect((await load()).map(({ name, status, loaded, reason }) => [name, status, loaded, reason])).toEqual([
    ["export.zip/deals.csv", "loaded", 5, expect.stringMatching(/; empty files in it are not read \(1\)$/)],
    ["nothing.zip", "refused", 0, "the file is empty; export it again"],
  ]);
});
