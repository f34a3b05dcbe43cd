import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspectFile } from "../../pipelines/commands/inspect/inspect.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { readReference } from "../../pipelines/reference/read.ts";
import { buildZip } from "../formats/build-zip.ts";
import { freshHomes, home, load, only, put, rowsOf } from "../load/exports-home.ts";
import { entriesOf, inspectText, proposed } from "./inspect-text.ts";

freshHomes();

const table = (...lines: string[]) => `${lines.join("\n")}\n`;

/** A table nobody knows, what its one entry must be, and how many of its records load. */
const known: [string, string, string, Record<string, unknown>, number][] = [
  [
    "deals with an expected and a real close date are dated by the real one",
    "deals.csv",
    table(
      "Id,Name,Deal value,Deal pipeline,Deal stage,Expected close date,Closed on,Sales owner,Source,Created at,Updated at,Lost reason,Stage changed on",
      "1,Alfa,1200,Main,Won,2026-06-30,2026-02-02,Anna,Web,2026-01-05 09:00,2026-02-02 12:00,,2026-02-02",
      "2,Béta,800,Main,Lost,2026-07-31,2026-01-20,Anna,Web,2026-01-06 09:00,2026-01-20 15:00,Price,2026-01-20",
    ),
    {
      stream: "opportunities",
      columns: {
        opportunity_id: "Id",
        amount: "Deal value",
        pipeline: "Deal pipeline",
        stage: "Deal stage",
        closed_at: "Closed on",
        owner_id: "Sales owner",
        lead_source: "Source",
        created_at: "Created at",
        updated_at: "Updated at",
        lost_reason: "Lost reason",
        stage_changed_at: "Stage changed on",
      },
    },
    2,
  ],
  [
    "so are deals in Hungarian",
    "lista.csv",
    table(
      "Azonosító;Üzlet neve;Összeg;Szakasz;Várható zárás;Lezárva;Létrehozás dátuma;Elvesztés oka;Felelős;Ügyfél",
      "U1;Raktár;1 200,50 Ft;Nyert;2026. 06. 30.;2026. 02. 02.;2026. jan. 5.;;Minta Anna;Minta Kft.",
      "U2;Telephely;800 Ft;Ajánlat;2026. 07. 31.;;2026. jan. 6.;;Minta Anna;Próba Zrt.",
    ),
    {
      stream: "opportunities",
      delimiter: ";",
      decimal: ",",
      columns: {
        opportunity_id: "Azonosító",
        amount: "Összeg",
        stage: "Szakasz",
        closed_at: "Lezárva",
        created_at: "Létrehozás dátuma",
        lost_reason: "Elvesztés oka",
        owner_id: "Felelős",
        account_id: "Ügyfél",
      },
    },
    2,
  ],
  [
    "and in German",
    "liste.csv",
    table(
      "Verkaufschance-ID;Bezeichnung;Betrag;Währung;Phase;Voraussichtlicher Abschluss;Abgeschlossen am;Erstellt am;Geändert am;Verlustgrund;Zuständig;Firma",
      "V1;Lager;1.200,50;EUR;Gewonnen;30.06.2026;02.02.2026;15.01.2026;02.02.2026;;Muster Anna;Muster GmbH",
      "V2;Halle;800,00;EUR;Angebot;31.07.2026;;16.01.2026;20.01.2026;;Muster Anna;Probe AG",
    ),
    {
      stream: "opportunities",
      date_format: "dmy",
      decimal: ",",
      columns: {
        opportunity_id: "Verkaufschance-ID",
        amount: "Betrag",
        currency: "Währung",
        stage: "Phase",
        closed_at: "Abgeschlossen am",
        created_at: "Erstellt am",
        updated_at: "Geändert am",
        lost_reason: "Verlustgrund",
        owner_id: "Zuständig",
        account_id: "Firma",
      },
    },
    2,
  ],
  [
    "an expected date alone closes nothing",
    "x.csv",
    table(
      "Deal ID,Stage,Expected close date,Created",
      "1,New,2026-06-30,2026-01-05",
      "2,Offer,2026-07-30,2026-01-06",
    ),
    {
      stream: "opportunities",
      columns: { opportunity_id: "Deal ID", stage: "Stage", created_at: "Created" },
    },
    2,
  ],
  [
    "closed deals without a stage are won on their won date, and are identified by their leads where each has one",
    "x.csv",
    table("mql_id,seller,won_date,segment", "a1,s1,2026-02-26 19:58:54,pet", "a2,s2,2026-03-26 20:17:59,car"),
    {
      stream: "opportunities",
      columns: { opportunity_id: "mql_id", lead_id: "mql_id", closed_at: "won_date", owner_id: "seller" },
      constants: { stage: "Won" },
    },
    2,
  ],
  [
    "lost deals without a stage are lost on their lost date",
    "x.csv",
    table("Deal ID,Lost date,Lost reason", "1,2026-02-26,Price", "2,2026-03-26,Time"),
    {
      stream: "opportunities",
      columns: { opportunity_id: "Deal ID", closed_at: "Lost date", lost_reason: "Lost reason" },
      constants: { stage: "Lost" },
    },
    2,
  ],
  [
    "a stage history says from, to and when",
    "x.csv",
    table(
      "Deal ID,From,To,When,Owner",
      "1,,New,2026-01-05 09:00,Anna",
      "1,New,Offer,2026-01-06 10:00,Anna",
      "2,,New,2026-01-07 09:00,Anna",
    ),
    {
      stream: "stage_changes",
      columns: {
        record_id: "Deal ID",
        from_stage: "From",
        to_stage: "To",
        changed_at: "When",
        owner_id: "Owner",
      },
      constants: { record_type: "opportunity" },
    },
    3,
  ],
  [
    "the rows of a stage history are counted by an id that grows with the time",
    "x.csv",
    table(
      "Row ID,Deal ID,New stage,When",
      "12,1,Offer,2026. 01. 06. 10:00",
      "11,1,New,2026. 01. 06. 10:00",
      "9,2,New,2026. 01. 06. 9:00",
    ),
    {
      stream: "stage_changes",
      columns: { record_id: "Deal ID", to_stage: "New stage", changed_at: "When", sequence: "Row ID" },
      constants: { record_type: "opportunity" },
    },
    3,
  ],
  [
    "an id that does not grow with the time tells no order, and a column called a sequence does",
    "x.csv",
    table(
      "Row ID,Seq,Deal ID,New stage,When",
      "11,3,1,Offer,2026-01-06 10:00",
      "12,2,1,New,2026-01-06 09:00",
      "9,1,2,New,2026-01-06 08:00",
    ),
    {
      stream: "stage_changes",
      columns: { record_id: "Deal ID", to_stage: "New stage", changed_at: "When", sequence: "Seq" },
      constants: { record_type: "opportunity" },
    },
    3,
  ],
  [
    "a stage history without from has several rows per record",
    "x.csv",
    table(
      "Lead ID,Status,Date",
      "1,New,2026-01-05 09:00",
      "1,Working,2026-01-06 10:00",
      "2,New,2026-01-07 09:00",
    ),
    {
      stream: "stage_changes",
      columns: { record_id: "Lead ID", to_stage: "Status", changed_at: "Date" },
      constants: { record_type: "lead" },
    },
    3,
  ],
  [
    "a stage history in Hungarian",
    "x.csv",
    table(
      "Üzlet azonosító;Régi szakasz;Új szakasz;Módosítva",
      "1;;Új;2026. 01. 05. 9:00",
      "1;Új;Ajánlat;2026. 01. 06. 10:00",
    ),
    {
      stream: "stage_changes",
      columns: {
        record_id: "Üzlet azonosító",
        from_stage: "Régi szakasz",
        to_stage: "Új szakasz",
        changed_at: "Módosítva",
      },
      constants: { record_type: "opportunity" },
    },
    2,
  ],
  [
    "leads name the opportunity they became",
    "x.csv",
    table(
      "Lead ID,Name,E-mail,Mobile,Status of lead,Lead source,Created,Converted opportunity ID,Company",
      "L1,Minta Anna,a@minta.example,06 30 555 0101,Converted,Web,2026-01-05,D1,Minta Kft.",
      "L2,Próba Béla,b@minta.example,06 30 555 0102,New,Web,2026-01-06,,Próba Zrt.",
    ),
    {
      stream: "leads",
      columns: {
        lead_id: "Lead ID",
        email_key: "E-mail",
        phone_key: "Mobile",
        stage: "Status of lead",
        lead_source: "Lead source",
        created_at: "Created",
        converted_opportunity_id: "Converted opportunity ID",
        account_id: "Company",
      },
    },
    2,
  ],
  [
    "leads without a stage stand where all leads do",
    "x.csv",
    table(
      "mql_id,first_contact_date,landing_page_id,origin",
      "a1,2026-02-01,p1,social",
      "a2,2026-02-02,p1,paid_search",
    ),
    {
      stream: "leads",
      columns: { lead_id: "mql_id", created_at: "first_contact_date", lead_source: "origin" },
      constants: { stage: "MQL" },
    },
    2,
  ],
  [
    "the answers of a form are leads by their e-mail and phone",
    "x.csv",
    table(
      "Sorszám;Érkezett;Név;E-mail cím;Telefonszám;Kódszám",
      "1;2026. 01. 05. 9:07;Minta Anna;a@minta.example;06 30 555 0101;F-1",
      "2;2026. 01. 06. 9:08;Próba Béla;b@minta.example;06 30 555 0102;F-2",
    ),
    {
      stream: "leads",
      columns: {
        lead_id: "Sorszám",
        created_at: "Érkezett",
        email_key: "E-mail cím",
        phone_key: "Telefonszám",
      },
      constants: { stage: "Lead" },
    },
    2,
  ],
  [
    "activities belong to deals, are done and due",
    "x.csv",
    table(
      "Activity ID,Type,Subject,Deal ID,Due date,Completed,Created,Assigned to",
      "A1,Call,Intro,D1,2026-01-05,yes,2026-01-04 09:00,Anna",
      "A2,Meeting,Demo,D1,2026-01-07,no,2026-01-05 10:00,Anna",
    ),
    {
      stream: "activities",
      columns: {
        activity_id: "Activity ID",
        kind: "Type",
        record_id: "Deal ID",
        due_at: "Due date",
        is_done: "Completed",
        logged_at: "Created",
        owner_id: "Assigned to",
      },
      constants: { record_type: "opportunity" },
    },
    2,
  ],
  [
    "the members of a list have its id and legal basis",
    "x.csv",
    table(
      "List ID,Member ID,Vendor,Delivered,E-mail,Legal basis,Do not call",
      "P1,M1,Lista Kft.,2026-01-05,a@minta.example,Legitimate interest,no",
      "P1,M2,Lista Kft.,2026-01-05,b@minta.example,Legitimate interest,yes",
    ),
    {
      stream: "list_members",
      columns: {
        list_id: "List ID",
        member_id: "Member ID",
        vendor: "Vendor",
        delivered_at: "Delivered",
        email_key: "E-mail",
        legal_basis: "Legal basis",
        is_do_not_call: "Do not call",
      },
    },
    2,
  ],
  [
    "ad spend in Hungarian",
    "kt/x.csv",
    table(
      "Nap;Kampány;Költség (HUF);Megjelenések;Kattintások;Konverziók",
      "2026-01-05;Tavasz;1 200,50;1000;30;2,5",
      "2026-01-06;Tavasz;800,25;900;20;1,5",
    ),
    {
      stream: "ad_spend",
      columns: {
        spend_date: "Nap",
        campaign: "Kampány",
        cost: "Költség (HUF)",
        impression_count: "Megjelenések",
        click_count: "Kattintások",
        conversion_count: "Konverziók",
      },
      constants: { platform: "kt", currency: "HUF" },
    },
    2,
  ],
  [
    "ad spend in German",
    "kt/x.csv",
    table(
      "Tag;Kampagne;Ausgaben;Währung;Impressionen;Klicks",
      "25.01.2026;Frühling;1.200,50;EUR;1000;30",
      "26.01.2026;Frühling;800,25;EUR;900;20",
    ),
    {
      stream: "ad_spend",
      date_format: "dmy",
      columns: {
        spend_date: "Tag",
        campaign: "Kampagne",
        cost: "Ausgaben",
        currency: "Währung",
        impression_count: "Impressionen",
        click_count: "Klicks",
      },
    },
    2,
  ],
  [
    "ad spend in Spanish",
    "kt/x.csv",
    table(
      "Fecha,Campaña,Importe gastado,Moneda,Impresiones,Clics",
      "2026-01-25,Primavera,1200.50,EUR,1000,30",
    ),
    {
      stream: "ad_spend",
      columns: {
        spend_date: "Fecha",
        campaign: "Campaña",
        cost: "Importe gastado",
        currency: "Moneda",
        impression_count: "Impresiones",
        click_count: "Clics",
      },
    },
    1,
  ],
  [
    "contacts are no leads",
    "x.csv",
    table("Contact ID,First name,E-mail,Company,Created", "C1,Anna,a@minta.example,Minta Kft.,2026-01-05"),
    {
      stream: "contacts",
      columns: {
        contact_id: "Contact ID",
        email_key: "E-mail",
        account_id: "Company",
        created_at: "Created",
      },
    },
    1,
  ],
  [
    "accounts have an industry and employees",
    "x.csv",
    table(
      "account,sector,year_established,revenue,employees",
      "Minta Kft.,retail,1996,1100.04,2822",
      "Próba Zrt.,retail,1999,251.41,495",
    ),
    {
      stream: "accounts",
      columns: { account_id: "account", industry: "sector", employee_count: "employees" },
    },
    2,
  ],
  [
    "products have a family and a price",
    "x.csv",
    table("product,series,sales_price", "Box,B,550", "Crate,C,4821"),
    { stream: "products", columns: { product_id: "product", category: "series" } },
    2,
  ],
  [
    "sales people have a team",
    "x.csv",
    table("sales_agent,manager,regional_office", "Minta Anna,Főnök Éva,Central", "Próba Béla,Főnök Éva,East"),
    { stream: "owners", columns: { owner_id: "sales_agent", team: "regional_office" } },
    2,
  ],
  [
    "marks for no value and dates in a pattern are declared",
    "x.csv",
    table("Deal ID,Stage,Created,Closed,Amount", "1,New,20260105,-,n/a", "2,Won,20260106,20260201,500"),
    {
      stream: "opportunities",
      columns: {
        opportunity_id: "Deal ID",
        stage: "Stage",
        created_at: { header: "Created", date_format: "YYYYMMDD" },
        closed_at: { header: "Closed", date_format: "YYYYMMDD" },
        amount: "Amount",
      },
    },
    2,
  ],
];

