import axe from "axe-core";
import type { Page } from "playwright-core";

/** WCAG 2.2 A and AA findings of the page, one line each. */
export async function findings(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    async () =>
      await (globalThis as unknown as { axe: typeof axe }).axe.run({
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
      }),
  );
  return found.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
}
