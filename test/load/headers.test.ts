import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { headerKey } from "../../pipelines/layout/header.ts";
import { loadText } from "./load-texts.ts";

const deal = (header: string, row: string) => `${header}\n${row}\n`;

describe("a header is read as people see it", () => {
  test.each([
    ["sentence case", "Record id,deal name,Pipeline,Deal stage,Create date"],
    ["no-break and repeated blanks", "Record\u00a0ID,Deal Name,Pipeline,Deal  Stage,Create\u202fDate"],
    ["what cannot be seen", "Record\u200b ID,Deal Name,Pipeline,Deal Stage,Create Date"],
    ["full-width letters", "Ｒecord ID,Deal Name,Pipeline,Deal Stage,Create Date"],
    ["the mark of a sorted column", "Record ID,Deal Name,Pipeline,Deal Stage  ↑,Create Date"],
    ["the frequency of a report", "Record ID,Deal Name,Pipeline,Deal Stage,Create Date - Daily"],
    [
      "the frequency in German, with another dash",
      "Record ID,Deal Name,Pipeline,Deal Stage,Create Date – täglich",
    ],
  ])("%s", async (_, header) => {
    const file = await loadText(deal(header, "1,x,Sales,New,2026-01-05"));
    expect(file).toMatchObject({ connector: "hubspot", status: "loaded" });
    expect(file.rows["opportunities"]).toMatchObject([
      { opportunity_id: "1", stage: "New", created_at: "2026-01-05 00:00:00" },
    ]);
  });

  test("the dates of stages in a report have a frequency, and quotes of another kind, and name their stage all the same", async () => {
    const file = await loadText(
      'Record ID,Pipeline,Deal Stage,"Date entered ""Új  ajánlat (Eladás)"" - Daily",Date entered “Nyert (Eladás)” – täglich\n1,Eladás,Nyert,2026-01-05,2026-01-09\n',
    );
    expect(
      file.rows["stage_changes"]?.map((row) => [row["pipeline"], row["to_stage"], row["changed_at"]]),
    ).toEqual([
      ["Eladás", "Új ajánlat", "2026-01-05 00:00:00"],
      ["Eladás", "Nyert", "2026-01-09 00:00:00"],
    ]);
  });

  test("of two columns that differ in case only, the one with the vendor's letters is read", async () => {
    const file = await loadText(
      "Record ID,Pipeline,deal stage,Deal Stage,Create Date\n1,Sales,mood,New,2026-01-05\n",
    );
    expect(file.rows["opportunities"]).toMatchObject([{ stage: "New" }]);
  });

  test("an exact header of one vendor is not taken for the like one of another", async () => {
    const file = await loadText(
      "Record Id,Email,Lead Status,Created Time\nzcrm_1,a@minta.example,New,2026-01-05 09:07:00\n",
    );
    expect(file.connector).toBe("zoho");
  });

  test("a custom column of an English export is no column of another language", async () => {
    const file = await loadText(
      "Opportunity ID,Opportunity Owner,Stage,Betrag,Created Date\n1,x,New,7,1/5/2026\n",
    );
    expect(file.rows["opportunities"]?.[0]).not.toHaveProperty("amount");
  });

  test.each([
    [
      "Zoho",
      "zoho",
      "Record id,Deal name,STAGE,Closing date,Created time\nzcrm_1,x,New,2026-03-01,2026-01-05 09:07:00\n",
    ],
    [
      "Dynamics",
      "dynamics365",
      "(do not modify) Opportunity,(Do Not Modify) Row checksum,Status,Pipeline\u00a0phase,Created on\nA1,x,Open,New,2026-01-05\n",
    ],
    ["Pipedrive", "pipedrive", "Deal – ID,Deal – Stage,Deal - deal created\n1,New,2026-01-05\n"],
    [
      "a Salesforce report",
      "salesforce",
      "Opportunity id,STAGE,Created date\n0065e00000Minta,New,1/5/2026\n",
    ],
  ])("of %s", async (_, connector, text) => {
    const file = await loadText(text);
    expect(file).toMatchObject({ connector, status: "loaded" });
    expect(file.rows["opportunities"]?.map((row) => (row["last_stage"] ?? row["stage"]) as string)).toEqual([
      "New",
    ]);
  });

  test.each([
    ["Google Ads", "google_ads", "campaign,cost,impr.,day\nMinta,5.00,100,2026-03-01\n"],
    ["Meta Ads", "meta_ads", "Campaign  Name,day,amount spent (EUR)\nMinta,2026-03-01,5.00\n"],
    [
      "LinkedIn Ads",
      "linkedin_ads",
      "Campaign name,total spent,impressions,Start date (in UTC)\nMinta,5.00,100,3/1/2026\n",
    ],
  ])("of %s", async (_, connector, text) => {
    const file = await loadText(text);
    expect(file).toMatchObject({ connector, status: "loaded" });
    expect(file.rows["ad_spend"]).toMatchObject([{ campaign: "Minta", cost: "5.00" }]);
  });
});