test.each(known)("%s; it loads as it stands", async (_, name, content, entry, loaded) => {
  const text = await inspectText(name, content);
  const [one, ...more] = entriesOf(text);
  expect(one).toMatchObject(entry);
  expect(one?.["columns"]).toEqual(entry["columns"]);
  expect(more).toEqual([]);
  expect(text).toContain("tried: it loads as it stands");
  put(`m/${name.replace("kt/", "")}`, content);
  put("m/mapping.json", proposed(text));
  expect(await only()).toMatchObject({ status: "loaded", loaded, quarantined: 0 });
});

describe("where two columns fit", () => {
  test.each([
    ["amounts", "Deal ID,Stage,Amount,Value\n1,New,5,6\n2,New,7,8\n", "amount", '"Amount" and "Value"'],
    [
      "close dates",
      "Deal ID,Stage,Closed on,Date closed\n1,Won,2026-01-05,2026-01-06\n",
      "closed_at",
      '"Closed on" and "Date closed"',
    ],
    ["sources", "Deal ID,Amount,Source,Origin\n1,5,Web,Fair\n", "lead_source", '"Source" and "Origin"'],
  ])("(%s) neither is taken and both are named", async (_, content, canonical, both) => {
    const text = await inspectText("x.csv", content);
    expect(entriesOf(text)[0]?.["columns"]).not.toHaveProperty(canonical);
    expect(text).toContain("it is not right until these are settled:");
    expect(text).toContain(`set columns.${canonical}: ${both} fit equally well`);
  });

  test("the one whose days have all come by the last change is when deals closed", async () => {
    const text = await inspectText(
      "x.csv",
      "Deal ID,Stage,Closing,Close,Updated\n1,Won,2027-01-05,2026-01-06,2026-02-01\n2,Won,2027-01-05,2026-01-08,2026-02-01\n",
    );
    expect(entriesOf(text)[0]).toMatchObject({ columns: { closed_at: "Close" } });
  });

  test("columns that hold the same are one", async () => {
    const text = await inspectText("x.csv", "Deal ID,Stage,Amount,Value\n1,New,5,5\n2,New,7,7\n");
    expect(entriesOf(text)[0]).toMatchObject({ columns: { amount: "Amount" } });
    expect(text).toContain("tried: it loads as it stands");
  });
});

