import { rmSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { homeAt, programRoot, starter, type Home } from "../../pipelines/contract/home.ts";
import { deliverDeals, leftovers, makeHome, readRelease } from "./home.ts";
import { scratchFolder } from "../scratch.ts";

/** How one run ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  err: string;
  milliseconds: number;
}

/** What a sweep did and what was wrong; `counts` are told in the order in which they came. */
export class Report {
  readonly counts = new Map<string, number>();
  readonly wrong: string[] = [];
  constructor(
    readonly name: string,
    readonly how = "",
  ) {}
  /** Told whenever something was done. */
  static heard: (report: Report) => void = () => {};
  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
    Report.heard(this);
  }
  expect(isRight: boolean, what: string): void {
    if (!isRight) this.wrong.push(what);
  }
  lines(): string[] {
    const counts = [...this.counts].map(([what, number]) => `${number} ${what}`).join(", ");
    return [
      `${this.name}${this.how === "" ? "" : ` (${this.how})`}: ${counts}; ${this.wrong.length} wrong`,
      ...this.wrong.map((line) => `  ${line}`),
    ];
  }
}

/** Starts a command of the program in a process of its own; `started` gets the process while it runs. */
export function run(
  values: string[],
  {
    env = {},
    started,
    shell,
  }: {
    env?: Record<string, string>;
    started?: (child: ReturnType<typeof spawn>) => void;
    shell?: string;
  } = {},
): Promise<Ended> {
  const command = [process.execPath, starter, join(programRoot, "pipelines", "cli.ts"), ...values];
  const [file = "", ...rest] =
    shell === undefined ? command : ["/bin/sh", "-c", `${shell}; exec "$@"`, "sh", ...command];
  const begun = performance.now();
  const child = spawn(file, rest, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  let err = "";
  child.stdout?.resume();
  child.stderr?.setEncoding("utf8").on("data", (part: string) => (err += part));
  started?.(child);
  return new Promise((resolve) =>
    child.on("close", (code, signal) => {
      resolve({ code, signal, err, milliseconds: performance.now() - begun });
    }),
  );
}

/** A home that is refreshed over and over, one deal more each time, and what it has to look like after each run. */
export class Victim {
  readonly home: Home;
  deals = 4;
  /** How long a run takes that nothing disturbs. */
  usual = 0;
  constructor(
    readonly report: Report,
    root = scratchFolder(),
  ) {
    this.home = homeAt(root);
    makeHome(this.home);
  }

  /** Of so many runs one builds a site. */
  runsPerSite = 3;

  /** One run on a delivery that is new. */
  refresh(
    options: Parameters<typeof run>[1] = {},
    withSite = this.deals % this.runsPerSite === 0,
  ): Promise<Ended> {
    deliverDeals(this.home, ++this.deals);
    const site = withSite ? [] : ["--no-site"];
    return run(["refresh", "--no-wait", "--home", this.home.root, ...site], options);
  }

  /** What is published has to be whole whatever happened: the release of before, or the new one. */
  async look(what: string): Promise<void> {
    const { wrong } = await readRelease(this.home);
    for (const each of wrong) this.report.wrong.push(`${what}: ${each}`);
  }

  /** How many deals are published. */
  async published(): Promise<number> {
    return (await readRelease(this.home)).deals;
  }

  /** The next run has to publish what is delivered now, and leave nothing behind. */
  async converge(what: string): Promise<void> {
    const { code, err, milliseconds } = await this.refresh();
    this.usual = milliseconds;
    this.report.expect(code === 0, `${what}: the next run ended with ${code}: ${lastLine(err)}`);
    const { deals, wrong } = await readRelease(this.home);
    this.report.expect(
      deals === this.deals,
      `${what}: the next run published ${deals} deals of ${this.deals}`,
    );
    const left = leftovers(this.home);
    for (const each of [...wrong, ...left.map((name) => `${name} is left`)])
      this.report.wrong.push(`${what}, after the next run: ${each}`);
    this.report.count("converged");
  }

  remove(): void {
    rmSync(this.home.root, { recursive: true, force: true });
  }
}

/** The last thing that a process complained of. */
export const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";

/** The stable code that an error ends with. */
export const codeIn = (text: string): string => /\[(\w+)\]$/.exec(lastLine(text))?.[1] ?? "no code";
