interface Way {
  name: string;
  how: string;
}
const mapping = "docs/mapping.md";

const en = {
  headline: "Not recorded yet, and how to provide it",
  headlineOnly: (name: string) => `${name}: nothing is recorded yet`,
  headlineOutside: "Calls, e-mails and meetings are recorded, but none lies within the time of a deal",
  outside: (nobody: string, before: string, ahead: string) =>
    `They are recorded, but none lies within the time of a deal. Of no lead or deal in the exports: ${nobody}; before its start: ${before}; dated later than what is known: ${ahead}. Check the ids and dates, or export them again:`,
  outsideNote: "recorded, but outside of deals: what to check",
  subtitle: "Every number here comes from the exports; add these and the next refresh shows more.",
  activity: {
    name: "Calls, e-mails and meetings",
    how: `Put the CRM's export of activities into data/exports/ (HubSpot, Salesforce, Pipedrive, Zoho and Dynamics are recognised), or map any table to the stream activities (${mapping}):`,
  },
  due_date: {
    name: "Next steps",
    how: `Tasks and planned meetings with their due date: the same export with the open tasks in it, or the stream activities with these columns (${mapping}):`,
  },
  summary: {
    name: "Meeting summaries",
    how: "Say in reference/activity_rules.csv by what word of its subject a summary is known:",
  },
  hand_off: {
    name: "Hand-off from marketing to sales",
    how: "Say in reference/stages.csv, in the column team, which stages are marketing's and which are sales':",
  },
  proposal: {
    name: "Proposals",
    how: `Export them from PandaDoc, Proposify or any table and map it to the stream proposals (${mapping}), or mark the stage with is_proposal in reference/stages.csv:`,
  },
  proposal_validity: {
    name: "How long a proposal holds",
    how: `Map the last day on which it can be accepted, in the stream proposals (${mapping}):`,
  },
  proposal_personalised: {
    name: "Whether a proposal is personalised",
    how: `Map a column that says yes or no, in the stream proposals (${mapping}):`,
  },
  proposal_parts: {
    name: "Whether a proposal is complete",
    how: `Map the parts it has or lacks, in the stream proposals (${mapping}); reference/proposal_parts.csv says which are required:`,
  },
  proposal_discount: {
    name: "Discount of a proposal",
    how: `Map the discount as a share of the full price, in the stream proposals (${mapping}):`,
  },
  touch: {
    name: "Marketing touches",
    how: `Put Mailchimp's recipient activity or Salesforce's campaign members into data/exports/, or map any table to the stream touches (${mapping}):`,
  },
  spend: {
    name: "Cost of campaigns",
    how: `Put the reports of Google, Meta, LinkedIn or Microsoft ads into data/exports/; the cost of mailings and events into the stream campaigns (${mapping}):`,
  },
  list: {
    name: "Purchased phone lists",
    how: "Put each list as it was delivered into data/exports/purchased_list/, with its vendor, cost, legal basis and do-not-call marks:",
  },
  crm_link: {
    name: "Links to the records in the CRM",
    how: "Say in reference/settings.csv how the address of a record is made, with {id} where its id stands:",
  },
};
const hu: typeof en = {
  headline: "Ami még nincs rögzítve, és ahogy pótolható",
  headlineOnly: (name) => `${name}: még nincs rögzítve`,
  headlineOutside: "Vannak rögzített hívások, e-mailek és megbeszélések, de egyik sem esik ügylet idejére",
  outside: (nobody: string, before: string, ahead: string) =>
    `Rögzítve vannak, de egyik sem esik egy ügylet idejére. Az exportokban nem szereplő leadhez vagy ügylethez tartozik: ${nobody}; az indulás előtti: ${before}; az adatok dátumánál későbbi: ${ahead}. Ellenőrizze az azonosítókat és a dátumokat, vagy exportálja újra:`,
  outsideNote: "rögzítve van, de nem ügylet idején: mit ellenőrizzen",
  subtitle: "Itt minden szám az exportokból jön; ha ezek is megérkeznek, a következő frissítés többet mutat.",
  activity: {
    name: "Hívások, e-mailek, megbeszélések",
    how: `Tegye a CRM tevékenységexportját a data/exports/ mappába (a HubSpot, a Salesforce, a Pipedrive, a Zoho és a Dynamics exportját felismerjük), vagy rendeljen hozzá bármilyen táblát az activities adatfolyamhoz (${mapping}):`,
  },
  due_date: {
    name: "Következő lépések",
    how: `Feladatok és kitűzött megbeszélések határidővel: ugyanaz az export a nyitott feladatokkal, vagy az activities adatfolyam ezekkel az oszlopokkal (${mapping}):`,
  },
  summary: {
    name: "Összefoglalók a megbeszélésekről",
    how: "Adja meg a reference/activity_rules.csv fájlban, a tárgy melyik szaváról ismerhető fel az összefoglaló:",
  },
  hand_off: {
    name: "Átadás a marketingtől az értékesítésnek",
    how: "Adja meg a reference/stages.csv fájl team oszlopában, melyik szakasz a marketingé és melyik az értékesítésé:",
  },
  proposal: {
    name: "Ajánlatok",
    how: `Exportálja őket a PandaDocból, a Proposifyból vagy bármilyen táblából, és rendelje a proposals adatfolyamhoz (${mapping}), vagy jelölje meg a szakaszukat az is_proposal oszlopban (reference/stages.csv):`,
  },
  proposal_validity: {
    name: "Az ajánlat érvényessége",
    how: `Rendelje hozzá azt a napot, ameddig elfogadható, a proposals adatfolyamban (${mapping}):`,
  },
  proposal_personalised: {
    name: "Személyre szabott-e az ajánlat",
    how: `Rendeljen hozzá egy igen vagy nem értékű oszlopot a proposals adatfolyamban (${mapping}):`,
  },
  proposal_parts: {
    name: "Hiánytalan-e az ajánlat",
    how: `Rendelje hozzá a meglévő vagy a hiányzó részeit a proposals adatfolyamban (${mapping}); a kötelező részeket a reference/proposal_parts.csv sorolja fel:`,
  },
  proposal_discount: {
    name: "Az ajánlat kedvezménye",
    how: `Rendelje hozzá a kedvezményt a teljes ár arányában a proposals adatfolyamban (${mapping}):`,
  },
  touch: {
    name: "Marketinges érintések",
    how: `Tegye a Mailchimp címzettenkénti exportját vagy a Salesforce kampánytagjait a data/exports/ mappába, vagy rendeljen bármilyen táblát a touches adatfolyamhoz (${mapping}):`,
  },
  spend: {
    name: "Kampányok költsége",
    how: `Tegye a Google-, Meta-, LinkedIn- vagy Microsoft-hirdetések riportját a data/exports/ mappába; a hírlevelek és rendezvények költsége a campaigns adatfolyamba kerül (${mapping}):`,
  },
  list: {
    name: "Vásárolt telefonszámlisták",
    how: "Tegye a listákat úgy, ahogy megkapta őket, a data/exports/purchased_list/ mappába, az eladóval, a költséggel, a jogalappal és a hívási tiltásokkal:",
  },
  crm_link: {
    name: "Hivatkozás a CRM-beli rekordra",
    how: "Adja meg a reference/settings.csv fájlban, hogyan áll össze egy rekord címe; az azonosító helyén {id} áll:",
  },
} satisfies Record<string, string | Way | ((...parts: string[]) => string)>;