describe("what is asked", () => {
  test("whether a status that knows only open, won and lost is the stage", async () => {
    const text = await inspectText("x.csv", "Deal ID,Stage,Status,Amount\n1,Offer,Open,5\n2,Offer,Won,7\n");
    expect(text).toMatch(
      /set columns\.stage: "Stage" is proposed, but whether a deal is won or lost stands in "Status"/,
    );
  });

  test("whether rows with an id and a stage per time are deals' or leads'", async () => {
    const text = await inspectText(
      "x.csv",
      "id,stage,at\n1,New,2026-01-05\n1,Offer,2026-01-06\n2,New,2026-01-07\n",
    );
    expect(entriesOf(text)).toMatchObject([
      { stream: "stage_changes", columns: { record_id: "id", to_stage: "stage", changed_at: "at" } },
    ]);
    expect(text).toContain("set constants.record_type to lead or opportunity");
  });

  test("whether persons with an id and a status are leads or contacts", async () => {
    const text = await inspectText(
      "x.csv",
      "ID,Email,Status,Created at\n1,a@minta.example,Active,2026-01-05\n",
    );
    expect(entriesOf(text)).toMatchObject([{ stream: "fill in: leads or contacts" }]);
    expect(text).toContain("set stream: its rows may be leads or contacts");
  });

  test("at which stage closed deals stand, when a table has a close date and nothing else", async () => {
    const text = await inspectText("x.csv", "Deal ID,Closed,Amount\n1,2026-01-05,5\n");
    expect(text).toContain("set columns.stage, or constants.stage if all stand at one");
  });

  test("which column of a history whose rows have their own ids is the record's", async () => {
    const moves = [
      "1,7,New,2026-01-05",
      "2,7,Offer,2026-01-06",
      "3,8,New,2026-01-06",
      "4,8,Offer,2026-01-08",
      "5,8,Won,2026-01-09",
    ];
    const text = await inspectText("x.csv", table("ID,OWNER_ID,STAGE,CREATED_TIME", ...moves));
    expect(entriesOf(text)).toMatchObject([
      { stream: "stage_changes", columns: { to_stage: "STAGE", changed_at: "CREATED_TIME", sequence: "ID" } },
    ]);
    expect(text).toContain('set columns.record_id: by its values it may be "OWNER_ID"');
  });

  test.each([
    [
      "Airtable",
      "Name,Stage,Amount,Created time,Last modified,Close date",
      '"Minta A",Proposal,"€1,500.00",1/5/2026 9:07am,1/25/2026 10:00am,',
      '"Minta B",Won,€900.00,1/6/2026 9:07am,1/26/2026 10:00am,1/26/2026',
    ],
    [
      "Notion",
      "Name,Stage,Amount,Created time,Last edited time,Close date",
      '"Minta A",Proposal,1500,"January 5, 2026 9:07 AM","January 25, 2026 10:00 AM",',
      '"Minta B",Won,900,"January 6, 2026 9:07 AM","January 26, 2026 10:00 AM","January 26, 2026"',
    ],
  ])(
    "nothing but the id, of a table of deals in %s, which has none; told which column it is, it loads",
    async (_, header, ...rows) => {
      const content = table(header, ...rows);
      const text = await inspectText("x.csv", content);
      const [entry, ...more] = entriesOf(text);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({
        stream: "opportunities",
        columns: {
          stage: "Stage",
          amount: "Amount",
          created_at: "Created time",
          updated_at: header.split(",")[4],
          closed_at: "Close date",
        },
      });
      expect(text).toContain(
        'no column is surely it, and opportunities needs it; by its values it may be "Name"',
      );
      put("m/x.csv", content);
      put(
        "m/mapping.json",
        proposed(text)
          .replace('"columns": {', '"columns": { "opportunity_id": "Name",')
          .replace(/,\s*"constants": \{[^}]*\}/, ""),
      );
      expect(await only()).toMatchObject({ status: "loaded", loaded: 2, quarantined: 0 });
    },
  );

  test("the id, where only a name could be it", async () => {
    const text = await inspectText("x.csv", "Deal name,Stage,Amount\nRaktár,New,5\nTelephely,New,7\n");
    expect(entriesOf(text)[0]).toMatchObject({
      constants: { opportunity_id: expect.stringMatching(/^fill in/) as string },
    });
    expect(text).toMatch(/set columns\.opportunity_id: .*by its values it may be "Deal name"/);
  });

  test("the order of the days and the mark of the decimals, and as long as it is asked the trial says that it does not load", async () => {
    const text = await inspectText(
      "x.csv",
      "Deal ID,Created,Amount\n1,03/04/2026,1.234\n2,05/06/2026,2.345\n",
    );
    expect(text).toMatch(
      /tried: it does not load as it stands\n {2}x\.csv: refused; .*\nsettle these first:/,
    );
    expect(text).toContain("set date_format:");
    expect(text).toContain("set decimal:");
  });
});

