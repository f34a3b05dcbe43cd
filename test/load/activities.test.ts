import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

describe("HubSpot", () => {
  test("a call has its title, direction and outcome, by label or by the id of the outcome", async () => {
    const labels = await loadText(
      "Record ID,Call Title,Call direction,Call outcome,Call and meeting type,Activity date,Associated Deal IDs\n1,Ajánlat egyeztetése,OUTBOUND,No answer,Discovery,2026-01-05 09:07,77;78\n",
    );
    expect(labels.rows["activities"]).toMatchObject([
      {
        kind: "call",
        subject: "Ajánlat egyeztetése",
        direction: "OUTBOUND",
        outcome: "No answer",
        type: "Discovery",
        record_type: "opportunity",
        record_id: "77",
      },
    ]);
    const ids = await loadText(
      "hs_object_id,hs_call_title,hs_call_direction,hs_call_disposition,hs_timestamp\n1,x,INBOUND,f240bbac-87c9-4f6e-bf70-924b57d47db7,2026-01-05 09:07\n",
    );
    expect(ids.rows["activities"]).toMatchObject([{ direction: "INBOUND", outcome: "Connected" }]);
  });

  test("a note has the beginning of its text", async () => {
    const file = await loadText(
      `Record ID,Note body,Activity date,Associated Contact IDs\n1,Motiváció: ${"x".repeat(2000)},2026-01-05 09:07,501\n`,
    );
    const [row] = file.rows["activities"] ?? [];
    expect(row).toMatchObject({ kind: "note", record_type: "lead", record_id: "501" });
    expect(row?.["subject"]).toMatch(/^Motiváció: x{989}$/);
  });

  test("the contacts of a deal are its people, and a contact's buying role holds for all its deals", async () => {
    const deals = await loadText(
      "Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Associated Contact IDs\n77,x,Lead,Sales,2026-01-05 09:07,501;502\n78,x,Lead,Sales,2026-01-05 09:07,\n",
    );
    expect(deals.rows["contact_roles"]).toMatchObject([{ opportunity_id: "77", contact_id: "501;502" }]);
    const contacts = await loadText(
      "Record ID,Email,Lifecycle Stage,Create Date,Buying Role,Associated Deal IDs\n501,a@minta.example,Lead,2026-01-05 09:07,Decision Maker;Champion,77;78\n502,b@minta.example,Lead,2026-01-05 09:07,,77\n",
    );
    expect(contacts.rows["contact_roles"]).toMatchObject([
      { opportunity_id: "77;78", contact_id: "501", role: "Decision Maker;Champion" },
    ]);
  });
});

describe("Salesforce", () => {
  test("a task has its call type, result and subject, a contact's own and one that is deleted too", async () => {
    const file = await loadText(
      "Id,WhoId,WhatId,Subject,ActivityDate,Status,CallType,CallDisposition,IsDeleted,CreatedDate,OwnerId\n" +
        "00T1,0035e00000Minta,,Bemutató,2026-01-31,Completed,Outbound,Left Voicemail,false,2026-01-05 09:07:00,\n" +
        "00T2,,0065e00000Minta,x,2026-01-31,Completed,,,true,2026-01-05 09:07:00,\n",
    );
    expect(file.rows["activities"]).toMatchObject([
      {
        kind: "call",
        record_type: "contact",
        record_id: "0035e00000MintaAAB",
        direction: "Outbound",
        outcome: "Left Voicemail",
        subject: "Bemutató",
        is_deleted: false,
      },
      { kind: "task", is_deleted: true },
    ]);
  });

  test("a report of activities tells tasks, calls and events apart", async () => {
    const file = await loadText(
      '"Activity ID","Subject","Assigned","Date","Status","Call Type","Call Result","Start Date/Time","Opportunity ID","Lead ID"\n' +
        '"00T5e00000Minta","Visszahívás","x","1/31/2026","Completed","Outbound","Connected","","0065e00000Minta",""\n' +
        '"00T5e00000Mintb","Ajánlat küldése","x","1/31/2027","Not Started","","","","","00Q5e00000Minta"\n' +
        '"00U5e00000Minta","Találkozó","x","1/30/2026","","","","1/30/2026 10:00 AM","0065e00000Minta",""\n',
    );
    expect(file).toMatchObject({ connector: "salesforce", loaded: 3 });
    expect(file.rows["activities"]).toMatchObject([
      {
        kind: "call",
        is_done: true,
        occurred_at: "2026-01-31 00:00:00",
        outcome: "Connected",
        record_type: "opportunity",
        record_id: "0065e00000MintaAAB",
      },
      { kind: "task", is_done: false, occurred_at: null, due_at: "2027-01-31 00:00:00", record_type: "lead" },
      { kind: "meeting", is_done: null, occurred_at: "2026-01-30 10:00:00" },
    ]);
  });

  test("the members of a campaign are touches, and the campaign is one", async () => {
    const members = await loadText(
      '"Campaign ID","Campaign Name","Member Status","Responded","Lead ID","Contact ID","Member First Associated Date"\n' +
        '"7015e00000Minta","Spring fair","Attended","1","00Q5e00000Minta","","1/20/2026"\n' +
        '"7015e00000Minta","Spring fair","Sent","0","","0035e00000Minta","1/21/2026"\n',
    );
    expect(members.rows["touches"]).toMatchObject([
      {
        touch_id: "7015e00000Minta/00Q5e00000Minta",
        campaign_id: "7015e00000MintaAAB",
        kind: "Attended",
        is_response: true,
        record_type: "lead",
        record_id: "00Q5e00000MintaEAB",
        occurred_at: "2026-01-20 00:00:00",
      },
      { is_response: false, record_type: "contact", record_id: "0035e00000MintaAAB" },
    ]);
    const campaign = await loadText(
      "Id,Name,Type,StartDate,EndDate,NumberSent,ActualCost\n7015e00000Minta,Spring fair,Event,2026-01-20,2026-01-22,300,1500\n",
    );
    expect(campaign.rows["campaigns"]).toMatchObject([
      { campaign_id: "7015e00000MintaAAB", name: "Spring fair", kind: "Event", cost: "1500.00" },
    ]);
  });
});

