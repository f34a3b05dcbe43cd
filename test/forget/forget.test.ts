import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { currentRun, wholeReleases } from "../../pipelines/release/manifest.ts";
import { retainLoad } from "../../pipelines/load/kept-load.ts";
import { runCli } from "../cli/run-cli.ts";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { buildZip } from "../formats/build-zip.ts";
import {
  ask,
  contactsPage,
  deals,
  deliver,
  emptyHome,
  filesOf,
  forgetIn,
  form,
  gzipped,
  idsOf,
  load,
  otherLine,
  ownLine,
  person,
  publish,
  wide,
} from "./person-home.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** Whether bytes hold the address or the number, by the plainest of means. */
function holdsPerson(bytes: Buffer): boolean {
  const text = bytes.toString("latin1").replaceAll("\0", "").toLowerCase();
  return [person.email, "30 123-4567", "301234567", md5(person.email), md5(person.phone)].some((trace) =>
    text.includes(trace),
  );
}

const recordsSql =
  "select coalesce(opportunity_id, lead_id) as record_id from core.fct_journey order by record_id";

test("a person is gone from exports, loads, releases, quarantine and site, and every other record stays as it was", async () => {
  const home = emptyHome();
  const broken = "9,2026-01-09 09:00:00,Kovács Béla,kovacs.bela@minta.example,,too,many,cells";
  const delivered = {
    "forms/form.csv": wide(form([otherLine(1), ownLine, otherLine(2)])),
    "forms/broken.csv": form([
      ...Array.from({ length: 60 }, (_, at) => `${100 + at},2026-01-03 09:00:00,x,k${at}@minta.example,`),
      broken,
    ]),
    "forms/packed.csv.gz": gzipped(form([otherLine(3), ownLine.replace("7,", "8,")])),
    "hubspot/contacts-1.json": contactsPage([undefined, person.email, undefined]),
    "hubspot/contacts-2.json": contactsPage([undefined, undefined, undefined, person.email], 900000400),
    "hubspot/deals.csv": deals(),
  };
  deliver(home, delivered);
  await publish(home, { site: true });
  const before = await ask<{ record_id: string }>(home, recordsSql);
  expect([...filesOf(home)].filter(([, bytes]) => holdsPerson(bytes)).length).toBeGreaterThan(6);

  const report = await forgetIn(home, [person.email, "06 30 123 4567"], { rewriteExports: true });

  expect(report.scanned.traces).toEqual([]);
  expect(JSON.stringify(report)).not.toMatch(/kovacs|123.?4567|90000004|90000030/i);
  expect([...filesOf(home)].filter(([, bytes]) => holdsPerson(bytes)).map(([name]) => name)).toEqual([]);
  const exported = (name: string) => readFileSync(join(home.exports, name));
  expect(exported("forms/form.csv")).toEqual(wide(form([otherLine(1), otherLine(2)])));
  expect(gunzipSync(exported("forms/packed.csv.gz")).toString()).toBe(form([otherLine(3)]));
  expect(exported("forms/broken.csv").toString()).toBe(
    delivered["forms/broken.csv"].replace(`${broken}\r\n`, ""),
  );
  expect(exported("hubspot/deals.csv").toString()).toBe(deals().replace(/900000044.*\n/, ""));
  expect(JSON.parse(exported("hubspot/contacts-1.json").toString())).toMatchObject({
    results: [{ id: "900000300" }, { id: "900000302" }],
    paging: { next: { after: "2" } },
  });
  const after = await ask<{ record_id: string }>(home, recordsSql);
  const theirs = ["7", "8", "900000044", "900000301", "900000403"];
  expect(after).toEqual(before.filter(({ record_id: id }) => !theirs.includes(id)));
  expect(before.length).toBeGreaterThan(after.length + 1);
  expect(wholeReleases(home)).toEqual([currentRun(home)]);
  expect(await ask(home, "from marts.restatement")).toEqual([]);

  // the same exports once more, from a backup
  deliver(home, delivered);
  await publish(home);
  expect(await ask(home, recordsSql)).toEqual(after);
  expect(
    await ask(home, "select count(*) as raws from ops.quarantine where raw::varchar like '%kovacs%'"),
  ).toEqual([{ raws: "0" }]);
  const [note] = await ask<{ reason: string }>(
    home,
    "select reason from ops.file where name = 'forms/form.csv'",
  );
  expect(note?.reason).toMatch(/holds forgotten persons, who are left out \(1 record, line 3\)/);
}, 600_000);

