import { homeAt } from "../../pipelines/contract/home.ts";
import { readRelease } from "./home.ts";

// Reads the warehouse and the site of the home given, again and again, until it is told to stop; then says what it found.
const home = homeAt(process.argv[2] ?? "");
const found = { reads: 0, releases: 0, wrong: [] as string[] };
const seen = new Set<string | undefined>();
let isOver = false;
process.on("SIGTERM", () => (isOver = true));
while (!isOver) {
  const begun = performance.now();
  const { run, wrong } = await readRelease(home);
  found.reads += 1;
  found.wrong.push(...wrong);
  seen.add(run);
  // most of the time is the refreshes'
  await new Promise((resolve) => setTimeout(resolve, 10 * (performance.now() - begun)));
}
process.stdout.write(JSON.stringify({ ...found, releases: seen.size }));
