import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

const utf16 = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.replaceAll("\n", "\r\n"), "utf16le")]);

describe("Google Ads", () => {
  test.each([
    [
      "English, tabs in UTF-16, thousands commas without quotes",
      utf16(
        "Campaign report\n2026-03-01 - 2026-03-02\nCampaign status\tCampaign\tDay\tCurrency code\tCost\tImpr.\tClicks\n" +
          "Enabled\tKert\t2026-03-01\tEUR\t1,234.50\t12,345\t7\nEnabled\tKert\t2026-03-02\tEUR\t0.50\t5\t --\n" +
          "Total: Campaigns\t\t\tEUR\t1,235.00\t12,350\t7\n",
      ),
    ],
    [
      "German",
      'Kampagnenbericht\n"1. März 2026 - 2. März 2026"\nTag,Kampagne,Währungscode,Kosten,Impr.,Klicks,Conversions\n' +
        '2026-03-01,Kert,EUR,"1.234,50","12.345",7,"1,50"\n2026-03-02,Kert,EUR,"0,50",5, --,"0,00"\nGesamt: Konto,--,EUR,"1.235,00","12.350",7,"1,50"\n',
    ],
    [
      "French, saved again with semicolons",
      "Rapport sur les campagnes;;;;;\n1 mars 2026 - 2 mars 2026;;;;;\nJour;Campagne;Code de la devise;Coût;Impr.;Clics\n" +
        "2026-03-01;Kert;EUR;1\u202f234,50 €;12\u202f345;7\n2026-03-02;Kert;EUR;0,50 €;5; --\nTotal : compte;--;EUR;1\u202f235,00 €;12\u202f350;7\n",
    ],
    [
      "Portuguese",
      'Relatório de campanhas\n"1 de março de 2026 - 2 de março de 2026"\nDia,Campanha,Código da moeda,Custo,Impr.,Cliques\n' +
        '2026-03-01,Kert,EUR,"1.234,50","12.345",7\n2026-03-02,Kert,EUR,"0,50",5,--\nTotal: Conta,--,EUR,"1.235,00","12.350",7\n',
    ],
    [
      "Hungarian",
      'Kampányjelentés\n"2026. március 1. - 2026. márc. 2."\nNap,Kampány,Pénznem kód,Költség,Megjel.,Kattintások,Átl. költség,Költség/konv.\n' +
        '2026-03-01,Kert,EUR,"1 234,50",12 345,7,"9,00","9,00"\n2026-03-02,Kert,EUR,"0,50",5, --,"9,00",--\nÖsszesen,--,EUR,"1 235,00",12 350,7,"9,00","9,00"\n',
    ],
  ])("%s: two days, no total row, and the totals agree", async (_, content) => {
    const file = await loadText(content);
    expect(file).toMatchObject({
      connector: "google_ads",
      loaded: 2,
      skipped: 4,
      quarantined: 0,
      reason: "",
    });
    expect(file.rows["ad_spend"]).toMatchObject([
      {
        campaign: "Kert",
        spend_date: "2026-03-01",
        cost: "1234.50",
        currency: "EUR",
        impression_count: "12345",
        click_count: "7",
        period_start: "2026-03-01",
        period_end: "2026-03-02",
      },
      { spend_date: "2026-03-02", cost: "0.50", impression_count: "5", click_count: null },
    ]);
  });

  test("without a Day column a row is a total over the period, which is never a day's spend", async () => {
    const file = await loadText(
      'Kampányjelentés\n"2026. szeptember 1. - 2026. szeptember 30."\nKampány állapota,Kampány,Költség,Megjel.,Konverziók\nEngedélyezve,Kert,"90,5",10,"1,25"\nÖsszes: Fiók,,"90,5",10,"1,25"\n',
    );
    expect(file).toMatchObject({ loaded: 1, reason: "" });
    expect(file.rows["ad_spend"]).toMatchObject([
      { cost: "90.50", conversion_count: "1.2500", period_start: "2026-09-01", period_end: "2026-09-30" },
    ]);
    expect(file.rows["ad_spend"]?.[0]).not.toHaveProperty("spend_date");
    expect((await loadText("Report\nAll time\nCampaign,Cost,Impr.\nKert,1.00,2\n")).reason).toBe(
      "it states no period: its rows are totals over an unknown time",
    );
  });

  test("campaigns named like a total are data, also in the first column", async () => {
    const file = await loadText(
      "Report\nAll time\nCampaign,Campaign ID,Cost,Impr.\nTotal Care Plan,1,1.00,1\nTotal: Spring,2,2.00,2\nMinden összes,3,3.00,3\nTotal: Account,--,6.00,6\n",
    );
    expect(file.rows["ad_spend"]?.map((row) => row["campaign"])).toEqual([
      "Total Care Plan",
      "Total: Spring",
      "Minden összes",
    ]);
  });

  test("only the column that is exactly the cost is the cost, and it may name its currency", async () => {
    const file = await loadText(
      "Report\nAll time\nCampaign,Avg. cost,Cost / conv.,Cost,Impr.\nKert,9.99,8.88,CA$12.34,1\n",
    );
    expect(file.rows["ad_spend"]).toMatchObject([{ cost: "12.34", currency: "CAD" }]);
  });

  test("device and week are part of the key of a row", async () => {
    const file = await loadText(
      'Report\n"March 2, 2026 - March 8, 2026"\nWeek,Campaign,Device,Cost,Impr.\n2026-03-02,Kert,Mobile phones,1.00,1\n2026-03-02,Kert,Computers,2.00,1\n',
    );
    expect(file.rows["ad_spend"]).toMatchObject([
      { segment: "Mobile phones | 2026-03-02" },
      { segment: "Computers | 2026-03-02" },
    ]);
  });

  test("days in figures that do not begin with the year are asked about, not guessed", async () => {
    const file = await loadText("Report\nAll time\nDay,Campaign,Cost,Impr.\n03/04/2026,Kert,1.00,1\n");
    expect(file).toMatchObject({ status: "refused" });
    expect(file.reason).toMatch(
      /^line 4, Day: the date can be read as 2026-03-04 \(month first\) or as 2026-04-03 \(day first\).*; add the line google_ads\.date_order,mdy \(or dmy\) to reference\/settings\.csv$/,
    );
    const declared = await loadText("Report\nAll time\nDay,Campaign,Cost,Impr.\n03/04/2026,Kert,1.00,1\n", {
      "google_ads.date_order": "dmy",
    });
    expect(declared.rows["ad_spend"]).toMatchObject([{ spend_date: "2026-04-03" }]);
  });

  test("rows that do not add up to the total row are loaded, and both sums are named", async () => {
    const file = await loadText(
      'Report\n"March 1, 2026 - March 1, 2026"\nDay,Campaign,Cost,Impr.,Clicks\n2026-03-01,Kert,10.00,5,1\nTotal: Campaigns,--,12.00,5,2\nTotal: Account,--,30.00,9,2\n',
    );
    expect(file).toMatchObject({
      loaded: 1,
      reason:
        "cost: its total row says 12.00, its rows add up to 10.00; click_count: its total row says 2, its rows add up to 1",
    });
  });

  test.each(["Summe: Konto", "Összes fiók", "ÖSSZESEN", "Total: Campaigns"])(
    "a row that begins with %s is a total, whatever the language of the header",
    async (label) => {
      const file = await loadText(`Report\nAll time\nCampaign,Cost,Impr.\nKert,1.00,2\n${label},1.00,3\n`);
      expect(file).toMatchObject({ loaded: 1, skipped: 4 });
      expect(file.reason).toContain("impression_count: its total row says 3, its rows add up to 2");
    },
  );

  test.each([
    ["Campaign status", "Enabled"],
    ["Day", "2026-03-01"],
    ["Device", "Computers"],
  ])("a campaign named like a total is data where its %s is told", async (name, value) => {
    const file = await loadText(
      `Report\nAll time\nCampaign,${name},Cost,Impr.\nTotal: Spring,${value},1.00,1\nTotal: Account,--,1.00,1\n`,
    );
    expect(file.rows["ad_spend"]).toMatchObject([{ campaign: "Total: Spring" }]);
  });

  test("a dot in a German file stands between thousands, also where nothing else shows it", async () => {
    const file = await loadText("Bericht\nGesamter Zeitraum\nKampagne,Kosten,Impr.\nKert,1.234,5\n");
    expect(file.rows["ad_spend"]).toMatchObject([{ cost: "1234.00" }]);
  });

  test("a day outside the period that the report states is named", async () => {
    const file = await loadText(
      'Report\n"March 1, 2026 - March 2, 2026"\nDay,Campaign,Cost,Impr.\n2026-03-02,Kert,1.00,1\n2026-03-03,Kert,1.00,1\n',
    );
    expect(file.reason).toMatch(/period 2026-03-01 to 2026-03-02, but 1 of its rows are of 2026-03-03/);
  });

  test.each([
    ["Ad group", "Hedges", "Lawns"],
    ["Day of the week", "Monday", "Sunday"],
    ["Network (with search partners)", "Google search", "Search partners"],
    ["Search keyword", "hedge", "lawn"],
    ["Hour of the day", "9", "10"],
  ])("rows of one campaign are identified by %s", async (name, one, other) => {
    const file = await loadText(
      `Report\nAll time\nCampaign,${name},Cost,Impr.\nKert,${one},1.00,1\nKert,${other},1.00,1\n`,
    );
    expect(file.rows["ad_spend"]?.map((row) => row["segment"])).toEqual([one, other]);
  });
});
