import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { liveSite } from "../../tools/site/live-site.ts";
import { serveLive } from "../../tools/site/serve-live.ts";
import { watchSources } from "../../tools/site/watch-sources.ts";
import { operations, recipes } from "./made.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
const warehouse = join(folder, "warehouse.duckdb");
const cache = join(folder, "cache");
beforeAll(() => writeMarts(warehouse));

test("a page is served as it is published, with its policy, its data and its default view", async () => {
  const effects = { now: () => new Date(0), report: silent };
  const { url, close } = await serveLive({ warehouse, operations, recipes, cache, port: 0 }, effects);
  onTestFinished(close);
  const get = (path: string) => fetch(`${url}${path}`);
  const page = await (await get("en/index.html")).text();
  expect(page).toContain("Content-Security-Policy");
  expect(page).toContain("Lead → customer by day 180");
  const [, data = ""] = /summary&quot;:&quot;\.\.\/(data[^&]+)&quot;/.exec(page) ?? [];
  expect(await (await get(data)).json()).toHaveProperty("funnel");
  const [, script = ""] = /"\.\.\/(_import\/index\.en\.[^"]+)"/.exec(page) ?? [];
  expect((await get(script)).headers.get("content-type")).toContain("javascript");
  expect(await (await get("")).text()).toContain("en/index.html");
  expect((await get("en/nothing.html")).status).toBe(404);
});

test("after a change of a query the marts are read again, and what does not work leaves the site as it was", async () => {
  const site = await liveSite({ warehouse, operations, recipes }, cache, () => undefined);
  const page = () => String(site.at("en/index.html"));
  expect(page()).toContain("Synthetic sample");
  const writer = await openWarehouse(warehouse);
  await writer.run("update marts.release set is_sample = false");
  writer.close();
  await site.change(["dashboards/style.css"]);
  expect(page()).toContain("Synthetic sample");
  await site.change(["dashboards/data/summary/release.sql"]);
  expect(page()).not.toContain("Synthetic sample");
  const before = page();
  const breaker = await openWarehouse(warehouse);
  await breaker.run("drop table marts.stage");
  breaker.close();
  await expect(site.change(["dashboards/data/summary/stages.sql"])).rejects.toThrow(/summary\/stages\.sql/);
  expect(page()).toBe(before);
});

test("sources that change together are told once, by their paths from the program's folder, and nothing else is", async () => {
  const root = join(folder, "program");
  mkdirSync(join(root, "dashboards", "charts"), { recursive: true });
  writeFileSync(join(root, "observablehq.config.ts"), "");
  const told: string[][] = [];
  const watched = watchSources(root, (sources) => Promise.resolve(void told.push(sources.toSorted())));
  onTestFinished(() => watched.close());
  const touch = (path: string) => writeFileSync(join(root, path), String(told.length));
  for (const path of ["dashboards/style.css", "dashboards/charts/funnel.ts", "dashboards/notes.txt"])
    touch(path);
  await vi.waitFor(
    () => expect(told).toEqual([["dashboards/charts/funnel.ts", "dashboards/style.css"]]),
    10_000,
  );
  touch("observablehq.config.ts");
  await vi.waitFor(() => expect(told[1]).toEqual(["observablehq.config.ts"]), 10_000);
});