test("a name is taken by its words: what only holds one of ours is another thing", async () => {
  const text = await inspectText(
    "x.csv",
    table(
      "Deal ID,Stage,Amount,Has company,Created by,Company size,Expected revenue,Lead score,Weighted amount",
      "1,New,5,true,Anna,10,6,7,8",
      "2,New,7,false,Béla,20,8,9,1",
    ),
  );
  expect(entriesOf(text)[0]?.["columns"]).toEqual({
    opportunity_id: "Deal ID",
    stage: "Stage",
    amount: "Amount",
  });
});

test("times of winning and losing beside the deals are their history", async () => {
  const content = table(
    "Deal ID,Stage,Created,Won date,Lost date",
    "1,Offer,2026-01-05,2026-02-05,",
    "2,Offer,2026-01-06,,2026-02-06",
    "3,Offer,2026-01-07,,",
  );
  const text = await inspectText("x.csv", content);
  expect(entriesOf(text)).toMatchObject([
    {
      stream: "opportunities",
      columns: { opportunity_id: "Deal ID", stage: "Stage", created_at: "Created" },
    },
    {
      stream: "stage_changes",
      columns: { record_id: "Deal ID", changed_at: "Won date" },
      constants: { to_stage: "Won" },
      skip_empty: "changed_at",
    },
    {
      stream: "stage_changes",
      columns: { record_id: "Deal ID", changed_at: "Lost date" },
      constants: { to_stage: "Lost" },
      skip_empty: "changed_at",
    },
  ]);
  put("m/x.csv", content);
  put("m/mapping.json", proposed(text));
  const file = await only();
  expect(file).toMatchObject({ status: "loaded", loaded: 3 });
  expect(await rowsOf(file, "stage_changes")).toMatchObject([
    { record_id: "1", to_stage: "Won" },
    { record_id: "2", to_stage: "Lost" },
  ]);
});

