import { quotedString } from "@duckdb/node-api";
import {
  cell,
  constant,
  findHeader,
  headerReader,
  textOf,
  type Connector,
  type Layout,
  type Value,
} from "../layout/layout.ts";
import type { Comparison } from "../layout/header.ts";

const kind = constant("email");

/** The campaign list: "Jun 09, 2018 09:30 pm", `n/a`, hexadecimal ids. */
function campaignList(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(head, ["Title", "Send Date", "Total Recipients", "Unique Id"], comparison);
  if (headerAt < 0) return undefined;
  return {
    headerAt,
    mappings: [
      {
        stream: "campaigns",
        format: { order: "MMM DD, YYYY hh:mm A", decimal: ".", nulls: ["n/a"] },
        values: {
          kind,
          ...headerReader(head[headerAt] ?? []).pick({
            campaign_id: ["Unique Id"],
            name: ["Title"],
            audience: ["List", "Audience"],
            sent_at: ["Send Date"],
            recipient_count: ["Total Recipients"],
            delivered_count: ["Successful Deliveries"],
            bounced_count: ["Total Bounces"],
            opened_count: ["Unique Opens"],
            clicked_count: ["Unique Clicks"],
            unsubscribed_count: ["Unsubscribes"],
            cost: ["Campaign Cost"],
          }),
        },
      },
    ],
  };
}

/** The answers of the interface for programs: one row per mailing. Bounces come in three kinds. */
function reports(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(head, ["campaign_title", "send_time", "emails_sent"], comparison);
  if (headerAt < 0) return undefined;
  const read = headerReader(head[headerAt] ?? []);
  const bounces = ["hard_bounces", "soft_bounces", "syntax_errors"].map((name) =>
    read.cell(`bounces.${name}`),
  );
  const number = ({ sql }: Value) => `coalesce(try_cast(${sql} as bigint), 0)`;
  const [bounced, sent] = [bounces.map(number).join(" + "), read.cell("emails_sent")];
  return {
    headerAt,
    mappings: [
      {
        stream: "campaigns",
        format: { order: "ymd", decimal: ".", nulls: [] },
        values: {
          kind,
          ...read.pick({
            campaign_id: ["id"],
            name: ["campaign_title"],
            audience: ["list_name"],
            sent_at: ["send_time"],
            recipient_count: ["emails_sent"],
            opened_count: ["opens.unique_opens"],
            clicked_count: ["clicks.unique_subscriber_clicks"],
            unsubscribed_count: ["unsubscribed"],
          }),
          bounced_count: { sql: `cast(${bounced} as varchar)`, header: "bounces" },
          delivered_count: { sql: `cast(${number(sent)} - (${bounced}) as varchar)`, header: "emails_sent" },
        },
      },
    ],
  };
}

/** Counts of the report of one campaign, by their labels. */
const counts = {
  recipient_count: "Total Recipients:",
  delivered_count: "Successful Deliveries:",
  bounced_count: "Bounces:",
  opened_count: "Recipients Who Opened:",
  clicked_count: "Recipients Who Clicked:",
  unsubscribed_count: "Total Unsubs:",
};

/**
 * The report of one campaign: sections of labels and values, no table. Its title line makes the row, with what the labels below say; of
 * an A/B test the first of each label, which is the whole campaign's. All other lines are no data.
 */
