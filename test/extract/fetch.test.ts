import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fetchedFiles, newestFile } from "../../pipelines/extract/files/newest.ts";
import { manifestPath, markRemoved } from "../../pipelines/intake/fetched.ts";
import { forget } from "../../pipelines/commands/forget/forget.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { everyKind, randomPlan } from "../vendors/faults.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { bytesOf } from "../vendors/home.ts";
import { account, answersIn, key } from "./account.ts";
import { checkPlans } from "./plans.ts";
import { checkKills } from "./kills.ts";
import { leakyWorld } from "./secrets.ts";
import { placesOf } from "./sweep.ts";

cleanedUp();
const settings = new Map([["source_time_zone", "Europe/Budapest"]]);

describe("a fetched file", () => {
  test("has a manifest that tells what was asked, what came, and until when it is complete", async () => {
    const { home, fetch, world, clock } = await account();
    const before = new Date(clock.now()).toISOString();
    await fetch();
    const file = newestFile(join(home.exports, "hubspot"), "deals");
    const there = [...(world.records.get("deals") ?? [])].filter(({ deletedAt }) => deletedAt === undefined);
    expect(file?.manifest).toMatchObject({
      source: "hubspot",
      kind: "hubspot",
      stream: "deals",
      api_version: "2026-09",
      delivery: "full",
      records_at: "results",
      records: there.length,
      calls: 3,
      pages: 3,
      complete: true,
    });
    expect(file?.manifest.requests[0]).toBe("GET /crm/objects/2026-09/deals");
    expect(file?.manifest.fields["properties.dealstage"]).toBe("string");
    expect((file?.manifest.complete_to ?? "") >= before).toBe(true);
    expect(existsSync(join(home.exports, "hubspot", ".part"))).toBe(false);
  });

  test("is what the loader reads, known until the instant of its manifest, with every record accounted for", async () => {
    const { home, fetch, effects } = await account({ entry: { streams: ["deals", "owners"] } });
    await fetch();
    const files = await loadExports(home, settings, effects);
    expect(files.map(({ status }) => status)).toEqual(files.map(() => "loaded"));
    for (const { recordsIn, loaded, quarantined, deduplicated, skipped } of files)
      expect(loaded + quarantined + deduplicated + skipped).toBe(recordsIn);
    const deals = files.find(({ name }) => name.includes("/deals-"));
    expect(deals).toMatchObject({ delivery: "full", declaredAsOf: "2026-11-10 18:30:00", quarantined: 0 });
  });

  test("without a manifest, or with one that is not complete, is not read", async () => {
    const { home, fetch, effects } = await account({ entry: { streams: ["deals", "owners"] } });
    await fetch();
    const path = newestFile(join(home.exports, "hubspot"), "deals")?.path ?? "";
    const whole = readFileSync(manifestPath(path), "utf8");
    for (const text of [
      undefined,
      whole.replace('"complete": true', '"complete": false'),
      whole.slice(0, 99),
    ]) {
      rmSync(manifestPath(path), { force: true });
      if (text !== undefined) writeFileSync(manifestPath(path), text);
      const files = await loadExports(home, settings, effects);
      const deals = files.find(({ name }) => name.includes("/deals-"));
      expect(deals).toMatchObject({ status: "waiting", loaded: 0 });
      expect(deals?.reason).toMatch(/no manifest beside it says that it is complete/);
    }
  });

  test("whose bytes are not those of its manifest is refused with the way out", async () => {
    const { home, fetch, effects } = await account({ entry: { streams: ["deals", "owners"] } });
    await fetch();
    const path = newestFile(join(home.exports, "hubspot"), "owners")?.path ?? "";
    const bytes = readFileSync(path);
    bytes.writeUInt32LE(1, 4);
    writeFileSync(path, bytes);
    const files = await loadExports(home, settings, effects);
    expect(files.find(({ name }) => name.includes("/owners-"))).toMatchObject({
      status: "refused",
      reason: expect.stringMatching(/delete it, and npm run extract fetches it again/) as string,
    });
  });

  test("that was deleted is fetched again, and no other; nothing else is remembered", async () => {
    const { home, fetch, fake } = await account({
      entry: { streams: ["owners", "contacts", "contact_history"] },
    });
    await fetch();
    const folder = join(home.exports, "hubspot");
    const first = newestFile(folder, "contact_history");
    expect(first?.manifest.records).toBe(60);
    const calls = fake.calls();
    await fetch();
    // nobody changed: the histories are not asked for again
    expect(newestFile(folder, "contact_history")?.path).toBe(first?.path);
    expect(fake.calls() - calls).toBe(5);
    rmSync(first?.path ?? "");
    await fetch();
    expect(newestFile(folder, "contact_history")?.manifest.records).toBe(60);
  });

  test("of a kind of which the account has nothing holds nothing to read", async () => {
    const { home, fetch, effects, world } = await account({ entry: { streams: ["notes", "owners"] } });
    world.records.set("notes", []);
    await fetch();
    expect(newestFile(join(home.exports, "hubspot"), "notes")?.manifest.records).toBe(0);
    const files = await loadExports(home, settings, effects);
    expect(files.map(({ name }) => name.includes("owners"))).toEqual([true]);
  });

  test("has other bytes each night, though nothing changed", async () => {
    const { home, fetch, clock } = await account({ entry: { streams: ["owners"] } });
    await fetch();
    clock.pass(86_400_000);
    await fetch();
    expect(new Set(Object.values(bytesOf(home, "hubspot"))).size).toBe(2);
  });
});

