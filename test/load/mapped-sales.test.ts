import { expect, test } from "vitest";
import { freshHomes, only, put, rowsOf } from "./exports-home.ts";

freshHomes();

const mapped = (stream: string, columns: object, content: string, more: object = {}) => {
  put(
    "m/mapping.json",
    JSON.stringify({ source: "tool", files: [{ file: "*.csv", stream, columns, ...more }] }),
  );
  put("m/a.csv", content);
};

test("a list of documents of PandaDoc is one of proposals", async () => {
  mapped(
    "proposals",
    {
      proposal_id: "Document ID",
      record_id: "HubSpot Deal ID",
      created_at: "Date Created",
      sent_at: "Date Sent",
      viewed_at: "First View",
      answered_at: "Date Completed",
      valid_until: "Expiration Date",
      answer: "Status",
      amount: "Grand Total",
      currency: "Currency",
      owner_id: "Owner",
    },
    'Document ID,Name,Status,Date Created,Date Sent,First View,Date Completed,Expiration Date,Grand Total,Currency,Owner,HubSpot Deal ID\nBhV3k,x,Completed,2026-01-05 09:07,2026-01-06 10:00,2026-01-06 11:00,2026-01-10 12:00,2026-02-05,"1,500.00",EUR,anna,77\nBhV4k,x,Draft,2026-01-05 09:07,,,,,,EUR,anna,78\n',
    { constants: { record_type: "opportunity" } },
  );
  expect(await rowsOf(await only(), "proposals")).toMatchObject([
    {
      proposal_id: "BhV3k",
      record_type: "opportunity",
      record_id: "77",
      sent_at: "2026-01-06 10:00:00",
      viewed_at: "2026-01-06 11:00:00",
      answered_at: "2026-01-10 12:00:00",
      valid_until: "2026-02-05",
      answer: "Completed",
      amount: "1500.00",
    },
    { answer: "Draft", sent_at: null },
  ]);
});

test("an export of Proposify has its revisions", async () => {
  mapped(
    "proposals",
    {
      proposal_id: "Proposal ID",
      version: "Revision",
      record_id: "CRM Deal",
      sent_at: "Sent On",
      answered_at: "Closed On",
      answer: "Stage",
      amount: "Value",
      discount_rate: "Discount",
    },
    "Proposal ID,Revision,Stage,Sent On,Closed On,Value,Discount,CRM Deal\n12,1,Sent,2026-01-06 10:00,,1000,10,77\n12,2,Won,2026-01-07 10:00,2026-01-09 10:00,900,20,77\n",
    { constants: { record_type: "opportunity" }, divide_by: { discount_rate: 100 } },
  );
  expect(await rowsOf(await only(), "proposals")).toMatchObject([
    { version: "1", answer: "Sent", discount_rate: "0.1000" },
    { version: "2", answer: "Won", amount: "900.00", answered_at: "2026-01-09 10:00:00" },
  ]);
});

test("an export of Better Proposals may list the parts that a proposal has", async () => {
  mapped(
    "proposals",
    {
      proposal_id: "ID",
      record_id: "Deal",
      sent_at: "Sent",
      viewed_at: "Opened",
      answered_at: "Signed",
      answer: "Status",
      parts: "Sections",
      is_personalised: "Cover letter",
    },
    "ID,Status,Sent,Opened,Signed,Sections,Cover letter,Deal\n5,Signed,2026-01-06 10:00,2026-01-06 12:00,2026-01-08 09:00,Célok; Ár; Ütemezés,yes,77\n",
    { constants: { record_type: "opportunity" } },
  );
  expect(await rowsOf(await only(), "proposals")).toMatchObject([
    { answer: "Signed", parts: "Célok; Ár; Ütemezés", is_personalised: true },
  ]);
});

test("a log of a dialler is one of calls, known by the number called", async () => {
  mapped(
    "activities",
    {
      activity_id: "call",
      occurred_at: "started",
      outcome: "result",
      phone_key: "number",
      owner_id: "agent",
    },
    "call,started,result,number,agent\n1,2026-01-06 10:00:00,Nem vette fel,+36305550101,anna\n",
    { constants: { kind: "call", direction: "out" } },
  );
  const rows = await rowsOf(await only(), "activities");
  expect(rows).toMatchObject([{ kind: "call", direction: "out", outcome: "Nem vette fel" }]);
  expect(rows[0]?.["phone_key"]).toMatch(/^[0-9a-f]{32}$/);
});

test("the people of deals and what they were sent may come from any table", async () => {
  mapped(
    "contact_roles",
    { opportunity_id: "deal", contact_id: "people", role: "role", created_at: "since" },
    "deal,people,role,since\n77,5;6,Döntéshozó,2026-01-06 10:00:00\n",
  );
  expect(await rowsOf(await only(), "contact_roles")).toMatchObject([
    { opportunity_id: "77", contact_id: "5;6", role: "Döntéshozó" },
  ]);
  mapped(
    "touches",
    {
      touch_id: "id",
      campaign_id: "campaign",
      email_key: "mail",
      kind: "what",
      is_response: "answered",
      occurred_at: "at",
    },
    "id,campaign,mail,what,answered,at\n1,spring,anna@minta.example,webinar,yes,2026-01-06 10:00:00\n",
  );
  expect(await rowsOf(await only(), "touches")).toMatchObject([
    { campaign_id: "spring", kind: "webinar", is_response: true },
  ]);
});
