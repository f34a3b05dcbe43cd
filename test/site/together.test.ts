import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { rowsOf } from "../../dashboards/lib/columns.ts";
import type { MartFiles } from "../../dashboards/lib/data.ts";
import { provideWords, lines } from "../../dashboards/words/provide.ts";
import { readMarts } from "../../pipelines/site/read-marts.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { drawStills, type Stills } from "./draw-stills.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
const pages = ["todo", "proposals", "followup", "sources", "attribution"] as const;

/** The data and the default pages of the tiny warehouse after a change to its marts. */
async function draw(...changes: string[]): Promise<{ files: MartFiles; stills: Stills }> {
  const path = join(mkdtempSync(join(folder, "home-")), "warehouse.duckdb");
  await writeMarts(path);
  const warehouse = await openWarehouse(path);
  for (const sql of changes) await warehouse.run(sql);
  warehouse.close();
  const files = await readMarts(path, () => undefined);
  return { files, stills: await drawStills(files) };
}

let full: Awaited<ReturnType<typeof draw>>;
let bare: Awaited<ReturnType<typeof draw>>;
beforeAll(async () => {
  full = await draw();
  // A company that exports deals alone, and one pipeline that is all sales.
  bare = await draw(
    "delete from marts.recorded",
    ...["to_do", "proposal_performance", "follow_up_curve", "silence_curve", "spend", "attribution"].map(
      (mart) => `delete from marts.${mart}`,
    ),
    "delete from marts.source_quality where segment <> 'lead_source' or segment_value = 'purchased_list'",
    "update marts.source_quality set cost_base = null, cost_per_won = null, cost_per_lead = null, costed_lead_count = 0, called_count = 0, connected_count = 0",
  );
}, 400_000);

