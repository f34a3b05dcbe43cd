import { join } from "node:path";
import { Random } from "../../tools/simulate/random.ts";
import { minutesPerDay, wallTime, type Minute } from "../../tools/simulate/wall-time.ts";
import { truthOf, type TrueName, type Truth } from "./truth.ts";
import { deliverContacts, drawContacts, drawLeads, leadStatuses, lifecycleStages } from "./leads.ts";
import * as known from "./pipelines.ts";
import type { Pipeline } from "./pipelines.ts";
import { createdAt, lastMove, walk, type Deal, type Span } from "./walk.ts";
import {
  dynamicsOpportunities,
  hubspotDeals,
  pipedriveDeals,
  purchasedList,
  salesforceLeads,
  salesforceObjects,
  salesforceReports,
  webForm,
  zohoDeals,
  type Contact,
  type PipelineDeals,
} from "./write-exports.ts";

/** A pipeline that must be told from its data. */
export interface Case {
  title: string;
  truth: Truth;
  /** What of its outcomes: they are told, somebody must be asked, or either will do. */
  outcomes: "told" | "asked" | "either";
  /** Deals that were truly won and lost. */
  won: number;
  lost: number;
}

/** Cases that share a home, with the exports that they are told from. */
export interface Company {
  title: string;
  cases: Case[];
  deliver(exports: string): void;
}

const year: Span = { from: wallTime("2025-10-01"), until: wallTime("2026-10-30", 18) };
/** Deals without a history are seen weekly from the day most of them began. */
const season: Span = { from: wallTime("2026-09-04"), until: wallTime("2026-10-30", 18) };
const weeks: Minute[] = Array.from(
  { length: 8 },
  (_, index) => season.until - (7 - index) * 7 * minutesPerDay,
);

const ended = (deals: Deal[], to: string[]) => deals.filter((deal) => to.includes(lastMove(deal).to)).length;

function caseOf(
  title: string,
  truth: Truth,
  { pipeline, deals }: PipelineDeals,
  outcomes: Case["outcomes"] = "told",
): Case {
  return { title, truth, outcomes, won: ended(deals, [pipeline.won]), lost: ended(deals, pipeline.lost) };
}

/** Names whose stages come after so many others. */
const behind = (count: number, names: TrueName[]): TrueName[] =>
  names.map((name) => ({
    ...name,
    ...(name.ordinal === undefined ? {} : { ordinal: name.ordinal + count }),
  }));

/** Deals of several pipelines, with ids of their own. */
function draw(pipelines: [Pipeline, number][], seed: number, span: Span): PipelineDeals[] {
  let id = 1;
  return pipelines.map(([pipeline, count], index) => {
    const deals = walk(pipeline, count, new Random(seed, index), span, id);
    id += count;
    return { pipeline, deals };
  });
}

/** The pipelines that the CRMs bring along, and those that companies made of them: none shares a source's pipeline with another. */
function vendors(): Company {
  const byLabel: [string, string, Pipeline, number, Case["outcomes"]?][] = [
    ["HubSpot's default pipeline", "default", known.hubspotDefault, 300],
    ["a pipeline with Hungarian names", "hungarian", known.hungarian, 300],
    ["a pipeline with German names", "german", known.german, 300],
    ["a pipeline whose deals skip stages", "skipping", known.skipping, 300],
    ["a pipeline whose deals go back", "looping", known.looping, 300],
    ["a pipeline a quarter of whose deals begin in the middle", "born", known.bornMidway, 300],
    ["the first of two pipelines of one file", "renewals", known.renewals, 200],
    ["the second of two pipelines of one file", "expansions", known.expansions, 200],
    ["a pipeline of 15 stages", "long", known.long, 400],
    ["a pipeline of 2 stages", "short", known.short, 200],
    ["a pipeline without a stage for losses", "endless", known.endless, 200],
    [
      "a pipeline with a stage in which deals rot and from which some come back",
      "zombies",
      known.zombies,
      400,
    ],
    ["a pipeline with names of its own in two languages", "own", known.ownNames, 600, "either"],
    ["a pipeline whose names of outcomes tell nothing", "speechless", known.speechless, 300, "asked"],
  ];
  const hubspot = draw(
    byLabel.map(([, , pipeline, count]) => [pipeline, count]),
    1,
    year,
  );
  const [reports] = draw([[known.salesforceDefault, 300]], 2, year);
  const pipedrive = draw(
    [
      [known.pipedriveDefault, 250],
      [known.renamed, 250],
    ],
    3,
    season,
  );
  const zoho = draw([[known.zohoDefault, 300]], 4, season);
  const [dynamics] = draw([[known.dynamicsDefault, 250]], 5, season);
  const snapshots = (
    title: string,
    source: string,
    list: PipelineDeals | undefined,
    formerly?: Record<string, string>,
  ) =>
    list === undefined
      ? []
      : [
          caseOf(
            title,
            truthOf(
              `${source}_${list.pipeline.name === "Dealers" ? "renamed" : "default"}`,
              source,
              list.pipeline,
              formerly,
            ),
            list,
          ),
        ];
  const half = weeks[4] ?? 0;
  return {
    title: "many CRMs",
    cases: [
      ...byLabel.flatMap(([title, key, pipeline, , outcomes], index) => {
        const list = hubspot[index];
        return list === undefined ? [] : [caseOf(title, truthOf(key, "hubspot", pipeline), list, outcomes)];
      }),
      ...snapshots("Salesforce's default pipeline by reports", "salesforce", reports),
      ...snapshots("Pipedrive's default pipeline in weekly exports", "pipedrive", pipedrive[0]),
      ...snapshots(
        "a pipeline whose stages were renamed half way",
        "pipedrive",
        pipedrive[1],
        known.renamed.formerly,
      ),
      ...snapshots("Zoho's default pipeline in weekly exports", "zoho", zoho[0]),
      ...snapshots("Dynamics' default phases in weekly exports", "dynamics365", dynamics),
    ],
    deliver(exports) {
      hubspotDeals(join(exports, "hubspot", "deals.csv"), hubspot);
      if (reports !== undefined) salesforceReports(join(exports, "salesforce"), reports, year.until + 30);
      pipedriveDeals(join(exports, "pipedrive"), pipedrive, weeks, (pipeline, name, at) =>
        pipeline === known.renamed && at < half
          ? ((known.renamed.formerly as Record<string, string>)[name] ?? name)
          : name,
      );
      zohoDeals(join(exports, "zoho"), zoho, weeks);
      if (dynamics !== undefined) dynamicsOpportunities(join(exports, "dynamics"), dynamics, weeks);
    },
  };
}

