import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { distinct, shortened } from "../../dashboards/charts/frame.ts";
import { textWidth } from "../../dashboards/lib/text-width.ts";
import { languages } from "../../dashboards/language.ts";
import { pages } from "../../dashboards/pages.ts";
import { toldByCodes } from "../../dashboards/words/presumed.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { drawStills, type Stills } from "./draw-stills.ts";
import { readMarts } from "../../pipelines/site/read-marts.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();

/** The pages of the tiny warehouse after a change to its marts. */
async function draw(...changes: string[]): Promise<Stills> {
  const path = join(mkdtempSync(join(folder, "home-")), "warehouse.duckdb");
  await writeMarts(path);
  const warehouse = await openWarehouse(path);
  for (const sql of changes) await warehouse.run(sql);
  warehouse.close();
  return drawStills(await readMarts(path, () => undefined));
}

const presumed =
  "update marts.pipeline set state = 'presumed', label = 'Új üzletek', source = 'hubspot' where pipeline = 'sales'";
const nothingWon = [
  presumed,
  `update marts.pipeline set won_names = null, lost_names = null, won_line = 'hubspot,Új üzletek,<stage>,won,,,,',
    lost_line = 'hubspot,Új üzletek,<stage>,lost,,,,' where pipeline = 'sales'`,
  "update marts.journey_cube set open_count = open_count + won_count + lost_count, won_count = 0, lost_count = 0",
  "update marts.lead_to_customer set estimate = 0, estimate_low = 0, estimate_high = 0, won_count = 0",
  "update marts.lead_plan set success_count = 0, rate = 0, rate_low = 0",
  "delete from marts.velocity where basis = 'period'",
  "update marts.velocity set won_count = 0, win_rate = 0",
  "update marts.deal set outcome = 'open', furthest_stage = 'negotiation', current_stage = 'negotiation' where outcome = 'won'",
  "update marts.stage_conversion set advanced_count = 0, mature_advanced_count = 0, estimate = 0 where stage = 'negotiation'",
  "update marts.funnel_cube set advanced_count = 0, mature_advanced_count = 0 where stage = 'negotiation'",
];

let decided: Stills;
let read: Stills;
let unwon: Stills;
let strange: Stills;

beforeAll(async () => {
  decided = await draw();
  read = await draw(
    presumed,
    `insert into marts.presumed_stage values
      ('sales', 'hubspot', 'opportunity', 'Új üzletek', 'Friss', 'stage', 'nothing', 'lead', 1, null, 0, 0, 900, 12, null, null),
      ('sales', 'hubspot', 'opportunity', 'Új üzletek', 'Felhívva', 'stage', 'words', 'contacted', 2, 'entries', 411, 7, 500, 9, null, null),
      ('sales', 'hubspot', 'opportunity', 'Új üzletek', 'Kész', 'stage', 'words', 'qualified', 3, 'words', 0, 0, 80, 8, 'meaning', 'hubspot,Új üzletek,Kész,<won or lost>,,,,'),
      ('sales', 'hubspot', 'opportunity', 'Új üzletek', 'Closed Won', 'won', 'vendor', null, null, null, 0, 0, 63, 63, null, null)`,
  );
  unwon = await draw(...nothingWon);
  strange = await draw(
    presumed,
    "update marts.pipeline set label = '<b>Új</b> & \"társai\"', source = 'hubspot', state = 'presumed' where pipeline = 'sales'",
    "update marts.pipeline set label = '<b>Új</b> & \"társai\"', source = 'pipedrive', state = 'written' where pipeline = 'partner'",
    "update marts.stage set label_hu = repeat('nagyon hosszú szakasznév ', 3) || stage_ordinal where pipeline = 'sales'",
  );
}, 400_000);

