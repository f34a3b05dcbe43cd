import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { defaultCaps } from "../../pipelines/formats/caps.ts";
import { gunzip } from "../../pipelines/formats/archive/gzip.ts";
import { buildZip } from "./build-zip.ts";
import { refusal, scratch } from "./scratch.ts";

const { put, path } = scratch();
const rows = Array.from({ length: 20_000 }, (_, index) => `${index},${Math.sin(index)}\n`).join("");
const packed = gzipSync(rows);
const unpack = (bytes: Buffer, caps = defaultCaps) => gunzip(put("in.gz", bytes), path("out"), caps);

test("an archive of several members is one file, and zero bytes after it are let pass", async () => {
  const result = await unpack(Buffer.concat([packed, gzipSync("x\n"), Buffer.alloc(512)]));
  expect(result).toMatchObject({ bytes: rows.length + 2, kind: "text" });
  expect(readFileSync(result.path, "utf8")).toBe(`${rows}x\n`);
});

test("an archive that is cut off anywhere is refused", async () => {
  for (const end of [1, 4, 8, 9, 1000, packed.length - 12])
    expect((await refusal(unpack(packed.subarray(0, packed.length - end)))).code).toBe("gzip_cut_off");
  const second = gzipSync("x\n".repeat(1000));
  expect((await refusal(unpack(Buffer.concat([packed, second.subarray(0, 15)])))).code).toBe("gzip_cut_off");
});

test("a wrong bit, foreign bytes at the end and an archive inside are refused", async () => {
  const wrong = Buffer.from(packed);
  wrong[wrong.length - 6] = (wrong[wrong.length - 6] ?? 0) ^ 1;
  expect((await refusal(unpack(wrong))).code).toBe("gzip_damaged");
  expect((await refusal(unpack(Buffer.concat([packed, Buffer.from("tail")])))).code).toBe("gzip_trailing");
  expect((await refusal(unpack(gzipSync(packed)))).code).toBe("archive_nested");
  expect((await refusal(unpack(Buffer.concat([packed, Buffer.alloc(9), Buffer.from("x")])))).code).toBe(
    "gzip_trailing",
  );
  expect((await refusal(unpack(gzipSync(buildZip([{ name: "a.csv", content: "x" }]))))).code).toBe(
    "archive_nested",
  );
});

test("size and ratio are capped while unpacking", async () => {
  expect((await refusal(unpack(packed, { ...defaultCaps, inflatedBytes: 1000 }))).code).toBe(
    "archive_too_big",
  );
  expect((await refusal(unpack(gzipSync(Buffer.alloc(8 << 20))))).code).toBe("archive_ratio");
});
