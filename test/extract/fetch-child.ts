import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { extract, isComplete } from "../../pipelines/extract/extract.ts";
import { realClock } from "../../pipelines/extract/http/clock.ts";

// Fetches what a home's sources have, at an instant that stands still, so that what two processes fetch can be compared.
const [root = "", instant = ""] = process.argv.slice(2);
const now = Date.parse(instant);
const outcomes = await extract(
  { home: homeAt(root), clock: { ...realClock, now: () => now } },
  { now: () => new Date(now), report: silent },
);
process.exitCode = outcomes.every(isComplete) ? 0 : 1;
