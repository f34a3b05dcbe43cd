import { DuckDBInstance } from "@duckdb/node-api";
import { text } from "node:stream/consumers";
import { exit } from "../contract/errors.ts";
import { printResult } from "./print.ts";
import { redact } from "./redact.ts";
import type { SandboxRequest } from "./sandbox.ts";

// The only process that runs other people's SQL: read-only, no files, no network, no settings, bounded memory and time.
process.stdout.on("error", () => process.exit(exit.ok));
const request = JSON.parse(await text(process.stdin)) as SandboxRequest;
process.exitCode = await answer(request);

async function answer({ path, sql, format, seconds, memoryLimit, threads }: SandboxRequest): Promise<number> {
  const instance = await DuckDBInstance.create(path, {
    access_mode: "READ_ONLY",
    threads: String(threads),
    memory_limit: memoryLimit,
    temp_directory: "",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("set timezone = 'UTC'");
  await connection.run("set enable_external_access = false");
  await connection.run("set lock_configuration = true");
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    connection.interrupt();
  }, seconds * 1000);
  try {
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) return refuse(`expected one statement, got ${statements.count}`);
    const statement = await statements.prepare(0);
    await printResult(await statement.stream(), format, write);
    return exit.ok;
  } catch (error) {
    return refuse(
      isLate ? `the query ran longer than ${seconds} s and was stopped; narrow it` : redact(error),
    );
  } finally {
    clearTimeout(timer);
    connection.closeSync();
    instance.closeSync();
  }
}

function refuse(message: string): number {
  process.stderr.write(`sql: ${message}\n`);
  return exit.usage;
}

function write(content: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(content)) resolve();
    else process.stdout.once("drain", resolve);
  });
}
