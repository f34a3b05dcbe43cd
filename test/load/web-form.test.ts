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
    expect(file).toMatchObject({
      connector: "web_form",
      loaded: 3,
      skipped: 1,
      newestEvent: "2026-01-07 10:00:00",
    });
    expect(file.rows["leads"]).toMatchObject([
      {
        created_at: "2026-01-05 09:07:00",
        stage: "Submitted",
        lead_source: "google",
        account_id: "Minta Kft.",
        is_do_not_call: null,
      },
      {
        lead_source: "google",
        account_id: null,
        is_do_not_call: true,
        phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        email_key: null,
      },
      { lead_source: null, is_do_not_call: false },
    ]);
    expect(new Set(file.rows["leads"]?.map((lead) => lead["lead_id"])).size).toBe(3);
    expect(JSON.stringify(file.rows)).not.toMatch(/minta\.example|555|Anna|Béla/i);
  });

  test.each([
    [
      "German",
      "Zeitstempel;E-Mail-Adresse;Firma;Land\n05.01.2026 09:07;a@minta.example;Minta;DE\n25.01.2026 09:07;b@minta.example;Minta;DE\n",
      { created_at: "2026-01-05 09:07:00", account_id: "Minta", country: "DE", lead_source: "inbound_web" },
    ],
    [
      "English",
      "Submission ID,Submitted At,Your Email,Do Not Email,utm_source\nS-1,2026-01-05 09:07,a@minta.example,Unsubscribe me,LinkedIn\n",
      { lead_id: "S-1", is_do_not_email: true, lead_source: "linkedin" },
    ],
    [
      "a lead ad of Meta",
      "id\tcreated_time\tcampaign_name\tform_id\temail\tphone_number\nl:120000000000000001\t2026-01-05T09:07:00Z\tTavasz\tf:7\ta@minta.example\tp:+36305550101\n",
      {
        lead_id: "120000000000000001",
        created_at: "2026-01-05 10:07:00",
        campaign_id: "Tavasz",
        phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
    ],
  ])("in %s", async (_, text, lead) => {
    const file = await loadText(text);
    expect(file).toMatchObject({ connector: "web_form", status: "loaded" });
    expect(file.rows["leads"]?.[0]).toMatchObject(lead);
  });

  test("a lead of an ad is paid social, of the same form shown without an ad it is organic, and marks are no part of an id", async () => {
    const header =
      "id\tcreated_time\tad_id\tcampaign_id\tcampaign_name\tform_id\tis_organic\tplatform\temail\tphone_number\n";
    const file = await loadText(
      `${header}l:1\t2026-01-05T09:07:00Z\tag:2\tc:3\tTavasz\tf:7\tfalse\tfb\ta@minta.example\tp:+36305550101\nl:2\t2026-01-05T09:08:00Z\t\t\t\tf:7\ttrue\tig\tb@minta.example\t\n`,
    );
    expect(file.rows["leads"]).toMatchObject([
      { lead_id: "1", lead_source: "paid_social", campaign_id: "3" },
      { lead_id: "2", lead_source: "organic", campaign_id: null },
    ]);
  });

  test("an answer that names its ad is paid for, one of the same form that names none is not, and the id of a campaign comes before its name", async () => {
    const header = "Lead ID,Submitted At,Campaign Name,Campaign ID,Ad Name,Form Name,Email Address\n";
    const file = await loadText(
      `${header}1,2026-01-05 09:07:00,Tavasz,77,Kép 1,F,a@minta.example\n2,2026-01-06 09:07:00,,,,F,b@minta.example\n`,
    );
    expect(file.rows["leads"]).toMatchObject([
      { lead_source: "paid_social", campaign_id: "77" },
      { lead_source: "inbound_web", campaign_id: null },
    ]);
    const google = await loadText("Timestamp,Email,Ad ID,gclid\n2026-01-05 09:07,a@minta.example,5,x\n");
    expect(google.rows["leads"]).toMatchObject([{ lead_source: "paid_search" }]);
  });

  test("each answer is of the ad that it names itself, whatever other columns the form has, and one that says nothing is inbound", async () => {
    const each = await loadText(
      "Timestamp,Email,UTM Source,Ad ID,gclid\n2026-01-05 09:07,a@minta.example,,5,\n2026-01-05 09:08,b@minta.example,,,x\n2026-01-05 09:09,c@minta.example,Newsletter,,x\n2026-01-05 09:10,d@minta.example,,,\n",
    );
    expect(each.rows["leads"]?.map((lead) => lead["lead_source"])).toEqual([
      "paid_social",
      "paid_search",
      "newsletter",
      "inbound_web",
    ]);
    const clicked = await loadText("Timestamp,Email,gclid\n2026-01-05 09:07,a@minta.example,x\n");
    expect(clicked.rows["leads"]).toMatchObject([{ lead_source: "paid_search" }]);
  });

  test("what looks like a mark of an ad is part of the id in any other form", async () => {
    const file = await loadText(
      "Submission ID,Submitted At,Email\nl:1,2026-01-05 09:07,a@minta.example\nf:1,2026-01-05 09:08,b@minta.example\n",
    );
    expect(file.rows["leads"]?.map((lead) => lead["lead_id"])).toEqual(["l:1", "f:1"]);
  });

  test("dates that begin with the year are said to be written so, whatever the tool's own way is", async () => {
    expect(await loadText("Timestamp,Email\n2026-01-05 09:07,a@minta.example\n")).toMatchObject({
      dates: "ymd",
    });
    expect(await loadText("Timestamp,Email\n1/25/2026 09:07,a@minta.example\n")).toMatchObject({
      dates: "mdy",
    });
  });

  test("what only looks like one is left to the person", async () => {
    expect((await loadText("Name,Email,Company\nx,a@minta.example,Minta\n")).reason).toMatch(
      /no connector knows/,
    );
    expect((await loadText("Timestamp,Message\n2026-01-05 09:07,x\n")).reason).toMatch(/no connector knows/);
  });

  test("rows wider than the header are not made to fit", async () => {
    const wide = "2026-01-05 09:07,a@minta.example,1,2,3,4,5\n";
    expect((await loadText(`Timestamp,Email,Company\n${wide.repeat(3)}`)).reason).toMatch(
      /3 of 3 records do not fit/,
    );
  });

  test("an entry without its number, or written in other letters, is the same person at the same time", async () => {
    const file = await loadText(
      "Submission ID,Submitted At,Email\n,2026-01-05 09:07,A@minta.example\n,2026-01-05 09:07,a@minta.example\nS-1,2026-01-05 09:07,b@minta.example\n",
    );
    expect(file).toMatchObject({ loaded: 2, deduplicated: 1 });
    expect(file.rows["leads"]?.map((lead) => lead["lead_id"])).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      "S-1",
    ]);
  });

  test("days that can be read two ways are asked about", async () => {
    expect((await loadText("Timestamp,Email\n03/04/2026 9:07,a@minta.example\n")).reason).toMatch(
      /web_form\.date_order,mdy \(or dmy\)/,
    );
  });

  test("a line deep in a file that looks like a form is none", async () => {
    expect(
      (await loadText(`${"a,b\n".repeat(5)}Timestamp,Email\n2026-01-05 09:07,a@minta.example\n`)).reason,
    ).toMatch(/no connector knows its header/);
  });

  const key = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
  test.each([
    [
      "Google Forms",
      "Timestamp,Email Address,Company\n2026/03/01 9:12:00 AM GMT+1,a@minta.example,Minta\n",
      { created_at: "2026-03-01 09:12:00", account_id: "Minta" },
    ],
    [
      "Google Forms in Italian",
      "Informazioni cronologiche,Indirizzo email\n25/03/2026 9.12.00,a@minta.example\n".replaceAll(
        "9.12.00",
        "9:12:00",
      ),
      { created_at: "2026-03-25 09:12:00" },
    ],
    [
      "Google Forms in Portuguese",
      "Carimbo de data/hora,Endereço de e-mail\n25/03/2026 09:12:00,a@minta.example\n",
      { created_at: "2026-03-25 09:12:00" },
    ],
    [
      "Google Forms in Polish",
      "Sygnatura czasowa;Adres e-mail\n2026-03-25 09:12:00;a@minta.example\n",
      { created_at: "2026-03-25 09:12:00" },
    ],
    [
      "Google Forms in Russian",
      "Отметка времени,Адрес электронной почты\n25.03.2026 09:12:00,a@minta.example\n",
      { created_at: "2026-03-25 09:12:00" },
    ],
    [
      "Typeform, whose times are UTC",
      '#,"What is your email?\nWe never share it.",Your email,Response Type,Start Date (UTC),Submit Date (UTC),Network ID,Tags\nodwdp4,x,a@minta.example,completed,2026-01-05 09:05:31,2026-01-05 09:07:00,653e,\n',
      { lead_id: "odwdp4", created_at: "2026-01-05 09:07:00" },
      "UTC",
    ],
    [
      "Jotform",
      'Submission Date,E-mail,Submission ID\n"Mar 1, 2026",a@minta.example,550011\n',
      { lead_id: "550011", created_at: "2026-03-01 00:00:00" },
    ],
    [
      "Elementor",
      '"Full Name","Business Email","Form Name (ID)","Submission ID","Created At","User ID","User Agent","User IP",Referrer\nAnna,a@minta.example,Contact (abc),42,2026-01-05 09:07:00,0,x,127.0.0.1,x\n',
      { lead_id: "42", created_at: "2026-01-05 09:07:00" },
    ],
    [
      "Gravity Forms",
      "Name,Email,Entry Id,Entry Date,Source Url,User IP\nAnna,a@minta.example,7,2026-01-05 09:07:00,x,127.0.0.1\n",
      { lead_id: "7", created_at: "2026-01-05 09:07:00" },
    ],
    [
      "Microsoft Forms, which numbers the answers of each form from 1",
      "ID,Start time,Completion time,Email,Name\n1,1/25/2026 9:05:00,1/25/2026 9:07:00,a@minta.example,Anna\n",
      { lead_id: key, created_at: "2026-01-25 09:07:00" },
    ],
  ])("is read as exported by %s", async (_, text, lead, zone = "Europe/Budapest") => {
    const file = await loadText(text);
    expect(file).toMatchObject({ connector: "web_form", status: "loaded", loaded: 1, zone });
    expect(file.rows["leads"]?.[0]).toMatchObject({ ...lead, email_key: key });
  });

  test("what is booked with Calendly is a lead and its meeting, and a cancelled one is no meeting", async () => {
    const file = await loadText(
      "User Name,User Email,Invitee Name,Invitee Email,Event Type Name,Start Date & Time,End Date & Time,Event Created Date & Time,Canceled,UTM Source,UTM Campaign,Event UUID\nBéla,b@minta.example,Anna,a@minta.example,Demo,2026-01-15 10:00,2026-01-15 10:30,2026-01-05 09:07,false,google,spring,u-1\nBéla,b@minta.example,Cili,c@minta.example,Demo,2026-01-16 10:00,2026-01-16 10:30,2026-01-06 09:07,true,,,u-2\n",
    );
    expect(file).toMatchObject({ connector: "web_form", status: "loaded", loaded: 2 });
    expect(file.rows["leads"]).toMatchObject([
      {
        lead_id: "u-1",
        created_at: "2026-01-05 09:07:00",
        lead_source: "google",
        campaign_id: "spring",
        email_key: key,
      },
      { lead_id: "u-2" },
    ]);
    expect(file.rows["activities"]).toMatchObject([
      {
        activity_id: "u-1",
        kind: "meeting",
        record_type: "lead",
        record_id: "u-1",
        occurred_at: "2026-01-15 10:00:00",
        logged_at: "2026-01-05 09:07:00",
      },
    ]);
  });

  test("a list of records with a creation date and addresses is no form", async () => {
    expect((await loadText("Submission ID,Created At,Email\n1,2026-01-05,a@minta.example\n")).reason).toMatch(
      /no connector knows/,
    );
  });
});