/** What can be missing, and the line or columns that provide it. */
export const lines = {
  activity: "activity_id, record_type, record_id, kind, direction, occurred_at, outcome",
  due_date: "kind, due_at, is_done",
  summary: "summary,*,email,subject,contains,<word>,false",
  hand_off: "sales,<stage>,3,sales,…",
  proposal: "proposal_id, record_type, record_id, version, sent_at, valid_until",
  proposal_validity: "valid_until",
  proposal_personalised: "is_personalised",
  proposal_parts: "parts, missing_parts",
  proposal_discount: "discount_rate",
  touch: "touch_id, campaign_id, record_type, record_id, occurred_at",
  spend: "campaign_id, name, start_date, cost, currency",
  list: "list_id, vendor, delivered_at, cost, currency, legal_basis, is_do_not_call",
  crm_link: "<source>.crm_link,https://crm.example.com/deal/{id}",
} as const;

/** The address of a record in the CRMs that we know, with what differs from company to company in angle brackets. */
const addresses: Record<string, string> = {
  hubspot: "https://app.hubspot.com/contacts/<account>/record/0-3/{id}",
  salesforce: "https://<domain>.lightning.force.com/{id}",
  pipedrive: "https://<company>.pipedrive.com/deal/{id}",
  zoho: "https://crm.zoho.com/crm/<org>/tab/Potentials/{id}",
  dynamics365: "https://<org>.crm.dynamics.com/main.aspx?pagetype=entityrecord&etn=opportunity&id={id}",
};

/** The line of settings.csv that gives a source's records their links. */
export function linkLine(source: string): string {
  const vendor = Object.keys(addresses).find((name) => source === name || source.startsWith(`${name}_`));
  const line = lines.crm_link.replace("<source>", source);
  return vendor === undefined ? line : line.replace(/https:.*/, addresses[vendor] ?? "");
}

/** The words of what a company does not record yet. */
export const provideWords = { en, hu };
export type Recording = keyof typeof lines;
