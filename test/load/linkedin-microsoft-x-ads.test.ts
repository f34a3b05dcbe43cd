import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

const utf16 = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.replaceAll("\n", "\r\n"), "utf16le")]);

describe("LinkedIn Ads", () => {
  const preamble =
    "Campaign Performance Report (in UTC)\nReport Start: March 1, 2026, 12:00 AM\nReport End: March 2, 2026, 11:59 PM\nDate Generated: March 3, 2026, 9:12 PM\n\n";

  test("dates have the month first in UTC, total rows are no spend, the preamble tells the export time", async () => {
    const file = await loadText(
      utf16(
        `${preamble}Start Date (in UTC)\tCurrency\tCampaign Group Name\tCampaign Name\tCampaign ID\tTotal Spent\tImpressions\tClicks\n` +
          "03/01/2026\tUSD\tGroup\tGarden, north\t11\t1,234.50\t10000\t200\n03/02/2026\tUSD\tGroup\tGarden, north\t11\t0.50\t1\t0\n" +
          "03/01/2026\tUSD\tGroup\t-\t-\t1,234.50\t10000\t200\nTotal\t\t\t\t\t1,235.00\t10001\t200\n",
      ),
    );
    expect(file).toMatchObject({
      connector: "linkedin_ads",
      loaded: 2,
      skipped: 7,
      zone: "UTC",
      declaredAsOf: "2026-03-03 21:12:00",
      reason: "",
    });
    expect(file.rows["ad_spend"]).toMatchObject([
      { campaign: "Garden, north", campaign_id: "11", spend_date: "2026-03-01", cost: "1234.50" },
      { spend_date: "2026-03-02", cost: "0.50", currency: "USD" },
    ]);
  });

  test("its leads are counted, and what has no place is named as not read", async () => {
    const file = await loadText(
      `${preamble}Start Date (in UTC),Campaign Name,Total Spent,Impressions,Leads,Reach\n03/01/2026,Garden,1.00,1,4,2\n`,
    );
    expect(file.rows["ad_spend"]).toMatchObject([{ lead_count: "4" }]);
    expect(file.unread).toEqual(["Reach"]);
  });

  test("days outside the period that the report states are named", async () => {
    const file = await loadText(
      `${preamble}Start Date (in UTC),Campaign Name,Total Spent,Impressions\n01/03/2026,Garden,1.00,1\n02/03/2026,Garden,1.00,1\n`,
    );
    expect(file.reason).toBe(
      "it states the period 2026-03-01 to 2026-03-02, but 2 of its rows are of 2026-01-03 to 2026-02-03",
    );
  });

  test("a Portuguese report has a decimal comma; without days a row is a total over the stated period", async () => {
    const file = await loadText(
      utf16(
        `${preamble}Nome da campanha\tTotal investido\tImpressões\tCliques\nJardim\t1.234,50\t10.000\t200\n`,
      ),
    );
    expect(file.rows["ad_spend"]).toMatchObject([
      { cost: "1234.50", impression_count: "10000", period_start: "2026-03-01", period_end: "2026-03-02" },
    ]);
    expect(file.rows["ad_spend"]?.[0]).not.toHaveProperty("spend_date");
  });

  test.each(["03/01/2026,USD,-,-", "03/01/2026,USD,Total,", "Totals,,,", "total,,,"])(
    "a sum is no campaign, and is held against the campaigns: %s",
    async (sum) => {
      const file = await loadText(
        `${preamble}Start Date (in UTC),Currency,Campaign Name,Campaign ID,Total Spent,Impressions,Clicks\n03/01/2026,USD,Garden,11,1.00,5,-\n${sum},1.00,6,-\n`,
      );
      expect(file).toMatchObject({ loaded: 1, quarantined: 0 });
      expect(file.reason).toMatch(/^impression_count.*: its total row says 6, its rows add up to 5$/);
      expect(file.rows["ad_spend"]).toMatchObject([{ campaign: "Garden", click_count: null }]);
    },
  );

  test("creatives of one campaign are told apart", async () => {
    const file = await loadText(
      `${preamble}Start Date (in UTC),Campaign Name,Creative Name,Total Spent,Impressions\n03/01/2026,Garden,Rose,1.00,5\n03/01/2026,Garden,Lily,1.00,5\n`,
    );
    expect(file.rows["ad_spend"]?.map((row) => row["segment"])).toEqual(["Rose", "Lily"]);
  });

  test("a dot in a Portuguese report stands between thousands; a report without days and period says so", async () => {
    const file = await loadText("Nome da campanha;Total investido;Impressões\nJardim;1.234;5\n");
    expect(file.rows["ad_spend"]).toMatchObject([{ cost: "1234.00" }]);
    expect(file.reason).toMatch(/it states no period: its rows are totals over an unknown time/);
  });
});

