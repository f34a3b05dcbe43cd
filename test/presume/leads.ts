import { join } from "node:path";
import { Random } from "../../tools/simulate/random.ts";
import { hubspotDefault, pipeline, salesforceDefault } from "./pipelines.ts";
import { lastMove, walk, walkOnce, type Deal, type Span } from "./walk.ts";
import { hubspotContacts, hubspotDeals, type Lead, type LifecycleContact } from "./write-exports.ts";

/** Salesforce's statuses of leads; what wins becomes an opportunity at that instant. */
export const leadStatuses = pipeline(
  "*",
  ["Open - Not Contacted", "Working - Contacted"],
  { won: "Closed - Converted", lost: ["Closed - Not Converted"] },
  { advance: 0.75, lose: 0.2 },
);

/** Salesforce leads and the opportunities they became. */
export function drawLeads(
  count: number,
  seed: number,
  span: Span,
  into = salesforceDefault,
): { leads: Lead[]; deals: Deal[] } {
  const random = new Random(seed);
  const leads = walk(leadStatuses, count, random, span).map(({ id, moves }): Lead => {
    const last = moves.at(-1);
    if (last?.to !== leadStatuses.won) return { id, moves };
    return { id, moves, deal: { id, moves: walkOnce(into, random, last.at, span.until) } };
  });
  return { leads, deals: leads.flatMap(({ deal }) => deal ?? []) };
}

/** HubSpot's lifecycle before a contact has a deal. */
export const lifecycleStages = ["Subscriber", "Lead", "Marketing Qualified Lead", "Sales Qualified Lead"];
const beforeDeals = pipeline(
  "Lifecycle Stage Pipeline",
  lifecycleStages,
  { won: "Opportunity", lost: [] },
  { advance: 0.8, lose: 0 },
);

/** HubSpot contacts: an opportunity once they have a deal, a customer once it is won. */
export function drawContacts(
  count: number,
  seed: number,
  span: Span,
): { contacts: LifecycleContact[]; deals: Deal[] } {
  const random = new Random(seed);
  const contacts = walk(beforeDeals, count, random, span).map(({ id, moves }): LifecycleContact => {
    const last = moves.at(-1);
    if (last?.to !== beforeDeals.won) return { id: String(id), moves };
    const deal = { id, moves: walkOnce(hubspotDefault, random, last.at, span.until) };
    const { to, at } = lastMove(deal);
    return {
      id: String(id),
      moves: to === hubspotDefault.won ? [...moves, { to: "Customer", at }] : moves,
      deal,
    };
  });
  return { contacts, deals: contacts.flatMap(({ deal }) => deal ?? []) };
}

/** Writes the contacts and their deals as HubSpot's exports. */
export function deliverContacts(folder: string, contacts: LifecycleContact[], deals: Deal[]): void {
  const contactOf = new Map(contacts.map(({ id, deal }) => [deal, { id, email: `c${id}@minta.example` }]));
  hubspotDeals(
    join(folder, "deals.csv"),
    [{ pipeline: hubspotDefault, deals }],
    (deal) => contactOf.get(deal) ?? {},
  );
  hubspotContacts(join(folder, "contacts.csv"), [...lifecycleStages, "Opportunity", "Customer"], contacts);
}
