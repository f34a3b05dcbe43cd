import {
  DuckDBInstance,
  quotedString,
  StatementType,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
} from "@duckdb/node-api";
import { open } from "node:fs/promises";
import { exit, FunnelError } from "../contract/errors.ts";
import { firstLine } from "./engine-error.ts";
import { printResult } from "./print.ts";
import { redact } from "./redact.ts";
import { tooLong, type SandboxRequest } from "./sandbox.ts";

/** Answers one request on an engine that is read-only, with no files, no network, no settings, bounded memory and time; returns the exit code. */
export async function answer(request: SandboxRequest): Promise<number> {
  const { sql, seconds, deadline } = request;
  const opened = await lockedEngine(request).catch((error: unknown) =>
    refuse(
      `the warehouse cannot be opened: ${firstLine(error)}; npm run verify says what has changed, npm run rollback publishes the release before`,
      exit.io,
    ),
  );
  if (typeof opened === "number") return opened;
  const { instance, connection } = opened;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    connection.interrupt();
  }, deadline - Date.now());
  try {
    await writeAnswer(connection, await selectOf(connection, sql), request);
    return exit.ok;
  } catch (error) {
    if (isLate) return refuse(tooLong(seconds));
    if (error instanceof FunnelError) return refuse(error.message);
    const isOfSystem = error instanceof Error && "syscall" in error;
    return isOfSystem ? refuse(error.message, exit.io) : refuse(redact(error));
  } finally {
    clearTimeout(timer);
    connection.closeSync();
    instance.closeSync();
  }
}

/** An engine that can read the warehouse and reach nothing else. */
async function lockedEngine(
  request: SandboxRequest,
): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> {
  const { path, memoryLimit, threads } = request;
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
  if (request.format === "parquet")
    await connection.run(`set allowed_paths = [${quotedString(request.out ?? "")}]`);
  await connection.run("set enable_external_access = false");
  await connection.run("set lock_configuration = true");
  return { instance, connection };
}

/**
 * The statement, which must be one SELECT. An engine without access to files may still write its own database file and the log
 * beside it, and run what it explains: the kind of the statement is what keeps a COPY out.
 */
async function selectOf(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const statement = await onlyStatement(connection, sql);
  const { statementType } = statement;
  const explained = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*explain(?:\s+analyze)?\b([\s\S]*)$/i.exec(sql)?.[1];
  const isSelect =
    statementType === StatementType.SELECT ||
    (statementType === StatementType.EXPLAIN &&
      explained !== undefined &&
      (await onlyStatement(connection, explained)).statementType === StatementType.SELECT);
  if (!isSelect)
    throw refusal(`the warehouse is read-only: expected a SELECT, found ${StatementType[statementType]}`);
  return statement;
}

async function onlyStatement(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw refusal(`expected one statement, got ${statements.count}`);
  return statements.prepare(0);
}

/** Gives the parameters of a statement their values; the engine converts each to the type that it is compared with. */
function bind(statement: DuckDBPreparedStatement, values: Record<string, string>): void {
  const names = Array.from({ length: statement.parameterCount }, (_, index) =>
    statement.parameterName(index + 1),
  );
  const needless = Object.keys(values).find((name) => !names.includes(name));
  if (needless !== undefined) throw refusal(`the statement has no parameter $${needless}`);
  for (const [index, name] of names.entries()) {
    const value = values[name];
    if (value === undefined) throw refusal(`the parameter $${name} has no value; add --param ${name}=VALUE`);
    statement.bindVarchar(index + 1, value);
  }
}

async function writeAnswer(
  connection: DuckDBConnection,
  statement: DuckDBPreparedStatement,
  { sql, parameters, format, out }: SandboxRequest,
): Promise<void> {
  bind(statement, parameters);
  if (format === "parquet") {
    const kept = await onlyStatement(connection, `create temp table _answer as ${sql}`);
    bind(kept, parameters);
    await kept.run();
    await connection.run(`copy _answer to ${quotedString(out ?? "")} (format parquet, use_tmp_file false)`);
  } else if (format === "xlsx") {
    const { writeWorkbook } = await import("./workbook.ts");
    for (const note of await writeWorkbook(await statement.stream(), out ?? ""))
      process.stderr.write(`sql: ${note}\n`);
  } else {
    const file = out === undefined ? undefined : await open(out, "wx", 0o600);
    await printResult(await statement.stream(), format, async (content) => {
      if (file === undefined) await print(content);
      else await file.write(content);
    });
    await file?.close();
  }
}

function refusal(message: string): FunnelError {
  return new FunnelError("usage", "sql", message);
}

function refuse(message: string, code: number = exit.usage): number {
  process.stderr.write(`sql: ${message}\n`);
  return code;
}

function print(content: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(content)) resolve();
    else process.stdout.once("drain", resolve);
  });
}
