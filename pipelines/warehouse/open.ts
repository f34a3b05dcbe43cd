import { DuckDBInstance, type DuckDBConnection, type DuckDBValue, type Json } from "@duckdb/node-api";
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";

export interface Warehouse {
  connection: DuckDBConnection;
  /** Runs statements without reading a result. */
  run(sql: string, values?: DuckDBValue[]): Promise<void>;
  /** All rows as JSON values (bigint and decimal as strings, timestamps as text); for small results only. */
  rows<Row = Record<string, Json>>(sql: string, values?: DuckDBValue[]): Promise<Row[]>;
  close(): void;
}

export interface OpenOptions {
  readOnly?: boolean;
  threads?: number;
  /** For example 2GB; DuckDB spills to disk beyond it. */
  memoryLimit?: string;
  /** Where it spills; default beside the file. */
  temporary?: string;
}

/** What one thread works on: below it a second one costs a third more CPU time and saves none. Results are the same on any number. */
const little = { rows: 100_000, deliveredBytes: 16 << 20, warehouseBytes: 64 << 20 };

/** The threads that pay for an amount of data. */
export const threadsFor = (measure: keyof typeof little, amount: number): number =>
  amount < little[measure] ? 1 : availableParallelism();

/**
 * Opens a DuckDB file (or ":memory:"). One instance per path per process: the file lock does not protect within a process.
 * New files are written in storage version 1.4.0, which the browser's engine can attach.
 */
export async function openWarehouse(path: string, options: OpenOptions = {}): Promise<Warehouse> {
  const bytes = options.readOnly === true ? statSync(path, { throwIfNoEntry: false })?.size : undefined;
  const threads = options.threads ?? threadsFor("warehouseBytes", bytes ?? Infinity);
  const instance = await DuckDBInstance.create(path, {
    threads: String(threads),
    access_mode: options.readOnly === true ? "READ_ONLY" : "AUTOMATIC",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(options.temporary === undefined ? {} : { temp_directory: options.temporary }),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.readOnly === true || path === ":memory:" ? {} : { storage_compatibility_version: "v1.4.0" }),
  });
  const connection = await instance.connect();
  await connection.run("set timezone = 'UTC'");
  return {
    connection,
    async run(sql, values) {
      await connection.run(sql, values);
    },
    async rows<Row>(sql: string, values?: DuckDBValue[]) {
      const reader = await connection.runAndReadAll(sql, values);
      return reader.getRowObjectsJson() as Row[];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** From now on an engine works on so many threads. */
export const useThreads = (warehouse: Warehouse, threads: number): Promise<void> =>
  warehouse.run(`set threads = ${threads}`);

/** Runs `work` inside a transaction; an error rolls back and is rethrown. */
export async function transaction<T>(warehouse: Warehouse, work: () => Promise<T>): Promise<T> {
  await warehouse.run("begin");
  try {
    const result = await work();
    await warehouse.run("commit");
    return result;
  } catch (error) {
    // where the engine has ended it by itself, as it does when a disk is full, that is no news
    await warehouse.run("rollback").catch(() => undefined);
    throw error;
  }
}
