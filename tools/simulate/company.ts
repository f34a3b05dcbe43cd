import { isoDate, wallTime, type Minute } from "./wall-time.ts";

/** The instant of the exports; nothing later is known. */
export const exportedAt = wallTime("2026-10-31", 18, 30);
/** The first of so many months up to the exports. */
export function firstDayOf(months: number): Minute {
  const [year = 0, month = 0] = isoDate(exportedAt).split("-").map(Number);
  return Date.UTC(year, month - months) / 60_000;
}
/** That of the committed sample. */
export const firstDay = firstDayOf(18);

/** What truly happens to a deal in one stage; the rest of the probability is a deal that nobody ever touches again. */
export interface TrueStage {
  stage: string;
  hubspot: string;
  salesforce: string;
  advance: number;
  lost: number;
  advanceMedianDays: number;
  lostMedianDays: number;
  sigma: number;
}

type Row = [string, string, string, number, number, number, number, number];
const stage = ([
  stage,
  hubspot,
  salesforce,
  advance,
  lost,
  advanceMedianDays,
  lostMedianDays,
  sigma,
]: Row): TrueStage => ({
  stage,
  hubspot,
  salesforce,
  advance,
  lost,
  advanceMedianDays,
  lostMedianDays,
  sigma,
});

export type Pipeline = "sales" | "partner";

/** The true funnel of each pipeline. */
export const pipelines: Record<Pipeline, { hubspot: string; stages: TrueStage[] }> = {
  sales: {
    hubspot: "Sales Pipeline",
    stages: [
      stage(["lead", "New Lead", "Prospecting", 0.72, 0.2, 2, 9, 0.9]),
      stage(["contacted", "Contacted", "Qualification", 0.62, 0.32, 5, 14, 0.8]),
      stage(["qualified", "Qualified To Buy", "Needs Analysis", 0.74, 0.2, 7, 18, 0.8]),
      stage(["meeting", "Presentation Scheduled", "Value Proposition", 0.38, 0.54, 10, 21, 0.7]),
      stage(["proposal", "Proposal Sent", "Proposal/Price Quote", 0.66, 0.26, 14, 30, 0.7]),
      stage(["negotiation", "Contract Sent", "Negotiation/Review", 0.7, 0.25, 12, 25, 0.7]),
    ],
  },
  partner: {
    hubspot: "Partner Pipeline",
    stages: [
      stage(["introduced", "Introduced", "", 0.66, 0.27, 8, 15, 0.8]),
      stage(["evaluated", "Evaluation", "", 0.52, 0.4, 20, 30, 0.7]),
      stage(["agreement", "Agreement Sent", "", 0.78, 0.16, 15, 25, 0.6]),
    ],
  },
};

/** A source of deals: its share, and the factor on the odds of advancing at every stage. */
export interface Source {
  name: string;
  weight: number;
  odds: number;
  hubspot: string;
  salesforce: string;
}

type SourceRow = [string, number, number, string, string];
const source = ([name, weight, odds, hubspot, salesforce]: SourceRow): Source => ({
  name,
  weight,
  odds,
  hubspot,
  salesforce,
});

export const sources: [Source, ...Source[]] = [
  source(["organic", 24, 1.2, "Organic Search", "organic"]),
  source(["paid_search", 26, 0.85, "Paid Search", "Google Ads"]),
  source(["inbound_web", 18, 1, "Direct Traffic", "Web"]),
  source(["referral", 12, 1.9, "Referrals", "Customer Referral"]),
  source(["event", 10, 1.1, "Events", "Trade Show"]),
  source(["outbound", 10, 0.7, "Offline Sources", "Cold Call"]),
];
export const partnerSource = source(["partner", 1, 1, "Partner", "Partner"]);
export const purchasedSource = source(["purchased_list", 1, 0.45, "Purchased List", "Purchased List"]);