describe("answers that are none", () => {
  test("of every kind are asked for again, until the file is as if nothing had happened", async () => {
    const undisturbed = await account();
    await undisturbed.fetch();
    const disturbed = await account({ plan: everyKind });
    const outcome = await disturbed.fetch();
    expect(outcome.streams.map(({ outcome: each }) => each)).not.toContain("failed");
    expect(answersIn(disturbed.home)).toEqual(answersIn(undisturbed.home));
    expect(disturbed.fake.answered()).toBe(undisturbed.fake.answered());
  });

  test.each([
    ["html", /expected JSON, found text\/html/],
    ["short", /cut off or damaged/],
    ["keyless", /expected results in it, found none/],
    ["reset", /ECONNRESET|UND_ERR_SOCKET/],
    ["bad_gateway", /status 502/],
  ] as const)("%s: after six attempts the job says so, and keeps no file", async (kind, reason) => {
    const { home, fetch, fake } = await account({ plan: () => kind, entry: { streams: ["owners"] } });
    const { streams } = await fetch();
    expect(streams[0]).toMatchObject({ outcome: "failed", code: "source_down" });
    expect(streams[0]?.message).toMatch(reason);
    expect(fake.calls()).toBe(6);
    expect(fetchedFiles(join(home.exports, "hubspot"))).toEqual([]);
  });

  test("that trickle in are given up", async () => {
    const { fetch } = await account({
      plan: (call) => (call === 1 ? "drip" : undefined),
      entry: { streams: ["owners"] },
    });
    const { streams } = await fetch({ patience: 40 });
    expect(streams[0]).toMatchObject({ outcome: "fetched", records: 6 });
  });

  test("random plans of faults leave no file that differs from the truth, and no call too many", async () => {
    expect(await checkPlans(8)).toMatchObject({ plans: 8, wrong: [] });
  });
});

describe("limits", () => {
  test("of ten seconds are never met: the job waits ahead of them", async () => {
    const { fetch, fake, clock } = await account({ deals: 400, limits: { window: 10, day: 10_000 } });
    await fetch();
    expect(fake.refused()).toBe(0);
    expect(clock.waited).toBeGreaterThan(0);
  });

  test("of the day: the job stops at its share, says so, and goes on the next day where it stopped", async () => {
    const limits = { window: 190, day: 30 };
    const { fetch, fake, clock, home } = await account({ deals: 400, limits, entry: { quota_share: 0.5 } });
    const [undisturbed] = [await account({ deals: 400 })];
    await undisturbed.fetch();
    let nights = 0;
    for (let paused = true; paused && nights < 9; nights++) {
      const { streams } = await fetch();
      paused = streams.some(({ outcome }) => outcome === "paused");
      if (paused)
        expect(streams.at(-1)?.message).toMatch(
          /the job's share of the day's quota is used up \(50 % of 30\)/,
        );
      // run again on the same day it uses no more
      await fetch();
      expect(fake.mostOfADay()).toBeLessThanOrEqual(15);
      clock.pass(86_400_000);
    }
    expect(nights).toBeGreaterThan(2);
    expect(answersIn(home)["deals"]).toBe(answersIn(undisturbed.home)["deals"]);
  });

  test("a vendor whose day is used up by others is not asked again and again", async () => {
    const { fetch, fake } = await account({ limits: { window: 190, day: 0 } });
    const { streams } = await fetch();
    expect(streams).toMatchObject([{ outcome: "paused", code: "source_quota" }]);
    expect(fake.calls()).toBe(1);
  });
});

test("a job that is killed goes on with the page it had not finished, to the same bytes", async () => {
  expect(await checkKills(3)).toMatchObject({ kills: 3, wrong: [] });
}, 60_000);

