import { describe, expect, test } from "vitest";
import { windows1250 } from "../formats/windows1250.ts";
import { loadText } from "./load-texts.ts";

const hungarian =
  "Jelentés kezdete,Jelentés vége,Nap,Kampány neve,Hirdetéssorozat neve,Elköltött összeg (HUF),Megjelenések\n" +
  "2026-03-01,2026-03-31,2026-03-01,,,3500,30\n2026-03-01,2026-03-31,2026-03-01,Őszi kampány,Űrlap,1500,10\n" +
  "2026-03-01,2026-03-31,2026-03-01,Őszi kampány,Másik,2000,20\n2026-03-01,2026-03-31,2026-03-02,Őszi kampány,Űrlap,12345,5\n";

describe("Meta Ads", () => {
  test.each([
    ["UTF-8 with a byte order mark", `\u{feff}${hungarian}`],
    ["windows-1250 with commas", windows1250(hungarian)],
    ["windows-1250 with sep=;", windows1250(`sep=;\n${hungarian.replaceAll(",", ";")}`)],
  ])("Hungarian in %s: the day is the row's, the account's row is no spend", async (name, content) => {
    const file = await loadText(content);
    expect(file).toMatchObject({
      connector: "meta_ads",
      loaded: 3,
      skipped: name.endsWith(";") ? 3 : 2,
      quarantined: 0,
      reason: "",
    });
    expect(file.rows["ad_spend"]).toMatchObject([
      {
        campaign: "Őszi kampány",
        segment: "Űrlap",
        spend_date: "2026-03-01",
        cost: "1500.00",
        currency: "HUF",
      },
      { segment: "Másik", spend_date: "2026-03-01", impression_count: "20" },
      { segment: "Űrlap", spend_date: "2026-03-02", cost: "12345.00" },
    ]);
  });

  test.each(["-", "–"])("%s is no value", async (mark) => {
    const file = await loadText(
      `Day,Campaign name,Amount spent (EUR),Impressions\n2026-03-01,Spring,${mark},5\n`,
    );
    expect(file.rows["ad_spend"]).toMatchObject([{ cost: null, impression_count: "5" }]);
  });

  test("French with day first, decimal comma and semicolons", async () => {
    const file = await loadText(
      "Jour;Nom de la campagne;Montant dépensé (EUR);Impressions\n03/04/2026;Jardin;12,50;1 200\n04/04/2026;Jardin;1 012,50;3\n",
    );
    expect(file.rows["ad_spend"]).toMatchObject([
      { spend_date: "2026-04-03", cost: "12.50", currency: "EUR", impression_count: "1200" },
      { spend_date: "2026-04-04", cost: "1012.50" },
    ]);
  });

  test("a row with a campaign and no ad set is spend, not the account's row", async () => {
    const file = await loadText(hungarian.replace("Őszi kampány,Másik", "Őszi kampány,"));
    expect(file).toMatchObject({ loaded: 3, reason: "" });
  });

  test("leads have a column of their own, or are the results of a campaign for leads; reach adds up over nothing and is named as not read", async () => {
    const day = "Day,Campaign name,Amount spent (EUR),Impressions,Reach";
    const own = await loadText(`${day},Leads,Results\n2026-03-01,Spring,5.00,50,40,3,9\n`);
    expect(own.rows["ad_spend"]).toMatchObject([{ lead_count: "3" }]);
    expect(own.unread).toEqual(["Reach", "Results"]);
    const results = await loadText(
      `${day},Results,Result indicator\n2026-03-01,Spring,5.00,50,40,3,actions:onsite_conversion.lead_grouped\n2026-03-01,Summer,5.00,50,40,7,actions:link_click\n`,
    );
    expect(results.rows["ad_spend"]?.map((row) => row["lead_count"])).toEqual(["3", null]);
    expect(results.unread).toEqual(["Reach"]);
  });

  test("link clicks and all clicks stay two measures, and a long id stays text", async () => {
    const file = await loadText(
      'Reporting starts,Reporting ends,Campaign name,Campaign ID,Day,Amount spent (USD),Impressions,"Link clicks",Clicks (all),"Cost per result, unique"\n' +
        "2026-03-01,2026-03-01,Garden,120999999999999993,2026-03-01,33.33,1000,20,50,1\n",
    );
    expect(file.rows["ad_spend"]).toMatchObject([
      { campaign_id: "120999999999999993", click_count: "20", all_click_count: "50" },
    ]);
  });

  test("without the Day breakdown a row is a total over the report, and the account's sum is held against it", async () => {
    const file = await loadText(
      "Reporting starts,Reporting ends,Ad set name,Amount spent (USD),Impressions\n2026-01-01,2026-03-31,,99.00,9\n2026-01-01,2026-03-31,Set A,40.00,9\n",
    );
    expect(file).toMatchObject({
      loaded: 1,
      reason: "cost: its total row says 99.00, its rows add up to 40.00",
    });
    expect(file.rows["ad_spend"]).toMatchObject([
      { campaign: "Set A", period_start: "2026-01-01", period_end: "2026-03-31" },
    ]);
    expect(file.rows["ad_spend"]?.[0]).not.toHaveProperty("spend_date");
  });

  test("an account row of one day is held against the rows of that day", async () => {
    const file = await loadText(hungarian.replace(",,,3500,30", ",,,3600,30"));
    expect(file.reason).toBe("cost of 2026-03-01: its total row says 3600.00, its rows add up to 3500.00");
  });

  test("a row with an ad set and no campaign is set aside, and not taken for the account's", async () => {
    const rows = [1, 2, 3, 4, 5].map((day) => `2026-03-0${day},Garden,Hedges,5.00\n`).join("");
    const file = await loadText(
      `Day,Campaign name,Ad set name,Amount spent (EUR)\n${rows}2026-03-05,,Hedges,5.00\n`,
    );
    expect(file).toMatchObject({ loaded: 5, quarantined: 1 });
  });

  test("where the values leave it open, the language of the header decides: days and decimal marks", async () => {
    const german = await loadText("Tag;Kampagnenname;Ausgegebener Betrag (EUR)\n03/04/2026;Garten;1.234\n");
    expect(german.rows["ad_spend"]).toMatchObject([{ spend_date: "2026-04-03", cost: "1234.00" }]);
    const english = await loadText("Day;Campaign name;Amount spent (EUR)\n03/04/2026;Garden;1,234\n");
    expect(english.rows["ad_spend"]).toMatchObject([{ spend_date: "2026-03-04", cost: "1234.00" }]);
  });

  test("age, gender and country are part of the key of a row", async () => {
    const file = await loadText(
      "Day,Campaign name,Age,Gender,Country,Amount spent (EUR)\n2026-03-01,Garden,18-24,male,HU,5.00\n",
    );
    expect(file.rows["ad_spend"]).toMatchObject([{ segment: "18-24 | male | HU" }]);
  });

  test("all clicks are held against the account's row as well", async () => {
    const file = await loadText(
      "Day,Campaign name,Amount spent (EUR),Clicks (all)\n2026-03-01,,5.00,9\n2026-03-01,Garden,5.00,7\n",
    );
    expect(file.reason).toBe("all_click_count of 2026-03-01: its total row says 9, its rows add up to 7");
  });

  test("accents may be written in two parts", async () => {
    expect(await loadText(hungarian.normalize("NFD"))).toMatchObject({ connector: "meta_ads", loaded: 3 });
  });

  test("spend without any day or period is refused, with what the file has", async () => {
    const file = await loadText("Campaign name,Amount spent (EUR)\nGarden,5.00\n");
    expect(file.reason).toBe(
      'it is a Meta Ads report without Day or Reporting starts; add that column to the export, or describe it in a mapping.json beside it; its columns are "Campaign name", "Amount spent (EUR)"',
    );
  });
});