test("a person's e-mail and phone are matched by their keys and never loaded", async () => {
  const content = table("Lead ID,E-mail,Phone,Source", "1,a@minta.example,06 30 555 0101,Web");
  put("m/x.csv", content);
  put("m/mapping.json", proposed(await inspectText("x.csv", content)));
  expect(await rowsOf(await only(), "leads")).toMatchObject([
    {
      email_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    },
  ]);
});

describe("the source", () => {
  test.each([
    ["exports/web_shop/deals.csv", "web_shop"],
    ["exports/Web Áruház/2026/deals.csv", "web_aruhaz"],
    ["exports/uzletek-2026-03.csv", "uzletek"],
    ["Downloads/sales pipeline.csv", "sales_pipeline"],
  ])("of %s is %s", async (name, source) => {
    const text = await inspectText(name, "Deal ID,Stage,Amount\n1,New,5\n");
    expect(JSON.parse(proposed(text))).toMatchObject({ source, zone: "Europe/Budapest" });
  });
});

test("a mapping.json that does not cover the file is proposed whole, with the entry added", async () => {
  const there = {
    source: "shop",
    zone: "Europe/London",
    as_of: "2026-06-30 23:59:59",
    files: [{ file: "old.csv", stream: "leads", columns: { lead_id: "Nr" } }],
  };
  const text = await inspectText("x.csv", "Deal ID,Stage,Amount\n1,New,5\n", JSON.stringify(there));
  expect(JSON.parse(proposed(text))).toMatchObject({
    ...there,
    files: [...there.files, { file: "x.csv", stream: "opportunities" }],
  });
  expect(text).toContain("tried: it loads as it stands");
});

