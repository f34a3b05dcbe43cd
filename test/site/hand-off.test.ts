import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { nullWorld } from "../../dashboards/lib/null-world.ts";
import { readMarts } from "../../pipelines/site/read-marts.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { drawStills, type Stills } from "./draw-stills.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
const warnings: string[] = [];

/** The pages of the tiny warehouse after a change to its marts. */
async function draw(...changes: string[]): Promise<Stills> {
  const path = join(mkdtempSync(join(folder, "home-")), "warehouse.duckdb");
  await writeMarts(path);
  const warehouse = await openWarehouse(path);
  for (const sql of changes) await warehouse.run(sql);
  warehouse.close();
  return drawStills(await readMarts(path, (message) => warnings.push(message)));
}

let recorded: Stills;
/** A company that records deals and stages, and nothing that people do. */
let bare: Stills;
/** One that has no stage of sales, rejects without a reason and has too few leads to judge. */
let young: Stills;

beforeAll(async () => {
  recorded = await draw();
  bare = await draw(
    "update marts.speed_to_lead set touch_status = 'not_recorded', touched_count = 0, never_touched_count = started_count",
    "delete from marts.speed_to_lead_band",
    "update marts.handoff_reason set reason = null, rejected_count = rejected_total",
    "delete from marts.handoff_reason where rowid > (select min(rowid) from marts.handoff_reason)",
    "update marts.icp_alignment set unknown_count = sql_count, match_count = 0, mismatch_count = 0, match_share = 0, unknown_share = 1",
    "delete from marts.icp_suggestion",
    "update marts.icp_competitor set competitor_customer_count = 0, competitor_share = null",
    "update marts.sales_contact set ratio_status = 'not_recorded', rate_ratio = null, rate_ratio_low = null, rate_ratio_high = null",
    "delete from marts.playbook",
  );
  young = await draw(
    "delete from marts.handoff where pipeline = 'sales'",
    "delete from marts.icp_alignment",
    "update marts.handoff set estimate_status = 'too_few_followed', accepted_estimate = null",
    "update marts.sales_contact set ratio_status = 'too_few_advances', rate_ratio = null, rate_ratio_low = null, rate_ratio_high = null",
  );
}, 400_000);

/** A section of a page as text, its tags taken away. */
function section(stills: Stills, page: string, id: string): string {
  const html = stills.get(page) ?? "";
  const from = html.search(new RegExp(`<section[^>]* id="${id}"`));
  if (from < 0) return "";
  const end = html.indexOf("</section>", from);
  return html
    .slice(from, end)
    .replace(/<[^>]+>/g, " ")
    .replace(/&#160;|&nbsp;|\s+/g, " ")
    .replace(/\s+/g, " ");
}

const headline = (stills: Stills, page: string, id: string) =>
  new RegExp(`id="${id}-headline"[^>]*>([^<]*)<`).exec(stills.get(page) ?? "")?.[1];

test("hand-off says first what share sales accepts and rejects, in both languages", () => {
  expect(headline(recorded, "en/handoff.html", "handoff")).toBe(
    "Sales accepts 60.0% of marketing’s leads within 20 days and rejects 30.0%",
  );
  expect(headline(recorded, "hu/handoff.html", "handoff")).toBe(
    "Az értékesítés 20 napon belül a marketing leadjeinek 60,0%-át fogadja el, 30,0%-át utasítja el",
  );
  expect(section(recorded, "en/handoff.html", "handoff")).toContain("Most accepted: Referral (80.0%).");
});

test("a reason that fewer than three leads have is counted and not published", () => {
  const naming = [...recorded].filter(([, html]) => html.includes("Kovács Anna")).map(([page]) => page);
  expect(naming).toEqual([]);
  expect(section(recorded, "en/handoff.html", "reasons")).toContain("reasons of fewer than three leads");
});

test("the usual comparison of fast and slow contact stands beside ours, with why they differ", () => {
  expect(headline(recorded, "en/handoff.html", "speed")).toBe(
    "Within 5 minutes: the usual comparison says 2.90×, like compared with like says 1.04× (not told apart from no difference)",
  );
  expect(section(recorded, "en/handoff.html", "speed")).toContain("Why they differ");
  expect(section(recorded, "hu/handoff.html", "speed")).toContain("Együttjárás, nem ok");
});

test("a month's fit is not called higher or lower where its interval holds no difference", () => {
  expect(headline(recorded, "en/icp.html", "fit")).toMatch(/^Oct 2026: .*no clear difference from/);
});

test("a suggested rule is shown with the line to add and said not to be applied", () => {
  expect(headline(recorded, "en/icp.html", "suggestions")).toContain("none is applied");
  expect(section(recorded, "en/icp.html", "suggested-rules")).toContain(
    "logistics,industry,eq,logistics,1,2026-11-01,",
  );
});

test("a habit is named with its ratio only where it stands out beyond what the comparisons of a page bring by chance", () => {
  expect(headline(recorded, "en/contact.html", "ratio")).toBe(
    "Qualified (SQL): “Next step set” goes with advancing 1.80× as fast",
  );
  expect(headline(young, "en/contact.html", "ratio")).toBe(
    "Qualified (SQL): no habit stands out beyond chance yet",
  );
});

test("what nobody records is said with the export, the file or the line that provides it, and no chart stands empty", () => {
  for (const [page, id, words] of [
    ["handoff", "touch", ["activities", "HubSpot", "occurred_at"]],
    ["handoff", "reasons", ["lost_reason", "mapping.json"]],
    ["icp", "fit", ["icp_tiers.csv", "A,2,true", "icp_rules.csv"]],
    ["icp", "suggestions", ["20"]],
    ["icp", "competitor-fit", ["competitors.json", "rival*.html"]],
    ["contact", "tasks", ["playbook.csv", "npm run setup", "sales,qualified,sales,call_back,8,work,call,"]],
    ["contact", "not-recorded", ["contact_roles", "activity_rules.csv", "summary,*,email,subject,contains,"]],
  ] as const)
    for (const language of ["en", "hu"]) {
      const found = section(bare, `${language}/${page}.html`, id);
      for (const word of words) expect(found, `${language} ${page} ${id}`).toContain(word);
    }
  for (const page of ["handoff", "icp", "contact"]) {
    const html = bare.get(`en/${page}.html`) ?? "";
    expect(html, page).not.toContain('class="empty"');
    expect(html, page).not.toContain("NaN");
  }
  expect(bare.get("en/handoff.html")).not.toContain('id="speed"');
  expect(bare.get("en/handoff.html")).not.toContain('data-number="touched"');
});

test("a pipeline without a hand-off, or without a lead at sales, says which line of stages.csv makes one", () => {
  expect(section(young, "en/handoff.html", "handoff")).toContain("sales,lead,1,marketing");
  expect(section(young, "en/icp.html", "fit")).toContain("reference/stages.csv");
  expect(section(young, "hu/icp.html", "fit")).toContain("sales,negotiation,6,sales");
});

test("the page on comparing shows what the usual number and ours say in a world without any effect", () => {
  const html = section(recorded, "en/compare.html", "null-world");
  for (const row of nullWorld.comparisons) {
    expect(html).toContain(`${row.naive_ratio.toFixed(2)}×`);
    expect(html).toContain(`${row.ratio_low.toFixed(2)}× – ${row.ratio_high.toFixed(2)}×`);
  }
  expect(headline(recorded, "en/compare.html", "null-world")).toContain("like with like finds none");
});

test("the columns that these pages read keep what the headers of their queries say", () => {
  expect(warnings).toEqual([]);
});
