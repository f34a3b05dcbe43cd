import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { csvRecords } from "../../pipelines/formats/csv/csv.ts";
import { temporaryHome } from "../release/small-release.ts";
import { runCli } from "./run-cli.ts";

const names = [
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "${1+1}{{7*7}}",
  "'; drop table deals; --",
  "Robert\\'); --",
  '"quoted" and "more"',
  "a,b;c|d",
  "two\nlines",
  "undefined",
  "null",
  "NaN",
  "0x1F",
  "1e5",
  "true",
  "007",
  "../../etc/passwd",
  "%s%n",
  "\\u0000",
  "ÁRVÍZTŰRŐ tükörfúrógép",
  "👩‍👩‍👧 🏳️‍🌈",
  "العربية",
  "テスト",
  "Z͑ͫ̓a̴̵l̢͎g̗̣o",
  "\u200bzero\u2060width",
  "\u202eright to left",
];
const formulas = ["=1+1", "+1+1", "-2+3", "@SUM(1)", "=cmd|' /C calc'!A0"];
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test("one refused file stops all until it is corrected or moved away; hostile names reach the warehouse as they are and its CSV without running as formulas; what was set aside is explained and exported byte for byte", async () => {
  const home = temporaryHome();
  mkdirSync(home.exports, { recursive: true });
  const all = [...names, ...formulas];
  const bad = `99,${quoted("=1+1 ő")},soon,5`;
  const rows = all.map((name, index) => `${index + 1},${quoted(name)},2026-01-05,${index}`);
  writeFileSync(join(home.exports, "deals.csv"), `Id,Company,Opened,Amount\n${[...rows, bad].join("\n")}\n`);
  const columns = { opportunity_id: "Id", account_id: "Company", created_at: "Opened", amount: "Amount" };
  writeFileSync(
    join(home.exports, "mapping.json"),
    JSON.stringify({ source: "sheet", files: [{ file: "deals.csv", stream: "opportunities", columns }] }),
  );
  const where = ["--home", home.root];
  const unknown = join(home.exports, "unknown.csv");
  writeFileSync(unknown, "Mood,\u001b[2J\u009b31m\u0007\ngood,1\n");
  const refused = await runCli("refresh", "--no-wait", "--no-site", ...where);
  expect(refused.code).toBe(78);
  expect(refused.err).toMatch(
    /nothing was published .*1 of 2 files refused\. unknown\.csv: no connector knows its header.*move it out of .*exports and run again to publish the rest/,
  );
  expect((await runCli("quarantine", ...where)).out).toMatch(
    /^unknown\.csv: refused by the last refresh, which published nothing: no connector knows its header/,
  );
  const inspected = await runCli("inspect", unknown, ...where);
  expect(inspected.code).toBe(78);
  for (const { out, err } of [refused, inspected]) {
    expect(out + err).toContain("Mood, \\u001b[2J\\u009b31m\\u0007");
    expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  }
  rmSync(unknown);
  const refreshed = await runCli("refresh", "--no-wait", "--no-site", ...where);
  expect(refreshed.code).toBe(0);
  const select = "select account_id from core.fct_journey order by opportunity_id::integer";
  const json = await runCli("sql", select, "--format", "json", ...where);
  expect(json.err).toBe("");
  const held = json.out.trim().startsWith("[")
    ? (JSON.parse(json.out) as { account_id: string }[])
    : json.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { account_id: string });
  expect(held.map((row) => row.account_id)).toEqual(all);
  const csv = await runCli("sql", select, "--format", "csv", ...where);
  const cells = [...csvRecords(csv.out, ",")].slice(1).map((record) => record.cells[0] ?? "");
  expect(cells).toEqual([...names, ...formulas.map((formula) => `'${formula}`)]);
  const to = join(home.root, "set-aside.csv");
  const explained = await runCli("quarantine", "--export", to, ...where);
  expect(explained.out).toMatch(/^deals\.csv line 33, Opened: expected a date .*found text of 4 characters/);
  expect(readFileSync(to).equals(Buffer.from(`${bad}\n`))).toBe(true);
}, 240_000);
