/** Files and folders that appear in one step, each with the moments at which that can fail. */
export type Written =
  | "probe"
  | "load"
  | "sealed"
  | "manifest"
  | "link"
  | "record"
  | "told"
  | "metrics"
  | "reference"
  | "job"
  | "page"
  | "fetched"
  | "extract";
type Moment = "write" | "rename" | "renamed";

/** The places at which a run can be made to fail, for tests of what it leaves. */
export type FaultPoint =
  | "intake"
  | "load"
  | "model"
  | "audit"
  | "finish"
  | "seal"
  | "site"
  | "flush"
  | "prune"
  | `${Written}.${Moment}`;

/**
 * Does at a named place what FUNNELHOUSE_FAULT says: `POINT:kill` ends the process like kill -9, `POINT:hang` keeps it there, and
 * `POINT:EIO` throws that error of the system. Without the variable, as always outside of tests, it does nothing.
 */
export function faultPoint(point: FaultPoint): void {
  const [place, fault = ""] = process.env["FUNNELHOUSE_FAULT"]?.split(":") ?? [];
  if (place !== point) return;
  if (fault === "kill") process.kill(process.pid, "SIGKILL");
  if (fault === "kill" || fault === "hang") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw Object.assign(new Error(`${fault}: made to fail at ${point}`), { code: fault, path: point });
}
