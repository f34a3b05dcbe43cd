import { expect, test } from "vitest";
import { checkPlatforms } from "./platform-plans.ts";

test("random plans of faults leave no platform's file that differs from an undisturbed one", async () => {
  expect(await checkPlatforms(1)).toEqual({ nights: 6, wrong: [] });
});