describe("Pipedrive", () => {
  test("an activity has its subject and type, and the person where it names no deal", async () => {
    const file = await loadText(
      "Activity - ID,Activity - Subject,Activity - Type,Activity - Done,Activity - Due date,Activity - Deal ID,Activity - Contact person ID\n1,Ajánlat bemutatása,Demo,Done,2026-01-31,,9\n",
    );
    expect(file.rows["activities"]).toMatchObject([
      { subject: "Ajánlat bemutatása", type: "Demo", record_type: "contact", record_id: "9" },
    ]);
  });

  test("a note is an activity of its deal", async () => {
    const file = await loadText(
      "Note - ID,Note - Content,Note - Add time,Note - Deal ID\n1,Motiváció: gyorsabb bevezetés,2026-01-31 10:00:00,17\n",
    );
    expect(file.rows["activities"]).toMatchObject([
      {
        activity_id: "note 1",
        kind: "note",
        subject: "Motiváció: gyorsabb bevezetés",
        occurred_at: "2026-01-31 10:00:00",
        record_type: "opportunity",
        record_id: "17",
      },
    ]);
  });

  test("the contact person of a deal is one of its people", async () => {
    const file = await loadText(
      "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Contact person ID\n17,x,Lead,Open,2026-01-05,9\n18,x,Lead,Open,2026-01-05,\n",
    );
    expect(file).toMatchObject({ loaded: 2 });
    expect(file.rows["contact_roles"]).toMatchObject([
      { opportunity_id: "17", contact_id: "9", is_primary: true },
    ]);
  });
});

describe("Zoho", () => {
  const id = (end: string) => `zcrm_555666777888999${end}`;
  test.each([
    [
      "a call",
      `Record Id,Subject,Call Type,Call Start Time,Call Result,Call Owner.id,Related To.id,Contact Name.id,Created Time\n${id("0001")},Igényfelmérés,Outbound,2026-01-31 10:00:00,Interested,${id("0002")},${id("0003")},${id("0004")},2026-01-31 10:05:00\n`,
      {
        activity_id: "5556667778889990001",
        kind: "call",
        direction: "Outbound",
        outcome: "Interested",
        record_id: "5556667778889990003",
        occurred_at: "2026-01-31 10:00:00",
      },
    ],
    [
      "an open task",
      `Record Id,Task Owner.id,Task Owner,Subject,Due Date,Status,Contact Name.id,Created Time\n${id("0001")},${id("0002")},x,Ajánlat,2027-01-31,Not Started,${id("0004")},2026-01-05 09:07:00\n`,
      { kind: "task", is_done: false, occurred_at: null, record_id: "5556667778889990004" },
    ],
    [
      "a done task",
      `Record Id,Task Owner.id,Task Owner,Subject,Due Date,Status,Closed Time,Created Time\n${id("0001")},${id("0002")},x,Ajánlat,2026-01-31,Completed,2026-01-30 10:00:00,2026-01-05 09:07:00\n`,
      { kind: "task", is_done: true, occurred_at: "2026-01-30 10:00:00" },
    ],
    [
      "a meeting",
      `Record Id,Title,From,To,Host.id,Host,Related To.id,Created Time\n${id("0001")},Tárgyalás,2026-01-31 10:00:00,2026-01-31 11:00:00,${id("0002")},x,${id("0003")},2026-01-05 09:07:00\n`,
      { kind: "meeting", subject: "Tárgyalás", occurred_at: "2026-01-31 10:00:00" },
    ],
    [
      "a note",
      `Record Id,Note Owner.id,Note Owner,Note Title,Note Content,Parent ID.id,Created Time\n${id("0001")},${id("0002")},x,Motiváció,y,${id("0003")},2026-01-31 10:00:00\n`,
      { kind: "note", subject: "Motiváció", record_id: "5556667778889990003" },
    ],
  ])("%s is read with the id of its record", async (_, text, row) => {
    const file = await loadText(text);
    expect(file).toMatchObject({ connector: "zoho", loaded: 1 });
    expect(file.rows["activities"]).toMatchObject([row]);
  });

  test("the contact of a deal and the module of contact roles are its people", async () => {
    const deal = await loadText(
      `Record Id,Deal Name,Stage,Contact Name.id,Created Time,Modified Time\n${id("0001")},x,Ajánlat,${id("0004")},2026-01-05 09:07:00,2026-01-05 09:07:00\n`,
    );
    expect(deal.rows["contact_roles"]).toMatchObject([
      { opportunity_id: "5556667778889990001", contact_id: "5556667778889990004" },
    ]);
    const roles = await loadText(
      `Deal Name.id,Contact Name.id,Contact Role\n${id("0001")},${id("0004")},Decision Maker\n`,
    );
    expect(roles.rows["contact_roles"]).toMatchObject([{ role: "Decision Maker" }]);
  });
});

