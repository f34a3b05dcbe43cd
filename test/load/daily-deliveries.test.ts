import { join } from "node:path";
import { expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { readConnectors } from "../../pipelines/connectors/all.ts";
import { readReference, settingsOf } from "../../pipelines/reference/read.ts";
import { writeReference } from "../../pipelines/reference/write.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { zonesOf } from "../../pipelines/transform/zones.ts";
import { transform } from "../../pipelines/transform/transform.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { deliverDays } from "./daily-deliveries.ts";
import { scratchFolder } from "../scratch.ts";

const effects = { now: () => new Date("2026-01-02T03:04:05Z"), report: silent };

test("three hundred small deliveries need no more memory than a few", async () => {
  const home = homeAt(scratchFolder());
  deliverDays(home, 75, 8);
  const reference = await readReference(home);
  const files = await loadExports(home, settingsOf(reference), effects);
  expect(files.filter(({ status }) => status === "loaded")).toHaveLength(300);
  const warehouse = await openWarehouse(join(home.root, "warehouse.duckdb"), {
    threads: 1,
    memoryLimit: "250MB",
  });
  try {
    await warehouse.run("create schema ops; create schema staging; create schema core; create schema marts");
    await writeReference(warehouse, reference);
    await transform(
      warehouse,
      {
        connectors: await readConnectors(),
        files,
        zones: zonesOf(reference, files),
        runFacts: { run: "many", startedAt: "2026-01-02 03:04:05", isSample: false, asOf: undefined },
      },
      effects,
    );
    expect(
      await warehouse.rows(
        "select source_system as source, count(*) as journeys from core.fct_journey group by all order by all",
      ),
    ).toEqual([
      { source: "hubspot", journeys: "600" },
      { source: "salesforce", journeys: "600" },
    ]);
    expect(await warehouse.rows("select sum(click_count)::bigint as clicks from core.fct_ad_spend")).toEqual([
      { clicks: "6000" },
    ]);
  } finally {
    warehouse.close();
  }
});

test("a home whose path looks like a pattern holds its own deliveries, not those of its neighbour", async () => {
  const root = scratchFolder();
  const hashes: string[] = [];
  for (const name of ["a1", "a[1]*"]) {
    const home = homeAt(join(root, name));
    deliverDays(home, 2, 5);
    hashes.push((await refresh({ home, site: false }, effects)).contentHash);
  }
  expect(new Set(hashes).size).toBe(1);
});
