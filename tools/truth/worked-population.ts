import {
  companyName,
  exportedAt,
  firstDay,
  isIdeal,
  lists,
  purchasedSource,
  shares,
  type Company,
} from "../simulate/company.ts";
import { drawDeal } from "../simulate/journey.ts";
import { plant } from "../simulate/plant.ts";
import { Random } from "../simulate/random.ts";
import { minutesPerDay } from "../simulate/wall-time.ts";
import { drawWork, isHot, sale } from "../simulate/work.ts";
import { attemptsOf } from "./attempts.ts";
import { knownJourneys } from "./known-journeys.ts";

/** What comes of the leads of the sales pipeline, and of attempts to reach them, given time. */
export interface WorkedPopulation {
  /** Of ideal customers and of others, the share won within 180 days. */
  idealWon: number;
  otherWon: number;
  /** Of members of purchased lists and of others, the share that comes to sales within 180 days. */
  listSales: number;
  otherSales: number;
  /** Of first, second, … attempts in a row, the share that is answered within two weeks. */
  replies: number[];
}

const horizon = 180 * minutesPerDay;
const window = 14 * minutesPerDay;

/** The truth of a company's effects: leads drawn from its parameters and followed for ever, independent of any export. */
export function workedPopulation(company: Company, seed: number, leads: number): WorkedPopulation {
  const hubspot = 1 - shares.salesforce - shares.partner - shares.list_members * shares.members_worked;
  const count = () => ({ of: 0, happened: 0 });
  const [ideal, other, list, sales] = [count(), count(), count(), count()];
  const replies = Array.from({ length: 4 }, count);
  const tally = (counts: { of: number; happened: number }, isHappened: boolean) => {
    counts.of++;
    if (isHappened) counts.happened++;
  };
  for (let index = 0; index < leads * 1.25; index++) {
    const random = new Random(seed, 12, index);
    const isList = index >= leads;
    if (isList && !random.chance(shares.members_worked)) {
      tally(list, false);
      continue;
    }
    const full = !isList && random.next() < shares.salesforce / (shares.salesforce + hubspot);
    const source = isList ? purchasedSource : random.weighted(company.sources);
    const isFit = isIdeal(companyName(random, index));
    const { delivered } = lists[random.whole(0, lists.length - 1)] ?? lists[0];
    const startedAt = isList
      ? delivered + random.whole(1, 120) * minutesPerDay + random.whole(480, 1079)
      : Math.round(firstDay + random.next() * (exportedAt - firstDay - 3 * minutesPerDay));
    const around = {
      company,
      pipeline: "sales" as const,
      source,
      full,
      until: Infinity,
      isIdeal: isFit,
      isList,
      isHot: isHot(source, isFit),
    };
    const key = [seed, 13, index];
    const drawn = drawDeal(random, { ...around, startedAt, fromStart: isList });
    const deal = plant(key, drawn, around);
    const work = drawWork(key, deal, "", around.isHot, Infinity);
    const system = full ? ("salesforce" as const) : ("hubspot" as const);
    const known = {
      deal,
      system,
      work,
      touches: [],
      campaign: "",
      isIdeal: isFit,
      attributes: { country: "", product: "" },
    };
    for (const journey of knownJourneys([known], { sales: 6, partner: 3 })) {
      const { startedAt: start, closedAt, outcome, reaches } = journey;
      if (start > exportedAt) continue;
      const salesAt = reaches[sale.sales.qualified - 1]?.at ?? Infinity;
      if (isList) {
        tally(list, salesAt - delivered <= horizon);
        continue;
      }
      tally(sales, salesAt - start <= horizon);
      tally(isFit ? ideal : other, outcome === "won" && closedAt - start <= horizon);
      for (const { number, at, repliedAt } of attemptsOf(journey, Infinity)) {
        const counts = replies[number - 1];
        if (counts !== undefined && at < Math.min(closedAt, exportedAt))
          tally(counts, repliedAt - at <= window && repliedAt <= closedAt);
      }
    }
  }
  const share = ({ of, happened }: { of: number; happened: number }) => happened / of;
  return {
    idealWon: share(ideal),
    otherWon: share(other),
    listSales: share(list),
    otherSales: share(sales),
    replies: replies.map(share),
  };
}