test("records that would be set aside are told with the proposal", async () => {
  const rows = Array.from({ length: 19 }, (_, at) => `${at + 1},New,2026-01-05`);
  const text = await inspectText("x.csv", table("Deal ID,Stage,Created", ...rows, "20,New,soon"));
  expect(text).toContain("tried: it does not load whole");
  expect(text).toMatch(/21 records = 19 loaded \+ 1 quarantined .*line 21, Created: expected a date/);
});

test("the tables of an archive are one mapping.json, which loads them all", async () => {
  const zip = buildZip([
    { name: "deals.csv", content: "Deal ID,Stage,Amount\n1,New,5\n" },
    { name: "spend.csv", content: "Campaign;Day;Cost\nSpring;2026-01-05;5,5\n" },
  ]);
  const text = await inspectText("all.zip", zip);
  expect(entriesOf(text)).toMatchObject([{ stream: "opportunities" }, { stream: "ad_spend" }]);
  expect(text).toContain("tried: it loads as it stands");
  put("m/all.zip", zip);
  put("m/mapping.json", proposed(text));
  expect(await load()).toMatchObject([
    { status: "loaded", loaded: 1 },
    { status: "loaded", loaded: 1 },
  ]);
});

test("a mapping.json that is broken is named, and nothing is proposed", async () => {
  const text = await inspectText("x.csv", "Deal ID,Stage,Amount\n1,New,5\n", "{");
  expect(text).toMatch(/x\.csv: refused; mapping\.json: not valid JSON/);
  expect(proposed(text)).toBe("");
});

