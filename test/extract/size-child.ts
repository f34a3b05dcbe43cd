import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { extract } from "../../pipelines/extract/extract.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { begun, callTime, waiting } from "./size.ts";

// Fetches what a home's source has, by a clock that goes on with each call and tells the vendor what is waited; says what it took.
const [root = "", vendor = "", calls = ""] = process.argv.slice(2);
const ask = globalThis.fetch;
let asked = 0;

class TellingClock extends VirtualClock {
  override async sleep(milliseconds: number): Promise<void> {
    await super.sleep(milliseconds);
    await ask(`${vendor}${waiting}?milliseconds=${milliseconds}`);
  }
}
const clock = new TellingClock(Date.parse(begun));
globalThis.fetch = (...call) => {
  asked++;
  clock.pass(callTime);
  return ask(...call);
};

const heap = { most: 0, atHalf: 0 };
const timer = setInterval(() => {
  heap.most = Math.max(heap.most, process.memoryUsage().heapUsed);
  if (asked < Number(calls) / 2) heap.atHalf = heap.most;
}, 200);
const [outcome] = await extract(
  { home: homeAt(root), clock },
  { now: () => new Date(clock.now()), report: silent },
);
clearInterval(timer);
const megabytes = (bytes: number) => Math.round(bytes / (1 << 20));
process.stdout.write(
  JSON.stringify({
    failed: outcome?.streams.find(({ outcome: each }) => each !== "fetched")?.message,
    seconds: (clock.now() - Date.parse(begun)) / 1000,
    heapMegabytes: megabytes(heap.most),
    heapAtHalf: megabytes(heap.atHalf),
    residentMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