/** What a reader of the page sees between the tags. */
function textOf(stills: Stills, page: string): string {
  return (stills.get(page) ?? "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#160;|\s+/g, " ")
    .replace(/\s+/g, " ");
}

test("a page of pipelines that people decided says nothing about how they were read", () => {
  for (const [page, html] of decided) {
    expect(html, page).not.toContain('class="unsettled"');
    expect(html, page).not.toContain('id="presumed"');
  }
});

test("until a person has confirmed them, every page says the stages as read from the data, won, lost, and where the evidence is", () => {
  for (const [language, words, way] of [
    [
      "en",
      "Stages as read from your data: ",
      "Lead → Contacted → Qualified (SQL) → Meeting / demo → Proposal → Negotiation. Won: Closed Won. Lost: Closed Lost.",
    ],
    [
      "hu",
      "Az adatokból kiolvasott szakaszok: ",
      "Lead → Megkeresett → Minősített (SQL) → Megbeszélés / bemutató → Ajánlat → Tárgyalás. Megnyert: Closed Won. Elveszett: Closed Lost.",
    ],
  ] as const)
    for (const { key } of pages) {
      const html = read.get(`${language}/${key}.html`) ?? "";
      expect(html.match(/class="unsettled"/g), key).toHaveLength(1);
      expect(html, key).toContain(`${words}${way}`);
      expect(html, key).toContain('<a href="./quality.html#presumed">');
    }
  expect(read.get("en/quality.html")).toContain('id="presumed"');
});

test("what setup wrote and nobody confirmed is told apart from what was read", () => {
  expect(textOf(strange, "en/metrics.html")).toContain(
    "Stages as setup wrote them down, confirmed by nobody yet",
  );
  expect(textOf(strange, "hu/metrics.html")).toContain(
    "A beállításkor felírt, de még senki által jóvá nem hagyott szakaszok",
  );
});

test("the evidence is listed stage by stage, with the line that settles a doubt", () => {
  const en = textOf(read, "en/quality.html");
  expect(en).toContain("One pipeline waits for your word");
  expect(en).toContain("Felhívva stage 2 the words of the name the way of the records 411 7 500");
  expect(en).toContain(
    "Won, lost or neither? Add to reference/stage_map.csv: hubspot,Új üzletek,Kész,&lt;won or lost&gt;,,,,",
  );
  expect(en).toContain("Closed Won won the CRM’s usual names – – – 63");
  expect(textOf(read, "hu/quality.html")).toContain(
    "Felhívva 2. szakasz a név szavai a rekordok útja 411 7 500",
  );
});

test("everything that can tell a stage or its place has words", () => {
  const header = readFileSync(join(programRoot, "models", "marts", "presumed_stage.sql"), "utf8");
  const codes = [
    ...header.matchAll(/^-- column: (?:kind|order)_told_by  varchar  (?:.*: )?([a-z_, ]+ or nothing)$/gm),
  ].flatMap((found) => (found[1] ?? "").trim().split(/, | or /));
  expect(codes).toEqual(expect.arrayContaining(["flag", "structure", "age", "nothing"]));
  expect(codes.filter((code) => !toldByCodes.includes(code))).toEqual([]);
});

/** Words that a page without a known win must not say. */
const claim =
  /NaN|undefined|No lead has become a customer|No source has brought|\b0\.0% of (?!the steps)|Which rate for what|0 won|so far 0\.0%|will be won|the likelier it is won|\d leads bring/;

test("where nothing is known to mean won, no page claims a share of customers, and the line that settles it stands there", () => {
  for (const { key } of pages.filter(({ key }) => !["metrics", "dictionary"].includes(key))) {
    const en = textOf(unwon, `en/${key}.html`);
    expect(en, key).toContain("No stage is known to mean won, so no customer can be counted.");
    expect(en, key).toContain("hubspot,Új üzletek,&lt;stage&gt;,won,,,,");
    expect(en, key).toContain("hubspot,Új üzletek,&lt;stage&gt;,lost,,,,");
    expect(textOf(unwon, `hu/${key}.html`), key).toContain("ezért ügyfelet nem lehet számolni.");
    expect(en.match(claim)?.[0], key).toBeUndefined();
  }
  const tile =
    /data-number="customer"[^>]*>.*?<strong><a[^>]*>([^<]*)<\/a><\/strong><p class="evidence">([^<]*)</;
  expect(tile.exec(unwon.get("en/index.html") ?? "")?.slice(1)).toEqual([
    "–",
    "no stage is known to mean won",
  ]);
  expect(tile.exec(unwon.get("hu/index.html") ?? "")?.slice(1)).toEqual([
    "–",
    "nincs ismert megnyert szakasz",
  ]);
});

test("without a win the last stage is no step, and what is known of the others stays", () => {
  const en = textOf(unwon, "en/conversion.html");
  expect(en).toContain("The step from Negotiation is left out: no stage is known to mean won.");
  const section = (unwon.get("en/conversion.html") ?? "").split('id="conversion"')[1]?.split("</section>")[0];
  expect(section?.match(/<tr><td><a/g)).toHaveLength(5);
  expect(textOf(unwon, "en/index.html")).toContain("of the leads came as far as Negotiation");
  expect(textOf(unwon, "en/cycle.html")).toContain("Negotiation: more than half");
  expect(textOf(unwon, "en/deals.html")).toContain("1,053 deals Purchased lists");
});

test("a pipeline of one stage without a known win has no step to measure, and says so", async () => {
  const stills = await draw(...nothingWon, "delete from marts.stage where stage_ordinal > 1");
  for (const [page, words] of [
    ["en", "It has one stage, and none is known to mean won"],
    ["hu", "Egyetlen szakasza van, és nincs ismert megnyert szakasz"],
  ] as const)
    for (const name of ["index", "conversion", "leaks", "crm", "cycle"])
      expect(textOf(stills, `${page}/${name}.html`), name).toContain(words);
});

test("where nothing is known to mean lost, won of closed is not told", async () => {
  const stills = await draw(
    presumed,
    "update marts.pipeline set lost_names = null, lost_line = 'hubspot,Új üzletek,<stage>,lost,,,,' where pipeline = 'sales'",
    "update marts.journey_cube set open_count = open_count + lost_count, lost_count = 0",
  );
  expect(textOf(stills, "en/crm.html")).toContain(
    "cannot be told No stage is known to mean lost, so what was lost counts as open.",
  );
  expect(textOf(stills, "en/customer.html")).toContain("Lost: –");
  expect(textOf(stills, "en/customer.html")).toContain("so far 6.0%");
});

test("where no export says at which stage deals were lost, no share from stage to stage is shown", async () => {
  const stills = await draw(
    "update marts.pipeline set unplaced_lost_count = 150, are_losses_placed = false where pipeline = 'sales'",
  );
  for (const name of ["conversion", "leaks"]) {
    expect(textOf(stills, `en/${name}.html`), name).toContain(
      "cannot be told No export says at which stage 150 of the 200 lost deals were lost.",
    );
    expect(textOf(stills, `hu/${name}.html`), name).toContain(
      "(200) 150 esetében egyik exportból sem derül ki",
    );
  }
  const funnel = textOf(stills, "en/index.html");
  expect(funnel).toContain("No shares from stage to stage: the exports do not say where deals were lost.");
  expect(funnel).not.toContain("(75.0%)");
  expect(textOf(decided, "en/index.html")).not.toContain("No shares from stage to stage");
});

test("a long name of a stage takes two lines of a chart, and its first words tell it", () => {
  expect(shortened("Tárgyalás\n10 napon belül", 70)).toBe("Tárgyalás\n10 napon belül");
  const label = shortened("Írásos árajánlat kiküldve és visszaigazolva\n10 napon belül", 90);
  expect(label).toMatch(/^Írásos\nárajánlat.*…\n10 napon belül$/);
  for (const line of label.split("\n").slice(0, 2)) expect(textWidth(line, 12)).toBeLessThanOrEqual(90);
  // One word that is longer than a line is cut.
  expect(shortened("Megszentségteleníthetetlenségeskedés", 90)).toMatch(/^Megszent.*…$/);
});

test("names that are cut alike are told apart, however many there are", () => {
  const start = "Szeptemberi kampány a nagykereskedelmi partnereknek, ";
  const names = [`${start}Budapest`, `${start}Debrecen`, `${start}<b>Pécs</b>`, `${start}שלום עולם`, "Lead"];
  for (const room of [60, 90, 160]) {
    const drawn = distinct(names, room);
    expect(new Set(drawn.values()).size, String(room)).toBe(names.length);
    for (const text of drawn.values())
      for (const line of text.split("\n")) expect(textWidth(line, 12), line).toBeLessThanOrEqual(room + 20);
  }
  expect(distinct(names, 160).get(names[0] ?? "")).toMatch(/^Szeptemberi.*\n….*Budapest$/);
  expect(distinct(names, 160).get("Lead")).toBe("Lead");
  const many = Array.from({ length: 40 }, (_, place) => `${"x".repeat(60)}${"y".repeat(place % 4)}${place}`);
  expect(new Set(distinct(many, 70).values()).size).toBe(40);
});

test("a chart of names that are cut alike shows each of them", async () => {
  const long = "A very long name of a stage that nobody reads to its end, ";
  const stills = await draw(
    `update marts.stage set label_en = '${long}first' where stage = 'meeting'; update marts.stage set label_en = '${long}second' where stage = 'proposal'; update marts.stage set label_en = 'Lead' where stage = 'contacted'`,
  );
  const html = stills.get("en/index.html") ?? "";
  expect(html).toContain("first");
  expect(html).toMatch(/<tspan[^>]*>…[^<]*first<\/tspan>/);
  expect(html).toMatch(/<tspan[^>]*>…[^<]*second<\/tspan>/);
  // Two stages of one name are two rows, with their keys.
  expect(html).toContain("Lead (lead)");
  expect(html).toContain("Lead (contacted)");
});

test("wins that were counted are shown, whatever the names say", async () => {
  const stills = await draw("update marts.pipeline set won_names = null where pipeline = 'sales'");
  expect(textOf(stills, "en/customer.html")).toContain("so far 6.0% ( 63 / 1,053 )");
});

test("a pipeline is called as its source calls it, with the source where two are called the same, and its key stays in addresses", () => {
  expect(read.get("en/index.html")).toMatch(/<option [^>]*value="sales"[^>]*>Új üzletek</);
  for (const language of languages) {
    const html = strange.get(`${language}/index.html`) ?? "";
    for (const [key, source] of [
      ["sales", "hubspot"],
      ["partner", "pipedrive"],
    ] as const)
      expect(html).toContain(`value="${key}">&lt;b&gt;Új&lt;/b&gt; &amp; "társai" (${source})</option>`);
    expect(html).not.toContain("<b>Új</b>");
  }
});

test("a long way is told by its ends and the number of its stages", () => {
  const hu = textOf(strange, "hu/index.html");
  expect(hu).toMatch(/kiolvasott szakaszok: nagyon hosszú [^→]*1 → … → nagyon hosszú [^→]*6 \(6 szakasz\)/);
  expect(textOf(strange, "en/index.html")).toContain("Lead → Contacted → Qualified (SQL)");
});
