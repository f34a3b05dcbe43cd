import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

describe("a web form", () => {
  test("is read by what people call its columns, and a renamed question is one field", async () => {
    const file = await loadText(
      "Időbélyeg,Teljes név,E-mail cím,Telefonszám,Telefon,Cégnév,Honnan hallott rólunk?,Ne hívják\n" +
        "2026. 01. 05. 9:07:00,Minta Anna,Anna@Minta.example,06 30 555 0101,,Minta Kft.,Google,\n" +
        "2026. 01. 06. 10:00:00,Próba Béla,,,+36 30 555 0102,Select,google ,igen\n" +
        "2026. 01. 07. 10:00:00,Próba Cili,c@minta.example,,,,Select,nem\n",
    );
    expect(file).toMatchObject({ connector: "web_form", loaded: 3, skipped: 1, newestEvent: "2026-01-07 10:00:00" });
    expect(file.rows["leads"]).toMatchObject([
      { created_at: "2026-01-05 09:07:00", stage: "Submitted", lead_source: "google", account_id: "Minta Kft.", is_do_not_call: null },
      { lead_source: "google", account_id: null, is_do_not_call: true, phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string, email_key: null },
      { lead_source: null, is_do_not_call: false },
    ]);
    expect(new Set(file.rows["leads"]?.map((lead) => lead["lead_id"])).size).toBe(3);
    expect(JSON.stringify(file.rows)).not.toMatch(/minta\.example|555|Anna|Béla/i);
  });

  test.each([
    ["German", "Zeitstempel;E-Mail-Adresse;Firma;Land\n05.01.2026 09:07;a@minta.example;Minta;DE\n25.01.2026 09:07;b@minta.example;Minta;DE\n", { created_at: "2026-01-05 09:07:00", account_id: "Minta", country: "DE", lead_source: "inbound_web" }],
    ["English", "Submission ID,Submitted At,Your Email,Do Not Email,utm_source\nS-1,2026-01-05 09:07,a@minta.example,Unsubscribe me,LinkedIn\n", { lead_id: "S-1", is_do_not_email: true, lead_source: "linkedin" }],
    ["a lead ad of Meta", "id\tcreated_time\tcampaign_name\tform_id\temail\tphone_number\nl:120000000000000001\t2026-01-05T09:07:00Z\tTavasz\tf:7\ta@minta.example\tp:+36305550101\n", { lead_id: "120000000000000001", created_at: "2026-01-05 10:07:00", campaign_id: "Tavasz", phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string }],
  ])("in %s", async (_, text, lead) => {
    const file = await loadText(text);
    expect(file).toMatchObject({ connector: "web_form", status: "loaded" });
    expect(file.rows["leads"]?.[0]).toMatchObject(lead);
  });

  test("a lead of an ad is paid social, of the same form shown without an ad it is organic, and marks are no part of an id", async () => {
    const header = "id\tcreated_time\tad_id\tcampaign_id\tcampaign_name\tform_id\tis_organic\tplatform\temail\tphone_number\n";
    const file = await loadText(`${header}l:1\t2026-01-05T09:07:00Z\tag:2\tc:3\tTavasz\tf:7\tfalse\tfb\ta@minta.example\tp:+36305550101\nl:2\t2026-01-05T09:08:00Z\t\t\t\tf:7\ttrue\tig\tb@minta.example\t\n`);
    expect(file.rows["leads"]).toMatchObject([
      { lead_id: "1", lead_source: "paid_social", campaign_id: "3" },
      { lead_id: "2", lead_source: "organic", campaign_id: null },
    ]);
  });

  test("what looks like a mark of an ad is part of the id in any other form", async () => {
    const file = await loadText("Submission ID,Submitted At,Email\nl:1,2026-01-05 09:07,a@minta.example\nf:1,2026-01-05 09:08,b@minta.example\n");
    expect(file.rows["leads"]?.map((lead) => lead["lead_id"])).toEqual(["l:1", "f:1"]);
  });

  test("what only looks like one is left to the person", async () => {
    expect((await loadText("Name,Email,Company\nx,a@minta.example,Minta\n")).reason).toMatch(/no connector knows/);
    expect((await loadText("Timestamp,Message\n2026-01-05 09:07,x\n")).reason).toMatch(/no connector knows/);
  });

  test("rows wider than the header are not made to fit", async () => {
    const wide = "2026-01-05 09:07,a@minta.example,1,2,3,4,5\n";
    expect((await loadText(`Timestamp,Email,Company\n${wide.repeat(3)}`)).reason).toMatch(/3 of 3 records do not fit/);
  });

  test("an entry without its number, or written in other letters, is the same person at the same time", async () => {
    const file = await loadText("Submission ID,Submitted At,Email\n,2026-01-05 09:07,A@minta.example\n,2026-01-05 09:07,a@minta.example\nS-1,2026-01-05 09:07,b@minta.example\n");
    expect(file).toMatchObject({ loaded: 2, deduplicated: 1 });
    expect(file.rows["leads"]?.map((lead) => lead["lead_id"])).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), "S-1"]);
  });

  test("days that can be read two ways are asked about", async () => {
    expect((await loadText("Timestamp,Email\n03/04/2026 9:07,a@minta.example\n")).reason).toMatch(/web_form\.date_order,mdy \(or dmy\)/);
  });

  test("a line deep in a file that looks like a form is none", async () => {
    expect((await loadText(`${"a,b\n".repeat(5)}Timestamp,Email\n2026-01-05 09:07,a@minta.example\n`)).reason).toMatch(/no connector knows its header/);
  });
}); // prettier-ignore