const html = (stills: Stills, page: string) => stills.get(page) ?? "";
const text = (stills: Stills, page: string) =>
  html(stills, page)
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&amp;", "&")
    .replace(/(&#160;|&nbsp;|\s)+/g, " ");
const headline = (stills: Stills, page: string, id: string) =>
  new RegExp(`id="${id}-headline"[^>]*>([^<]*)<`)
    .exec(html(stills, page))?.[1]
    ?.replaceAll("&amp;", "&")
    .replaceAll(" ", " ");

test("what nobody records is said with the stream, file or line that provides it, and no chart stands empty", () => {
  const asked = {
    todo: ["activity", "due_date", "summary", "hand_off", "proposal_validity"],
    proposals: ["proposal"],
    followup: ["activity"],
    sources: ["spend", "list", "hand_off", "activity"],
    attribution: ["touch"],
  } as const;
  for (const language of ["en", "hu"] as const)
    for (const page of pages) {
      const own = html(bare.stills, `${language}/${page}.html`);
      expect(
        [...own.matchAll(/data-missing="(\w+)"/g)].map((found) => found[1]),
        page,
      ).toEqual(asked[page]);
      for (const kind of asked[page]) {
        expect(text(bare.stills, `${language}/${page}.html`)).toContain(provideWords[language][kind].how);
        expect(own).toContain(lines[kind].replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
      }
      expect(own, page).not.toContain('class="empty"');
    }
  expect(text(bare.stills, "en/todo.html")).toContain("Nothing is waiting today, of what is recorded");
  // A reason that cannot be known is no zero.
  expect(html(bare.stills, "en/todo.html")).toMatch(
    /data-number="no_summary"[^>]*><p>[^<]*<\/p><strong>–<\/strong>/,
  );
});

test("calls that lie before a deal, ahead of what is known or with nobody are not said to be unrecorded", async () => {
  const outside = await draw(
    "delete from marts.recorded where kind in ('call', 'email', 'activity_in_time')",
    "insert into marts.recorded values ('sales', 'call', 12), ('sales', 'activity_before', 7), ('sales', 'activity_ahead', 5), (null, 'activity_of_nobody', 3)",
  );
  for (const page of ["todo", "followup"]) {
    expect(text(outside.stills, `en/${page}.html`)).toContain(
      "Of no lead or deal in the exports: 3; before its start: 7; dated later than what is known: 5.",
    );
    expect(text(outside.stills, `hu/${page}.html`)).toContain("az indulás előtti: 7");
  }
  expect(headline(outside.stills, "en/followup.html", "provide")).toBe(
    "Calls, e-mails and meetings are recorded, but none lies within the time of a deal",
  );
  expect(html(outside.stills, "en/followup.html")).not.toContain("nothing is recorded yet");
});

test("what is recorded is asked for by no page", () => {
  expect(html(full.stills, "en/followup.html")).not.toContain("data-missing");
  expect(html(full.stills, "en/attribution.html")).not.toContain("data-missing");
  const missing = (page: string) =>
    [...html(full.stills, `en/${page}.html`).matchAll(/data-missing="(\w+)"/g)].map((found) => found[1]);
  expect(missing("todo")).toEqual(["summary", "crm_link"]);
  expect(html(full.stills, "en/todo.html")).toContain(
    "pipedrive.crm_link,https://&lt;company&gt;.pipedrive.com/deal/{id}",
  );
  expect(missing("proposals")).toEqual(["proposal_parts", "proposal_discount"]);
  expect(missing("sources")).toEqual([]);
});

test("the list of the morning counts every deal once in its headline and once per reason in its tiles", () => {
  const { counts, rows } = full.files.todo;
  const all = rowsOf(counts);
  const deals = new Set(rows.deal_id).size;
  expect(headline(full.stills, "en/todo.html", "list")).toBe(`${deals} deals need something today`);
  expect(headline(full.stills, "hu/todo.html", "list")).toBe(`${deals} ügylettel van ma teendő`);
  for (const { reason, deal_count } of all.filter((row) => row.reason !== null)) {
    expect(rows.reason.filter((own) => own === reason)).toHaveLength(deal_count);
    expect(html(full.stills, "en/todo.html")).toContain(
      `<a href="./todo.html?pipeline=sales&reason=${reason ?? ""}">${deal_count}</a>`,
    );
  }
});

test("an owner is shown by an id, a name by a key, and nobody's name is published", () => {
  expect(new Set(full.files.todo.rows.owner)).toEqual(new Set(["4711", "owner_0f5506"]));
  expect(JSON.stringify(full.files)).not.toContain("Kovács Anna");
  expect(text(full.stills, "hu/todo.html")).toContain("Személyek neve nem jelenik meg");
});

test("a long list is cut with each owner's most valuable deals in it, and the page says how many are left", async () => {
  const { files, stills } = await draw(
    `insert into marts.to_do by name select journey_id + 1000000 * (1 + n) as journey_id, reason, pipeline, source_system, deal_id || '-' || n as deal_id,
       'rep-' || (n % 40) as owner_id, stage, since_on, since_at, since_days, amount_base, 1000.0 * n as expected_value, record_link
     from marts.to_do, range(100) as copies(n) where reason = 'not_accepted'`,
  );
  const all = rowsOf(files.todo.counts).find((row) => row.reason === null)?.deal_count ?? 0;
  expect(files.todo.rows.reason).toHaveLength(2000);
  expect(all).toBeGreaterThan(2000);
  expect(new Set(files.todo.rows.owner).size).toBe(42);
  expect(text(stills, "en/todo.html")).toMatch(
    /2,000 of [\d,]+ entries are published, .* npm run sql -- "from marts.to_do"/,
  );
});

test("one more attempt pays up to the first whose whole interval lies below the floor", async () => {
  expect(headline(full.stills, "en/followup.html", "attempts")).toBe(
    "Attempt 6 no longer pays: fewer than 2.0% answer it",
  );
  expect(headline(full.stills, "hu/followup.html", "attempts")).toBe(
    "Az első, amelyik már nem éri meg: 6. megkeresés (kevesebb mint 2,0% válaszol rá)",
  );
  const { stills } = await draw(
    "update marts.follow_up_curve set pays_off = true where pays_off is not null",
  );
  expect(headline(stills, "en/followup.html", "attempts")).toBe(
    "Up to attempt 7 one more may still pay: 0.8% answer it",
  );
});

test("silence is said to make a difference only where its intervals lie apart", async () => {
  expect(headline(full.stills, "en/followup.html", "silence")).toBe(
    "Lead: after 30 days of silence 10.0% go on, after one day 60.0%",
  );
  const { stills } = await draw(
    "update marts.silence_curve set estimate_low = 0.01, estimate_high = 0.9 where estimate is not null",
  );
  expect(headline(stills, "en/followup.html", "silence")).toBe(
    "At no stage does a longer silence stand apart from a shorter one yet",
  );
});

test("what a proposal was like is named only where more are won beyond doubt, and versions are never compared", () => {
  expect(headline(full.stills, "en/proposals.html", "is_personalised")).toBe(
    "Personalised: most are won of “personalised”, 40.0%",
  );
  expect(headline(full.stills, "en/proposals.html", "turnaround_band")).toBe(
    "How fast it is sent: no difference can be told yet",
  );
  expect(headline(full.stills, "hu/proposals.html", "versions")).toBe(
    "Az egyes változatoktól 90 napon belül megnyert: 40,0%",
  );
});

test("the cheapest source is named only among those with a cost, lists stand apart, and what no lead names is said", async () => {
  expect(headline(full.stills, "en/sources.html", "costs")).toMatch(
    /^A customer from Inbound web costs about [\d.]+k HUF; no other has both a cost and an estimate$/,
  );
  expect(headline(full.stills, "en/sources.html", "quality")).toBe(
    "Referral comes to sales most often: 70.0%",
  );
  expect(headline(full.stills, "en/sources.html", "spend")).toBe(
    "6.7% of the cost cannot be charged to any lead",
  );
  expect(text(full.stills, "hu/sources.html")).toContain("A legdrágábbak lead nélkül: Display test");
  // the day whose clicks alone changed is none
  expect(headline(full.stills, "en/sources.html", "moved")).toBe(
    "The cost of 3 campaign days changed after the day was over",
  );
  expect(text(full.stills, "hu/sources.html")).toMatch(
    /3 kampánynap költsége módosult a nap lezárulta után.*google_ads EUR 2 14 9 [-−]5 1 meta_ads HUF 1 1200 1500 300 0/,
  );
  const { stills } = await draw(
    "delete from marts.spend_change",
    "update marts.source_quality set cost_per_won = 20 * cost, cost_per_won_low = 15 * cost, cost_per_won_high = 25 * cost, cost_base = 1000 from (select 'referral' as name, 1000.0 as cost union all select 'inbound_web', 100.0) as given where segment_value = given.name",
  );
  expect(headline(stills, "en/sources.html", "moved")).toBeUndefined();
  expect(headline(stills, "en/sources.html", "costs")).toBe(
    "Of the sources with a cost, Inbound web brings customers cheapest: 2k HUF each",
  );
});

test("the credits of every model add up to the won deals, which the page says", () => {
  const { credits, wins } = full.files.attribution;
  const won = wins.won_count.reduce((sum, count) => sum + count, 0);
  for (const model of ["first", "last", "linear", "position"])
    expect(
      rowsOf(credits)
        .filter((row) => row.model === model)
        .reduce((sum, row) => sum + row.won_credit, 0),
      model,
    ).toBeCloseTo(won, 6);
  expect(text(full.stills, "en/attribution.html")).toContain(
    `${won} won deals, purchased lists included, credited to the campaigns before sales; the credits add up to exactly these.`,
  );
  expect(text(full.stills, "hu/attribution.html")).toContain("a részek összege pontosan ennyi");
});
