import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

describe("Mailchimp", () => {
  test("the campaign list: American times, n/a is nothing, an id that looks like a number stays text", async () => {
    const file = await loadText(
      'Title,Subject,List,"Send Date","Total Recipients","Successful Deliveries","Total Bounces","Unique Opens","Open Rate","Unique Clicks",Unsubscribes,"Unique Id","Campaign Cost"\n' +
        '"Spring, one","Hi 🌱",Subscribers,"Mar 09, 2026 09:30 pm","1,110",1108,2,30,27.78%,7,0,6e30886423,n/a\nSummer,Hi,Subscribers,"Mar 18, 2026 12:05 am",137,134,3,30,22.39%,5,1,0000000012,12.50\n',
    );
    expect(file).toMatchObject({ connector: "mailchimp", loaded: 2, skipped: 1 });
    expect(file.rows["campaigns"]).toMatchObject([
      {
        campaign_id: "6e30886423",
        name: "Spring, one",
        kind: "email",
        audience: "Subscribers",
        sent_at: "2026-03-09 21:30:00",
        recipient_count: "1110",
        delivered_count: "1108",
        bounced_count: "2",
        opened_count: "30",
        clicked_count: "7",
        unsubscribed_count: "0",
        cost: null,
      },
      { campaign_id: "0000000012", sent_at: "2026-03-18 00:05:00", cost: "12.50" },
    ]);
  });

  test.each([
    ["Mon, Mar 09, 2026 9:30 pm", "2026-03-09 21:30:00"],
    ["3/9/26 9:30PM", "2026-03-09 21:30:00"],
  ])("the sectioned report of one campaign is one campaign (sent %s)", async (sent, at) => {
    const file = await loadText(
      `"Email Campaign Report"\n"Title:","Spring, one"\n"Subject Line:","Hi"\n"Delivery Date/Time:","${sent}"\n\n"Overall Stats"\n"Total Recipients:","1,751"\n"Successful Deliveries:","1,742"\n"Bounces:","9 (0.5%)"\n"Recipients Who Opened:","532 (30.5%)"\n"Total Opens:","900"\n"Recipients Who Clicked:","37 (2.1%)"\n"Total Unsubs:","3"\n\n"Clicks by URL"\n"URL","Total Clicks","Unique Clicks"\n"https://minta.example/a","12","10"\n`,
    );
    expect(file).toMatchObject({ connector: "mailchimp", recordsIn: 15, loaded: 1, skipped: 14 });
    expect(file.rows["campaigns"]).toMatchObject([
      {
        name: "Spring, one",
        sent_at: at,
        recipient_count: "1751",
        delivered_count: "1742",
        bounced_count: "9",
        opened_count: "532",
        clicked_count: "37",
        unsubscribed_count: "3",
      },
    ]);
  });

  test("an audience gives contacts and when they left; a column that occurs twice does no harm when it is not read", async () => {
    const file = await loadText(
      '"Email Address","First Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CC,UNSUB_TIME,UNSUB_CAMPAIGN_ID,UNSUB_CAMPAIGN_ID,LEID,EUID\n' +
        "Anna@minta.example,Anna,2,,2026-03-01 14:40:47,HU,,,,1,aa11\nbela@minta.example,Béla,2,2026-02-01 10:00:00,,HU,2026-03-05 08:00:00,x,y,2,bb22\n",
    );
    expect(file).toMatchObject({ loaded: 2, quarantined: 0 });
    expect(file.rows["contacts"]).toMatchObject([
      { contact_id: "aa11", created_at: "2026-03-01 14:40:47", country: "HU" },
      { contact_id: "bb22", created_at: "2026-02-01 10:00:00" },
    ]);
    expect(file.rows["touches"]).toMatchObject([
      {
        touch_id: "bb22:unsubscribed",
        record_id: "bb22",
        kind: "unsubscribed",
        occurred_at: "2026-03-05 08:00:00",
      },
    ]);
    expect(JSON.stringify(file.rows)).not.toContain("minta.example");
  });

  test("the variants of an A/B test are no campaigns of their own", async () => {
    const file = await loadText(
      '"Email Campaign Report"\n"Title:","Spring"\n"Delivery Date/Time:","Mon, Mar 09, 2026 9:30 pm"\n"Total Recipients:","100"\n\n"Combination A"\n"Title:","Spring A"\n"Total Recipients:","50"\n',
    );
    expect(file).toMatchObject({ loaded: 1, skipped: 6 });
    expect(file.rows["campaigns"]).toMatchObject([{ name: "Spring", recipient_count: "100" }]);
  });

  test("an address that was cleaned away has bounced, whoever unsubscribed has not", async () => {
    const file = await loadText(
      '"Email Address",MEMBER_RATING,EUID,UNSUB_TIME,CLEAN_TIME\na@minta.example,2,aa11,,2026-03-05 08:00:00\n',
    );
    expect(file.rows["touches"]).toMatchObject([{ touch_id: "aa11:bounced", kind: "bounced" }]);
  });
});
