import { expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

test("a Zoho deal has the ids of its twin columns, without their prefix and to the last digit", async () => {
  const file = await loadText(
    "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,Pipeline,Created Time,Modified Time\n" +
      "zcrm_5556667778889990001,zcrm_5556667778889990002,Minta Anna,1500.5,x,2026-12-30,,Minta Kft.,Ajánlat,Standard,2026-01-05 09:07:00,2026-01-06 10:00:00\n" +
      "zcrm_5556667778889990003,,,,x,,,,Ajánlat,,2026-01-05 09:07:00,2026-01-06 10:00:00\n",
  );
  expect(file).toMatchObject({
    connector: "zoho",
    loaded: 2,
    skipped: 1,
    newestEvent: "2026-01-06 10:00:00",
  });
  expect(file.rows["opportunities"]).toMatchObject([
    {
      opportunity_id: "5556667778889990001",
      owner_id: "5556667778889990002",
      account_id: null,
      amount: "1500.50",
      closed_at: "2026-12-30 00:00:00",
      created_at: "2026-01-05 09:07:00",
    },
    { opportunity_id: "5556667778889990003", owner_id: null, amount: null },
  ]);
});

test("a junk lead of Zoho that was converted keeps both facts", async () => {
  const file = await loadText(
    "Record Id,Lead Owner.id,Lead Owner,Lead Status,Lead Source,Company,Email,Created Time,Converted Deal.id\nzcrm_5556667778889990004,zcrm_5556667778889990002,x,Junk Lead,Web,Minta,a@minta.example,2026-01-05 09:07:00,zcrm_5556667778889990001\n",
  );
  expect(file.rows["leads"]).toMatchObject([
    {
      lead_id: "5556667778889990004",
      stage: "Junk Lead",
      converted_opportunity_id: "5556667778889990001",
    },
  ]);
});

test("Zoho contacts and accounts are read", async () => {
  const contact = await loadText(
    "Record Id,Contact Owner.id,Contact Owner,Account Name.id,Account Name,Mobile\nzcrm_1,zcrm_2,x,zcrm_3,y,+36305550101\n",
  );
  expect(contact.rows["contacts"]).toMatchObject([{ contact_id: "1", account_id: "3", owner_id: "2" }]);
  const account = await loadText(
    "Record Id,Account Owner,Account Name,Industry,Employees\nzcrm_3,x,y,Energy,12\n",
  );
  expect(account.rows["accounts"]).toMatchObject([{ account_id: "3", industry: "Energy" }]);
});

test("an old export without twin columns names people and companies, and a lead may refuse e-mail", async () => {
  const deal = await loadText(
    "Record Id,Deal Name,Stage,Closing Date,Deal Owner,Reason For Loss\nzcrm_1,x,Closed Lost,2026-01-30,Minta Anna,Price\n",
  );
  expect(deal.rows["opportunities"]).toMatchObject([{ owner_id: "Minta Anna", lost_reason: "Price" }]);
  const lead = await loadText("Record Id,Lead Status,Email Opt Out\nzcrm_1,New,true\n");
  expect(lead.rows["leads"]).toMatchObject([{ is_do_not_email: true }]);
});

test("the probability of a deal is in percent", async () => {
  const file = await loadText(
    "Record Id,Deal Name,Stage,Closing Date,Probability (%)\nzcrm_1,x,Qualification,2026-03-01,10\n",
  );
  expect(file.rows["opportunities"]).toMatchObject([{ probability: "0.1000" }]);
});
