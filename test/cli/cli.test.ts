import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { publishedRelease, temporaryHome } from "../release/small-release.ts";
import { runCli, runTool } from "./run-cli.ts";
import { scratchFolder } from "../scratch.ts";

describe("the command line", () => {
  test.each([
    ["an unknown option", ["refresh", "--nope"]],
    ["an unknown command", ["frobnicate"]],
    ["a port that is no number", ["serve", "--port", "x"]],
    ["a missing statement", ["sql"]],
    ["an unknown format", ["sql", "select 1", "--format", "xml"]],
    ["an unknown kind of skeleton", ["new", "poem", "name"]],
  ])("answers %s with exit 64", async (_, values) => {
    const { code, err } = await runCli(...values);
    expect(code).toBe(64);
    expect(err).not.toBe("");
  });

  test("simulate needs a seed, and says that what it wrote is a home and how to see it", async () => {
    const folder = scratchFolder();
    const asked = ["simulate", "--leads", "5", "--out", folder];
    expect((await runTool(...asked)).code).toBe(64);
    const { code, out } = await runTool(...asked, "--seed", "3");
    expect(code).toBe(0);
    expect(out).toContain(`npm run refresh -- --home ${folder}`);
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

  test("verify prints the content hash of the manifest and what it found", async () => {
    const home = temporaryHome();
    const hash = await publishedRelease(home, "run1");
    expect(await runCli("verify", "--home", home.root)).toMatchObject({
      code: 0,
      out: `content hash ${hash}\nrelease run1 is as it was sealed, byte for byte\n`,
    });
  });

  test("status tells the release, its files, issues and the freshness of each source", async () => {
    const home = temporaryHome();
    const contentHash = await publishedRelease(home, "run1");
    const { code, out } = await runCli("status", "--home", home.root, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      run: "run1",
      contentHash,
      filesByStatus: { loaded: 1 },
      quarantined: 0,
      issuesByKind: { unmapped_stage: 3 },
      sources: [
        { source: "crm", watermark_at: "2026-01-01 12:00:00", watermark_kind: "declared", age_days: 2 },
      ],
    });
    const plain = await runCli("status", "--home", home.root);
    expect(plain.out).toContain(
      "crm: known until 2026-01-01 12:00:00 UTC (declared), 2 days behind the freshest",
    );
    expect(plain.out).toContain("finished     2026-01-02 03:04:05 UTC");
  });

  test("a home or an exports folder that does not exist is a slip of the finger and shows no sample", async () => {
    const home = temporaryHome();
    const typo = join(home.root, "my compnay");
    for (const values of [
      ["refresh", "--home", typo],
      ["setup", "--home", typo],
      ["refresh", "--home", home.root, "--exports", typo],
    ]) {
      const { code, err } = await runCli(...values);
      expect(code).toBe(78);
      expect(err).toContain(`${typo}: no such folder; correct --`);
    }
    expect(existsSync(typo)).toBe(false);
    const asked = await runCli("refresh", "--home", join(home.root, "why?"));
    expect(asked.err).toContain("cannot write below a folder with a ? in its name");
  });

  test("a home that is a file is an I/O error, exit 74", async () => {
    const home = temporaryHome();
    writeFileSync(join(home.root, "file"), "");
    expect((await runCli("refresh", "--home", join(home.root, "file"))).code).toBe(74);
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