describe("the languages of a vendor's interface", () => {
  const files = readdirSync(join(import.meta.dirname, "../../pipelines/connectors/headers"));

  test.each(files)("%s calls no two columns the same in one language", (name) => {
    const text = readFileSync(join(import.meta.dirname, "../../pipelines/connectors/headers", name), "utf8");
    const meant = new Map<string, string>();
    for (const line of text.trim().split("\n").slice(1)) {
      const [header = "", language = "", ...rest] = line.split(",");
      const key = `${language} ${headerKey(rest.join(","))}`;
      expect([key, meant.get(key) ?? header]).toEqual([key, header]);
      meant.set(key, header);
    }
  });

  test.each([
    [
      "German",
      "Datensatz-ID;Deal-Name;Pipeline;Deal-Phase;Erstellungsdatum;Betrag",
      "1;x;Vertrieb;Neu;2026-01-05 09:07;5",
    ],
    [
      "French",
      "ID de fiche d’informations;Nom de la transaction;Pipeline;Phase de la transaction;Date de création;Montant",
      "1;x;Vertrieb;Neu;2026-01-05 09:07;5",
    ],
    [
      "Spanish",
      "ID de registro;Nombre del negocio;Pipeline;Etapa del negocio;Fecha de creación;Importe",
      "1;x;Vertrieb;Neu;2026-01-05 09:07;5",
    ],
    [
      "Japanese",
      "レコードID;取引名;パイプライン;取引ステージ;作成日;金額",
      "1;x;Vertrieb;Neu;2026-01-05 09:07;5",
    ],
  ])("HubSpot in %s", async (_, header, row) => {
    const file = await loadText(deal(header, row));
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1",
        pipeline: "Vertrieb",
        stage: "Neu",
        created_at: "2026-01-05 09:07:00",
        amount: "5.00",
      },
    ]);
  });

  test.each([
    [
      "German",
      "Deal - ID;Deal - Titel;Deal - Phase;Deal - Status;Deal - Wert;Deal - Deal erstellt;Deal - Datum des gewonnenen Deals",
      "1;x;Angebot;Gewonnen;5;2026-01-05 09:07:00;2026-02-05 09:07:00",
    ],
    [
      "Portuguese",
      "Negócio - ID;Negócio - Título;Negócio - Etapa;Negócio - Status;Negócio - Valor;Negócio - Negócio criado em;Negócio - Ganho em",
      "1;x;Angebot;Ganho;5;2026-01-05 09:07:00;2026-02-05 09:07:00",
    ],
    [
      "Spanish",
      "Negocio - ID;Negocio - Título;Negocio - Etapa;Negocio - Estado;Negocio - Valor;Negocio - Negocio creado el;Negocio - Fecha de ganado",
      "1;x;Angebot;Ganado;5;2026-01-05 09:07:00;2026-02-05 09:07:00",
    ],
    [
      "French",
      "Affaire - ID;Affaire - Titre;Affaire - Étape;Affaire - Statut;Affaire - Valeur;Affaire - Date de création;Affaire - Date de gain",
      "1;x;Angebot;Gagné;5;2026-01-05 09:07:00;2026-02-05 09:07:00",
    ],
  ])("Pipedrive in %s", async (_, header, row) => {
    const file = await loadText(deal(header, row));
    expect(file).toMatchObject({ connector: "pipedrive" });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1",
        last_stage: "Angebot",
        stage: "Won",
        is_won: true,
        amount: "5.00",
        created_at: "2026-01-05 09:07:00",
        closed_at: "2026-02-05 09:07:00",
      },
    ]);
  });

  test("a Salesforce report in German has its days first and its comma, its history too", async () => {
    const file = await loadText(
      '"Opportunity-ID";"Opportunity-Name";"Phase";"Betrag";"Erstelldatum";"Schlusstermin"\n"0065e00000Minta";"x";"Neu";"1.234,5";"03.04.2026";"05.06.2026"\n"Gesamt";"";"";"1.234,5";"";""\n',
    );
    expect(file.rows["opportunities"]).toMatchObject([
      { stage: "Neu", amount: "1234.50", created_at: "2026-04-03 00:00:00" },
    ]);
    const history = await loadText(
      '"Opportunity-ID";"Feld/Ereignis";"Alter Wert";"Neuer Wert";"Bearbeitungsdatum"\n"0065e00000Minta";"Phase";"Neu";"Angebot";"03.04.2026"\n"0065e00000Minta";"Betrag";"1";"2";"04.04.2026"\n',
    );
    expect(history.rows["stage_changes"]).toMatchObject([
      { from_stage: "Neu", to_stage: "Angebot", changed_at: "2026-04-03 00:00:00" },
      { from_stage: "Betrag", to_stage: "Betrag" },
    ]);
  });

  test("a Salesforce report in Hungarian is read", async () => {
    const file = await loadText(
      "Lehetőség azonosítója;Lehetőség neve;Szakasz;Összeg;Létrehozás dátuma;Zárás dátuma\n0065e00000Minta;x;Új;1 234,5;2026. 04. 03.;2026. 06. 05.\n",
    );
    expect(file.rows["opportunities"]).toMatchObject([
      { stage: "Új", amount: "1234.50", created_at: "2026-04-03 00:00:00" },
    ]);
  });

  test.each([
    ["google_ads", "Kampania;Koszt;Wyśw.;Dzień\nMinta;5,00;100;2026-03-01\n"],
    ["google_ads", "Campagna;Costo;Impr.;Giorno\nMinta;5,00;100;2026-03-01\n"],
    ["google_ads", "Day,Campaign,Currency code,Impressions,Clicks,Cost\n2026-03-01,Minta,EUR,100,1,5.00\n"],
    ["meta_ads", "Nome della campagna;Giorno;Importo speso (EUR)\nMinta;2026-03-01;5,00\n"],
    ["meta_ads", "Nazwa kampanii;Dzień;Wydana kwota (PLN)\nMinta;2026-03-01;5,00\n"],
    [
      "linkedin_ads",
      "Nome campagna;Totale speso;Impressioni;Data di inizio (in UTC)\nMinta;5,00;100;2026-03-01\n",
    ],
  ])("%s: %s", async (connector, text) => {
    const file = await loadText(text);
    expect(file).toMatchObject({ connector, status: "loaded" });
    expect(file.rows["ad_spend"]).toMatchObject([
      { campaign: "Minta", cost: "5.00", spend_date: "2026-03-01" },
    ]);
  });
});

