import { runSandboxed } from "../../pipelines/warehouse/sandbox.ts";

process.exitCode = await runSandboxed({
  path: process.argv[2] ?? "",
  sql: "select count(*) from range(1000000) as a, range(1000000) as b where hash(a.range, b.range) = 1",
  format: "csv",
  seconds: 1,
});
