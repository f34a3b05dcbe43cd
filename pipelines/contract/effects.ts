/** Everything the pipeline does to the outside besides files and the warehouse; tests pass a fixed clock and a silent reporter. */
export interface Effects {
  /** The current instant; used for run ids and durations only, never for a metric. */
  now(): Date;
  report: Reporter;
}

/** Progress and findings, rendered by the caller: a bar on a terminal, plain lines when piped, JSON lines with --json. */
export interface Reporter {
  /** A step of a run starts: intake, load, transform, audit, seal, site, publish. */
  step(name: string): void;
  /** Progress inside the current step: item i of n. */
  progress(done: number, total: number, label: string): void;
  /** A fact worth a line that needs no action. */
  info(message: string): void;
  /** A finding that needs a person: refused file, quarantined rows, unmapped stage, failed check. */
  warn(message: string): void;
}

export const silent: Reporter = { step() {}, progress() {}, info() {}, warn() {} };
