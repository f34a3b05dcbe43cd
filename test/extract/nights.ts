import { appendFileSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../../pipelines/contract/effects.ts";
import { sampleHome, type Home } from "../../pipelines/contract/home.ts";
import { extract } from "../../pipelines/extract/extract.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { pipelines, type Pipeline } from "../../tools/simulate/company.ts";
import type { Deal } from "../../tools/simulate/journey.ts";
import { Random } from "../../tools/simulate/random.ts";
import { Truth } from "../../tools/simulate/truth.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { randomPlan, type Plan } from "../vendors/faults.ts";
import { homeWith, listening } from "../vendors/home.ts";
import { serveHubSpot } from "../vendors/hubspot/hubspot.ts";
import { drawWorld, recordsOf, type World, type WorldRecord } from "../vendors/hubspot/world.ts";
import { disturbCompany, drawPipedrive } from "../vendors/pipedrive/company.ts";
import { servePipedrive } from "../vendors/pipedrive/pipedrive.ts";
import { disturbOrg, drawOrg } from "../vendors/salesforce/org.ts";
import { serveSalesforce } from "../vendors/salesforce/salesforce.ts";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

type Rows = Record<string, unknown>[];

/** What a warehouse says of an account, or what is true of it. */
export interface Facts {
  /** Per pipeline how many journeys began and how they ended. */
  journeys: Rows;
  /** Per stage how many reached it, went on, were lost, stand there, skipped it, or began there. */
  reach: Rows;
  /** Per stage how often something stayed there. */
  visits: Rows;
  /** Activities, and those that are on a journey. */
  activities: Rows;
  /** Ids of deals and leads that are deleted. */
  deleted: Rows;
  /** Per contact of HubSpot with whom no deal is how many stages of its lifecycle it was at, and the sum of the instants at which it came to them. */
  lifecycles: Rows;
  /** Records of files that nothing accounts for, and those that were set aside. */
  accounting: Rows;
}

const sold = ["sales", "partner"] as const;

/** Maps the stages of Pipedrive, where won and lost stand beside them, to those of the sample. */
function mapPipedrive(home: Home): void {
  const rows = sold.flatMap((pipeline) => [
    ...pipelines[pipeline].stages.map(
      ({ hubspot, stage }) =>
        `pipedrive,${pipelines[pipeline].hubspot},${hubspot},stage,${pipeline},${stage},,`,
    ),
    ...["Won,won", "Lost,lost"].map(
      (outcome) => `pipedrive,${pipelines[pipeline].hubspot},${outcome},${pipeline},,,`,
    ),
  ]);
  appendFileSync(join(home.reference, "stage_map.csv"), `${rows.join("\n")}\n`);
}

/** Builds a warehouse of what was fetched, with the sample's maps, and opens it. */
export async function builtFrom(home: Home, effects: Effects): Promise<Warehouse> {
  cpSync(sampleHome.reference, home.reference, { recursive: true });
  mapPipedrive(home);
  await refresh({ home, site: false, fetch: false }, effects);
  return openWarehouse(join(home.current, "warehouse.duckdb"), { readOnly: true, threads: 1 });
}

/** What a warehouse says. */
export async function factsIn(warehouse: Warehouse): Promise<Facts> {
  const known = "pipeline in ('sales', 'partner')";
  return {
    journeys: await warehouse.rows(
      `select pipeline, count(*)::double as started, count(*) filter (where outcome = 'won')::double as won,
           count(*) filter (where outcome = 'lost')::double as lost, count(*) filter (where outcome = 'open')::double as open
         from core.fct_journey where ${known} group by pipeline order by pipeline desc`,
    ),
    reach: await warehouse.rows(
      `select pipeline, stage, stage_ordinal::double as ordinal, count(*)::double as reached,
           count(*) filter (where status = 'advanced')::double as advanced, count(*) filter (where status = 'lost')::double as lost,
           count(*) filter (where status = 'open')::double as open, count(*) filter (where reached_by = 'skip')::double as skipped,
           count(*) filter (where reached_by = 'birth')::double as births
         from core.fct_stage_reach where ${known} group by all order by pipeline desc, ordinal`,
    ),
    visits: await warehouse.rows(
      `select pipeline, stage, count(*)::double as visits from core.fct_stage_visit where ${known}
         group by all order by pipeline desc, min(stage_ordinal)`,
    ),
    activities: await warehouse.rows(
      "select count(*)::double as n, count(journey_id)::double as placed from core.fct_activity",
    ),
    deleted: await warehouse.rows(
      "select distinct coalesce(opportunity_id, lead_id) as id from core.fct_journey where is_deleted order by id",
    ),
    lifecycles: await warehouse.rows(
      `select lead_id as id, count(*)::double as n, sum(epoch_ms(entered_at))::double as sum
         from core.fct_stage_visit join core.fct_journey using (journey_id)
         where fct_journey.pipeline = 'hubspot_leads' and opportunity_id is null
         group by lead_id order by lead_id`,
    ),
    accounting: await warehouse.rows(
      `select sum(records_in - loaded - quarantined - deduplicated - skipped)::double as missing,
           sum(quarantined)::double as quarantined, count(*) filter (where status <> 'loaded')::double as unread from ops.file`,
    ),
  };
}

/** What is true of simulated deals, and of what lies beside them. */
export function truthOf(
  deals: { pipeline: Pipeline; deal: Deal }[],
  beside: { activities: number; placed: number; deleted: string[]; lifecycles?: Rows },
): Facts {
  const truth = new Truth();
  for (const { deal } of deals) truth.add(deal);
  const there = sold.filter((pipeline) => deals.some((each) => each.pipeline === pipeline));
  return {
    journeys: there.map((pipeline) => {
      const { started, won, lost, open } = truth.pipelines[pipeline]["with_lists"] ?? {};
      return { pipeline, started, won, lost, open };
    }),
    reach: there.flatMap((pipeline) =>
      (truth.pipelines[pipeline]["with_lists"]?.stages ?? [])
        .filter(({ reached }) => reached > 0)
        .map((stage) => ({ pipeline, ...stage })),
    ),
    visits: there
      .flatMap((pipeline) =>
        pipelines[pipeline].stages.map(({ stage }, place) => ({
          pipeline,
          stage,
          visits: deals
            .filter((each) => each.pipeline === pipeline)
            .flatMap(({ deal }) => deal.moves)
            .filter(({ to, correction }) => to === place + 1 && correction !== true).length,
        })),
      )
      .filter(({ visits }) => visits > 0),
    activities: [{ n: beside.activities, placed: beside.placed }],
    deleted: beside.deleted.sort().map((id) => ({ id })),
    lifecycles: beside.lifecycles ?? [],
    accounting: [{ missing: 0, quarantined: 0, unread: 0 }],
  };
}

/** What is true of a HubSpot account when nothing happens any more. */
export function truthOfWorld(world: World): Facts {
  const isThere = ({ archivedAt, deletedAt }: WorldRecord) =>
    archivedAt === undefined && deletedAt === undefined;
  const activities = ["calls", "emails", "meetings", "notes", "tasks"]
    .flatMap((type) => recordsOf(world, type))
    .filter(isThere);
  return truthOf(
    [...world.deals.values()].map((deal) => ({ pipeline: deal.pipeline, deal })),
    {
      activities: activities.length,
      placed: activities.filter(({ links }) => links.length > 0).length,
      deleted: recordsOf(world, "deals")
        .filter((deal) => world.deals.has(deal.id) && !isThere(deal))
        .map(({ id }) => String(id)),
      lifecycles: recordsOf(world, "contacts").flatMap(({ id, history }) => {
        if (!world.people.has(id)) return [];
        const stages = (history["lifecyclestage"] ?? [])
          .filter(({ value }) => value !== "")
          // whoever is put to where they are does not come there once more
          .filter(({ value }, place, all) => value !== all[place - 1]?.value);
        if (stages.length === 0) return [];
        return [{ id: String(id), n: stages.length, sum: stages.reduce((sum, { at }) => sum + at, 0) }];
      }),
    },
  );
}

/** An account of a vendor on this machine, in which something happens until an instant. */
interface Account {
  url: string;
  entry: object;
  close(): Promise<void>;
  until: number;
  /** When deals move, in their order. */
  moves: number[];
  truth: Facts;
}

interface Given {
  clock: VirtualClock;
  deals: number;
  seed: number;
  plan: Plan;
}

process.env["TEST_NIGHTS_KEY"] = "key-of-nights";

const accounts = {
  async hubspot({ clock, deals, seed, plan }: Given): Promise<Account> {
    const world = drawWorld({ seed, deals, people: deals });
    const fake = await serveHubSpot({ world, clock, plan, token: () => "key-of-nights", lag: 5 * minute });
    return {
      url: fake.url,
      entry: { kind: "hubspot", token: "env:TEST_NIGHTS_KEY" },
      close: fake.close,
      until: world.until,
      moves: recordsOf(world, "deals").flatMap(({ history }) =>
        (history["dealstage"] ?? []).map(({ at }) => at),
      ),
      truth: truthOfWorld(world),
    };
  },

  async salesforce({ clock, deals, seed, plan }: Given): Promise<Account> {
    const org = drawOrg(seed, deals, { isTracked: true });
    const gone = disturbOrg(org, seed);
    const fake = await serveSalesforce({
      org,
      clock,
      plan,
      client: { id: "app", secret: "key-of-nights" },
      lateBy: 5 * minute,
    });
    const activities = (org.objects.get("Task")?.records ?? []).filter(
      ({ versions, purgedAt }) => purgedAt === undefined && versions.at(-1)?.row["IsDeleted"] === "false",
    ).length;
    return {
      url: fake.url,
      entry: { kind: "salesforce", client_id: "app", client_secret: "env:TEST_NIGHTS_KEY" },
      close: fake.close,
      until: org.until,
      moves: (org.objects.get("Opportunity")?.records ?? []).flatMap(({ versions }) =>
        versions.map(({ at }) => at),
      ),
      truth: truthOf(
        org.deals.map((deal) => ({ pipeline: "sales", deal })),
        { activities, placed: activities, deleted: gone },
      ),
    };
  },

  async pipedrive({ clock, deals, seed, plan }: Given): Promise<Account> {
    const company = drawPipedrive(seed, deals);
    disturbCompany(company, seed);
    const fake = await servePipedrive({ company, clock, plan, token: "key-of-nights", lag: 5 * minute });
    const activities = company.deals.filter(({ activity }) => activity?.deletedAt === undefined).length;
    return {
      url: fake.url,
      entry: { kind: "pipedrive", token: "env:TEST_NIGHTS_KEY" },
      close: fake.close,
      until: company.until,
      moves: company.deals.flatMap(({ changes }) => changes.map(({ at }) => at)),
      truth: truthOf(company.deals, {
        activities,
        placed: activities,
        deleted: company.deals.filter(({ deletedAt }) => deletedAt !== undefined).map(({ id }) => String(id)),
      }),
    };
  },
};

export type NightVendor = keyof typeof accounts;
export const nightVendors = Object.keys(accounts) as NightVendor[];

/**
 * Fetches an account night after night under random faults, each night beginning a moment before a deal moves, the last one a week later,
 * when everything is asked for; and compares what the facts then say with what is true.
 */
export async function checkNights(
  vendor: NightVendor,
  nights: number,
  { deals = 200, seed = 1 } = {},
): Promise<{ nights: number; wrong: string[] }> {
  const clock = new VirtualClock(0, seed);
  const random = new Random(seed, 51);
  let [call, plan] = [0, randomPlan(seed, 4)];
  const account = await accounts[vendor]({ clock, deals, seed, plan: () => plan(++call) });
  const home = homeWith({ [vendor]: { ...account.entry, url: account.url, quota_share: 1 } });
  const wrong: string[] = [];
  const moves = account.moves.sort((one, other) => one - other);
  try {
    for (let night = 1; night <= nights; night++) {
      const nominal = night === nights ? account.until + 8 * day : account.until + (night + 2 - nights) * day;
      const move = moves.find((at) => at > nominal && at < nominal + day / 2);
      clock.goTo(new Date((move ?? nominal) - 200).toISOString());
      plan = randomPlan(seed * 1000 + night, random.whole(0, 15));
      const [outcome] = await extract({ home, clock }, listening(() => clock.now()).effects);
      for (const { stream, message = "", outcome: each } of outcome?.streams ?? [])
        if (each === "failed" || each === "paused")
          wrong.push(`${vendor}: night ${night}: ${stream}: ${message}`);
      clock.pass(hour);
    }
    const warehouse = await builtFrom(home, listening(() => clock.now()).effects);
    const found = await factsIn(warehouse);
    warehouse.close();
    for (const name of Object.keys(found) as (keyof Facts)[]) {
      const [one, other] = [JSON.stringify(found[name]), JSON.stringify(account.truth[name])];
      if (one !== other) wrong.push(`${vendor}: ${name}: ${one}, and ${other} are true`);
    }
  } finally {
    await account.close();
    rmSync(home.root, { recursive: true, force: true });
  }
  return { nights, wrong };
}
