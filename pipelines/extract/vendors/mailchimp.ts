import { z } from "zod";
import { fieldsOf } from "../files/fields.ts";
import { asLine, jsonOf, recordsAt } from "../http/bodies.ts";
import type { Answer, Manners } from "../http/call.ts";
import { Unfit } from "../http/http.ts";
import { secret } from "../http/secrets.ts";
import { vendor, type Stream, type StreamContext } from "../job/vendor.ts";
import { FunnelError } from "../../contract/errors.ts";

const version = "3.0";

const keys = z.strictObject({
  /** An API key; it ends with the data centre of the account. */
  key: secret,
  /** Where the interface is, for a gateway; else the data centre that the key names. */
  url: z.url({ protocol: /^https?$/ }).optional(),
});

const counts = [
  "id",
  "type",
  "campaign_title",
  "list_name",
  "send_time",
  "emails_sent",
  "unsubscribed",
  "bounces",
  "opens.unique_opens",
  "clicks.unique_subscriber_clicks",
];
const perCall = 1000;
const query = (offset: number, count: number) =>
  new URLSearchParams({
    count: String(count),
    offset: String(offset),
    fields: [...counts.map((name) => `reports.${name}`), "total_items"].join(","),
  }).toString();

/** What an error is called. */
function reasonOf({ body }: Answer): string | undefined {
  try {
    const { title } = JSON.parse(body.toString("utf8")) as { title?: unknown };
    return typeof title === "string" && /^[\w ]{1,40}$/.test(title) ? title : undefined;
  } catch {
    return undefined;
  }
}

/** Too many at once is answered with a 403 that is no JSON; a refused key has a title. */
const isJson = ({ body }: Answer) => {
  try {
    JSON.parse(body.toString("utf8"));
    return true;
  } catch {
    return false;
  }
};

/** Mailchimp: every mailing with whom it reached, who opened, clicked and left. */
export default vendor<z.infer<typeof keys>>({
  kind: "mailchimp",
  name: "Mailchimp",
  keys,
  open({ keys: { key, url }, secretOf, secrets, http }) {
    const centreOf = (text: string) => {
      const centre = /-([a-z]{2}\d{1,3})$/.exec(text)?.[1];
      if (centre === undefined)
        throw new FunnelError(
          "config",
          "source_secret",
          `sources.json: ${http().settings.source}.key: expected an API key, which ends with its data centre, such as -us21; copy it whole`,
        );
      return centre;
    };
    const manners: Manners = {
      signIn() {
        const secretKey = secretOf(key, "key");
        const signature = Buffer.from(`key:${secretKey}`).toString("base64");
        secrets.add(signature);
        return Promise.resolve({ authorization: `Basic ${signature}` });
      },
      verdictOf: (answer) => (answer.status === 403 && !isJson(answer) ? "retry" : undefined),
      reasonOf,
    };
    const page = async (offset: number, { http: asked }: StreamContext, count = perCall) => {
      const root = url ?? `https://${centreOf(secretOf(key, "key"))}.api.mailchimp.com`;
      return asked.ask(
        { url: `${root.replace(/\/$/, "")}/${version}/reports?${query(offset, count)}`, what: "mailings" },
        (answer) => {
          const body = jsonOf(answer);
          const records = recordsAt(body, "reports");
          const total = body["total_items"];
          if (typeof total !== "number") throw new Unfit("expected total_items in it, found none");
          return {
            bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
            records: records.length,
            fields: fieldsOf(records),
            total,
            next:
              records.length > 0 && offset + records.length < total
                ? { offset: offset + records.length }
                : undefined,
          };
        },
      );
    };
    const mailings: Stream = {
      name: "mailings",
      apiVersion: version,
      delivery: "full",
      format: "ndjson",
      recordsAt: "reports",
      asks: [`GET /${version}/reports`, ...counts],
      cursorHours: 12,
      scope: "a user who is at least a viewer of the account",
      begin: () => ({ offset: 0 }),
      page: ({ offset }, context) => page(offset as number, context),
      estimate: async (context) => Math.max(1, Math.ceil((await page(0, context, 1)).total / perCall)),
    };
    return { manners, streams: [mailings] };
  },
});
