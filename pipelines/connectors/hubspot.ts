import { type Connector, findHeader, headerReader, type StreamMapping } from "../layout/layout.ts";
import { activities, activityHeaders } from "./hubspot/activities.ts";
import { answered, associations, campaigns, internalNames, leadObjects, owners } from "./hubspot/answers.ts";
import { type Reader, words } from "./hubspot/columns.ts";
import { histories, propertyHistory, versions } from "./hubspot/histories.ts";
import { audits, pipelines } from "./hubspot/pipelines.ts";
import { companies, contactsOrCompanies, deals, refuseNearly } from "./hubspot/records.ts";

/** HubSpot: deals, contacts, companies and activities, as exports and as its interface for programs answers, and the headerless property history of 2019. */
const hubspot: Connector = {
  name: "hubspot",
  vendor: "HubSpot",
  reads:
    "Exports of deals, contacts, companies and activities, by label or internal name; deals are known by record id, stage and pipeline. Answers of its interface for programs (JSON): deals and contacts with the history of their stages, associations with their labels, owners, pipelines and their changes, leads, and campaigns with what was spent. The property history of 2019, which has no header.",
  version: 13,
  streams: [
    "opportunities",
    "stage_changes",
    "leads",
    "contacts",
    "contact_roles",
    "accounts",
    "activities",
    "stage_definitions",
    "owners",
    "merges",
    "campaigns",
  ],
  recognise(given, comparison) {
    const [first = [], ...records] = given;
    const recognised = pipelines(first) ?? audits(first) ?? associations(first) ?? owners(first);
    if (recognised !== undefined) return recognised;
    const isAnswer = first.some((name) => name.startsWith("properties."));
    const head = isAnswer ? [internalNames(first), ...records] : given;
    if (isAnswer) {
      const header = head[0] ?? [];
      const read = headerReader(header, undefined, "exact");
      const other = leadObjects(header, read) ?? campaigns(read);
      if (other !== undefined) return other;
    }
    const at = (names: string[]) => findHeader(head, names, comparison, words);
    const dealsAt = [
      at(["Record ID", "Deal Stage", "Pipeline"]),
      at(["hs_object_id", "dealstage", "pipeline"]),
    ];
    const known: [
      number[],
      (read: Reader, header: string[], head: string[][], headerAt: number) => StreamMapping[],
    ][] = [
      [dealsAt, deals],
      [
        activityHeaders
          .map((name) => at(["Record ID", name]))
          .concat(activityHeaders.map((name) => at(["hs_object_id", name]))),
        activities,
      ],
      [
        [
          at(["Record ID", "Lifecycle Stage"]),
          at(["Record ID", "Email", "Lead Status"]),
          at(["hs_object_id", "lifecyclestage", "email"]),
        ],
        contactsOrCompanies,
      ],
      [
        [
          at(["Record ID", "Company name"]),
          at(["Record ID", "Company Domain Name"]),
          at(["hs_object_id", "name", "numberofemployees"]),
        ],
        companies,
      ],
    ];
    for (const [places, mappings] of known) {
      const headerAt = places.find((place) => place >= 0);
      if (headerAt === undefined) continue;
      const header = head[headerAt] ?? [];
      const read = headerReader(header, words);
      const found = mappings(read, header, head, headerAt);
      if (!isAnswer) return { headerAt, delivery: "presumed_full", mappings: found };
      const history = versions(header, read);
      const kept = history.length === 0 ? found : found.filter(({ stream }) => stream !== "stage_changes");
      return { headerAt, mappings: [...kept.map((mapping) => answered(mapping, read)), ...history] };
    }
    if (isAnswer) {
      const recognised = histories(head[0] ?? [], headerReader(head[0] ?? [], words));
      if (recognised !== undefined) return recognised;
    }
    if (comparison === "seen") refuseNearly(head);
    return propertyHistory(head);
  },
};

export default hubspot;
