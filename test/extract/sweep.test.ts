import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { quotedPath } from "../../pipelines/warehouse/paths.ts";
import { placesOf } from "./sweep.ts";
import { scratchFolder } from "../scratch.ts";

/** A secret with characters that every way of writing writes otherwise. */
const secret = 'k/9+"Ű=a?b&c d%5e-51c0ffee';

/** The ways in which a secret stands where it should not. */
const ways: Record<string, string> = {
  "as it is": secret,
  "in an address": `https://vendor.example/next?key=${encodeURIComponent(secret)}`,
  "in an address, in small letters": encodeURIComponent(secret).toLowerCase().replace("51C0", "51c0"),
  "in a form": new URLSearchParams({ token: secret }).toString(),
  "in JSON": JSON.stringify({ token: secret }),
  "in hexadecimal": Buffer.from(secret).toString("hex"),
  "in base64 by itself": Buffer.from(`${secret}xyz`).toString("base64"),
  "in base64 after a name": Buffer.from(`user:${secret}; more`).toString("base64"),
  "in base64 of addresses": Buffer.from(`ab${secret}xyz`).toString("base64url"),
};

describe("the sweep for secrets finds one that was planted", () => {
  let folder: string;
  let engine: Warehouse;
  beforeAll(async () => {
    folder = scratchFolder();
    engine = await openWarehouse(":memory:", { threads: 1 });
  });
  afterAll(() => {
    engine.close();
  });

  /** Puts a file where nothing else is, looks, and takes it away. */
  async function foundIn(name: string, put: (path: string) => unknown): Promise<string[]> {
    const path = join(folder, name);
    await put(path);
    const places = await placesOf(secret, folder, []);
    rmSync(path);
    return places.map((place) => place.slice(folder.length + 1));
  }
  const among = (text: string) => `${"before ".repeat(900)}${text}${" after".repeat(900)}`;

  test.each(Object.entries(ways))("%s: in a manifest, a log, an archive, a line", async (_, text) => {
    expect(
      await foundIn("deals.manifest.json", (path) => {
        writeFileSync(path, `{"requests":[${text}]}`);
      }),
    ).toEqual(["deals.manifest.json"]);
    expect(
      await foundIn("log.txt", (path) => {
        writeFileSync(path, among(text));
      }),
    ).toEqual(["log.txt"]);
    expect(
      await foundIn("deals.pages.ndjson.gz", (path) => {
        writeFileSync(path, gzipSync(among(text)));
      }),
    ).toEqual(["deals.pages.ndjson.gz"]);
    const lines = ["extract hubspot", among(text)];
    expect(await placesOf(secret, folder, lines)).toEqual([lines[1]]);
  });

  test.each(Object.entries(ways))(
    "%s: in a text, a list and a structure of a warehouse, and in Parquet",
    async (_, text) => {
      const many =
        "select 'row ' || range as told, null::varchar[] as names, null::struct(said varchar) as body from range(3000)";
      const rows = { text: "$1, null, null", list: "'x', ['a', $1], null", body: "'x', null, {said: $1}" };
      const found = await foundIn("warehouse.duckdb", async (path) => {
        await engine.run(`attach ${quotedPath(path)} as planted (storage_version 'latest')`);
        for (const [name, row] of Object.entries(rows))
          await engine.rows(`create table planted."${name}" as from (${many} union all select ${row})`, [
            among(text),
          ]);
        await engine.run("detach planted");
      });
      for (const name of Object.keys(rows)) expect(found).toContain(`warehouse.duckdb: main."${name}"`);
      expect(
        await foundIn("loads.parquet", (path) =>
          engine.rows(
            `copy (${many} union all select $1, null, null) to ${quotedPath(path)} (compression zstd)`,
            [among(text)],
          ),
        ),
      ).toContain("loads.parquet");
    },
  );

  test("in the name of a file", async () => {
    expect(await placesOf("51c0ffee-name", folder, [])).toEqual([]);
    const path = join(folder, "next-51c0ffee-name.json");
    writeFileSync(path, "{}");
    expect(await placesOf("51c0ffee-name", folder, [])).toEqual([path]);
    rmSync(path);
  });

  test("a file that it cannot look into is a place", async () => {
    expect(
      await foundIn("report.xlsx", (path) => {
        writeFileSync(path, Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]));
      }),
    ).toEqual(["report.xlsx, which is packed as zip"]);
  });

  test("and where none is it finds none", async () => {
    writeFileSync(join(folder, "clean.json"), JSON.stringify({ key: "***", near: secret.slice(0, -4) }));
    expect(await placesOf(secret, folder, ["fetched deals 3"])).toEqual([]);
    rmSync(join(folder, "clean.json"));
  });
});
