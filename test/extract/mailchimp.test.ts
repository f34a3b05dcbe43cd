import { join } from "node:path";
import { expect, test } from "vitest";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { everyKind } from "../vendors/faults.ts";
import { drawMailings, serveMailchimp, type MailchimpOptions } from "../vendors/mailchimp/mailchimp.ts";
import { platform, rowsOf } from "./spend.ts";

cleanedUp();

const key = "0123456789abcdef0123456789abcdef-us21";
const mailings = drawMailings(130);
const account = (options: Partial<MailchimpOptions> = {}, secret = key) =>
  platform(
    "mailchimp",
    () => serveMailchimp({ mailings, key: () => key, most: 40, ...options }),
    (url) => ({ entry: { key: "file:key", url }, secrets: { key: secret } }),
  );

test("every mailing comes with whom it reached, however busy Mailchimp is", async () => {
  const { home, clock, fetch } = await account({ plan: everyKind });
  expect((await fetch()).streams).toMatchObject([{ outcome: "fetched", records: 130, pages: 4 }]);
  const rows = await rowsOf(home, "campaigns", clock);
  expect(
    rows
      .map((row) => [
        row["campaign_id"],
        row["name"],
        ...["recipient_count", "delivered_count", "opened_count", "clicked_count", "unsubscribed_count"].map(
          (name) => Number(row[name]),
        ),
      ])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  ).toEqual(
    mailings.map(({ id, name, sent, bounced, opened, clicked, left }) => [
      id,
      name,
      sent,
      sent - bounced - 1,
      opened,
      clicked,
      left,
    ]),
  );
});

test("a wrong key, and one that is cut off, say what to do", async () => {
  const wrong = await account({}, "0123456789abcdef0123456789abcdee-us21");
  expect((await wrong.fetch()).streams).toMatchObject([{ code: "source_key" }]);
  expect(fetchedFiles(join(wrong.home.exports, "mailchimp"))).toEqual([]);
});

test("an account that gives fewer mailings than it counts keeps no file", async () => {
  const { home, fetch } = await account({ mailings: Object.assign([...mailings], { slice: () => [] }) });
  expect((await fetch()).streams).toMatchObject([
    { code: "source_short", message: expect.stringMatching(/counts 130 records and gave 0/) as string },
  ]);
  expect(fetchedFiles(join(home.exports, "mailchimp"))).toEqual([]);
});
