import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { starter } from "../../pipelines/contract/home.ts";
import { withLock } from "../../pipelines/release/lock.ts";
import { temporaryHome } from "./small-release.ts";

const holder = new URL("hold-lock.ts", import.meta.url).pathname;

test("a second refresh of the same home is refused with the PID of the first, and kill -9 frees the lock", async () => {
  const home = temporaryHome();
  const child = spawn(process.execPath, [starter, holder, home.root], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const refusal = withLock(home, async () => "ran");
  await expect(refusal).rejects.toMatchObject({
    kind: "busy",
    message: expect.stringContaining(`PID ${child.pid}`),
  });
  child.kill("SIGKILL");
  await once(child, "close");
  expect(await withLock(home, async () => "ran")).toBe("ran");
});

test("of six processes that start at once exactly one gets the lock", async () => {
  const home = temporaryHome();
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, [starter, holder, home.root], { stdio: ["ignore", "pipe", "ignore"] }),
  );
  const outcomes = await Promise.all(
    children.map((child) =>
      Promise.race([
        once(child.stdout, "data").then(() => "held"),
        once(child, "close").then(([code]) => `exit ${code}`),
      ]),
    ),
  );
  for (const child of children) child.kill("SIGKILL");
  expect(outcomes.sort()).toEqual(["exit 75", "exit 75", "exit 75", "exit 75", "exit 75", "held"]);
});

test("the lock also holds within one process", async () => {
  const home = temporaryHome();
  await withLock(home, async () => {
    await expect(withLock(home, async () => 1)).rejects.toMatchObject({ kind: "busy" });
  });
});
