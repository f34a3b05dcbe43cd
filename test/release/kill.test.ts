import { once } from "node:events";
import { expect, test } from "vitest";
import { runCli, startCli } from "../cli/run-cli.ts";
import { temporaryHome } from "./small-release.ts";

/** How many refreshes to kill; KILLS=100 npx vitest run test/release/kill.test.ts for a longer look. */
const kills = Number(process.env["KILLS"] ?? "3");

test(
  "a refresh killed with -9 at any moment leaves the published release readable, and the next one publishes without help",
  { timeout: 240_000 + kills * 30_000 },
  async () => {
    const home = temporaryHome();
    const started = Date.now();
    const first = await runCli("refresh", "--home", home.root, "--no-site");
    expect(first).toMatchObject({ code: 0 });
    const duration = Date.now() - started;
    const before = await runCli("verify", "--home", home.root);
    expect(before.code).toBe(0);
    for (let kill = 0; kill < kills; kill++) {
      const child = startCli("refresh", "--home", home.root, "--no-site");
      const closed = once(child, "close");
      child.stdout.resume();
      child.stderr.resume();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * duration));
      child.kill("SIGKILL");
      await closed;
      const after = await runCli("verify", "--home", home.root);
      expect(after).toEqual(before);
    }
    expect(await runCli("refresh", "--home", home.root, "--no-site")).toMatchObject({ code: 0 });
    expect(await runCli("verify", "--home", home.root)).toEqual(before);
    expect(await runCli("rollback", "--home", home.root)).toMatchObject({ code: 0 });
    expect(await runCli("verify", "--home", home.root)).toEqual(before);
  },
);

test(
  "of two refreshes of one home the second exits 75 and names the first",
  { timeout: 240_000 },
  async () => {
    const home = temporaryHome();
    const first = startCli("refresh", "--home", home.root, "--no-site");
    const closed = once(first, "close");
    first.stderr.resume();
    await once(first.stdout, "data");
    const second = await runCli("refresh", "--home", home.root, "--no-site");
    expect(second.code).toBe(75);
    expect(second.err).toContain(`PID ${first.pid}`);
    first.stdout.resume();
    expect((await closed)[0]).toBe(0);
  },
);