describe("a vendor's file whose funnel columns are not found is refused", () => {
  test.each([
    [
      "deals without their stage",
      "Deal - ID,Deal - Title,Deal - Deal created\n1,x,2026-01-05\n",
      /^they are Pipedrive deals without Deal - Stage; add .*; its columns are "Deal - ID", "Deal - Title"/,
    ],
    [
      "deals without their id",
      "Deal Name,Pipeline,Deal Stage,Close Date\nx,Sales,New,2026-01-05\n",
      /^they are HubSpot deals without Record ID; .*"Deal Name", "Pipeline"/,
    ],
    [
      "deals of Zoho without their stage",
      "Record Id,Deal Name,Phase,Closing Date\nzcrm_1,x,New,2026-01-05\n",
      /^they are Zoho deals without Stage; .*"Phase"/,
    ],
    [
      "a worksheet of Dynamics without its status",
      "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,Topic\nA1,x,x\n",
      /^it is a worksheet of Dynamics without Status/,
    ],
    [
      "a history without its time",
      "Opportunity ID,Stage,From Stage,To Stage\n1,New,,New\n",
      /^it is a Salesforce history without Last Modified; .*"From Stage"/,
    ],
    [
      "ads without their campaign",
      '"Report Name: x"\n\n"Spend","Clicks"\n"5","5"\n',
      /^it is a Microsoft Ads report without CampaignId or CampaignName; .*"Spend", "Clicks"/,
    ],
    [
      "a report of ads without its cost",
      'Kampagnenbericht\n"1. März 2026 - 31. März 2026"\nKampagne,Klicks\nMinta,5\n',
      /^it is a Google Ads report without Cost and Impr\.; .*"Kampagne", "Klicks"/,
    ],
    [
      "dates of stages in other words",
      'Record ID,Pipeline,Deal Stage,Create Date,"Angekommen in ""Neu (Vertrieb)"""\n1,Vertrieb,Neu,2026-01-05,2026-01-05\n',
      /^the dates of its stages were looked for as Date entered .*Angekommen in "Neu \(Vertrieb\)"/,
    ],
    [
      "dates that are cut to months",
      "Record ID,Pipeline,Deal Stage,Create Date - Monthly\n1,Sales,New,2026-01-01\n",
      /^the dates of its column Create Date - Monthly are cut to weeks or longer; set the frequency/,
    ],
    [
      "dates under other names",
      "Record ID,Pipeline,Deal Stage,Opened\n1,Sales,New,2026-01-05\n",
      /^they are HubSpot deals whose times were looked for as Create Date, .*"Opened" hold dates/,
    ],
  ])("%s", async (_, text, reason) => {
    const file = await loadText(text);
    expect([file.status, file.loaded]).toEqual(["refused", 0]);
    expect(file.reason).toMatch(reason);
  });

  test("a narrower view without any date is read: an older export has the dates", async () => {
    expect(await loadText("Record ID,Pipeline,Deal Stage\n1,Sales,New\n")).toMatchObject({
      status: "loaded",
      loaded: 1,
    });
  });
});

