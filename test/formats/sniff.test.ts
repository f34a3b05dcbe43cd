import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { sniff } from "../../pipelines/formats/sniff.ts";
import { buildZip } from "./build-zip.ts";
import { scratch } from "./scratch.ts";

const { put } = scratch();
const wide = (content: string) => Buffer.from("\uFEFF" + content, "utf16le");

test.each([
  ["empty", ""],
  ["gzip", gzipSync("id\n1\n")],
  ["ole", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ["zip", buildZip([])],
  ["zip", buildZip([{ name: "xl/workbook.xml", content: "<workbook/>" }])],
  ["document", Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
  ["document", "GIF89a"],
  ["text", '["Campaign"],Cost\n'],
  ["html", "<!DOCTYPE html><title>x</title>"],
  ["html", "\uFEFF\n <table><tr><td>1</td></tr></table>"],
  ["html", '<?xml version="1.0"?>\n<!-- export -->\n<html xmlns="http://www.w3.org/1999/xhtml">'],
  ["html", wide("<html><body>")],
  ["xml", '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'],
  ["json", '[\n  {"id": 1}]'],
  ["json", '{"data": [\n{"id": 1}\n]}'],
  ["json", "[]"],
  ["ndjson", '{"id": 1}\n{"id": 2}\n'],
  ["text", "id,name\n1,a\n"],
  ["text", "<Pilot>,1\n"],
  ["text", "[Campaign],Cost\n"],
  ["text", "{owner},Cost\n"],
  ["text", wide("id\tname\n")],
] as const)("%s is told by its first bytes, case %#", async (kind, content) => {
  // The name lies on purpose.
  expect(await sniff(put(`case-${kind}.pdf`, content))).toBe(kind);
});