describe("a cursor that the vendor keeps no longer", () => {
  const recordsOf = (text = "") =>
    text
      .trim()
      .split("\n")
      .flatMap((line) => (JSON.parse(line) as { results: { id: string }[] }).results)
      .map(({ id }) => id);

  test("makes the job ask for all pages anew: no record is lost, and none is there twice", async () => {
    const clock: { pass?: (milliseconds: number) => void } = {};
    const slow = await account({
      deals: 120,
      entry: { streams: ["deals"] },
      cursorLife: 600_000,
      watch: ({ call }) => {
        if (call === 3) clock.pass?.(1_800_000);
      },
    });
    clock.pass = (milliseconds) => {
      slow.clock.pass(milliseconds);
    };
    const undisturbed = await account({ deals: 120, entry: { streams: ["deals"] } });
    await undisturbed.fetch();
    const { streams } = await slow.fetch();
    expect(streams).toMatchObject([{ outcome: "fetched" }]);
    expect(recordsOf(answersIn(slow.home)["deals"])).toEqual(recordsOf(answersIn(undisturbed.home)["deals"]));
    // what the pages of the first beginning cost is told too
    expect(newestFile(join(slow.home.exports, "hubspot"), "deals")?.manifest.calls).toBe(slow.fake.calls());
  });

  test("is asked anew once: a vendor that refuses every second page is no endless night", async () => {
    const { fetch, fake } = await account({ deals: 120, entry: { streams: ["deals"] }, cursorLife: -1 });
    const { streams } = await fetch();
    expect(streams).toMatchObject([{ outcome: "failed", code: "source_refused" }]);
    expect(fake.calls()).toBe(4);
  });
});

describe("secrets", () => {
  test("stand in no file and no message, whatever the vendor repeats", async () => {
    const { home, fetch, lines } = await account({
      plan: randomPlan(5, 20),
      world: leakyWorld(),
      forbidden: { "/emails": key },
    });
    const { streams } = await fetch();
    const messages = streams.map(({ message = "" }) => message);
    expect(await placesOf(key, home.root, lines.concat(messages))).toEqual([]);
    expect(answersIn(home)["deals"]).toContain("***");
    expect(JSON.stringify(answersIn(home))).not.toContain(key);
  });

  test("a key that runs out in the middle of a job and is renewed in its file holds from the next call", async () => {
    const next = `${key}-renewed`;
    const [state, path] = [{ current: key, file: "" }, "hubspot.key"];
    const { home, fetch } = await account({
      entry: { token: `file:${path}`, streams: ["deals", "contacts"] },
      token: () => state.current,
      watch: ({ call }) => {
        if (call !== 2) return;
        state.current = next;
        writeFileSync(state.file, next);
      },
    });
    state.file = join(home.root, path);
    writeFileSync(state.file, key, { mode: 0o600 });
    const { streams } = await fetch();
    expect(streams.map(({ outcome }) => outcome)).toEqual(["fetched", "fetched"]);
  });

  test("a key that is renewed in its file while the job runs holds from the next call", async () => {
    const folder = await account({ entry: { token: "file:hubspot.key" } });
    const path = join(folder.home.root, "hubspot.key");
    writeFileSync(path, "old", { mode: 0o600 });
    const [outcome] = [await folder.fetch()];
    expect(outcome.streams).toMatchObject([{ outcome: "failed", code: "source_key" }]);
    writeFileSync(path, key, { mode: 0o600 });
    expect((await folder.fetch()).streams.map((each) => each.outcome)).not.toContain("failed");
  });
});

test("a field that is gone is a warning with its name", async () => {
  const { fetch, world, warnings, clock } = await account({ entry: { streams: ["deals"] } });
  await fetch();
  world.lost.push({ type: "deals", property: "closed_lost_reason", at: clock.now() });
  clock.pass(60_000);
  await fetch();
  expect(warnings).toEqual([
    expect.stringMatching(/^hubspot: deals no longer has properties\.closed_lost_reason: deleted/),
  ]);
});

test("a file that was removed after its time is not fetched again: its manifest stays and says so", async () => {
  const { home, fetch, fake } = await account({
    entry: { streams: ["owners", "contacts", "contact_history"] },
  });
  await fetch();
  const path = newestFile(join(home.exports, "hubspot"), "contact_history")?.path ?? "";
  markRemoved(path);
  rmSync(path);
  const calls = fake.calls();
  await fetch();
  expect(fake.calls() - calls).toBe(5);
});

test("a person is forgotten in fetched files too, and their manifests tell of what is left", async () => {
  const { home, fetch, effects } = await account({ entry: { streams: ["contacts", "owners"] } });
  await fetch();
  const wanted = { confirm: true, rewriteExports: true };
  const report = await forget(home, ["person5@minta.example"], wanted, effects);
  expect(report.scanned.traces).toEqual([]);
  const file = newestFile(join(home.exports, "hubspot"), "contacts");
  expect(file?.manifest.records).toBe(59);
  const files = await loadExports(home, settings, effects);
  expect(files.map(({ status }) => status)).toEqual(["loaded", "loaded"]);
  expect(files[0]).toMatchObject({ loaded: 59, skipped: 1 });
});