test("without --confirm nothing is removed; without --rewrite-exports the delivered files are named by line, and the exit code is 2", async () => {
  const home = emptyHome();
  deliver(home, {
    "form.csv": form([otherLine(1), ownLine, otherLine(2), ownLine.replace("7,", "8,")]),
    "deals.csv": deals(),
  });
  await load(home);
  const before = filesOf(home);
  const dry = await runCli("forget", person.email, "--home", home.root);
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.out).toMatch(/the person's records: hubspot 1 opportunity, web_form 2 leads/);
  expect(dry.out).toMatch(/exports\/form\.csv: lines 3, 5\n/);
  expect(dry.out).toMatch(/nothing was removed; --confirm removes the person/);
  const changed = [...filesOf(home)].filter(
    ([name, bytes]) => !/^(state|loads)\//.test(name) && before.get(name)?.equals(bytes) !== true,
  );
  expect(changed.map(([name]) => name)).toEqual([]);
  expect([...filesOf(home)].filter(([, bytes]) => holdsPerson(bytes))).not.toEqual([]);

  const done = await runCli("forget", person.email, "--home", home.root, "--confirm");
  expect(done).toMatchObject({ code: 2 });
  expect(done.out).toMatch(/left as delivered: form\.csv, 2 records \(lines 3, 5\)/);
  expect(done.out).toMatch(
    /still there:\n {2}exports\/deals\.csv: lines 5\n {2}exports\/form\.csv: lines 3, 5\n/,
  );
  expect(done.out + done.err).not.toContain("kovacs");
  expect(await idsOf(home, "leads", "lead_id")).toEqual(["1", "2"]);
}, 240_000);

test("a new record of a forgotten person goes from files too that were read before and do not say whose it is", async () => {
  const home = emptyHome();
  deliver(home, { "form.csv": form([otherLine(1), ownLine]) });
  await forgetIn(home, [person.email], { rewriteExports: true });
  deliver(home, {
    "hubspot/a-contacts.json": contactsPage([undefined, undefined]).replace(
      "masik900000301@minta.example",
      "",
    ),
    "hubspot/b-contacts.json": contactsPage([undefined, person.email]),
  });
  expect(await idsOf(home, "leads", "lead_id")).toEqual(["1", "900000300"]);
  expect(await idsOf(home, "stage_changes", "record_id")).toEqual(["900000300"]);
}, 240_000);

test("a record is forgotten by its id; one id of several records, or of none, is refused before anything is removed", async () => {
  const home = emptyHome();
  deliver(home, {
    "hubspot/deals.csv": deals(),
    "hubspot/contacts.json": contactsPage([undefined, person.email]),
    "form.csv": form([otherLine(1)]),
  });
  await expect(forgetIn(home, ["1"])).rejects.toMatchObject({
    code: "several_records",
    message: "2 records have this id; say which one: hubspot:opportunity:1, web_form:lead:1",
  });
  await expect(forgetIn(home, ["no-such-id"])).rejects.toMatchObject({ code: "no_such_record" });
  await expect(forgetIn(home, ["two words"])).rejects.toMatchObject({ code: "identity" });
  expect(filesOf(home).has("forgotten.json")).toBe(false);
  const report = await forgetIn(home, ["hubspot:opportunity:1"], { rewriteExports: true });
  expect(report.records).toEqual([{ source: "hubspot", type: "opportunity", count: 1 }]);
  expect(await idsOf(home, "opportunities", "opportunity_id")).toEqual(["2", "3", "900000044"]);
  expect(await idsOf(home, "stage_changes", "record_id")).not.toContain("1");
  expect(await idsOf(home, "leads", "lead_id")).toContain("1");
  const other = await forgetIn(home, ["900000044"]);
  expect(other, "the lead and the contact with the same address").toMatchObject({
    alike: 2,
    records: [{ source: "hubspot", type: "opportunity", count: 1 }],
  });
}, 240_000);

test("a deal is not lost because one of its people is forgotten", async () => {
  const home = emptyHome();
  deliver(home, {
    "hubspot/deals.csv":
      "Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Associated Contact IDs\n77,x,Lead,Sales,2026-01-05 09:07,501\n78,x,Lead,Sales,2026-01-05 09:07,501;502\n",
    "hubspot/contacts.csv": `Record ID,Email,Lifecycle Stage,Create Date\n501,${person.email},Lead,2026-01-05 09:07\n502,b@minta.example,Lead,2026-01-05 09:07\n`,
  });
  await forgetIn(home, [person.email], { rewriteExports: true });
  expect(await idsOf(home, "opportunities", "opportunity_id")).toEqual(["77", "78"]);
  const contacts = readFileSync(join(home.exports, "hubspot/contacts.csv"), "utf8");
  expect(contacts).not.toContain(person.email);
  expect(contacts).toContain("b@minta.example");
}, 240_000);

