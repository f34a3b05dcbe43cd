import { Random } from "../../../tools/simulate/random.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";

/** A mailing and what came of it. */
export interface Mailing {
  id: string;
  name: string;
  sentAt: string;
  sent: number;
  bounced: number;
  opened: number;
  clicked: number;
  left: number;
}

export interface MailchimpOptions {
  mailings: Mailing[];
  plan?: Plan;
  key?: () => string;
  /** Most reports of one answer. */
  most?: number;
  port?: number;
}

export const drawMailings = (count: number, seed = 1): Mailing[] =>
  Array.from({ length: count }, (_, at) => {
    const random = new Random(seed, at);
    const sent = random.whole(100, 5000);
    const [bounced, opened] = [random.whole(0, 30), random.whole(20, Math.floor(sent / 2))];
    return {
      id: `c${(0xabc000 + at).toString(16)}`,
      name: `Hírlevél ${at}, "őszi"`,
      sentAt: new Date(Date.parse("2026-01-05T08:00:00Z") + at * 86_400_000)
        .toISOString()
        .replace(".000Z", "+00:00"),
      sent,
      bounced,
      opened,
      clicked: random.whole(0, opened),
      left: random.whole(0, 9),
    };
  });

const problem = (status: number, title: string): Reply =>
  json(status, {
    type: "https://mailchimp.com/developer/",
    title,
    status,
    detail: "Your person@example.com key…",
  });

/** A Mailchimp on this machine; when it is busy it refuses as if the key were wrong. */
export async function serveMailchimp({
  mailings,
  plan = noFaults,
  key = () => "key-us21",
  most = 1000,
  port = 0,
}: MailchimpOptions): Promise<FakeServer> {
  const answer = ({ path, query, headers }: Asked): Reply => {
    const [user = "", said = ""] = Buffer.from((headers.authorization ?? "").replace("Basic ", ""), "base64")
      .toString("utf8")
      .split(":");
    if (user === "" || said !== key()) return problem(401, "API Key Invalid");
    if (path !== "/3.0/reports") return problem(404, "Resource Not Found");
    const [offset, count] = [Number(query.get("offset")), Math.min(most, Number(query.get("count") ?? 10))];
    return json(200, {
      reports: mailings.slice(offset, offset + count).map((mailing) => ({
        id: mailing.id,
        type: "regular",
        campaign_title: mailing.name,
        list_name: "Ügyfelek",
        send_time: mailing.sentAt,
        emails_sent: mailing.sent,
        unsubscribed: mailing.left,
        bounces: { hard_bounces: mailing.bounced, soft_bounces: 1, syntax_errors: 0 },
        opens: { unique_opens: mailing.opened },
        clicks: { unique_subscriber_clicks: mailing.clicked },
      })),
      total_items: mailings.length,
    });
  };
  const busy = (): Reply => ({ status: 403, body: "Forbidden", type: "text/plain" });
  return serveVendor(answer, plan, busy, port);
}
