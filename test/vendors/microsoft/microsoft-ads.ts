import type { Clock } from "../../../pipelines/extract/http/clock.ts";
import { buildZip } from "../../formats/build-zip.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";
import { inUnits, rowsAt, type SpendWorld } from "../spend/world.ts";

export interface MicrosoftAdsOptions {
  world: SpendWorld;
  clock: Clock & { pass?(milliseconds: number): void };
  plan?: Plan;
  refreshToken?: string;
  isStranger?: boolean;
  /** Milliseconds that a report takes. */
  takes?: number;
  /** An archive without a table. */
  isEmptyZip?: boolean;
  port?: number;
}

interface DayOf {
  Day: number;
  Month: number;
  Year: number;
}

const refusal = (status: number, ErrorCode: string): Reply =>
  json(status, { Errors: [{ Code: 105, ErrorCode, Message: "for person@example.com" }], TrackingId: "t" });

/** A Microsoft Advertising on this machine: reports that take their time, as archives at addresses of their own. */
export async function serveMicrosoftAds(options: MicrosoftAdsOptions): Promise<FakeServer> {
  const { world, clock, plan = noFaults, refreshToken = "key", takes = 30_000, port = 0 } = options;
  const reports: { from: string; to: string; askedAt: number }[] = [];
  const token = (now: number) => `eyJ-${Math.floor(now / 3_600_000)}`;
  const at = { url: "" };
  const answer = (asked: Asked): Reply => {
    clock.pass?.(120);
    const now = clock.now();
    if (asked.path === "/token")
      return new URLSearchParams(asked.body).get("refresh_token") === refreshToken
        ? json(200, { access_token: token(now), expires_in: 3600, token_type: "Bearer" })
        : json(400, { error: "invalid_grant", error_description: "AADSTS70000 for person@example.com" });
    const zip = /^\/download\/(\d+)$/.exec(asked.path)?.[1];
    if (zip !== undefined) {
      if (asked.headers.authorization !== undefined) return json(400, { error: "signed_twice" });
      return archive(world, reports[Number(zip) - 1], options.isEmptyZip === true);
    }
    if (asked.headers.authorization !== `Bearer ${token(now)}`)
      return refusal(401, "AuthenticationTokenExpired");
    if (options.isStranger === true) return refusal(403, "UserIsNotAuthorized");
    if (asked.path.endsWith("/Submit")) {
      const { ReportRequest } = JSON.parse(asked.body) as {
        ReportRequest: { Time: { CustomDateRangeStart: DayOf; CustomDateRangeEnd: DayOf } };
      };
      const { CustomDateRangeStart: start, CustomDateRangeEnd: end } = ReportRequest.Time;
      reports.push({ from: written(start), to: written(end), askedAt: now });
      return json(200, { ReportRequestId: String(reports.length) });
    }
    const { ReportRequestId } = JSON.parse(asked.body) as { ReportRequestId: string };
    const report = reports[Number(ReportRequestId) - 1];
    if (report === undefined) return refusal(400, "ReportingServiceInvalidReportId");
    if (now - report.askedAt < takes)
      return json(200, { ReportRequestStatus: { ReportDownloadUrl: null, Status: "Pending" } });
    const hasRows = rowsAt(world, report.from, report.to, report.askedAt).length > 0;
    return json(200, {
      ReportRequestStatus: {
        ReportDownloadUrl: hasRows ? `${at.url}/download/${ReportRequestId}?sig=s1gnature` : null,
        Status: "Success",
      },
    });
  };
  const server = await serveVendor(answer, plan, () => refusal(429, "CallRateExceeded"), port);
  at.url = server.url;
  return server;
}

const written = ({ Year, Month, Day }: DayOf) =>
  `${Year}-${String(Month).padStart(2, "0")}-${String(Day).padStart(2, "0")}`;
const american = (day: string) => {
  const [year, month, on] = day.split("-").map(Number);
  return `${month}/${on}/${year}`;
};

function archive(
  world: SpendWorld,
  report: { from: string; to: string; askedAt: number } | undefined,
  isEmpty: boolean,
): Reply {
  const { from, to, askedAt } = report ?? { from: "", to: "", askedAt: 0 };
  const rows = rowsAt(world, from, to, askedAt);
  const cells = (values: (string | number)[]) =>
    values.map((value) => `"${String(value).replaceAll('"', '""')}"`).join(",");
  const table = [
    cells(["Report Name: spend"]),
    cells([`Report Time: ${american(from)} - ${american(to)}`]),
    cells(["Time Zone: (GMT+01:00) Budapest"]),
    cells(["Last Completed Available Day: 9/13/2026 11:59:59 PM (GMT)"]),
    cells(["Report Aggregation: Daily"]),
    cells(["Report Filter: "]),
    cells(["Potential Incomplete Data: false"]),
    cells([`Rows: ${rows.length}`]),
    "",
    cells([
      "TimePeriod",
      "CampaignId",
      "CampaignName",
      "CurrencyCode",
      "Spend",
      "Impressions",
      "Clicks",
      "ConversionsQualified",
    ]),
    ...rows.map((row) =>
      cells([
        american(row.day),
        row.campaign.id,
        row.campaign.name,
        world.currency,
        inUnits(row.micros),
        row.impressions,
        row.clicks,
        row.conversions,
      ]),
    ),
    "",
    cells(["@2026 Microsoft Corporation. All rights reserved. "]),
  ];
  const content = `\ufeff${table.join("\r\n")}\r\n`;
  const body = buildZip(isEmpty ? [{ name: "readme.txt", content: "" }] : [{ name: "spend.csv", content }]);
  return { status: 200, body, type: "application/octet-stream" };
}
