import { renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { freshHomes, home, load, put, rows, rowsOf } from "./exports-home.ts";

freshHomes();

const header = "Deal - ID,Deal - Title,Deal - Value,Deal - Deal created,Deal - Stage,Deal - Status\n";
const deal = (id: number, value = `${id}0`, created = "2026-01-0") =>
  `${id},Chair ${id},${value},${created}${id} 10:00:00,Lead In,Open\n`;

/** Exports of one layout, each with something of its own. */
const exports = {
  "clean.csv": header + deal(1) + deal(2),
  "bad.csv": header + deal(3) + deal(4, "much") + deal(5) + deal(6) + deal(7) + deal(8),
  "repeated.csv": header + deal(1) + deal(2) + deal(2) + deal(1),
  "other-id.csv": header + deal(2),
  "narrow.csv": `${header}${deal(1)}2,Chair\n${deal(3)}${deal(4)}${deal(5)}${deal(6)}`,
  "headers.csv": header + deal(1) + header + deal(9),
  "empty.csv": header,
  "crlf.csv": (header + deal(1) + deal(3)).replaceAll("\n", "\r\n"),
  "commas.csv": header + deal(1, '"1.234,50"') + deal(2, '"12,5"'),
  "quoted.csv": `${header}1,"Chair\nand table",10,2026-01-01 10:00:00,"Lead ""In""",Open\n`,
};

/** What a file came to, and its rows in order. */
async function told(file: LoadedFile) {
  const streams: unknown[] = [];
  for (const { path, ...part } of file.streams) streams.push({ ...part, told: await rows(path) });
  const set = file.quarantinePath === "" ? [] : await rows(file.quarantinePath);
  return { ...file, streams, quarantinePath: "", set };
}

describe("files that are loaded together", () => {
  test("come each to what it comes to alone", async () => {
    const alone: unknown[] = [];
    const names = Object.entries(exports).toSorted();
    for (const [name, content] of names) {
      put(name, content);
      for (const file of await load()) alone.push(await told(file));
      rmSync(join(home.exports, name));
      rmSync(home.loads, { recursive: true });
    }
    for (const [name, content] of names) put(name, content);
    const together: unknown[] = [];
    for (const file of await load()) together.push(await told(file));
    expect(together).toEqual(alone);
    const counts = (await load()).map(({ name, loaded, quarantined, deduplicated, skipped }) => [
      ...[name, loaded, quarantined, deduplicated, skipped],
    ]);
    expect(counts).toEqual([
      ["bad.csv", 5, 1, 0, 1],
      ["clean.csv", 2, 0, 0, 1],
      ["commas.csv", 2, 0, 0, 1],
      ["crlf.csv", 2, 0, 0, 1],
      ["empty.csv", 0, 0, 0, 1],
      ["headers.csv", 2, 0, 0, 2],
      ["narrow.csv", 5, 1, 0, 1],
      ["other-id.csv", 1, 0, 0, 1],
      ["quoted.csv", 1, 0, 0, 1],
      ["repeated.csv", 2, 0, 2, 1],
    ]);
  });

  test("of the same bytes are one load, and where the first is refused the next is tried", async () => {
    const mapping = (column: string) => ({
      source: "sheet",
      files: [{ file: "*", stream: "opportunities", columns: { opportunity_id: "Id", amount: column } }],
    });
    put("a/mapping.json", JSON.stringify(mapping("Name")));
    put("b/mapping.json", JSON.stringify(mapping("Price")));
    put("c/mapping.json", JSON.stringify(mapping("Price")));
    for (const folder of ["a", "b", "c"]) put(`${folder}/products.csv`, "Id,Name,Price\n1,Chair,5\n");
    expect((await load()).map(({ status }) => status)).toEqual(["refused", "loaded", "duplicate"]);
  });
});

describe("a file whose bytes were loaded before", () => {
  const mapping = JSON.stringify({
    source: "sheet",
    files: [
      { file: "chairs*", stream: "products", columns: { product_id: "Id" } },
      { file: "tables*", stream: "products", columns: { product_id: "Name" } },
    ],
  });

  test("is not read again", async () => {
    put("clean.csv", exports["clean.csv"]);
    const [first] = await load();
    const made = statSync(first?.streams[0]?.path ?? "").ctimeMs;
    const [again] = await load();
    expect(again).toEqual(first);
    expect(statSync(again?.streams[0]?.path ?? "").ctimeMs).toBe(made);
  });

  test("is read by the entry of its mapping that fits its name, when it has another name", async () => {
    put("m/mapping.json", mapping);
    put("m/chairs.csv", "Id,Name\n1,Chair\n");
    const [chairs] = await load();
    expect(chairs && (await rowsOf(chairs, "products"))).toMatchObject([{ product_id: "1" }]);
    renameSync(join(home.exports, "m/chairs.csv"), join(home.exports, "m/tables.csv"));
    const [tables] = await load();
    expect(tables && (await rowsOf(tables, "products"))).toMatchObject([{ product_id: "Chair" }]);
  });

  test("is read again when a mapping appears beside it, and named as it is called now", async () => {
    put("a.csv", exports["clean.csv"]);
    expect(await load()).toMatchObject([{ connector: "pipedrive", name: "a.csv" }]);
    renameSync(join(home.exports, "a.csv"), join(home.exports, "b.csv"));
    expect(await load()).toMatchObject([{ connector: "pipedrive", name: "b.csv" }]);
    const entry = { file: "*", stream: "products", columns: { product_id: "Deal - ID" } };
    put("mapping.json", JSON.stringify({ source: "sheet", files: [entry] }));
    expect(await load()).toMatchObject([{ connector: "mapped", source: "sheet", name: "b.csv" }]);
  });
});
