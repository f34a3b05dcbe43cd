import { text } from "node:stream/consumers";
import { answer } from "../../pipelines/warehouse/sandboxed-select.ts";

// Answers statement after statement as the sandbox does, then says how each ended.
const { path, statements } = JSON.parse(await text(process.stdin)) as { path: string; statements: string[] };
const codes: number[] = [];
for (const sql of statements)
  codes.push(
    await answer({
      path,
      sql,
      parameters: {},
      format: "csv",
      seconds: 20,
      deadline: Date.now() + 20_000,
      memoryLimit: "200MB",
      threads: 1,
    }),
  );
process.stdout.write(`\ncodes ${JSON.stringify(codes)}\n`);
