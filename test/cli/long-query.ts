import { runSandboxed } from "../../pipelines/warehouse/sandbox.ts";

// Prints by how many milliseconds statements outlive their time, and how each ended.
const seconds = 3;
const lates: number[] = [];
const codes: number[] = [];
for (const sql of [
  "select count(*) from range(1000000) as a, range(1000000) as b where hash(a.range, b.range) = 1",
  "select list_sum(list_transform(range(100000000), x -> hash(x) % 7)) from range(1000)",
]) {
  const begun = Date.now();
  codes.push(await runSandboxed({ path: process.argv[2] ?? "", sql, format: "csv", seconds }));
  lates.push(Date.now() - begun - seconds * 1000);
}
process.stdout.write(JSON.stringify({ codes, latest: Math.max(...lates) }));
