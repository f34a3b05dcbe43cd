import { expect, test } from "vitest";
import { diskFull } from "./disk-full.ts";
import { hostileTexts } from "./hostile.ts";
import { kills } from "./kills.ts";
import { faultsAtPoints } from "./points.ts";
import { nights } from "./nights.ts";
import { starts } from "./starts.ts";

// A few of each; npm run torture and npm run nights do as many as are asked for.
const patience = { timeout: 600_000 };

test(
  "refreshes killed with -9 at random moments show readers no mixed state, and the next run publishes and leaves nothing",
  patience,
  async () => {
    const report = await kills(2, Infinity);
    expect(report.wrong).toEqual([]);
    expect(report.counts.get("reads")).toBeGreaterThan(2);
  },
);

test(
  "a run killed between its link and its record, and one whose disk fails before the link moves, leave a whole release",
  patience,
  async () => {
    expect((await faultsAtPoints(["link.rename"])).wrong).toEqual([]);
  },
);

test("a disk that turns full while a run writes publishes nothing bad", patience, async () => {
  expect((await diskFull(2)).wrong).toEqual([]);
});

test("of two refreshes of one home the second exits 75 and names the first", patience, async () => {
  const report = await starts(2, 1);
  expect(report.wrong).toEqual([]);
  expect(report.counts.get("ended with 75")).toBe(1);
});

test(
  "hostile names, headers, values and configuration run nothing and lead to no other file",
  patience,
  async () => {
    const report = await hostileTexts(12, Date.now() % 1e6);
    expect(report.wrong, report.how).toEqual([]);
    expect(report.counts.get("files loaded")).toBeGreaterThan(6);
  },
);

test("night after night content is that of a rebuild, and nothing is left behind", patience, async () => {
  const report = await nights(3);
  expect(report.wrong.filter((line) => !line.startsWith("a night takes"))).toEqual([]);
  expect(report.counts.get("equal to a rebuild")).toBe(1);
});