describe("Dynamics", () => {
  const guid = "{0A1B2C3D-0000-4000-8000-00000000000A}";
  test("a worksheet of phone calls says what is done, and the record where its id was added", async () => {
    const file = await loadText(
      `(Do Not Modify) Phone Call,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Subject,Regarding,Regarding (Id),Direction,Activity Status,Due Date,Actual End,Created On\n${guid},x,2026-01-31 10:00:00,Ajánlat,Minta,${guid.replace("A}", "B}")},Outgoing,Completed,2026-01-31,2026-01-30 10:00:00,2026-01-05 09:07:00\n`,
    );
    expect(file).toMatchObject({ connector: "dynamics365", loaded: 1 });
    expect(file.rows["activities"]).toMatchObject([
      {
        activity_id: "0a1b2c3d-0000-4000-8000-00000000000a",
        kind: "call",
        record_id: "0a1b2c3d-0000-4000-8000-00000000000b",
        direction: "Outgoing",
        is_done: true,
        occurred_at: "2026-01-30 10:00:00",
      },
    ]);
  });

  test("an appointment of the calendar may lie ahead, and a cancelled one is not done", async () => {
    const file = await loadText(
      `(Do Not Modify) Appointment,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Subject,Status,Start Time,Created On\n${guid},x,2026-01-31 10:00:00,Tárgyalás,Scheduled,2027-01-31 10:00:00,2026-01-05 09:07:00\n${guid.replace("A}", "B}")},x,2026-01-31 10:00:00,Tárgyalás,Canceled,2026-01-10 10:00:00,2026-01-05 09:07:00\n`,
    );
    expect(file.rows["activities"]).toMatchObject([
      { kind: "meeting", is_done: null, occurred_at: "2027-01-31 10:00:00" },
      { is_done: false, occurred_at: "2026-01-10 10:00:00" },
    ]);
  });

  test("activities are read by the names of the Dataverse", async () => {
    const file = await loadText(
      "activityid,activitytypecode,subject,statecode,directioncode,actualend,createdon,_regardingobjectid_value\n0A1B,phonecall,x,Completed,True,2026-01-30T10:00:00Z,2026-01-05T09:07:00Z,0A1C\n0A1D,4201,x,Open,,,2026-01-05T09:07:00Z,\n",
    );
    expect(file.rows["activities"]).toMatchObject([
      {
        kind: "call",
        direction: "out",
        is_done: true,
        occurred_at: "2026-01-30 10:00:00",
        record_id: "0a1c",
      },
      { kind: "meeting", is_done: false, occurred_at: null },
    ]);
  });
});

test("what recipients of Mailchimp did are touches, without their addresses", async () => {
  const file = await loadText(
    "Email Address,Campaign Id,Action,Timestamp\nAnna@Minta.example,6e3fb30c88,click,2026-01-31 10:00:00\nanna@minta.example,6e3fb30c88,open,2026-01-31 09:00:00\n",
  );
  expect(file).toMatchObject({ connector: "mailchimp", loaded: 2 });
  const rows = file.rows["touches"] ?? [];
  expect(rows).toMatchObject([
    { campaign_id: "6e3fb30c88", kind: "click", is_response: true, occurred_at: "2026-01-31 10:00:00" },
    { kind: "open", is_response: false },
  ]);
  expect(rows[0]?.["email_key"]).toBe(rows[1]?.["email_key"]);
  expect(JSON.stringify(rows)).not.toContain("minta.example");
});