describe("the lifecycle of a HubSpot contact", () => {
  test("is told by the dates at which it became what it is", async () => {
    const file = await loadText(
      "Record ID,Email,Lifecycle Stage,Create Date,Became a Lead Date,Became a Marketing Qualified Lead Date,Became an Opportunity Date,Became a Customer Date\n" +
        "1,a@minta.example,Customer,2026-01-01 09:00,2026-01-01 09:00,2026-01-11 09:00,,2026-03-02 09:00\n",
    );
    expect(
      file.rows["stage_changes"]?.map((row) => [row["record_type"], row["to_stage"], row["changed_at"]]),
    ).toEqual([
      ["lead", "Lead", "2026-01-01 09:00:00"],
      ["lead", "Marketing Qualified Lead", "2026-01-11 09:00:00"],
      ["lead", "Customer", "2026-03-02 09:00:00"],
    ]);
  });

  test("is told once where the lifecycle's own pipeline tells it too, and by internal names", async () => {
    const both = await loadText(
      'Record ID,Email,Lifecycle Stage,Became a Lead Date,"Date entered ""Lead (Lifecycle Stage Pipeline)"""\n1,,Lead,2026-01-01 09:00,2026-01-01 09:00\n',
    );
    expect(both.rows["stage_changes"]).toMatchObject([
      { to_stage: "Lead", pipeline: "Lifecycle Stage Pipeline" },
    ]);
    const names = await loadText(
      "hs_object_id,email,lifecyclestage,hs_lifecyclestage_lead_date,hs_v2_date_entered_lead,hs_lifecyclestage_customer_date\n1,,customer,2026-01-01 09:00,2026-01-01 09:00,2026-01-05 09:00\n",
    );
    expect(names.rows["stage_changes"]?.map((row) => row["to_stage"])).toEqual(["lead", "customer"]);
  });
});
