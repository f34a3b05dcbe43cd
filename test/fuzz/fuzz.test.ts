import { expect, test } from "vitest";
import { byteMutations } from "./byte-mutations.ts";
import { forms } from "./forms.ts";
import { runFuzz } from "./run-fuzz.ts";
import { tableMutations } from "./table-mutations.ts";

test("a mutated delivery is read right or says why, in every form", async () => {
  expect(Object.keys(tableMutations).length + Object.keys(byteMutations).length).toBeGreaterThanOrEqual(20);
  expect(Object.keys(forms).length).toBeGreaterThanOrEqual(15);
  const report = await runFuzz(150, 7);
  expect(report.failures).toEqual([]);
  expect(report.files).toBe(150);
}, 300_000);
