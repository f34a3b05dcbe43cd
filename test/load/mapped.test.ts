import { describe, expect, test } from "vitest";
import { freshHomes, load, only, put, rowsOf } from "./exports-home.ts";

freshHomes();

const mapping = (entry: object) =>
  put(
    "m/mapping.json",
    JSON.stringify({ source: "api", files: [{ file: "*.csv", stream: "ad_spend", ...entry }] }),
  );

describe("a mapping", () => {
  test("divides amounts in micros exactly, and joins the columns that make a key", async () => {
    mapping({
      columns: { campaign: "id", spend_date: "day", cost: "micros", segment: ["device", "network"] },
      constants: { platform: "some_ads" },
      divide_by: { cost: 1_000_000 },
    });
    put(
      "m/a.csv",
      "id,day,micros,device,network\n7,2026-03-01,36155000,phone,search\n7,2026-03-01,-1,,search\n7,2026-03-01,9007199254740993,,\n",
    );
    expect(await rowsOf(await only(), "ad_spend")).toMatchObject([
      { cost: "36.16", segment: "phone | search" },
      { cost: "0.00", segment: "search" },
      { cost: "9007199254.74", segment: null },
    ]);
  });

  test("finds a header as people see it, and an id behind its guard", async () => {
    mapping({ stream: "accounts", columns: { account_id: "Account ID", industry: "Branche – Ort" } });
    put("m/a.csv", 'ACCOUNT\u00a0ID,branche -  ort\n"=""007""",Energy\n');
    expect(await rowsOf(await only(), "accounts")).toMatchObject([{ account_id: "007", industry: "Energy" }]);
  });

  test("of stage changes whose stage is a constant says that each stage has a column of its own", async () => {
    const shared = { stream: "stage_changes", constants: { record_type: "opportunity" } };
    const constants = { ...shared.constants, to_stage: "Won" };
    mapping({ ...shared, columns: { record_id: "id", changed_at: "won" }, constants });
    put("m/a.csv", "id,won\n7,2026-03-01\n");
    expect(await rowsOf(await only(), "stage_changes")).toMatchObject([{ to_stage: "Won", is_column: true }]);
    mapping({ ...shared, columns: { record_id: "id", changed_at: "at", to_stage: "stage" } });
    put("m/a.csv", "id,at,stage\n7,2026-03-01,Won\n");
    expect((await rowsOf(await only(), "stage_changes"))[0]).not.toHaveProperty("is_column");
  });

  test("knows the members of a list by the keys of their contacts, never by a number itself", async () => {
    const list = { stream: "list_members", constants: { list_id: "bought" } };
    put("m/a.csv", "no,tel\n1,06 30 200 1000\n2,n.a.\n3,+36302001000\n");
    for (const columns of [{ phone_key: "tel" }, { member_id: "tel", phone_key: "tel" }]) {
      mapping({ ...list, columns });
      const members = await rowsOf(await only(), "list_members");
      expect(members.map((row) => row["member_id"] === row["phone_key"])).toEqual([true, false, true]);
      expect(JSON.stringify(members)).not.toContain("200");
    }
    mapping({ ...list, columns: { member_id: "no", phone_key: "tel" } });
    expect((await rowsOf(await only(), "list_members")).map((row) => row["member_id"])).toEqual([
      "1",
      "2",
      "3",
    ]);
  });

  test("reads numbers that end in their decimal mark", async () => {
    mapping({ columns: { platform: "p", campaign: "id", cost: "c", click_count: "n" } });
    put("m/a.csv", "p,id,c,n\nx,7,144.,5.\n");
    expect(await rowsOf(await only(), "ad_spend")).toMatchObject([{ cost: "144.00", click_count: "5" }]);
  });

  test.each([
    "2026-06-30 23:59:59",
    "2026-06-30T23:59:59",
    "2026-07-01T03:59:59Z",
    "2026-07-01 05:59:59+02:00",
    "2026-07-01T05:59:59+0200",
  ])("says in which zone its times are, and until when it is complete: %s", async (asOf) => {
    const files = [{ file: "*.csv", stream: "accounts", columns: { account_id: "id" } }];
    put("m/mapping.json", JSON.stringify({ source: "api", zone: "America/New_York", as_of: asOf, files }));
    put("m/a.csv", "id\n7\n");
    expect(await only()).toMatchObject({ zone: "America/New_York", declaredAsOf: "2026-06-30 23:59:59" });
  });

  test.each([
    [
      { as_of: "soon" },
      /mapping\.json, as_of: expected a time of the zone like 2026-06-30 23:59:59, or one with its offset like 2026-06-30T23:59:59\+02:00/,
    ],
    [{ as_of: "2026-02-30" }, /as_of: expected a time/],
    [{ as_of: "2026-06-30+02:00" }, /as_of: expected a time/],
    [{ zone: "Mars/Olympus" }, /mapping\.json, zone: expected a time zone like Europe\/Budapest/],
  ])("with %j is refused with the key", async (wrong, reason) => {
    put(
      "m/mapping.json",
      JSON.stringify({
        source: "api",
        files: [{ file: "*.csv", stream: "accounts", columns: { account_id: "id" } }],
        ...wrong,
      }),
    );
    put("m/a.csv", "id\n7\n");
    expect((await only()).reason).toMatch(reason);
  });

  test("finds its header below other lines, however the accents of its names are written", async () => {
    mapping({ columns: { platform: "p", campaign: "Kampány".normalize("NFD") } });
    put("m/a.csv", "Jelentés,x\np,Kampány\nx,7\n");
    expect(await only()).toMatchObject({ loaded: 1, skipped: 2 });
  });

  test("names a source as a key that settings can begin with", async () => {
    put(
      "m/mapping.json",
      JSON.stringify({
        source: "My Shop",
        files: [{ file: "*.csv", stream: "accounts", columns: { account_id: "id" } }],
      }),
    );
    put("m/a.csv", "id\n7\n");
    expect((await only()).reason).toMatch(
      /mapping\.json, source: expected a lower-case key of letters, digits and _/,
    );
  });

  test("knows what means no value in the whole file and in one column beside it", async () => {
    mapping({
      columns: { platform: "p", campaign: "id", cost: { header: "c", nulls: ["999"] }, click_count: "n" },
      nulls: ["none"],
    });
    put("m/a.csv", "p,id,c,n\nx,7,999,none\nx,8,none,999\n");
    expect(await rowsOf(await only(), "ad_spend")).toMatchObject([
      { cost: null, click_count: null },
      { cost: null, click_count: "999" },
    ]);
  });

  test.each([
    [
      "a divisor that is no part of a unit",
      { divide_by: { cost: 60 } },
      /divide_by\.cost: expected one of 100, 1000, 1000000/,
    ],
    [
      "a divisor of a column that nothing is mapped to",
      { divide_by: { conversion_count: 100 } },
      /divide_by\.conversion_count: only an amount can be divided/,
    ],
    [
      "a divided text",
      { divide_by: { campaign: 100 } },
      /divide_by\.campaign: only an amount can be divided; use one of cost, conversion_count/,
    ],
    [
      "an amount of several headers",
      { columns: { platform: "p", campaign: "id", cost: ["a", "b"] } },
      /columns\.cost: several headers make a text/,
    ],
    [
      "a header of several that the file lacks",
      { columns: { platform: "p", campaign: ["id", "nope"], cost: "c" } },
      /"nope", which the file does not have/,
    ],
  ])("with %s names the key", async (_, wrong, reason) => {
    mapping({ columns: { platform: "p", campaign: "id", cost: "c" }, ...wrong });
    put("m/a.csv", "p,id,c,a,b\nx,7,1,2,3\n");
    const [file] = await load();
    expect(file?.status).toBe("refused");
    expect(file?.reason).toMatch(reason);
  });
});
