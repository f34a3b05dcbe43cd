import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPageQueries } from "../pipelines/site/page-queries.ts";
import { orderModels, tablesOf } from "../pipelines/transform/dependencies.ts";
import { readModels } from "../pipelines/transform/model.ts";
import { givenTables } from "../pipelines/transform/transform.ts";
import { openWarehouse, type Warehouse } from "../pipelines/warehouse/open.ts";
import { codeSpans, section, textOf } from "./docs/documents.ts";
import { circlesOf, folderOf, importsIn, importsOf, roomOf } from "./imports.ts";

const program = importsOf(["pipelines", "dashboards", "tools"]);
const isIn = (folder: string) => (file: string) => file.startsWith(`${folder}/`);
const arrows = (imports: { from: string; to: string }[]) => imports.map(({ from, to }) => `${from} → ${to}`);

describe("imports", () => {
  test("no connector imports another: a large one has a folder of its own beside it", () => {
    const isConnector = isIn("pipelines/connectors");
    const vendorOf = (file: string) => basename(file.split("/")[2] ?? "", ".ts");
    expect(
      arrows(
        program.filter(
          ({ from, to }) => isConnector(from) && isConnector(to) && vendorOf(from) !== vendorOf(to),
        ),
      ),
    ).toEqual([]);
  });

  test("connectors are found by their file name: none is imported by its name", () => {
    const named = program
      .filter(({ from, to }) => isIn("pipelines/connectors")(to) && !isIn("pipelines/connectors")(from))
      .map(({ to }) => to);
    expect(new Set(named)).toEqual(new Set(["pipelines/connectors/all.ts"]));
  });

  test("the site imports nothing of the pipelines but the read-only warehouse", () => {
    const isSite = isIn("dashboards");
    const isAllowed = (file: string) => isSite(file) || file === "pipelines/warehouse/open.ts";
    expect(arrows(program.filter(({ from, to }) => isSite(from) && !isAllowed(to)))).toEqual([]);
  });

  test("of the pipelines only the site's build and check import the site", () => {
    const others = program.filter(({ from, to }) => isIn("pipelines")(from) && isIn("dashboards")(to));
    expect(arrows(others.filter(({ from }) => !isIn("pipelines/site")(from)))).toEqual([]);
  });

  test("the program imports no test, and what users run imports no tool", () => {
    expect(arrows(program.filter(({ to }) => isIn("test")(to)))).toEqual([]);
    expect(arrows(program.filter(({ from, to }) => !isIn("tools")(from) && isIn("tools")(to)))).toEqual([]);
  });

  test("imports lead down the floors of ARCHITECTURE.md, on which every folder stands", () => {
    const rows = [...section(textOf("ARCHITECTURE.md"), "Floors").matchAll(/^\| [a-z][^|]* \| (`.*) \|$/gm)];
    const floorOf = new Map(
      rows.flatMap(([, rooms = ""], depth) =>
        codeSpans(rooms).map((room): [string, number] => [room, depth]),
      ),
    );
    const own = program.filter(({ from }) => !isIn("dashboards")(from));
    const rooms = own.flatMap(({ from, to }) => [roomOf(from), roomOf(to)]);
    expect(new Set(rooms.filter((room) => !isIn("dashboards")(room)))).toEqual(new Set(floorOf.keys()));
    const depth = (file: string) => floorOf.get(roomOf(file)) ?? Infinity;
    expect(arrows(own.filter(({ from, to }) => depth(to) < depth(from)))).toEqual([]);
  });

  test.each([
    ["rooms", roomOf],
    ["folders", folderOf],
    ["files", (file: string) => file],
  ])("%s import each other in no circle", (_, placeOf) => {
    expect(circlesOf(program, placeOf)).toEqual([]);
  });

  test("an import is seen however it is written, and a circle through a third folder is one", () => {
    const text = `import type { A } from "../two/a.ts";\nexport { b } from "../two/b.ts";\nimport "../two/c.ts";
      await import("../two/d.ts"); new URL("../two/e.ts", import.meta.url); import z from "zod";`;
    expect(importsIn("top/one/x.ts", text).map(({ to }) => to)).toEqual(
      ["a", "b", "c", "d", "e"].map((name) => `top/two/${name}.ts`),
    );
    const arrow = (from: string, to: string) => ({ from: `top/${from}/x.ts`, to: `top/${to}/x.ts` });
    const line = [arrow("one", "two"), arrow("two", "three"), arrow("one", "three"), arrow("one", "one")];
    expect(circlesOf(line, roomOf)).toEqual([]);
    expect(circlesOf([...line, arrow("three", "one")], roomOf)).toEqual([
      ["top/one", "top/three", "top/two"],
    ]);
  });
});

describe("queries", () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openWarehouse(":memory:", { threads: 1 });
  });
  afterAll(() => {
    warehouse.close();
  });

  test("pages read marts, and no private one", async () => {
    const reads = await tablesOf(warehouse, readPageQueries());
    expect(reads.size).toBeGreaterThan(20);
    const wrong = [...reads].flatMap(([{ file }, tables]) =>
      tables.filter((table) => !/^marts\.[a-z]/.test(table)).map((table) => `${file}: ${table}`),
    );
    expect(wrong).toEqual([]);
  });

  test("models read only what their layer may, without a circle", async () => {
    await expect(orderModels(warehouse, readModels(), givenTables())).resolves.toHaveLength(
      readModels().length,
    );
  });
});
