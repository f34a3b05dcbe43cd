import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeIn, lastLine, Report, Victim } from "./sweep.ts";
import { scratchFolder } from "../scratch.ts";

const source = new URL("failing-calls.c", import.meta.url).pathname;

/**
 * Lets the first, second, … write, fsync or rename below a home fail with EIO, of Node and of the engine alike: a library that stands
 * before the C library counts the calls of all processes of a run. It is compiled by cc.
 */
export async function failingCalls(count: number): Promise<Report> {
  const report = new Report("EIO", "one after another of the write, fsync and rename calls of a run");
  const folder = scratchFolder();
  const library = join(folder, "failing-calls.so");
  if (
    spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], { stdio: "inherit" })
      .status !== 0
  )
    throw new Error(
      "EIO at every call needs a C compiler: apt-get install gcc libc6-dev, or leave it out with --eio 0",
    );
  const victim = new Victim(report);
  const counter = join(folder, "counter");
  const failing = async (call: number) => {
    writeFileSync(counter, Buffer.alloc(8));
    const ended = await victim.refresh({
      env: {
        LD_PRELOAD: library,
        FAILING_HOME: victim.home.root,
        FAILING_COUNTER: counter,
        FAILING_CALL: String(call),
      },
    });
    return { ...ended, calls: Number(readFileSync(counter).readBigUInt64LE()) };
  };
  try {
    await victim.converge("first run");
    report.count("calls of one run", (await failing(0)).calls);
    for (let call = 1; call <= count; call++) {
      const { code, err, calls } = await failing(call);
      const what = `EIO at call ${call}`;
      report.count(code === 0 ? "published" : `ended with ${code} ${codeIn(err)}`);
      report.expect(calls >= call, `${what}: only ${calls} calls were counted`);
      report.expect(code === 0 || code === 74, `${what}: ended with ${code}: ${lastLine(err)}`);
      await victim.look(what);
      if (call % 5 === 0 || call === count) await victim.converge(what);
    }
  } finally {
    victim.remove();
    rmSync(folder, { recursive: true, force: true });
  }
  return report;
}
