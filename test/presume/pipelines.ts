/** A stage of a pipeline and what a deal does there; what is left of 1 stays open there. */
export interface Stage {
  name: string;
  advance: number;
  lose: number;
}

/** A pipeline as a company runs it: its stages in their true order, and how deals move through them. */
export interface Pipeline {
  name: string;
  stages: Stage[];
  won: string;
  /** Several names of losses are drawn alike; without one, what would be lost stays open. */
  lost: string[];
  /** Share of advances that leave out the next stage. */
  skips: number;
  /** Share of decisions that go one stage back. */
  backs: number;
  /** Share of deals that begin beyond the first stage. */
  births: number;
  /** Share of moves in the same minute as the one before. */
  ties: number;
  /** Median days in a stage. */
  days: number;
  /** A stage beside the way, in which deals rot: entered from one stage (a quarter as often from the one before it), left for where they came from. */
  aside?: { name: string; from: string; enter: number; return: number };
}

interface Shape extends Partial<Omit<Pipeline, "name" | "stages" | "won" | "lost">> {
  advance?: number;
  lose?: number;
}

/** A pipeline whose stages are alike. */
export function pipeline(
  name: string,
  stages: string[],
  outcomes: { won: string; lost: string[] },
  { advance = 0.74, lose = 0.18, ...shape }: Shape = {},
): Pipeline {
  const alike = stages.map((stage) => ({ name: stage, advance, lose }));
  return { name, stages: alike, ...outcomes, skips: 0, backs: 0, births: 0, ties: 0, days: 8, ...shape };
}

/** The names of its stages in their true order; the one beside the way comes after the one it is entered from. */
export const stageOrder = ({ stages, aside }: Pipeline): string[] =>
  stages.flatMap(({ name }) => (name === aside?.from ? [name, aside.name] : [name]));

const closed = { won: "Closed Won", lost: ["Closed Lost"] };

/** What the CRMs bring along. */
export const hubspotDefault = pipeline(
  "Sales Pipeline",
  [
    "Appointment Scheduled",
    "Qualified To Buy",
    "Presentation Scheduled",
    "Decision Maker Bought-In",
    "Contract Sent",
  ],
  closed,
);
export const salesforceDefault = pipeline(
  "*",
  [
    "Prospecting",
    "Qualification",
    "Needs Analysis",
    "Value Proposition",
    "Id. Decision Makers",
    "Perception Analysis",
    "Proposal/Price Quote",
    "Negotiation/Review",
  ],
  closed,
  { advance: 0.82, lose: 0.12 },
);
export const pipedriveDefault = pipeline(
  "Pipeline",
  ["Qualified", "Contact Made", "Demo Scheduled", "Proposal Made", "Negotiations Started"],
  { won: "Won", lost: ["Lost"] },
  { days: 4 },
);
export const zohoDefault = pipeline(
  "Standard",
  [
    "Qualification",
    "Needs Analysis",
    "Value Proposition",
    "Identify Decision Makers",
    "Proposal/Price Quote",
    "Negotiation/Review",
  ],
  { won: "Closed Won", lost: ["Closed Lost", "Closed Lost to Competition"] },
  { days: 4 },
);
export const dynamicsDefault = pipeline(
  "*",
  ["1-Qualify", "2-Develop", "3-Propose", "4-Close"],
  { won: "Won", lost: ["Lost"] },
  { days: 4 },
);

/** What companies make of it. */
export const hungarian = pipeline(
  "Értékesítés",
  ["Új érdeklődő", "Kapcsolatfelvétel", "Igényfelmérés", "Bemutató", "Ajánlat kiküldve", "Szerződéskötés"],
  { won: "Megnyert", lost: ["Elveszett"] },
);
export const german = pipeline(
  "Neukunden",
  ["Erstkontakt", "Bedarfsanalyse", "Vorführung", "Angebot", "Verhandlung"],
  { won: "Gewonnen", lost: ["Verloren"] },
);
export const skipping = pipeline(
  "Webshop",
  ["Enquiry", "Call", "Quote", "Sample", "Order form"],
  { won: "Won", lost: ["Lost"] },
  { skips: 0.3 },
);
export const looping = pipeline(
  "Projects",
  ["Brief", "Concept", "Estimate", "Revision", "Board"],
  { won: "Won", lost: ["Lost"] },
  { backs: 0.15 },
);
export const bornMidway = pipeline(
  "Referrals",
  ["Heard of", "First talk", "Visit", "Terms"],
  { won: "Deal won", lost: ["Deal lost"] },
  { births: 0.25 },
);
export const renewals = pipeline(
  "Renewals",
  ["Up for renewal", "Reviewed", "Renewal offered"],
  { won: "Renewed - Won", lost: ["Churned - Lost"] },
  { advance: 0.85, lose: 0.1 },
);
export const expansions = pipeline("Expansion", ["Idea", "Pilot", "Rollout offer"], {
  won: "Expanded - Won",
  lost: ["Not expanded - Lost"],
});
export const long = pipeline(
  "Public tenders",
  [
    "Notice seen",
    "Registered",
    "Documents read",
    "Go decision",
    "Team named",
    "Site seen",
    "Questions asked",
    "Draft",
    "Costing",
    "Legal check",
    "Signed off",
    "Submitted bid",
    "Clarified",
    "Shortlisted",
    "Final talks",
  ],
  { won: "Awarded (won)", lost: ["Not awarded (lost)"] },
  { advance: 0.9, lose: 0.06, days: 4 },
);
export const short = pipeline("Spare parts", ["Request", "Quoted"], { won: "Won", lost: ["Lost"] });
export const endless = pipeline("Partners in", ["Met", "Trial", "Contracting"], { won: "Won", lost: [] });
export const zombies = pipeline(
  "Enterprise",
  ["Discovery", "Solution", "Proposal", "Procurement"],
  { won: "Closed Won", lost: ["Closed Lost"] },
  { aside: { name: "On hold", from: "Proposal", enter: 0.25, return: 0.35 } },
);
export const ownNames = pipeline(
  "Agency",
  ["Discovery call", "Igényfelmérés", "Demo", "Offer out", "Legal"],
  { won: "Signed", lost: ["Dead"] },
  { skips: 0.08, backs: 0.05 },
);
export const speechless = pipeline("Alpha track", ["Amber", "Blue", "Coral"], {
  won: "Quartz",
  lost: ["Slate"],
});
/** Its third stage had another name in the older exports. */
export const renamed = {
  ...pipeline(
    "Dealers",
    ["First contact", "Qualified", "Offer", "Contract talks"],
    { won: "Won", lost: ["Lost"] },
    { days: 4 },
  ),
  formerly: { Offer: "Quotation" },
};