test("what the first records leave open and a later one tells is not asked", async () => {
  const rows = Array.from({ length: 5000 }, (_, at) => `${at},Won,03/04/2026`);
  const text = await inspectText("x.csv", table("Deal ID,Stage,Created", ...rows, "5001,Won,31/03/2026"));
  expect(text).toContain("tried: it loads as it stands");
  expect(text).not.toContain("set date_format");
});

test("the record's id says whose moves they are before the file's name does", async () => {
  const text = await inspectText("deals.csv", "Lead ID,From,To,When\n1,New,Offer,2026-01-05\n");
  expect(entriesOf(text)).toMatchObject([{ constants: { record_type: "lead" } }]);
});

test("rows that name the deal they belong to are no deals", async () => {
  const text = await inspectText("x.csv", "Id,Deal ID,Amount,Created\n1,7,5,2026-01-05\n2,7,6,2026-01-05\n");
  expect(text).toContain("set stream: nothing in the table tells what its rows are");
});

test("a column is chosen by its values where names do not tell: an id before a name, a filled one before an empty one, a flag only if it is one", async () => {
  const text = await inspectText(
    "x.csv",
    table(
      "Deal ID,Stage,Value,Amount (without tax),Owner,Owner ID,Deleted,Expected close date",
      "1,New,,5,Anna,U1,2026-01-05,2026-06-30",
      "2,New,,7,Béla,U2,2026-01-06,2026-07-31",
    ),
  );
  expect(entriesOf(text)[0]?.["columns"]).toEqual({
    opportunity_id: "Deal ID",
    stage: "Stage",
    amount: "Amount (without tax)",
    owner_id: "Owner ID",
  });
  expect(text).toContain("headers without a place yet: Value, Owner, Deleted, Expected close date");
});

