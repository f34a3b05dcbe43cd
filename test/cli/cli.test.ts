import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { publishedRelease, temporaryHome } from "../release/small-release.ts";
import { runCli } from "./run-cli.ts";

describe("the command line", () => {
  test.each([
    ["an unknown option", ["refresh", "--nope"]],
    ["an unknown command", ["frobnicate"]],
    ["a port that is no number", ["serve", "--port", "x"]],
    ["a missing statement", ["sql"]],
    ["an unknown format", ["sql", "select 1", "--format", "xml"]],
    ["a missing seed", ["simulate", "--leads", "1", "--out", "x"]],
    ["an unknown kind of skeleton", ["new", "poem", "name"]],
  ])("answers %s with exit 64", async (_, values) => {
    const { code, err } = await runCli(...values);
    expect(code).toBe(64);
    expect(err).not.toBe("");
  });

  test("says what to do when nothing is published yet, with exit 78", async () => {
    const home = temporaryHome();
    for (const name of ["status", "verify", "rollback"]) {
      const { code, err } = await runCli(name, "--home", home.root);
      expect(code).toBe(78);
      expect(err).toContain("npm run refresh");
    }
  });

  test("help is no error", async () => {
    const { code, out } = await runCli("--help");
    expect(code).toBe(0);
    expect(out).toContain("refresh");
  });

  test("verify prints the content hash of the manifest", async () => {
    const home = temporaryHome();
    const hash = await publishedRelease(home, "run1");
    expect(await runCli("verify", "--home", home.root)).toMatchObject({
      code: 0,
      out: `content hash ${hash}\n`,
    });
  });

  test("a lock that cannot be opened is an I/O error, exit 74", async () => {
    const home = temporaryHome();
    await publishedRelease(home, "run1");
    await publishedRelease(home, "run2");
    mkdirSync(join(home.state, "refresh.lock"), { recursive: true });
    const { code } = await runCli("rollback", "--home", home.root);
    expect(code).toBe(74);
  });
});