/** Salesforce's objects, and HubSpot contacts whose lifecycle goes on in deals. */
function lifecycle(): Company {
  const objects: PipelineDeals = {
    pipeline: known.salesforceDefault,
    deals: walk(known.salesforceDefault, 300, new Random(11), year),
  };
  const { contacts, deals } = drawContacts(400, 12, year);
  const before = lifecycleStages.length;
  const free = { source: "hubspot", pipeline: "*", isFree: true };
  const truth: Truth = {
    key: "lifecycle",
    names: [
      ...behind(before, truthOf("", "hubspot", known.hubspotDefault).names),
      ...lifecycleStages.map((name, index) => ({
        source: "hubspot",
        pipeline: "*",
        name,
        kind: "stage" as const,
        ordinal: index + 1,
      })),
      { ...free, name: "Opportunity", kind: "stage", ordinal: before + 1 },
      { ...free, name: "Customer", kind: "won" },
    ],
  };
  return {
    title: "contacts with a lifecycle and deals, beside objects of Salesforce",
    cases: [
      caseOf(
        "Salesforce's default pipeline by objects",
        truthOf("objects", "salesforce", objects.pipeline),
        objects,
      ),
      caseOf("the lifecycle of contacts that goes on in deals", truth, {
        pipeline: known.hubspotDefault,
        deals,
      }),
    ],
    deliver(exports) {
      salesforceObjects(join(exports, "salesforce"), objects);
      deliverContacts(join(exports, "hubspot"), contacts, deals);
    },
  };
}

/** Salesforce leads that are converted to opportunities. */
function converted(): Company {
  const { leads, deals } = drawLeads(500, 21, year);
  const before = leadStatuses.stages.length + 1;
  const truth: Truth = {
    key: "leads",
    names: [
      ...truthOf("", "salesforce", leadStatuses).names.map((name) =>
        name.kind === "won" ? { ...name, kind: "stage" as const, ordinal: before, isFree: true } : name,
      ),
      ...behind(before, truthOf("", "salesforce", known.salesforceDefault).names),
    ],
  };
  const lost = leads.filter(({ moves }) => leadStatuses.lost.includes(moves.at(-1)?.to ?? "")).length;
  const all = caseOf("leads that are converted to deals", truth, {
    pipeline: known.salesforceDefault,
    deals,
  });
  return {
    title: "leads and deals of Salesforce",
    cases: [{ ...all, lost: all.lost + lost }],
    deliver(exports) {
      salesforceLeads(join(exports, "salesforce"), leads);
      salesforceObjects(join(exports, "salesforce"), { pipeline: known.salesforceDefault, deals });
    },
  };
}

/** Answers of a web form and a purchased list, some of whom have deals in the one CRM. */
function inbound(): Company {
  const deals = walk(known.hubspotDefault, 300, new Random(31), year);
  const contactOf = ({ id }: Deal): Contact =>
    id % 3 === 0 ? { email: `form${id}@minta.example` } : id % 3 === 1 ? { phone: phoneOf(id) } : {};
  const truth = truthOf("inbound", "hubspot", known.hubspotDefault);
  const first = { pipeline: "*", kind: "stage" as const, ordinal: 1 };
  return {
    title: "a web form, a purchased list and a CRM",
    cases: [
      caseOf(
        "deals behind a web form and a purchased list",
        {
          ...truth,
          names: [
            ...behind(1, truth.names),
            { source: "web_form", name: "Submitted", ...first },
            { source: "purchased_list", name: "delivered", ...first },
          ],
        },
        { pipeline: known.hubspotDefault, deals },
      ),
    ],
    deliver(exports) {
      hubspotDeals(
        join(exports, "hubspot", "deals.csv"),
        [{ pipeline: known.hubspotDefault, deals }],
        contactOf,
      );
      const answered = deals
        .filter(({ id }) => id % 3 === 0)
        .map((deal) => ({ at: createdAt(deal) - 120, email: `form${deal.id}@minta.example` }));
      const others = Array.from({ length: 100 }, (_, index) => ({
        at: year.from + index * minutesPerDay + 600,
        email: `other${index}@minta.example`,
      }));
      webForm(join(exports, "web_form", "answers.csv"), [...answered, ...others]);
      purchasedList(join(exports, "list", "list.csv"), year.from - minutesPerDay, [
        ...deals.filter(({ id }) => id % 3 === 1).map(({ id }) => phoneOf(id)),
        ...Array.from({ length: 100 }, (_, index) => phoneOf(5000 + index)),
      ]);
    },
  };
}

const phoneOf = (id: number) => `+36 1 555 ${String(id).padStart(4, "0")}`;

/** Every company that the cases are told from. */
export const companies: Company[] = [vendors(), lifecycle(), converted(), inbound()];