/** Rates of what makes real exports hard. */
export const disturbances = {
  skip: 0.06,
  loop: 0.05,
  born_mid_funnel: 0.04,
  reopened: 0.08,
  /** Of the reopened Salesforce deals, those that come back only after the limit of 90 days. */
  reopened_beyond_limit: 0.4,
  misclick: 0.03,
  no_change_row: 0.07,
};

/** What people do and what they know changes nothing where a factor is 1. */
export interface Effects {
  /** How many times as fast a deal in sales goes on while a next step lies ahead, or once one has been agreed at its stage. */
  nextStep: number;
  /** How many times as often ideal customers are won. */
  ideal: number;
  /** Share of worked members of purchased lists that are left of those that other leads are. */
  list: number;
  /** How many times as often a lead comes to sales that was called or written to within the hour. */
  quickCall: number;
}

export const noEffects: Effects = { nextStep: 1, ideal: 1, list: 1, quickCall: 1 };

/** What a deal's fate is drawn from. */
export interface Company {
  pipelines: Record<Pipeline, { hubspot: string; stages: TrueStage[] }>;
  sources: [Source, ...Source[]];
  disturbances: Record<keyof typeof disturbances, number>;
  effects: Effects;
}

/** The company of the committed sample. */
export const sampleCompany: Company = { pipelines, sources, disturbances, effects: noEffects };

/** How the leads are shared among the systems; the rest of the leads is the HubSpot sales pipeline. */
export const shares = { salesforce: 0.36, partner: 0.12, list_members: 0.15, members_worked: 0.25 };

export const lists = [
  {
    id: "PL-2025-01",
    vendor: "Minta Adatbázis Kft.",
    delivered: wallTime("2025-06-02"),
    cost: 480000,
    basis: "Legitimate interest",
  },
  {
    id: "PL-2025-02",
    vendor: "Példa Címlista Bt.",
    delivered: wallTime("2025-11-10"),
    cost: 350000,
    basis: "Legitimate interest",
  },
  {
    id: "PL-2026-01",
    vendor: "Minta Adatbázis Kft.",
    delivered: wallTime("2026-04-13"),
    cost: 520000,
    basis: "Consent",
  },
] as const;

export const owners: [string, ...string[]] = [
  "Kovács Anna",
  "Szűcs Péter",
  "Tóth Eszter",
  "Őri Balázs",
  "Varga Júlia",
  "Nagy Máté",
];
export const lostReasons: [string, ...string[]] = [
  "Price",
  "Competitor",
  "No budget",
  "No decision",
  "Timing",
];

const first: [string, ...string[]] = [
  "Alföldi",
  "Bükki",
  "Csillag",
  "Dunamenti",
  "Egri",
  "Fehérlő",
  "Gyöngyvirág",
  "Hajnal",
  "Ívkő",
  "Jégmadár",
  "Körös",
  "Liget",
  "Mátrai",
  "Nyírfa",
  "Őrségi",
  "Pillangó",
  "Rózsakert",
  "Somlói",
  "Tiszavirág",
  "Ürömi",
  "Vadgesztenye",
  "Zalai",
];
const second: [string, ...string[]] = [
  "Gépgyártó",
  "Logisztika",
  "Informatika",
  "Építőipari",
  "Élelmiszer",
  "Csomagolás",
  "Műanyag",
  "Irodatechnika",
  "Fűtéstechnika",
  "Nyomda",
  "Bútor",
  "Szerszám",
];
const form: [string, ...string[]] = ["Kft.", "Zrt.", "Bt.", "Nyrt."];

/** An invented company name; the number keeps it from being a real one. */
export function companyName(random: { pick<T>(items: readonly [T, ...T[]]): T }, number: number): string {
  return `${random.pick(first)} ${random.pick(second)} ${number} ${random.pick(form)}`;
}

/** Whether a company is one that this one wants: a joint-stock one that makes, moves or stores goods; tier A of the sample's rules. */
export const isIdeal = (account: string): boolean =>
  /(Zrt|Nyrt)\.$/.test(account) && /Logisztika|Csomagolás|Gépgyártó|Élelmiszer/.test(account);
