import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { engineKeeps, writeDeals } from "./chunk-borders.ts";
import { ask, freshHomes, home, only, quarantineOf } from "./exports-home.ts";

freshHomes();

test("no good row is lost when the first full row after every chunk border is bad, where the engine's own rejects lose thousands", async () => {
  mkdirSync(home.exports, { recursive: true });
  const path = join(home.exports, "deals.csv");
  const { rows, bad } = writeDeals(path, 250_000, 0);
  expect(bad).toBe(3);
  expect(await engineKeeps(path)).toBeLessThan(rows - bad - 1000);
  const file = await only();
  expect(file).toMatchObject({ loaded: rows - bad, quarantined: bad });
  const [sums] = await ask(
    `select count(distinct opportunity_id) as deals, sum(opportunity_id::bigint) as sum from '${file.streams[0]?.path ?? ""}'`,
  );
  const found = await quarantineOf(file, "deals.csv");
  for (const row of found) expect(row.slice?.equals(row.raw)).toBe(true);
  const badIds = found.map((row) => Number(row.raw.toString().split(",")[0]));
  expect(Number(sums?.["deals"])).toBe(rows - bad);
  expect(Number(sums?.["sum"])).toBe((rows * (rows + 1)) / 2 - badIds.reduce((sum, id) => sum + id, 0));
});
