import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import type { RecordBatch } from "apache-arrow";
import type { Cell } from "../lib/csv.ts";
import { lostType, rowsKept, type Answer, type EngineFiles } from "./answer.ts";
import { cellOf, isLost } from "./cell.ts";

export interface Engine {
  /** Runs one statement. Throws what the engine says of it. */
  run(sql: string): Promise<Answer>;
  /** Ends it, whatever it does at the moment. */
  close(): void;
}

const name = "warehouse.duckdb";

/**
 * Starts the engine in a worker and gives it the data, which it can only read; from then on it opens no file and no address, loads no
 * extension and changes no setting. `onProgress` is told the share of the bytes that are there.
 */
export async function openEngine(
  { worker: address, wasm, wasmBytes, data, dataBytes }: EngineFiles,
  onProgress: (share: number) => void,
): Promise<Engine> {
  const worker = new Worker(address, { type: "module" });
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  const loaded = { wasm: 0, data: 0 };
  const tell = () => {
    onProgress(Math.min(1, (loaded.wasm + loaded.data) / (wasmBytes + dataBytes)));
  };
  try {
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener("error", (event) => {
        reject(new Error(event.message || "the engine could not be started"));
      });
    });
    const ready = Promise.all([
      fetchBytes(data, dataBytes, (bytes) => {
        loaded.data = bytes;
        tell();
      }),
      database.instantiate(wasm, null, ({ bytesLoaded }) => {
        loaded.wasm = bytesLoaded;
        tell();
      }),
    ]);
    const [bytes] = await Promise.race([ready, failed]);
    await database.open({ path: ":memory:" });
    await database.registerFileBuffer(name, bytes);
    const connection = await database.connect();
    for (const statement of [
      "set autoinstall_known_extensions = false",
      "set autoload_known_extensions = false",
      `attach '${name}' as warehouse (read_only)`,
      "use warehouse",
      "set enable_external_access = false",
      "set lock_configuration = true",
    ])
      await connection.query(statement);
    return {
      async run(sql) {
        const reader = await (await connection.send(sql, true)).open();
        for (const { name: column, type } of reader.schema.fields)
          if (isLost(type)) throw new Error(`${lostType}: ${column}`);
        // It forgets them at the end.
        const columns = reader.schema.fields.map((field) => field.name);
        const batches: RecordBatch[] = [];
        let count = 0;
        for await (const batch of reader) {
          if (count < rowsKept) batches.push(batch);
          count += batch.numRows;
        }
        return { columns, rows: rowsOf(batches), count };
      },
      close() {
        worker.terminate();
      },
    };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function rowsOf(batches: RecordBatch[]): Cell[][] {
  const rows: Cell[][] = [];
  for (const batch of batches) {
    const types = batch.schema.fields.map((field) => field.type);
    for (let row = 0; row < batch.numRows && rows.length < rowsKept; row++)
      rows.push(types.map((type, place) => cellOf(type, batch.getChildAt(place)?.get(row))));
  }
  return rows;
}

/** A file as bytes; `onBytes` is told how many are there. */
async function fetchBytes(
  address: string,
  size: number,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok || response.body === null)
    throw new Error(`${address}: ${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(size);
  let length = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (length + part.value.length > size) break;
    bytes.set(part.value, length);
    length += part.value.length;
    onBytes(length);
  }
  if (length !== size) throw new Error(`${address}: ${length} of ${size} bytes`);
  return bytes;
}
