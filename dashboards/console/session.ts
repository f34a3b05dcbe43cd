import type * as EngineModule from "./engine.ts";
import type { Engine } from "./engine.ts";
import type { Answer, EngineFiles } from "./answer.ts";

/** Where the script of the engine lies, beside what it needs. */
export interface SessionFiles extends EngineFiles {
  script: string;
}

/** What cancelling a query makes of it. */
export class Cancelled extends Error {}
/** The engine, or what it needs, did not arrive. */
export class Unloaded extends Error {}

let opened: Promise<Engine> | undefined;
let cancelCurrent: (() => void) | undefined;

/**
 * Runs one statement on the engine of this page, which is loaded by the first and kept. Throws what the engine says of the statement;
 * {@link Cancelled} after {@link cancel}, {@link Unloaded} where the engine could not be loaded.
 */
export async function run(
  sql: string,
  files: SessionFiles,
  onProgress: (share: number) => void,
): Promise<Answer> {
  const cancelled = new Promise<never>((_, reject) => {
    cancelCurrent = () => {
      reject(new Cancelled());
    };
  });
  let isOver = false;
  opened ??= open(files, (share) => {
    // what is loaded after a cancel is news to nobody
    if (!isOver) onProgress(share);
  });
  const engine = opened.catch((error: unknown) => {
    opened = undefined;
    throw new Unloaded(error instanceof Error ? error.message : String(error));
  });
  try {
    return await Promise.race([engine.then((ready) => ready.run(sql)), cancelled]);
  } catch (error) {
    if (error instanceof Cancelled || isBroken(error)) close();
    throw error;
  } finally {
    isOver = true;
    cancelCurrent = undefined;
  }
}

/** Gives up what runs. */
export function cancel(): void {
  cancelCurrent?.();
}

/** Whether an error is the engine's end: it would answer nothing from then on. */
export const isBroken = (error: unknown): boolean =>
  error instanceof Error &&
  (error instanceof WebAssembly.RuntimeError ||
    /RuntimeError|unreachable|memory access|INTERNAL|FATAL/.test(error.message));

function close(): void {
  const ending = opened;
  opened = undefined;
  void ending?.then((engine) => {
    engine.close();
  });
}

async function open(files: SessionFiles, onProgress: (share: number) => void): Promise<Engine> {
  const { openEngine } = (await import(files.script)) as typeof EngineModule;
  return openEngine(files, onProgress);
}
