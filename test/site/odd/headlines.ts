import { chromium } from "playwright-core";
import { languages } from "../../../dashboards/language.ts";
import { drawingOf } from "../../../pipelines/site/draw-pages.ts";
import { pageScript } from "../../../pipelines/site/bundle-script.ts";
import { openFactsWarehouse, orderFacts } from "../../models/facts-warehouse.ts";
import { martsOf } from "../../../pipelines/site/read-marts.ts";
import { withoutOperations } from "../made.ts";
import { wrongHeadlines } from "./check.ts";
import { oddHomes, type OddHome } from "./homes.ts";
import { drawnPages, misplaced, prepareDrawing } from "./layout.ts";

/** Widths of a phone, a column of a screen, and a wide screen. */
const widths = [320, 525, 1100];

/**
 * Builds the homes whose names have the words given, or all, and says which headlines the warehouse refutes; with --layout also which texts
 * of the charts overlap or leave their card.
 */
async function main(): Promise<void> {
  const words = process.argv.slice(2).filter((word) => word !== "--layout");
  const browser = process.argv.includes("--layout")
    ? await chromium.launch({
        executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu"],
      })
    : undefined;
  const warehouse = await openFactsWarehouse();
  const models = await orderFacts(warehouse);
  const script = await pageScript();
  const drawing = await drawingOf(script);
  const page = await browser?.newPage();
  if (page !== undefined) await prepareDrawing(page, script);
  let wrong = 0;
  for (const name of Object.keys(oddHomes) as OddHome[]) {
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
    const found = await wrongHeadlines(warehouse, models, drawing, name);
    if (page !== undefined) {
      const files = withoutOperations(await martsOf(warehouse, () => undefined));
      for (const entry of drawnPages())
        for (const language of languages)
          found.push(...(await misplaced(page, entry, language, files, widths)));
    }
    wrong += found.length;
    process.stdout.write(`${name}: ${found.length === 0 ? "ok" : `${found.length} wrong`}\n`);
    for (const line of found) process.stdout.write(`  ${line}\n`);
  }
  await browser?.close();
  warehouse.close();
  if (wrong > 0) process.exitCode = 1;
}

await main();
