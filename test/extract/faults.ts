import { parseArgs } from "node:util";
import { checkInboxKills } from "./inbox-kills.ts";
import { checkKills } from "./kills.ts";
import { checkNights, nightVendors } from "./nights.ts";
import { checkPlans } from "./plans.ts";
import { checkPlatforms } from "./platform-plans.ts";
import { checkSecrets } from "./secrets.ts";
import { checkSize } from "./size.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    plans: { type: "string", default: "1000" },
    kills: { type: "string", default: "200" },
    nights: { type: "string", default: "30" },
    deals: { type: "string", default: "100000" },
    contacts: { type: "string", default: "500000" },
  },
});
const plans = await checkPlans(Number(values.plans));
say(`${plans.plans} random plans of faults: ${plans.wrong.length} wrong`);
const platforms = await checkPlatforms(Math.ceil(Number(values.plans) / 10));
say(`${platforms.nights} nights of platforms under random plans: ${platforms.wrong.length} wrong`);
const kills = await checkKills(Number(values.kills));
say(`${kills.kills} jobs killed with -9: ${kills.wrong.length} wrong`);
const inboxes = await checkInboxKills(Math.ceil(Number(values.kills) / 10));
say(`${inboxes.kills} jobs that take delivered files killed with -9: ${inboxes.wrong.length} wrong`);
const nights: string[] = [];
if (Number(values.nights) > 0)
  for (const vendor of nightVendors) {
    const found = await checkNights(vendor, Number(values.nights));
    nights.push(...found.wrong);
    say(`${found.nights} nights of ${vendor}: ${found.wrong.length} wrong`);
  }
const secrets = Number(values.plans) > 0 ? await checkSecrets() : { files: 0, wrong: [] };
say(
  `the key in ${secrets.files} files of a home with its site, and in its tables: ${secrets.wrong.length} places`,
);
const wrong = [
  ...nights,
  ...secrets.wrong,
  ...plans.wrong,
  ...platforms.wrong,
  ...kills.wrong,
  ...inboxes.wrong,
];
for (const line of wrong) say(line);
if (Number(values.deals) > 0) {
  const size = await checkSize(Number(values.deals), Number(values.contacts));
  say(
    `${values.deals} deals with history, ${values.contacts} contacts: ${size.calls} calls, ${(size.seconds / 60).toFixed(1)} minutes at the vendor's limit, ${size.refused} calls too soon, ${size.heapMegabytes} MB of heap at most (${size.heapAtHalf} MB at half), ${size.residentMegabytes} MB resident`,
  );
}
process.exitCode = wrong.length > 0 ? 1 : 0;
