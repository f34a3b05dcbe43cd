import { spawnSync } from "node:child_process";
import { rmSync, statfsSync } from "node:fs";
import { codeIn, lastLine, Report, Victim } from "./sweep.ts";
import { scratchFolder } from "../scratch.ts";

const kibibyte = 1024;
/** More than a run of the small home takes. */
const roomy = 256 * kibibyte * kibibyte;

const mount = (...values: string[]) => spawnSync("mount", values, { stdio: "ignore" }).status === 0;

/** Why a run may end that finds the disk full. */
const expected = new Set(["ENOSPC", "EFBIG", "engine_io", "out_of_memory", "disk_space", "disk_full"]);

/**
 * Runs on a disk that turns full at a random size: a small file system in memory where one can be mounted, which shrinks once a run has
 * begun; else, by the limit of the process, files that may not grow beyond a random size. Every fifth time the next run has room.
 */
export async function diskFull(count: number): Promise<Report> {
  const root = scratchFolder();
  const isMounted = mount("-t", "tmpfs", "-o", `size=${roomy}`, "tmpfs", root);
  const report = new Report(
    "disk full",
    isMounted
      ? "a tmpfs that shrinks to a random size while a run writes"
      : "files limited to a random size by ulimit -f",
  );
  const victim = new Victim(report, root);
  try {
    await victim.converge("first run");
    for (let run = 1; run <= count; run++) {
      const ended = isMounted ? await shrinking(victim) : await limited(victim);
      const { code, err, what } = ended;
      report.count(code === 0 ? "published" : `ended with ${code} ${codeIn(err)}`);
      report.expect(
        code === 0 || (code === 74 && expected.has(codeIn(err))),
        `${what}: ended with ${code}: ${lastLine(err)}`,
      );
      await victim.look(what);
      if (run % 5 === 0 || run === count) {
        if (isMounted) mount("-o", `remount,size=${roomy}`, root);
        await victim.converge(what);
      }
    }
  } finally {
    if (isMounted) spawnSync("umount", ["-l", root]);
    rmSync(root, { recursive: true, force: true });
  }
  return report;
}

/** A run that has passed the check of the room, and then finds a random part of what it needs. */
async function shrinking(victim: Victim) {
  const { root } = victim.home;
  mount("-o", `remount,size=${roomy}`, root);
  const { blocks, bfree, bsize } = statfsSync(root);
  const left = Math.floor(Math.random() * 26 * kibibyte) * kibibyte;
  let isShrunk = false;
  const ended = await victim.refresh({
    started: (child) =>
      child.stdout?.on("data", () => {
        if (isShrunk) return;
        isShrunk = true;
        mount("-o", `remount,size=${(blocks - bfree) * bsize + left}`, root);
      }),
  });
  return { ...ended, what: `${left / kibibyte} KiB left` };
}

/** A run whose files may not grow beyond a random size. */
async function limited(victim: Victim) {
  const blocks = Math.floor(Math.random() * 16 * kibibyte);
  // in blocks of 512 bytes or of 1,024, as the shell has them
  const ended = await victim.refresh({ shell: `ulimit -f ${blocks}` });
  return { ...ended, what: `files of at most ${blocks} blocks` };
}
