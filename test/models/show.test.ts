import { describe, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { freshHomes, home, put } from "../load/exports-home.ts";
import { publishedRelease } from "../release/small-release.ts";
import { showModel, type ShowOptions } from "./show.ts";

/** What is printed for a table, and the built models that stand above it. */
async function show(name: string, from: ShowOptions["from"], limit = 20) {
  let text = "";
  const warnings: string[] = [];
  const report = { ...silent, warn: (message: string) => void warnings.push(message) };
  const effects = { now: () => new Date("2026-03-01T00:00:00Z"), report };
  const write = (part: string) => {
    text += part;
    return Promise.resolve();
  };
  const built = await showModel({ name, from, limit, format: "table" }, write, effects);
  const [times = "", rows = times] = text.split("\n\n");
  return {
    built,
    rows: rows.trimEnd().split("\n"),
    times: times.split("\n"),
    warnings,
  };
}
const skipping = { caseName: "skips stages still counts" };

describe("a model of a case", () => {
  test("is shown with its rows, and only what it is made of is built", async () => {
    const { built, rows } = await show("core.fct_stage_reach", skipping);
    expect(rows[0]).toBe("core.fct_stage_reach: 4 rows");
    expect(rows.filter((row) => /\bskip\b/.test(row)).length).toBeGreaterThan(0);
    expect(built).toContain("core._change");
    expect(built.filter((table) => table.startsWith("marts.") || table === "core.fct_stage_visit")).toEqual(
      [],
    );
  });

  test("may be private, named without its schema, and cut to as many rows as are asked for", async () => {
    const { rows } = await show("_event", skipping, 1);
    expect(rows[0]).toMatch(/^core\._event: \d+ rows, the first 1; --limit shows more$/);
    expect(rows).toHaveLength(4);
  });

  test("may be what the program writes of the models, which are then built", async () => {
    const { built, rows } = await show("ops.issue", { caseName: "a call after someone opted out" });
    expect(built).toContain("core._issue");
    expect(rows.join("\n")).toContain("do_not_call");
  });

  test("cannot be reference data, which a case gives", async () => {
    await expect(show("reference.presumed_stage", skipping)).rejects.toThrow(/use --home/);
  });
});

describe("a model of a home", () => {
  freshHomes();

  test("is built from the exports that lie there", async () => {
    put("web_form/contact.csv", "Submitted at,Name,Email\n2026-01-05 10:00:00,Ada,ada@a.example\n");
    const { rows } = await show("staging.leads", { home, isSample: false });
    expect(rows[0]).toBe("staging.leads: 1 rows");
    const mart = await show("marts.journey_cube", { home, isSample: false });
    expect(mart.built).toContain("reference.presumed_stage");
    expect(mart.rows[0]).toBe("marts.journey_cube: 1 rows");
    // the ten slowest, the others together, below a head of two lines
    expect(mart.times).toHaveLength(13);
    expect(mart.times.at(-1)).toMatch(/^\d+ more +\d/);
    // what is compared with the published release is not all built, and that is no fault of the release
    await publishedRelease(home, "run1");
    expect((await show("fct_stage_reach", { home, isSample: true })).warnings).toEqual([]);
  });

  test("needs exports", async () => {
    await expect(show("_event", { home, isSample: false })).rejects.toThrow(/expected exports with records/);
  });
});

test("a wrong name is answered with the names near it, and a name of several with all of them", async () => {
  await expect(show("stage_convrsion", skipping)).rejects.toThrow(/near are\n {2}marts\.stage_conversion\n/);
  await expect(show("_evnt", skipping)).rejects.toThrow(/near are\n {2}core\._event\n/);
  await expect(show("_record", skipping)).rejects.toThrow(
    /say which\n {2}reference\._record\n {2}core\._record$/,
  );
  await expect(show("_event", { caseName: "a lead that skps stages" })).rejects.toThrow(
    /none has them; near are\n[^]*a lead that skips stages/,
  );
});
