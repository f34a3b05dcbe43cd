import { text } from "node:stream/consumers";
import { exit } from "../contract/errors.ts";
import type { SandboxRequest } from "./sandbox.ts";
import { answer } from "./sandboxed-select.ts";

// The only process that runs other people's SQL.
process.stdout.on("error", () => process.exit(exit.ok));
process.exitCode = await answer(JSON.parse(await text(process.stdin)) as SandboxRequest);
