import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  bodiesOf,
  fetchedFiles,
  newestFile,
  type FetchedFile,
} from "../../pipelines/extract/files/newest.ts";
import { recordsAt } from "../../pipelines/extract/http/bodies.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { homeWith, servers } from "../vendors/home.ts";
import { drawPipedrive } from "../vendors/pipedrive/company.ts";
import { servePipedrive, type PipedriveOptions } from "../vendors/pipedrive/pipedrive.ts";
import { checkNights } from "./nights.ts";
import { jobOf } from "./job.ts";

cleanedUp();
process.env["TEST_PIPEDRIVE_KEY"] = "key";

async function companyOf(options: Partial<PipedriveOptions> & { deals?: number; entry?: object } = {}) {
  const { deals = 140, entry = {}, ...more } = options;
  const company = options.company ?? drawPipedrive(8, deals);
  const clock = new VirtualClock(company.until + 3_600_000);
  const fake = await servePipedrive({ company, clock, ...more });
  servers.push(fake);
  const home = homeWith({
    pipedrive: { kind: "pipedrive", token: "env:TEST_PIPEDRIVE_KEY", url: fake.url, ...entry },
  });
  const job = jobOf(home, clock);
  return {
    company,
    fake,
    ...job,
    fetch: async () => (await job.fetch()).streams,
  };
}

describe("Pipedrive", () => {
  test("its journeys, stays and activities are those that happened, night by night, with closings and reopenings beside the stages; what was deleted is", async () => {
    expect(await checkNights("pipedrive", 6, { deals: 90 })).toEqual({ nights: 6, wrong: [] });
  });

  test("is asked for the activities that changed, with those that it lists late, and for all of them after a week", async () => {
    const { company, home, clock, fetch } = await companyOf({ deals: 40, lag: 600_000 });
    const night = async (days: number) => {
      clock.pass(days * 86_400_000);
      await fetch();
      return newestFile(join(home.exports, "pipedrive"), "activities")?.manifest;
    };
    expect(await night(1)).toMatchObject({ delivery: "full", since: null, records: 40 });
    const [deal, other] = company.deals;
    if (deal !== undefined) deal.activity = { changedAt: clock.now() + 86_400_000 - 60_000 };
    if (other !== undefined) other.activity = { deletedAt: clock.now() + 60_000 };
    expect(await night(1)).toMatchObject({ delivery: "delta", records: 0 });
    expect(await night(1)).toMatchObject({ delivery: "delta", records: 1 });
    expect(await night(1)).toMatchObject({ delivery: "delta", records: 0 });
    expect(await night(4)).toMatchObject({ delivery: "full", since: null, records: 39 });
  });

  test("a deleted deal is listed as deleted, and no more after 30 days: the list, which is whole, then lacks it", async () => {
    const { company, home, clock, fetch } = await companyOf({ deals: 30 });
    const [deal] = company.deals;
    if (deal === undefined) throw new Error("no deal");
    deal.deletedAt = clock.now() + 60_000;
    const listed = async () => {
      await fetch();
      const file = newestFile(join(home.exports, "pipedrive"), "deals");
      expect(file?.manifest.delivery).toBe("full");
      const found: unknown[] = [];
      for await (const body of bodiesOf(file as FetchedFile))
        found.push(...recordsAt(body, "data").filter(({ id }) => id === deal.id));
      return found;
    };
    expect(await listed()).toMatchObject([{ is_deleted: false }]);
    clock.pass(86_400_000);
    expect(await listed()).toMatchObject([{ status: "deleted", is_deleted: true }]);
    clock.pass(31 * 86_400_000);
    expect(await listed()).toEqual([]);
  });

  test("histories are fetched over the nights that the tokens take, those that changed last first, each once", async () => {
    const { company, fetch, fake, clock, lines, home } = await companyOf({ tokens: 3000 });
    let nights = 0;
    for (; nights < 12; nights++) {
      const streams = await fetch();
      expect(fake.mostOfADay()).toBeLessThanOrEqual(1500);
      if (streams.at(-1)?.outcome === "nothing") break;
      clock.pass(86_400_000);
    }
    expect(nights).toBeGreaterThan(2);
    expect(new Set(fake.asked).size).toBe(company.deals.length);
    expect(fake.asked.length).toBe(company.deals.length);
    const changed = (id: number) => {
      const deal = company.deals.find((each) => each.id === id);
      return deal?.changes.at(-1)?.at ?? deal?.createdAt ?? 0;
    };
    const [firstNight] = fetchedFiles(join(home.exports, "pipedrive")).filter(
      ({ manifest }) => manifest.stream === "deal_changelogs",
    );
    const asked = (firstNight?.manifest.cursor as { asked: number[] }).asked;
    const others = company.deals.filter(({ id }) => !asked.includes(id)).map(({ id }) => changed(id));
    expect(Math.min(...asked.map(changed))).toBeGreaterThanOrEqual(Math.max(...others));
    expect(lines.join("\n")).toMatch(
      /\d+ of \d+ deal_changelogs: \d+ records, \d+ % of the day's quota left/,
    );
  });

  test("the history of a deal that changed is asked for again, and of one whose file was deleted", async () => {
    const { company, fetch, fake, clock, home } = await companyOf({ deals: 30 });
    await fetch();
    expect(fake.asked.length).toBe(30);
    clock.pass(86_400_000);
    company.deals[4]?.changes.push({ at: clock.now(), field: "value", before: "1", after: "2" });
    clock.pass(60_000);
    await fetch();
    expect(fake.asked.slice(30)).toEqual([5]);
    clock.pass(86_400_000);
    rmSync(newestFile(join(home.exports, "pipedrive"), "deal_changelogs")?.path ?? "");
    await fetch();
    expect(fake.asked.slice(31)).toEqual([5]);
  });

  test("how many deals have no history yet is said", async () => {
    const { fetch } = await companyOf({ tokens: 3000 });
    const streams = await fetch();
    expect(streams.at(-1)?.message).toMatch(
      /^\d+ of \d+ deals have no history yet, or a newer one \(\d+ % have theirs\); later nights fetch it$/,
    );
  });

  test("a changelog that gives its first page for ever is an error, and no endless night", async () => {
    const { fetch } = await companyOf({ isStuck: true, changesOfPage: 3, deals: 40 });
    expect((await fetch()).at(-1)).toMatchObject({
      outcome: "failed",
      code: "source_down",
      message: expect.stringMatching(/it is the page before once more/) as string,
    });
  });

  test("whoever has used up the company's tokens is waited for until the next night", async () => {
    const { fetch, fake } = await companyOf({ tokens: 5 });
    expect(await fetch()).toMatchObject([{ outcome: "paused", code: "source_quota" }]);
    expect(fake.calls()).toBe(1);
  });
});
