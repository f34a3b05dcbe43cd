import type { Clock } from "../../../pipelines/extract/http/clock.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";
import { inUnits, rowsAt, type SpendRow, type SpendWorld } from "../spend/world.ts";

export interface MetaAdsOptions {
  world: SpendWorld;
  clock: Clock & { pass?(milliseconds: number): void };
  plan?: Plan;
  token?: () => string;
  /** What the token may not do, as Meta's code for it. */
  refuses?: number;
  /** Milliseconds that a report takes. */
  takes?: number;
  /** Reports that fail, by their number from 1. */
  fails?: (report: number) => boolean;
  port?: number;
}

const refusal = (status: number, code: number, type = "OAuthException"): Reply =>
  json(status, { error: { message: "Error for person@example.com.", type, code, fbtrace_id: "A1" } });

interface Report {
  days: { since: string; until: string };
  askedAt: number;
  isFailed: boolean;
}

/** A Meta on this machine: reports that take their time, and pages of them. */
export async function serveMetaAds(options: MetaAdsOptions): Promise<FakeServer> {
  const { world, clock, plan = noFaults, token = () => "key", takes = 40_000, port = 0 } = options;
  const reports: Report[] = [];
  const answer = (asked: Asked): Reply => {
    clock.pass?.(120);
    const now = clock.now();
    if (asked.headers.authorization !== `Bearer ${token()}`) return refusal(400, 190);
    if (options.refuses !== undefined) return refusal(400, options.refuses);
    const [, account] = /^\/v25\.0\/act_(\d+)$/.exec(asked.path) ?? [];
    if (account !== undefined) return json(200, { currency: world.currency, id: `act_${account}` });
    if (/^\/v25\.0\/act_\d+\/insights$/.test(asked.path) && asked.method === "POST") {
      const days = JSON.parse(asked.query.get("time_range") ?? "{}") as Report["days"];
      if (asked.query.get("level") !== "campaign" || asked.query.get("time_increment") !== "1")
        return refusal(400, 100);
      reports.push({ days, askedAt: now, isFailed: options.fails?.(reports.length + 1) === true });
      return json(200, { report_run_id: String(880_000 + reports.length) });
    }
    const [, number, rows] = /^\/v25\.0\/88(\d{4})(\/insights)?$/.exec(asked.path) ?? [];
    const report = reports[Number(number) - 1];
    if (report === undefined) return refusal(400, 100, "GraphMethodException");
    const isOver = now - report.askedAt >= takes;
    if (rows === undefined) {
      const status = !isOver ? "Job Running" : report.isFailed ? "Job Failed" : "Job Completed";
      return json(200, {
        id: `88${number ?? ""}`,
        async_status: status,
        async_percent_completion: isOver ? 100 : 40,
      });
    }
    if (!isOver || report.isFailed) return refusal(400, 2601);
    return page(world, report, asked, token());
  };
  return serveVendor(answer, plan, () => refusal(400, 17), port);
}

/** Fewer than are asked for: a page ends when it is large. */
const most = 60;

function page(world: SpendWorld, { days, askedAt }: Report, asked: Asked, token: string): Reply {
  const rows = rowsAt(world, days.since, days.until, askedAt);
  const start = Number(Buffer.from(asked.query.get("after") ?? "", "base64url").toString("utf8") || "0");
  const found = rows.slice(start, start + most);
  const after = Buffer.from(String(start + most)).toString("base64url");
  const isLast = start + most >= rows.length;
  return json(
    200,
    {
      data: found.map((row) => shown(world, row)),
      paging: {
        cursors: { before: "MAZDZD", after },
        ...(isLast
          ? {}
          : { next: `https://graph.facebook.com${asked.path}?access_token=${token}&after=${after}` }),
      },
    },
    { "x-fb-ads-insights-throttle": JSON.stringify({ app_id_util_pct: 3.5, acc_id_util_pct: 12 }) },
  );
}

const shown = (
  { currency }: SpendWorld,
  { day, campaign, micros, impressions, clicks, leads }: SpendRow,
) => ({
  account_id: "1234567890",
  account_currency: currency,
  campaign_id: campaign.id,
  campaign_name: campaign.name,
  spend: inUnits(micros),
  impressions: String(impressions),
  clicks: String(clicks + 5),
  inline_link_clicks: String(clicks),
  ...(leads === 0
    ? {}
    : {
        actions: [
          { action_type: "link_click", value: String(clicks) },
          { action_type: "lead", value: String(leads) },
          { action_type: "leadgen.other", value: "9" },
        ],
      }),
  date_start: day,
  date_stop: day,
});
