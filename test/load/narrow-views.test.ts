import { join } from "node:path";
import { expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { freshHomes, home, put } from "./exports-home.ts";

freshHomes();

const effects = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };

/** The journeys of what was delivered. */
async function journeys(columns: string): Promise<Record<string, unknown>[]> {
  await refresh({ home, site: false, threads: 1 }, effects);
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), { readOnly: true });
  try {
    return await warehouse.rows(
      `select opportunity_id as id, ${columns} from core.fct_journey order by source_system, opportunity_id`,
    );
  } finally {
    warehouse.close();
  }
}

test("a newer view without owner, source, amount, creation and status leaves them as the older export told them", async () => {
  put(
    "hubspot/all.csv",
    "Record ID,Pipeline,Deal Stage,Create Date,Last Modified Date,Amount,Currency,Deal owner,Original Source,Closed Lost Reason\n1,Sales,New Lead,2026-01-05 09:00,2026-01-06 09:00,500,EUR,Owner A,Referral,\n",
  );
  put(
    "hubspot/view.csv",
    "Record ID,Pipeline,Deal Stage,Last Modified Date,Deal owner\n1,Sales,Proposal Sent,2026-02-06 09:00,\n",
  );
  const deal = "Deal - ID,Deal - Stage,Deal - Deal created,Deal - Update time";
  put(
    "pipedrive/all.csv",
    `${deal},Deal - Status,Deal - Won time,Deal - Value,Deal - Currency\n7,Offer,2026-01-05 09:00:00,2026-03-01 09:00:00,Won,2026-03-01 09:00:00,250,EUR\n8,Offer,2026-01-05 09:00:00,2026-03-01 09:00:00,Open,,100,EUR\n`,
  );
  put(
    "pipedrive/view.csv",
    `${deal},Deal - Value\n7,Offer,2026-01-05 09:00:00,2026-03-04 09:00:00,260\n8,Contract,2026-01-05 09:00:00,2026-03-05 09:00:00,100\n`,
  );
  expect(
    await journeys("owner_id, lead_source_value, amount, currency, outcome, outcome_at, started_at"),
  ).toEqual([
    {
      id: "1",
      owner_id: null,
      lead_source_value: "Referral",
      amount: "500.00",
      currency: "EUR",
      outcome: "open",
      outcome_at: null,
      started_at: "2026-01-05 08:00:00",
    },
    {
      id: "7",
      owner_id: null,
      lead_source_value: null,
      amount: "260.00",
      currency: "EUR",
      outcome: "won",
      outcome_at: "2026-03-01 08:00:00",
      started_at: "2026-01-05 08:00:00",
    },
    {
      id: "8",
      owner_id: null,
      lead_source_value: null,
      amount: "100.00",
      currency: "EUR",
      outcome: "open",
      outcome_at: null,
      started_at: "2026-01-05 08:00:00",
    },
  ]);
}, 120_000);

test("what a history repeats of its deals hides nothing that the list of deals has beside it", async () => {
  put(
    "list.csv",
    "Opportunity ID,Opportunity Name,Stage,Created Date,Close Date,Amount,Opportunity Owner,Lead Source,Account Name\n0061,Deal,Proposal,1/5/2026,3/31/2026,500,Owner A,Web,Minta Kft.\n",
  );
  put(
    "history.csv",
    "Opportunity ID,From Stage,To Stage,Last Modified,Amount,Stage\n0061,,Qualification,1/5/2026 9:00 AM,500,Proposal\n0061,Qualification,Proposal,2/5/2026 9:00 AM,650,Proposal\n",
  );
  expect(await journeys("owner_id, lead_source_value, account_id, amount, current_stage")).toEqual([
    {
      id: "0061",
      owner_id: "Owner A",
      lead_source_value: "Web",
      account_id: "Minta Kft.",
      amount: "650.00",
      current_stage: "proposal",
    },
  ]);
}, 120_000);