function campaignReport(head: string[][]): Layout | undefined {
  if (head[0]?.[0]?.trim() !== "Email Campaign Report") return undefined;
  const labelled = (label: string) => head.find((cells) => cells[0]?.trim() === label)?.[1]?.trim() ?? "";
  const title = head.findIndex((cells) => cells[0]?.trim() === "Title:");
  if (title < 0) return undefined;
  const quoted = (label: string): Value => ({
    ...constant(labelled(label).replace(/\s*\(.*$/, "")),
    header: label,
  });
  const sent = labelled("Delivery Date/Time:").replace(/^[A-Z][a-z]{2}, /, "");
  return {
    headerAt: -1,
    boilerplate: `(${textOf(cell(0, "Title:"))} <> 'Title:' or coalesce(c1, '') <> ${quotedString(head[title]?.[1] ?? "")})`,
    mappings: () => [
      {
        stream: "campaigns",
        format: {
          order: sent.includes("/") ? "M/D/YY h:mmA" : "MMM DD, YYYY hh:mm A",
          decimal: ".",
          nulls: ["n/a"],
        },
        values: {
          kind,
          name: cell(1, "Title:"),
          sent_at: { ...constant(sent), header: "Delivery Date/Time:" },
          ...Object.fromEntries(Object.entries(counts).map(([name, label]) => [name, quoted(label)])),
        },
      },
    ],
  };
}

/** An audience: its persons, and when they left. Addresses leave the file only as keys. */
function audience(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(head, ["Email Address", "MEMBER_RATING", "EUID"], comparison);
  if (headerAt < 0) return undefined;
  const read = headerReader(head[headerAt] ?? []);
  const format = { order: "ymd", decimal: ".", nulls: [] } as const;
  const keys = read.personKeys(["Phone Number", "Phone"], ["Email Address"]);
  const id = read.cell("EUID");
  const joinedAt = read.firstOf(["OPTIN_TIME", "CONFIRM_TIME"]);
  const left = ["UNSUB_TIME", "CLEAN_TIME"].flatMap((name) => read.find([name]) ?? []);
  return {
    headerAt,
    mappings: [
      {
        stream: "contacts",
        format: { ...format, nulls: [] },
        values: {
          contact_id: id,
          ...(joinedAt === undefined ? {} : { created_at: joinedAt }),
          ...read.pick({ country: ["CC"] }),
          ...keys,
        },
      },
      ...left.map((time) => {
        const happening = time.header === "UNSUB_TIME" ? "unsubscribed" : "bounced";
        return {
          stream: "touches" as const,
          format: { ...format, nulls: [] },
          where: time,
          values: {
            touch_id: { ...id, sql: `clean_text(${id.sql}) || ':${happening}'` },
            record_type: constant("contact"),
            record_id: id,
            kind: constant(happening),
            occurred_at: time,
            ...keys,
          },
        };
      }),
    ],
  };
}

/** What the recipients of campaigns did, one row per action: sent, opened, clicked, bounced. Addresses leave the file only as keys. */
function recipientActivity(head: string[][], comparison: Comparison): Layout | undefined {
  const found = [
    ["Email Address", "Campaign Id", "Action", "Timestamp"],
    ["Email", "Campaign Id", "Action", "Timestamp"],
  ].map((names) => findHeader(head, names, comparison));
  const headerAt = found.find((at) => at >= 0);
  if (headerAt === undefined) return undefined;
  const read = headerReader(head[headerAt] ?? []);
  const [address, campaign, action, at] = [
    read.cell("Email Address", "Email"),
    read.cell("Campaign Id"),
    read.cell("Action"),
    read.cell("Timestamp"),
  ];
  const named = [campaign, action, at].map(({ sql }) => `clean_text(${sql})`).join(", ");
  return {
    headerAt,
    mappings: [
      {
        stream: "touches",
        format: { order: "ymd", decimal: ".", nulls: [] },
        values: {
          touch_id: {
            ...address,
            sql: `left(md5(lower(trim(${textOf(address)}))), 12) || ':' || concat_ws(':', ${named})`,
          },
          campaign_id: campaign,
          kind: action,
          is_response: {
            ...action,
            sql: `case when lower(${textOf(action)}) in ('click', 'clicked', 'clicks', 'reply', 'replied') then 'true' else 'false' end`,
          },
          occurred_at: at,
          ...read.personKeys([], ["Email Address", "Email"]),
        },
      },
    ],
  };
}

const mailchimp: Connector = {
  name: "mailchimp",
  vendor: "Mailchimp",
  reads:
    "The campaign list, the report of one campaign, audiences, and what recipients did, as columns Email Address, Campaign Id, Action and Timestamp. The reports of its interface.",
  version: 3,
  streams: ["campaigns", "contacts", "touches"],
  recognise: (head, comparison) =>
    campaignList(head, comparison) ??
    reports(head, comparison) ??
    campaignReport(head) ??
    audience(head, comparison) ??
    recipientActivity(head, comparison),
};

export default mailchimp;
