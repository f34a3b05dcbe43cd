import { drawingOf } from "../../../pipelines/site/draw-pages.ts";
import { pageScript } from "../../../pipelines/site/bundle-script.ts";
import { openFactsWarehouse, orderFacts } from "../../models/facts-warehouse.ts";
import { wrongHeadlines } from "./check.ts";
import { oddHomes, type OddHome } from "./homes.ts";

/** Builds the homes whose names have the words given, or all, and says which headlines the warehouse refutes. */
async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const warehouse = await openFactsWarehouse();
  const models = await orderFacts(warehouse);
  const drawing = await drawingOf(await pageScript());
  let wrong = 0;
  for (const name of Object.keys(oddHomes) as OddHome[]) {
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
    const found = await wrongHeadlines(warehouse, models, drawing, name);
    wrong += found.length;
    process.stdout.write(`${name}: ${found.length === 0 ? "ok" : `${found.length} wrong`}\n`);
    for (const line of found) process.stdout.write(`  ${line}\n`);
  }
  warehouse.close();
  if (wrong > 0) process.exitCode = 1;
}

await main();