test("a workbook and an archive cannot be cut: they are named, and stay as they are", async () => {
  const home = emptyHome();
  const cells = (values: string[]) =>
    `<row>${values.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`).join("")}</row>`;
  const lines = form(["1,2026-01-01 09:00:00,Név,a@minta.example,", ownLine]).trim().split("\r\n");
  const book = buildWorkbook({
    sheets: [{ name: "Leads", rows: lines.map((line) => cells(line.split(","))).join("") }],
  });
  deliver(home, {
    "forms/leads.xlsx": book,
    "forms/more.zip": buildZip([{ name: "form.csv", content: form([otherLine(3), ownLine]) }]),
    "hubspot/deals.csv": deals([1, 2]),
  });
  const report = await forgetIn(home, [person.email], { rewriteExports: true });
  expect(report.held).toEqual([
    {
      file: "forms/leads.xlsx",
      records: 1,
      lines: "3",
      obstacle: "rows of a workbook cannot be cut out of it",
    },
    {
      file: "forms/more.zip",
      records: 1,
      lines: "3",
      obstacle: "records cannot be cut out of an archive",
    },
  ]);
  expect(report.rewritten).toMatchObject([{ file: "hubspot/deals.csv", records: 1 }]);
  expect(report.scanned.traces.map(({ file }) => file)).toEqual([
    "exports/forms/leads.xlsx",
    "exports/forms/more.zip",
  ]);
  expect(readFileSync(join(home.exports, "forms/leads.xlsx"))).toEqual(book);
}, 240_000);

test("where the delivered file is gone after its days, the person goes from what stands for it, and nobody else", async () => {
  const home = emptyHome();
  deliver(home, { "deals.csv": deals(), "form.csv": form([otherLine(1), otherLine(2)]) });
  for (const { name, fileId } of await load(home))
    if (name === "deals.csv") retainLoad(join(home.loads, fileId), name, name);
  rmSync(join(home.exports, "deals.csv"));
  const report = await forgetIn(home, [person.email]);
  expect(report.scanned.traces).toEqual([]);
  expect(await idsOf(home, "opportunities", "opportunity_id")).toEqual(["1", "2", "3"]);
  expect((await load(home)).find(({ name }) => name === "deals.csv")).toMatchObject({
    recordsIn: 5,
    loaded: 3,
    skipped: 2,
  });
}, 240_000);

test("without the memory of who was forgotten nothing is read", async () => {
  const home = emptyHome();
  deliver(home, { "form.csv": form([otherLine(1)]) });
  writeFileSync(join(home.root, "forgotten.json"), "{}");
  await expect(load(home)).rejects.toMatchObject({ code: "forgotten", kind: "config" });
});

test("a file that would be refused without the person stays, and the reason is said", async () => {
  const home = emptyHome();
  const only = contactsPage([person.email]);
  deliver(home, { "hubspot/contacts.json": only, "form.csv": form([otherLine(1)]) });
  const report = await forgetIn(home, [person.email], { rewriteExports: true });
  expect(report.rewritten).toEqual([]);
  expect(report.held).toMatchObject([
    {
      file: "hubspot/contacts.json",
      obstacle: expect.stringMatching(/^without them it would be refused: /) as string,
    },
  ]);
  expect(readFileSync(join(home.exports, "hubspot/contacts.json"), "utf8")).toBe(only);
}, 240_000);

test("a damaged older release is named and goes with the others; a cut off archive leaves the proof open", async () => {
  const home = emptyHome();
  deliver(home, { "form.csv": form([otherLine(1), ownLine]) });
  await publish(home);
  const older = currentRun(home) ?? "";
  deliver(home, { "form.csv": form([otherLine(1), otherLine(2), ownLine]) });
  await publish(home);
  const damaged = join(home.releases, older, "warehouse.duckdb");
  const bytes = readFileSync(damaged);
  bytes[5000] = (bytes[5000] ?? 0) ^ 0xff;
  writeFileSync(damaged, bytes);
  const dry = await runCli("forget", person.email, "--home", home.root);
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.out).toContain(
    `damaged or locked, so only their bytes were looked through:\n  releases/${older}/warehouse.duckdb\n--confirm removes older releases whole`,
  );
  const { scanned } = await forgetIn(home, [person.email], { rewriteExports: true });
  expect(scanned).toMatchObject({ traces: [], unopened: [] });
  expect(wholeReleases(home)).toEqual([currentRun(home)]);

  const whole = gzipped(form([otherLine(3), ownLine.replace("7,", "8,")]));
  mkdirSync(join(home.root, "copies"));
  writeFileSync(join(home.root, "copies", "cut.csv.gz"), whole.subarray(0, whole.length - 20));
  const open = await runCli("forget", person.email, "--home", home.root, "--confirm");
  expect(open).toMatchObject({ code: 2 });
  expect(open.out).toContain("  copies/cut.csv.gz\ndelete them or deliver them again in one piece");
}, 240_000);