test("a header that occurs twice is not mapped, since its columns cannot be identified", async () => {
  const text = await inspectText("x.csv", "Deal ID,Stage,Amount,Amount,Created\n1,New,5,6,2026-01-05\n");
  expect(entriesOf(text)[0]?.["columns"]).not.toHaveProperty("amount");
  expect(text).toContain("headers that occur twice cannot be mapped: Amount");
});

test("times without a place are asked for where nothing else says when a record began", async () => {
  const text = await inspectText(
    "x.csv",
    "deal_id,stage,created_ts,currency\n1,New,1767603600,EUR\n2,Won,1767603600,EUR\n3,New,1767690000,EUR\n",
  );
  expect(text).toContain("set columns.created_at: no column is surely it");
  expect(text).toContain('it may be "created_ts"');
});

test("leads with a date on which they were won are asked about, and flags beside the stage are read", async () => {
  const leads = await inspectText(
    "x.csv",
    "Lead Nr;Source;Created;Date won;Date lost\nL1;Web;05.01.2026;20.01.2026;\nL2;Fair;06.01.2026;;25.01.2026\nL3;Web;17.01.2026;;\n",
  );
  expect(leads).toContain('set stream: "Date won" says what became of its records');
  const flags = await inspectText(
    "x.csv",
    "Deal ID,Stage,Created,Is won,Is closed\nA1,New,2026-01-05,no,no\nA2,Won,2026-01-06,yes,yes\nA3,Lost,2026-01-06,no,yes\n",
  );
  expect(entriesOf(flags)[0]).toMatchObject({ columns: { is_won: "Is won", is_closed: "Is closed" } });
});

const setAside = table(
  "Deal ID,Stage,Created",
  ...Array.from({ length: 19 }, (_, at) => `${at + 1},New,2026-01-05`),
  "20,New,soon",
);

describe("with --write the proposal is written beside the file", () => {
  const write = async (name: string) =>
    inspectFile(
      join(home.exports, name),
      await readReference(homeAt("/nowhere")),
      { now: () => new Date(0), report: silent },
      true,
    );

  test("when nothing has to be asked, and the file loads with it", async () => {
    put("m/x.csv", "Deal ID,Stage,Amount\n1,New,5\n");
    const { lines } = await write("m/x.csv");
    expect(lines.at(-1)).toBe(`written to ${join(home.exports, "m", "mapping.json")}`);
    expect(await load()).toMatchObject([{ source: "m", status: "loaded", loaded: 1 }]);
  });

  test.each([
    ["what is asked", "Deal name,Stage,Amount\nRaktár,New,5\nTelephely,New,7\n", "mapping_unsettled"],
    ["a record that would be set aside", setAside, "mapping_unsettled"],
    [
      "a file that is known without it",
      "Deal - ID,Deal - Title,Deal - Stage\n1,Chair,New\n",
      "mapping_needless",
    ],
  ])("and not for %s", async (_, content, code) => {
    put("m/x.csv", content);
    await expect(write("m/x.csv")).rejects.toMatchObject({ kind: "config", code });
    expect(existsSync(join(home.exports, "m", "mapping.json"))).toBe(false);
  });
});
