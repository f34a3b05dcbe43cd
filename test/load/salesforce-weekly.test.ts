import { describe, expect, test } from "vitest";
import { buildZip } from "../formats/build-zip.ts";
import { ask, freshHomes, load, put } from "./exports-home.ts";

freshHomes();

const header = "Id,IsDeleted,Name,StageName,Amount,CloseDate,CreatedDate,SystemModstamp\n";
const deal = (letter: string, stage = "Open", day = "05") =>
  `"0065e00000Mint${letter}","0","two\nlines, ""quoted""","${stage}","1500.5","2026-01-31","2026-01-05 09:07:00","2026-02-${day} 01:02:03"\n`;
const leads =
  "Id,IsDeleted,Status,ConvertedOpportunityId,CreatedDate,SystemModstamp\n00Q5e00000Minta,0,New,,2026-01-05 09:07:00,2026-02-05 01:02:03\n";
const others = "Id,IsDeleted,CaseNumber,SystemModstamp\n5005e00000Minta,0,17,2026-01-05 09:07:00\n";
const part = (number: number) => `WE_00D5e000000Minta_${number}.ZIP`;

/** The deals of all loaded files. */
const dealsOf = (files: Awaited<ReturnType<typeof load>>) =>
  ask(
    `select opportunity_id, stage from read_parquet([${files
      .flatMap((file) => file.streams.filter(({ stream }) => stream === "opportunities"))
      .map(({ path }) => `'${path}'`)
      .join(", ")}]) order by all`,
  );

describe("a weekly export of Salesforce", () => {
  test("is read out of its parts, a table that goes on in the next member or part as well", async () => {
    put(
      part(1),
      buildZip([
        { name: "Opportunity.csv", content: header + deal("A") + deal("a") },
        { name: "Lead.csv", content: leads },
        { name: "Case.csv", content: others },
      ]),
    );
    put(
      part(2),
      buildZip([
        { name: "Opportunity.csv", content: header + deal("B") },
        { name: "Opportunity_2.csv", content: header + deal("C") },
      ]),
    );
    const files = await load();
    expect(
      files.map(({ name, status, loaded, skipped, delivery, reason }) => [
        name,
        status,
        loaded,
        skipped,
        delivery,
        reason,
      ]),
    ).toEqual([
      [`${part(1)}/Opportunity.csv`, "loaded", 2, 1, "delta", ""],
      [`${part(1)}/Lead.csv`, "loaded", 1, 1, "delta", ""],
      [`${part(1)}/Case.csv`, "loaded", 0, 2, "delta", ""],
      [`${part(2)}/Opportunity.csv`, "loaded", 1, 1, "delta", ""],
      [`${part(2)}/Opportunity_2.csv`, "loaded", 1, 1, "delta", ""],
    ]);
    expect((await dealsOf(files)).map((row) => String(row["opportunity_id"]).slice(0, 15))).toEqual(
      ["A", "B", "C", "a"].map((letter) => `0065e00000Mint${letter}`),
    );
  });

  test("counts a part that is delivered twice once", async () => {
    const archive = buildZip([{ name: "Opportunity.csv", content: header + deal("A") }]);
    put(part(1), archive);
    put(`again/${part(1)}`, archive);
    const files = await load();
    expect(files.map(({ name, status }) => [name, status])).toEqual([
      [`${part(1)}/Opportunity.csv`, "loaded"],
      [`again/${part(1)}/Opportunity.csv`, "duplicate"],
    ]);
    expect(await dealsOf(files)).toHaveLength(1);
  });

  test("says which part before the last is missing", async () => {
    put(part(1), buildZip([{ name: "Opportunity.csv", content: header + deal("A") }]));
    put(part(4), buildZip([{ name: "Opportunity.csv", content: header + deal("B") }]));
    expect((await load()).map(({ status, loaded, reason }) => [status, loaded, reason])).toEqual([
      ["loaded", 1, ""],
      [
        "loaded",
        1,
        "part 2, 3 of this export is not beside it: the records there stay as older exports know them; deliver them too",
      ],
    ]);
  });

  test("says that a member without a header was not read", async () => {
    put(
      part(1),
      buildZip([
        { name: "Opportunity.csv", content: header + deal("A") },
        { name: "Opportunity_2.csv", content: deal("B") },
      ]),
    );
    const [file, ...more] = await load();
    expect(more).toEqual([]);
    expect(file).toMatchObject({ status: "loaded", loaded: 1 });
    expect(file?.reason).toMatch(
      /^not read: Opportunity_2\.csv \(no connector knows its header \(its first record looks like data: the header is missing\)/,
    );
    expect(file?.reason).not.toContain("0065e");
  });
});
