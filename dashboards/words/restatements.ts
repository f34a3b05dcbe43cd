const en = {
  headline: (count: string, journeys: string) =>
    `${count} numbers of the past changed since the last release, by ${journeys} leads`,
  headlineOne: (journeys: string) =>
    `One number of the past changed since the last release, by ${journeys} leads`,
  headlineNone: "No number of the past has changed since the last release",
  headlineFirst: "There is no earlier release to compare with yet",
  subtitle: (release: string) =>
    `Rates of mature months: in the release of ${release}, now, and why they changed.`,
  subtitleFirst:
    "From the next refresh on, rates of mature months that changed are listed here with the reason.",
  metrics: { stage_conversion: "Stage conversion", lead_to_customer: "Lead → customer" },
  metric: "Number",
  of: "Of",
  month: "Month of start",
  before: "Before",
  after: "Now",
  change: "Change",
  reason: "Why",
  journeys: "Leads",
  reasons: {
    late_file: "a file that came late",
    merge: "records were merged",
    reopened: "a closed deal was reopened",
    changed_map: "the stage map or another reference was changed",
    changed_record: "the CRM changed the record afterwards",
    record_gone: "the record is gone from the CRM",
    new_version: "a new version of Funnelhouse reads it otherwise",
  },
  points: (value: string) => `${value} points`,
};
const hu: typeof en = {
  headline: (count, journeys) =>
    `Az előző kiadás óta ${count} múltbeli szám változott, ${journeys} lead miatt`,
  headlineOne: (journeys) => `Az előző kiadás óta egy múltbeli szám változott, ${journeys} lead miatt`,
  headlineNone: "Az előző kiadás óta egyetlen múltbeli szám sem változott",
  headlineFirst: "Még nincs korábbi kiadás, amellyel össze lehetne hasonlítani",
  subtitle: (release) => `Beérett hónapok arányai az előző kiadásban (${release}) és most, az okkal együtt.`,
  subtitleFirst:
    "A következő frissítéstől itt látszanak a megváltozott beérett havi arányok, az okukkal együtt.",
  metrics: { stage_conversion: "Átváltási arány", lead_to_customer: "Lead → ügyfél" },
  metric: "Szám",
  of: "Kör",
  month: "Indulás hónapja",
  before: "Előtte",
  after: "Most",
  change: "Változás",
  reason: "Miért",
  journeys: "Leadek",
  reasons: {
    late_file: "későn érkezett fájl",
    merge: "rekordokat vontak össze",
    reopened: "lezárt ügyletet nyitottak újra",
    changed_map: "megváltozott a szakasztérkép vagy más törzsadat",
    changed_record: "a CRM utólag módosította a rekordot",
    record_gone: "a rekord eltűnt a CRM-ből",
    new_version: "a Funnelhouse új változata másként olvassa",
  },
  points: (value) => `${value} százalékpont`,
};

/** The words of restatements. */
export const restatementWords = { en, hu };
