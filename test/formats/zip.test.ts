import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { extractZip } from "../../pipelines/formats/archive/zip.ts";
import { defaultCaps } from "../../pipelines/formats/caps.ts";
import { buildZip, type ZipMember } from "./build-zip.ts";
import { refusal, scratch } from "./scratch.ts";

const { put, path } = scratch();
let count = 0;

function extract(content: ZipMember[] | Buffer, caps = defaultCaps) {
  const directory = path(`out-${++count}`);
  mkdirSync(directory);
  return extractZip(
    put(`in-${count}`, Buffer.isBuffer(content) ? content : buildZip(content)),
    directory,
    caps,
  );
}

const deal = { name: "Deal.csv", content: "id\n1\n" };

test("members keep their order and both of two with one name are given", async () => {
  const { members, skipped } = await extract([
    deal,
    { name: "folder/", content: "", mode: 0o040755 },
    { name: "__MACOSX/._Deal.csv", content: "x" },
    { name: "folder/Thumbs.db", content: "x" },
    { name: "folder/._Deal.csv", content: "x" },
    { name: "desktop.ini", content: "x" },
    { name: "folder/Ügylet.csv", content: "id\n2\n", method: 0 },
    { ...deal, content: "id\n3\n" },
  ]);
  expect(members.map(({ position, name }) => [position, name])).toEqual([
    [1, "Deal.csv"],
    [7, "folder/Ügylet.csv"],
    [8, "Deal.csv"],
  ]);
  expect(members.map((member) => readFileSync(member.path, "utf8"))).toEqual([
    "id\n1\n",
    "id\n2\n",
    "id\n3\n",
  ]);
  expect(skipped).toEqual(["__MACOSX/._Deal.csv", "folder/Thumbs.db", "folder/._Deal.csv", "desktop.ini"]);
  expect(readdirSync(path(`out-${count}`))).toEqual(["member-00001", "member-00007", "member-00008"]);
});

test("a small text may pack as well as it does", async () => {
  const { members } = await extract([{ name: "a.csv", content: "id\n".repeat(300_000) }]);
  expect(members[0]?.packedBytes).toBeLessThan(900_000 / 200);
});

const big = Buffer.alloc(64 << 20, "0");
const mebibyte = Buffer.alloc(1 << 20, "0");
const many = (count: number, member: ZipMember) => Array.from({ length: count }, () => member);
/** A member whose bytes hold another one. */
const around = { name: "a", content: buildZip([deal]).subarray(0, -76), method: 0 };
test.each<[string, ZipMember[] | Buffer, string]>([
  ["a parent path", [deal, { ...deal, name: "../../evil.csv" }], "zip_path"],
  ["a drive path", [{ ...deal, name: "C:\\evil.csv" }], "zip_path"],
  ["an absolute path", [{ ...deal, name: "/evil.csv" }], "zip_path"],
  ["a symbolic link", [{ ...deal, mode: 0o120777 }], "zip_link"],
  ["an encrypted member", [{ ...deal, flags: 1 }], "zip_encrypted"],
  ["an unknown method", [{ ...deal, method: 12 }], "zip_method"],
  [
    "a member bigger than declared",
    [{ name: "a", content: "x".repeat(5000), declaredBytes: 10 }],
    "zip_damaged",
  ],
  [
    "a member smaller than declared",
    [{ name: "a", content: "x".repeat(50), declaredBytes: 100 }],
    "zip_damaged",
  ],
  ["a wrong check sum", [{ ...deal, crc: 1 }], "zip_damaged"],
  ["an archive without its end", buildZip([deal]).subarray(0, -30), "zip_damaged"],
  ["an archive without its beginning", buildZip([deal, deal]).subarray(20), "zip_damaged"],
  ["a zip in a zip", [{ name: "a.csv", content: buildZip([deal]) }], "archive_nested"],
  ["a gzip in a zip", [{ name: "a.csv", content: gzipSync("x") }], "archive_nested"],
  ["nothing", [], "zip_empty"],
  ["a bomb", [{ name: "Opportunity.csv", content: big }], "archive_ratio"],
  [
    "a bomb beside what packs badly",
    [
      { name: "a", content: big },
      { name: "b", content: randomBytes(1 << 20) },
    ],
    "archive_ratio",
  ],
  ["a bomb in small pieces", many(100, { name: "a", content: mebibyte }), "archive_ratio"],
  ["more than 10,000 members", many(10_001, { name: "a", content: "" }), "archive_members"],
  ["a member inside another", [around, { ...deal, at: 31 }], "zip_overlap"],
  ["a bomb that hides its size", [{ name: "a", content: big, declaredBytes: 1000 }], "zip_damaged"],
  [
    "a bomb of shared bytes",
    [
      { name: "a", content: "0".repeat(900_000) },
      ...Array.from({ length: 100 }, (_, index) => ({
        name: `b${index}`,
        content: "0".repeat(900_000),
        sameAs: 0,
      })),
    ],
    "zip_overlap",
  ],
  [
    "too many bytes together",
    Array.from({ length: 300 }, (_, index) => ({
      name: `b${index}`,
      content: "",
      method: 0,
      declaredBytes: 1 << 20,
    })),
    "zip_damaged",
  ],
])("%s is refused within 2 seconds", async (_, content, code) => {
  // Packing a bomb takes longer than refusing it.
  const archive = Buffer.isBuffer(content) ? content : buildZip(content);
  const started = performance.now();
  expect((await refusal(extract(archive))).code).toBe(code);
  expect(performance.now() - started).toBeLessThan(2000);
});

const parts = buildZip([
  { name: "a", content: randomBytes(2 << 20) },
  ...many(300, { name: "b", content: mebibyte }),
]);

test("an archive that unpacks to hundreds of MiB is unpacked", async () => {
  const { members } = await extract(parts);
  expect(members.reduce((sum, { inflatedBytes }) => sum + inflatedBytes, 0)).toBe(302 << 20);
});

test("an archive beyond the cap is refused before anything is unpacked", async () => {
  expect((await refusal(extract(parts, { ...defaultCaps, inflatedBytes: 301 << 20 }))).code).toBe(
    "archive_too_big",
  );
  expect(readdirSync(path(`out-${count}`))).toEqual([]);
});
