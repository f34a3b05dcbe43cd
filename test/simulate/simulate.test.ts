import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { programRoot, sampleHome } from "../../pipelines/contract/home.ts";
import { readReference } from "../../pipelines/reference/read.ts";
import { simulate } from "../../tools/simulate/simulate.ts";
import type { Counts } from "../../tools/simulate/truth.ts";
import { scratchFolder } from "../scratch.ts";

interface TruthFile {
  pipelines: Record<string, Record<string, Counts>>;
  happenings: Record<string, number>;
}

const sample = join(programRoot, "data", "sample");

function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, string] => [relative(folder, path), readFileSync(path, "utf8")])
      .filter(([name]) => name !== "README.md")
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const truthOf = (folder: string) => JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as TruthFile;

test("the committed sample is what seed 1 writes, byte for byte, and at most 3.25 MB", async () => {
  const folder = scratchFolder();
  await simulate({ seed: 1, leads: 3000, out: folder });
  const committed = contents(sample);
  const again = contents(folder);
  expect([...again.keys()]).toEqual([...committed.keys()]);
  for (const [name, text] of again) expect(text === committed.get(name), name).toBe(true);
  const bytes = [...committed.keys()].reduce((sum, name) => sum + statSync(join(sample, name)).size, 0);
  expect(bytes).toBeLessThanOrEqual(3_250_000);
});

test("another seed writes another company", async () => {
  const folder = scratchFolder();
  await simulate({ seed: 2, leads: 3000, out: folder });
  const committed = contents(sample);
  for (const [name, text] of contents(folder))
    if (!name.startsWith("reference") && !name.endsWith("mapping.json"))
      expect(text === committed.get(name), name).toBe(false);
});

test("a company of one lead can be written", async () => {
  const folder = scratchFolder();
  await simulate({ seed: 7, leads: 1, out: folder });
  expect(truthOf(folder).pipelines["sales"]?.["with_lists"]?.started).toBe(1);
});

test("the counts of the truth chain from stage to stage and from started to won", () => {
  const { pipelines, happenings } = truthOf(sample);
  for (const [pipeline, groups] of Object.entries(pipelines))
    for (const [group, counts] of Object.entries(groups)) {
      const at = `${pipeline} ${group}`;
      expect(counts.stages[0]?.reached, at).toBe(counts.started);
      expect(counts.won + counts.lost + counts.open, at).toBe(counts.started);
      counts.stages.forEach((stage, index) => {
        expect(stage.advanced + stage.lost + stage.open, `${at} ${stage.stage}`).toBe(stage.reached);
        expect(stage.advanced, `${at} ${stage.stage}`).toBe(counts.stages[index + 1]?.reached ?? counts.won);
      });
    }
  for (const [name, count] of Object.entries(happenings)) expect(count, name).toBeGreaterThan(0);
});

test("every stage and source of the sample is in its reference data", async () => {
  const reference = await readReference(sampleHome);
  const stages = new Set(
    reference.stage_map.rows.map((row) => [row["source"], row["pipeline"], row["source_stage"]].join("|")),
  );
  const names = new Set(reference.source_map.rows.map((row) => [row["source"], row["value"]].join("|")));
  const deals = readFileSync(join(sample, "exports", "hubspot", "deals.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  for (const [, , pipeline, stage, , , , , , source] of deals.map((line) => line.split(","))) {
    expect(stages).toContain(`hubspot|${pipeline ?? ""}|${stage ?? ""}`);
    expect(names).toContain(`hubspot|${source ?? ""}`);
  }
  const history = readFileSync(join(sample, "exports", "salesforce", "opportunity_history.csv"), "utf8");
  for (const cells of history
    .split("\n\n")[0]
    ?.trim()
    .split("\n")
    .slice(1)
    .map((line) => line.slice(1, -1).split('","')) ?? [])
    expect(stages).toContain(`salesforce|*|${cells[3] ?? ""}`);
});
