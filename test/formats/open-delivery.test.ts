import { mkdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { defaultCaps } from "../../pipelines/formats/caps.ts";
import { openDelivery } from "../../pipelines/formats/open-delivery.ts";
import { sourceOffsets } from "../../pipelines/formats/source-offsets.ts";
import { buildWorkbook } from "./build-workbook.ts";
import { buildZip } from "./build-zip.ts";
import { refusal, scratch } from "./scratch.ts";

const { put, path } = scratch();
let count = 0;

function deliver(content: string | Uint8Array, options = {}) {
  mkdirSync(path(`out-${++count}`));
  return openDelivery(put(`in-${count}`, content), path(`out-${count}`), options);
}

const csv = "id,name\n1,Ő\n";
const workbook = buildWorkbook({
  sheets: [
    { name: "Deals", rows: '<row r="1"><c t="str"><v>id</v></c><c t="str"><v>name</v></c></row><row r="2"><c><v>1</v></c><c t="str"><v>Ő</v></c></row>' }, // prettier-ignore
    { name: "Lists", rows: "", state: "hidden" },
    { name: "Sheet3", rows: "" },
  ],
});
const page = "<meta charset=utf-8><table><tr><th>id<th>name</tr><tr><td>1<td>Ő</tr></table>";
const json = '[{"id":1,"name":"Ő"}]';

test.each([
  ["text", Buffer.from("\uFEFF" + csv, "utf16le")],
  ["text", gzipSync(csv)],
  ["xlsx", workbook],
  ["xlsx", gzipSync(workbook)],
  ["html", page],
  ["json", json],
  ["json", gzipSync('{"id":1,"name":"Ő"}\n')],
] as const)("the same table comes out of every kind of file: %s, case %#", async (kind, content) => {
  const { texts } = await deliver(content);
  expect(texts.map((text) => [text.kind, readFileSync(text.path, "utf8")])).toEqual([[kind, csv]]);
});

test("a zip archive gives one text per table, with its member", async () => {
  const members = [["a.csv", csv], ["b/Deals.xlsx", workbook], ["c.xls", page], ["a.csv", json], [".DS_Store", "x"]] as const; // prettier-ignore
  const { texts, skipped } = await deliver(buildZip(members.map(([name, content]) => ({ name, content }))));
  expect(texts.map(({ kind, member }) => [kind, member?.position, member?.name])).toEqual([
    ["text", 1, "a.csv"],
    ["xlsx", 2, "b/Deals.xlsx"],
    ["html", 3, "c.xls"],
    ["json", 4, "a.csv"],
  ]);
  for (const text of texts) expect(readFileSync(text.path, "utf8")).toBe(csv);
  expect(skipped).toEqual([".DS_Store", "Lists", "Sheet3"]);
});

test("workbooks in an archive share its cap", async () => {
  const archive = buildZip([1, 2, 3].map((index) => ({ name: `${index}.xlsx`, content: workbook })));
  const inflatedBytes = workbook.length * 3 + 4000;
  expect((await refusal(deliver(archive, { caps: { ...defaultCaps, inflatedBytes } }))).code).toBe("archive_too_big"); // prettier-ignore
});

test.each([
  ["text_empty", ""],
  ["old_workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ["xlsx_no_sheet", buildWorkbook({ sheets: [{ name: "A", rows: '<row r="1"/>' }] })],
  ["xml", '<?xml version="1.0"?><Workbook/>'],
  ["archive_nested", gzipSync(buildZip([{ name: "a", content: csv }]))],
] as const)("what is no table is refused: %s", async (code, content) => {
  expect((await refusal(deliver(content))).code).toBe(code);
});

test("a place in the text is found again in the bytes of the file", async () => {
  const long = `${"név,𝄞 ő\n".repeat(200_000)}vége\n`;
  const single = long.replaceAll("𝄞", "–");
  const files = [
    [Buffer.from(long), long, "utf8"],
    [Buffer.from("\uFEFF" + long), long, "utf8"],
    [Buffer.from("\uFEFF" + long, "utf16le"), long, "utf16le"],
    [Buffer.from(single.replaceAll("ő", "õ").replaceAll("–", "\x96"), "latin1"), single, "latin1"],
  ] as const;
  for (const [bytes, content, encoding] of files) {
    const { texts } = await deliver(bytes);
    const text = texts[0];
    if (text?.kind !== "text") throw new Error("no text");
    const places = [
      0,
      content.indexOf("\n") + 1,
      content.lastIndexOf("név"),
      content.indexOf("vége"),
      content.length,
    ];
    const offsets = places.map((place) => Buffer.byteLength(content.slice(0, place)));
    const found = (await sourceOffsets(text.text, offsets)) ?? [];
    expect(found.at(-1)).toBe(bytes.length);
    expect(found.slice(1, 4).map((place) => bytes.subarray(place).toString(encoding).slice(0, 2))).toEqual([
      content.slice(places[1], (places[1] ?? 0) + 2),
      content.slice(places[2], (places[2] ?? 0) + 2),
      "vé",
    ]);
  }
});
