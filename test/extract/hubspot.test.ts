import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampleHome } from "../../pipelines/contract/home.ts";
import { extract } from "../../pipelines/extract/extract.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { cleanedUp, homeWith, listening, served } from "../vendors/home.ts";
import { serveHubSpot } from "../vendors/hubspot/hubspot.ts";
import { drawWorld } from "../vendors/hubspot/world.ts";

cleanedUp();
process.env["TEST_HUBSPOT_KEY"] = "key";
const sources = (url: string) => ({ hubspot: { kind: "hubspot", token: "env:TEST_HUBSPOT_KEY", url } });

describe("HubSpot", () => {
  test("smoke", async () => {
    const world = drawWorld({ seed: 3, deals: 200 });
    const clock = new VirtualClock(world.until);
    const fake = await served(serveHubSpot({ world, clock }));
    const home = homeWith(sources(fake.url));
    const { effects, lines } = listening(() => clock.now());
    const outcomes = await extract({ home, clock }, effects);
    console.log(JSON.stringify(outcomes, null, 1), lines);
    cpSync(sampleHome.reference, home.reference, { recursive: true });
    await refresh({ home, site: false, fetch: false }, effects);
    console.log(lines.slice(-60).join("\n"));
    const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), { readOnly: true, threads: 1 });
    console.log(await warehouse.rows("select source, stream, name, records_in, loaded, quarantined, skipped, status, reason, from ops.file"));
    console.log(await warehouse.rows("select pipeline, outcome, count(*) as n from core.fct_journey group by all order by all"));
    console.log(await warehouse.rows("select kind, count(*) as n from ops.issue group by all order by all"));
    console.log(await warehouse.rows("select * from core.fct_stage_visit limit 3"));
    warehouse.close();
    expect(1).toBe(1);
  });
});
