import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Home } from "../../pipelines/contract/home.ts";

const iso = (minutes: number) =>
  new Date(Date.UTC(2024, 0, 1) + minutes * 60_000).toISOString().slice(0, 16).replace("T", " ");
const us = (minutes: number) => iso(minutes).replace(/(\d+)-(\d+)-(\d+) .*/, "$2/$3/$1");
const usMinute = (minutes: number) => `${us(minutes)} ${iso(minutes).slice(11)}`;

const hubspot = ["New Lead", "Contacted", "Qualified To Buy", "Presentation Scheduled"];
const salesforce = ["Prospecting", "Qualification", "Needs Analysis", "Value Proposition"];

/** The exports of one day, by name: deals of HubSpot, opportunities and history of Salesforce, spend of Google Ads. Every third day has fewer columns. */
function exportsOf(day: number, records: number): Record<string, string[][]> {
  const isShort = day % 3 === 0;
  const deals = Array.from({ length: records }, (_, index) => {
    const created = day * 1440 + 480 + index;
    const steps = 1 + ((day + index) % 4);
    return {
      id: day * records + index,
      created,
      at: Array.from({ length: steps }, (_, step) => created + step * 1500),
    };
  });
  const date = iso(day * 1440).slice(0, 10);
  return {
    [`hubspot/deals ${date}.csv`]: [
      [
        "Record ID",
        "Deal Name",
        "Pipeline",
        "Deal Stage",
        "Amount",
        "Currency",
        "Create Date",
        "Close Date",
        ...(isShort ? [] : ["Deal owner"]),
        ...hubspot.map((stage) => `Date entered "${stage} (Sales Pipeline)"`),
      ],
      ...deals.map(({ id, created, at }) => [
        String(9_000_000 + id),
        `Deal ${id}`,
        "Sales Pipeline",
        hubspot[at.length - 1] ?? "",
        "1000",
        "HUF",
        iso(created),
        "",
        ...(isShort ? [] : [`Owner ${id % 7}`]),
        ...hubspot.map((_, step) => (at[step] === undefined ? "" : iso(at[step]))),
      ]),
    ],
    [`salesforce/opportunities ${date}.csv`]: [
      [
        "Opportunity ID",
        "Opportunity Name",
        "Account Name",
        "Stage",
        "Amount",
        "Amount Currency",
        "Created Date",
        "Close Date",
        ...(isShort ? [] : ["Lead Source"]),
        "Opportunity Owner",
      ],
      ...deals.map(({ id, created, at }) => [
        `006${String(id).padStart(12, "0")}`,
        `Deal ${id}`,
        `Account ${id % 50}`,
        salesforce[at.length - 1] ?? "",
        "1000",
        "HUF",
        us(created),
        "12/31/2030",
        ...(isShort ? [] : ["Web"]),
        `Owner ${id % 7}`,
      ]),
    ],
    [`salesforce/history ${date}.csv`]: [
      [
        "Opportunity ID",
        "Opportunity Name",
        "From Stage",
        "To Stage",
        "Last Modified",
        "Amount",
        "Close Date",
        "Stage",
        "Created Date",
      ],
      ...deals.flatMap(({ id, created, at }) =>
        at.map((moved, step) => [
          `006${String(id).padStart(12, "0")}`,
          `Deal ${id}`,
          salesforce[step - 1] ?? "",
          salesforce[step] ?? "",
          usMinute(moved),
          "1000",
          "12/31/2030",
          salesforce[at.length - 1] ?? "",
          us(created),
        ]),
      ),
    ],
    [`google_ads/campaigns ${date}.csv`]: [
      [
        "Day",
        "Campaign",
        ...(isShort ? [] : ["Campaign ID"]),
        "Currency code",
        "Cost",
        "Impr.",
        "Clicks",
        "Conversions",
      ],
      ...deals.map(({ id }) => [
        date,
        `Campaign ${id % records}`,
        ...(isShort ? [] : [String(1000 + (id % records))]),
        "HUF",
        "100",
        "1000",
        "10",
        "1",
      ]),
    ],
  };
}

const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Delivers what four reports bring every day, each day in files of its own. */
export function deliverDays(home: Home, days: number, records: number): void {
  for (let day = 0; day < days; day++)
    for (const [name, rows] of Object.entries(exportsOf(day, records))) {
      const path = join(home.exports, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, rows.map((row) => `${row.map(quoted).join(",")}\n`).join(""));
    }
}
