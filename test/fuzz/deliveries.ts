import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import type { Draw, Table } from "./expectation.ts";
import { forms } from "./forms.ts";
import { scratchFolder } from "../scratch.ts";

/** What must come of a deal, whatever its deliveries look like. */
interface Truth {
  outcome: string;
  amount: string;
}

interface Deliveries {
  files: Record<string, Buffer>;
  /** By the source that the deals end up in, and their id. */
  truth: Map<string, Truth>;
  /** A query that lists what is wrong besides. */
  never: string;
}

const header = [
  "Record ID",
  "Deal Name",
  "Pipeline",
  "Deal Stage",
  "Create Date",
  "Amount",
  "Last Modified Date",
  "Close Date",
];
const outcomes: Record<string, string> = { "Closed Won": "won", "Closed Lost": "lost" };
const day = (month: number, date: number) =>
  `2026-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")} 09:30`;

function company(draw: Draw, month: number): Table {
  return Array.from({ length: 25 }, (_, index) => {
    const stage = ["New", "Proposal", "Closed Won", "Closed Lost"][index < 4 ? index : draw(4)] ?? "New";
    const created = day(month, 1 + draw(9));
    const changed = day(month + 1, 1 + draw(20));
    const closed = outcomes[stage] === undefined ? "" : changed;
    return [
      String(1000 + index),
      `Üzlet ${index}`,
      "Sales",
      stage,
      created,
      `${100 + draw(9000)}.00`,
      changed,
      closed,
    ];
  });
}

const truthOf = (rows: Table, source = "hubspot"): [string, Truth][] =>
  rows.map((cells) => [
    `${source} ${cells[0] ?? ""}`,
    { outcome: outcomes[cells[3] ?? ""] ?? "open", amount: cells[5] ?? "" },
  ]);
const csv = (draw: Draw, rows: Table): Buffer => {
  const writings = ["comma", "semicolon", "gzip", "zip", "workbook"].filter(
    (form) => forms[form] !== undefined,
  );
  return forms[writings[draw(writings.length)] ?? "comma"]?.([header, ...rows]) ?? Buffer.alloc(0);
};
const without = (rows: Table, at: number[]): Table =>
  rows.map((cells) => cells.filter((_, index) => !at.includes(index)));
const deleted =
  "select opportunity_id as id, 'is called deleted' as finding from core.fct_journey where is_deleted";

/** Ways in which the exports of a company really come. */
export const deliveries: Record<string, (draw: Draw) => Deliveries> = {
  narrower_view(draw) {
    const older = company(draw, 1);
    const newer = older.map((cells) =>
      cells[3] === "New"
        ? cells.map((cell, at) => (at === 3 ? "Proposal" : at === 6 ? day(3, 1 + draw(9)) : cell))
        : cells,
    );
    const gone = [[5], [5, 7], [7], [1, 5]][draw(4)] ?? [5];
    return {
      files: {
        "hubspot/deals 1.csv": csv(draw, older),
        "hubspot/deals 2.csv": forms["comma"]?.(without([header, ...newer], gone)) ?? Buffer.alloc(0),
      },
      truth: new Map(truthOf(newer)),
      never: deleted,
    };
  },
  cut_delivery(draw) {
    const older = company(draw, 1);
    const newer = older.map((cells) => cells.map((cell, at) => (at === 6 ? day(3, 1 + draw(9)) : cell)));
    const whole = forms["comma"]?.([header, ...newer]) ?? Buffer.alloc(0);
    const lines = [...whole.toString("latin1").matchAll(/\n/g)].map(({ index }) => index);
    const at = (lines[15 + draw(8)] ?? whole.length) + 2 + draw(3);
    return {
      files: { "hubspot/deals 1.csv": csv(draw, older), "hubspot/deals 2.csv": whole.subarray(0, at) },
      truth: new Map(truthOf(older)),
      never: deleted,
    };
  },
  second_account(draw) {
    const [one, other] = [company(draw, 1), company(draw, 5)];
    return {
      files: { "hubspot_a/deals.csv": csv(draw, one), "hubspot_b/deals.csv": csv(draw, other) },
      truth: new Map([...truthOf(one, "hubspot_a"), ...truthOf(other, "hubspot_b")]),
      never: deleted,
    };
  },
  future_dates(draw) {
    const rows = company(draw, 1).map((cells) =>
      draw(2) === 0 ? cells.map((cell, at) => (at === 7 ? `${2027 + draw(30)}-06-30` : cell)) : cells,
    );
    return {
      files: { "hubspot/deals.csv": csv(draw, rows) },
      truth: new Map(truthOf(rows)),
      never:
        "select opportunity_id as id, 'ends or is known beyond its last change' as finding from core.fct_journey where outcome_at > timestamp '2026-12-31' or watermark_at > timestamp '2026-12-31'",
    };
  },
  snapshot_only(draw) {
    const rows = company(draw, 1);
    const gone = [[7], [6, 7]][draw(2)] ?? [7];
    return {
      files: { "hubspot/deals.csv": forms["comma"]?.(without([header, ...rows], gone)) ?? Buffer.alloc(0) },
      truth: new Map(truthOf(rows)),
      never:
        "select opportunity_id as id, 'is timed though nothing dates it' as finding from core.fct_journey where outcome <> 'open' and is_timed",
    };
  },
};

/** Refreshes a home with one of the ways and says what is not as it must be. */
export async function runDeliveries(name: string, draw: Draw): Promise<string[]> {
  const made = deliveries[name]?.(draw);
  if (made === undefined) return [`${name} is no way of delivery`];
  const home = homeAt(scratchFolder());
  try {
    for (const [path, bytes] of Object.entries(made.files)) {
      mkdirSync(dirname(join(home.exports, path)), { recursive: true });
      writeFileSync(join(home.exports, path), bytes);
    }
    await refresh(
      { home, site: false, threads: 1 },
      { now: () => new Date("2026-12-31T00:00:00Z"), report: silent },
    );
    const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), { readOnly: true });
    try {
      const rows = await warehouse.rows<{ id: string; outcome: string; amount: string | null }>(
        "select source_system || ' ' || opportunity_id as id, outcome, amount from core.fct_journey order by all",
      );
      const wrong = await warehouse.rows<{ id: string; finding: string }>(made.never);
      return [
        ...(rows.length === made.truth.size ? [] : [`${rows.length} journeys of ${made.truth.size} deals`]),
        ...rows.flatMap(({ id, outcome, amount }) => {
          const truth = made.truth.get(id);
          if (truth === undefined) return [`${id} is no deal`];
          return truth.outcome === outcome && truth.amount === amount
            ? []
            : [
                `${id} is ${outcome} with ${amount ?? "no amount"}, and truly ${truth.outcome} with ${truth.amount}`,
              ];
        }),
        ...wrong.map(({ id, finding }) => `${id} ${finding}`),
      ];
    } finally {
      warehouse.close();
    }
  } finally {
    rmSync(home.root, { recursive: true, force: true });
  }
}