describe("Microsoft Ads", () => {
  const report = (facts: string[], table: string, footer = "") =>
    [
      ...['Report Name: Garden, "daily"', "Report Time: 3/1/2026 - 3/14/2026", ...facts].map(
        (fact) => `"${fact.replaceAll('"', '""')}"`,
      ),
      "",
      table,
      `${footer}"@2026 Microsoft Corporation. All rights reserved. "`,
      "",
    ].join("\n");
  const daily =
    '"TimePeriod","CampaignName","CampaignId","DeviceType","Impressions","Clicks","Spend","CurrencyCode"\n"3/4/2026","Garden","77","Computer","1,000","25","12.50","USD"\n"3/4/2026","Garden","77","Smartphone","10","2","1.00","USD"';

  test.each([
    ["without a blank line before the copyright", ""],
    ["with one", "\n"],
  ])("a daily report %s", async (_, footer) => {
    const file = await loadText(
      report(
        [
          "Last Completed Available Hour: 3/15/2026 1:00:00 AM (GMT)",
          "Report Aggregation: Daily",
          "Potential Incomplete Data: false",
          "Rows: 2",
        ],
        daily,
        footer,
      ),
    );
    expect(file).toMatchObject({
      connector: "microsoft_ads",
      loaded: 2,
      skipped: 8,
      reason: "",
      declaredAsOf: "2026-03-15 01:00:00",
    });
    expect(file.rows["ad_spend"]).toMatchObject([
      {
        campaign: "Garden",
        campaign_id: "77",
        segment: "Computer",
        spend_date: "2026-03-04",
        cost: "12.50",
        impression_count: "1000",
        is_provisional: false,
      },
      { segment: "Smartphone", click_count: "2" },
    ]);
  });

  test("a report of clicks without spend is read, and says so", async () => {
    const file = await loadText(
      '"Report Name: x"\n"Report Time: 3/1/2026 - 3/14/2026"\n\n"CampaignId","Clicks"\n"77","5"\n',
    );
    expect(file.rows["ad_spend"]).toMatchObject([{ campaign_id: "77", click_count: "5" }]);
    expect(file.reason).toMatch(/no Spend: its campaigns have clicks and no cost/);
  });

  test("a file with fewer rows than it declares was cut off and is refused; one with more says so", async () => {
    expect(await loadText(report(["Report Aggregation: Daily", "Rows: 3"], daily))).toMatchObject({
      status: "refused",
      reason: "it declares 3 rows and holds 2: it was cut off; export it again",
    });
    expect((await loadText(report(["Report Aggregation: Daily", "Rows: 1"], daily))).reason).toBe(
      "it declares 1 rows and holds 2",
    );
  });

  test("a report that may be incomplete is marked, in its account and in every row", async () => {
    const file = await loadText(
      report(["Report Aggregation: Daily", "Potential Incomplete Data: true", "Rows: 2"], daily),
    );
    expect(file.reason).toMatch(/^provisional: /);
    expect(file.rows["ad_spend"]?.map((row) => row["is_provisional"])).toEqual([true, true]);
  });

  test("in a summary or a weekly report no row is a day's", async () => {
    const summary = await loadText(
      report(["Report Aggregation: Summary", "Rows: 1"], '"CampaignId","Clicks","Spend"\n"77","3","1.50"'),
    );
    expect(summary.rows["ad_spend"]).toMatchObject([
      { campaign: "77", period_start: "2026-03-01", period_end: "2026-03-14", cost: "1.50" },
    ]);
    const weekly = await loadText(report(["Report Aggregation: Weekly", "Rows: 2"], daily));
    expect(weekly.rows["ad_spend"]).toMatchObject([{ segment: "3/4/2026 | Computer" }, {}]);
    expect(weekly.rows["ad_spend"]?.[0]).not.toHaveProperty("spend_date");
  });

  test("a report without campaigns is refused with the column to add", async () => {
    expect((await loadText(report(["Rows: 1"], '"AccountId","Spend"\n"1","2"'))).reason).toMatch(
      /CampaignId/,
    );
  });

  test("the declared number of rows may have thousands commas", async () => {
    expect((await loadText(report(["Report Aggregation: Daily", "Rows: 1,002"], daily))).reason).toBe(
      "it declares 1002 rows and holds 2: it was cut off; export it again",
    );
  });

  test("a report of one day names rows of other days, and is of the time until which it is complete", async () => {
    const file = await loadText(
      [
        '"Report Name: x"\n"Report Time: 3/4/2026"\n"Last Completed Available Day: 3/5/2026 12:00:00 AM (GMT)"\n"Report Aggregation: Hourly"',
        '"TimePeriod","CampaignName","AdGroupName","HourOfDay","Clicks","Spend"',
        '"3/4/2026","Garden","Hedges","9","-","1.00"\n"3/5/2026","Garden","Lawns","10","--","1.00"',
        '"© 2026 Microsoft Corporation. All rights reserved."\n',
      ].join("\n"),
    );
    expect(file).toMatchObject({
      loaded: 2,
      quarantined: 0,
      zone: "UTC",
      declaredAsOf: "2026-03-05 00:00:00",
    });
    expect(file.reason).toMatch(/period 2026-03-04 to 2026-03-04, but 1 of its rows are of 2026-03-05/);
    expect(file.rows["ad_spend"]).toMatchObject([
      { spend_date: "2026-03-04", segment: "Hedges | 9", click_count: null },
      { spend_date: "2026-03-05", segment: "Lawns | 10", click_count: null },
    ]);
  });

  test("a table of somebody else that has a column Spend is not taken for one", async () => {
    expect((await loadText("Campaign,Spend,Impressions\nGarden,5,5\n")).reason).toMatch(
      /no connector knows its header/,
    );
  });
});

test("X Ads in Spanish: day first, a dot between thousands, the currency behind the amount", async () => {
  const file = await loadText(
    "Fecha;Nombre de la campaña;Importe gastado;Impresiones;Clics en el enlace;Conversiones\n03/04/2026;Jardín;1.012,50 €;3.000;45;2\n04/04/2026;Jardín;-;3;-;-\n",
  );
  expect(file).toMatchObject({ connector: "x_ads", loaded: 2 });
  expect(file.rows["ad_spend"]).toMatchObject([
    {
      spend_date: "2026-04-03",
      cost: "1012.50",
      currency: "EUR",
      impression_count: "3000",
      click_count: "45",
      conversion_count: "2.0000",
    },
    { cost: null, click_count: null },
  ]);
});
