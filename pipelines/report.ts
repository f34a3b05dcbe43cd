import { Presets, SingleBar } from "cli-progress";
import type { Reporter } from "./contract/effects.ts";

export type Rendering = "bar" | "lines" | "json";

/** Where a reporter writes; a test passes arrays. */
export interface Sinks {
  out(line: string): void;
  err(line: string): void;
}

/** A line in which names and values of exports cannot steer a terminal: control characters as JSON writes them. */
export const withoutControls = (line: string): string =>
  line.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/**
 * A reporter for people or programs: a bar on a terminal, plain lines when piped (progress at most once a second), one JSON
 * object per line with --json. Findings go to `err`, except in JSON, where one stream holds everything.
 */
export function reporter(
  rendering: Rendering,
  sinks: Sinks,
  clock: () => number = Date.now,
): Reporter & { finish(): void } {
  const started = clock();
  const elapsed = () => Math.round((clock() - started) / 100) / 10;
  if (rendering === "json") {
    const emit = (event: string, fields: object) =>
      sinks.out(JSON.stringify({ event, elapsed: elapsed(), ...fields }));
    let step = "";
    return {
      step: (name) => emit("step", { step: (step = name) }),
      progress: (done, total, label) => emit("progress", { step, done, total, label }),
      info: (message) => emit("info", { message }),
      warn: (message) => emit("warn", { message }),
      finish: () => undefined,
    };
  }
  const bar = rendering === "bar" ? new Bar() : undefined;
  let step = "";
  let reported = 0;
  return {
    step(name) {
      step = name;
      reported = 0;
      bar?.stop();
      sinks.out(`${elapsed().toFixed(1).padStart(6)} s  ${name}`);
    },
    progress(done, total, label) {
      if (bar !== undefined) bar.show(done, total, label);
      else if (clock() - reported >= 1000) {
        reported = clock();
        sinks.out(`${elapsed().toFixed(1).padStart(6)} s  ${step} ${done} of ${total} ${label}`);
      }
    },
    info(message) {
      bar?.stop();
      sinks.out(message);
    },
    warn(message) {
      bar?.stop();
      sinks.err(`warning: ${message}`);
    },
    finish: () => bar?.stop(),
  };
}

class Bar {
  private bar: SingleBar | undefined;

  show(done: number, total: number, text: string): void {
    const label = withoutControls(text);
    if (this.bar === undefined) {
      this.bar = new SingleBar(
        { format: "  {bar} {value} of {total}  {label}", clearOnComplete: true, hideCursor: true },
        Presets.shades_classic,
      );
      this.bar.start(total, done, { label });
    } else {
      this.bar.setTotal(total);
      this.bar.update(done, { label });
    }
  }

  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
