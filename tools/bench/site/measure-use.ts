import type { Browser } from "playwright-core";
import { openTab, takenOver } from "./measure-page.ts";

const screen = { width: 1200, height: 900 };

/**
 * Milliseconds from a changed filter to the picture of it: the median of five changes of the first list of the page, one after the other.
 * Undefined where the page has none to change.
 */
export async function filterToPaint(
  browser: Browser,
  url: string,
  slowdown: number,
): Promise<number | undefined> {
  const { context, page } = await openTab(browser, { slowdown }, screen);
  try {
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.goto(url);
    await takenOver(page);
    await page.waitForTimeout(300);
    const times: number[] = [];
    for (let change = 0; change < 5; change++) {
      const time = await page.evaluate(
        async (place) => {
          const list = [...document.querySelectorAll<HTMLSelectElement>(".filters select")].find(
            ({ options }) => options.length > 1,
          );
          if (list === undefined) return null;
          list.selectedIndex = place;
          const started = performance.now();
          list.dispatchEvent(new Event("change", { bubbles: true }));
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          return performance.now() - started;
        },
        (change + 1) % 2,
      );
      if (time === null) return undefined;
      times.push(time);
      await page.waitForTimeout(400);
    }
    return times.toSorted((one, other) => one - other)[2];
  } finally {
    await context.close();
  }
}

/** Bytes of WebAssembly before the first Run of the SQL console, and seconds from a second Run to its rows. */
export async function consoleRun(browser: Browser, url: string): Promise<{ wasm: number; warmRun: number }> {
  const { context, page, session } = await openTab(browser, { slowdown: 1 }, screen);
  try {
    let wasm = 0;
    const engine = new Set<string>();
    session.on("Network.responseReceived", ({ requestId, response }) => {
      if (response.mimeType === "application/wasm") engine.add(requestId);
    });
    session.on("Network.dataReceived", ({ requestId, dataLength }) => {
      if (engine.has(requestId)) wasm += dataLength;
    });
    await page.goto(url);
    await takenOver(page);
    await page.waitForLoadState("networkidle");
    const before = wasm;
    const run = async () => {
      const started = performance.now();
      await page.click("button.main");
      await page.waitForFunction(
        () => document.querySelector("button.main")?.hasAttribute("disabled") === false,
        undefined,
        { timeout: 120_000 },
      );
      await page.waitForSelector(".answer td");
      return (performance.now() - started) / 1000;
    };
    await page.fill(
      "#sql",
      "select pipeline, stage, count(*) as deals from marts.stage group by all order by all",
    );
    await run();
    await page.fill("#sql", "select pipeline, count(*) as stages from marts.stage group by all order by all");
    return { wasm: before, warmRun: await run() };
  } finally {
    await context.close();
  }
}
