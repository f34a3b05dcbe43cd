const en = {
  sentTile: "Proposals sent",
  sentNote: (deals: string) => `to ${deals} deals`,
  turnaroundTile: "From the meeting to the proposal",
  turnaroundNote: (p90: string, count: string) =>
    `nine of ten within ${p90} · ${count} with a meeting before`,
  wonTile: "Won within 90 days",
  expiredTile: "Expired without an answer",
  expiredNote: "open deals whose last proposal is past its date",
  wonHeadline: (share: string, days: string) => `${share} of proposals are won within ${days} days`,
  wonNone: (days: string) => `Too few proposals have been followed for ${days} days to tell`,
  wonSubtitle: "Share of deals won within so many days of their first proposal.",
  wonDrawn:
    "Dot: estimate with its 95% interval; open deals count for as long as they are known. A deal counts from its first version; proposals of purchased lists, and those sent after the end, are left out.",
  within: (days: string) => `within ${days} days`,
  horizon: "Days",
  segments: {
    turnaround_band: "How fast it is sent",
    is_personalised: "Personalised",
    is_complete: "Complete",
    discount_band: "Discount",
    versions: "Versions",
  },
  values: {
    is_personalised: { true: "personalised", false: "not personalised" },
    is_complete: { true: "complete", false: "lacks a part" },
    versions: { "1": "first version", "2": "second version", "3 or more": "third version" },
  } as Record<string, Record<string, string>>,
  most: (segment: string, value: string, share: string) => `${segment}: most are won of “${value}”, ${share}`,
  alike: (segment: string) => `${segment}: no difference can be told yet`,
  only: (segment: string, value: string) => `${segment}: only “${value}” is known`,
  few: (segment: string) => `${segment}: too few have been followed for 90 days`,
  versionsHeadline: (shares: string) => `Won within 90 days of each version: ${shares}`,
  segmentSubtitle: "Won within 90 days of the proposal, by what it was like.",
  versionsSubtitle: "Won within 90 days of each version that was sent.",
  segmentDrawn: "Dot: won within 90 days, with its 95% interval. Cross: within 30 days.",
  versionsDrawn:
    "Dot: won within 90 days, with its 95% interval. Cross: within 30 days. A deal is in the row of every version it was sent, followed from then on; the rows overlap, so none is compared with another.",
  association:
    "What a proposal is like is not chosen at random: this goes together with winning, it need not bring it.",
  proposals: "Proposals",
  deals: "Deals",
  turnaround: "Days from the meeting, median",
  turnaroundP90: "Days from the meeting, ninth decile",
  expired: "Expired, no answer",
  status: "90 days are",
  won: (days: string) => `Won, ${days} days`,
};
const hu: typeof en = {
  sentTile: "Elküldött ajánlatok",
  sentNote: (deals) => `${deals} ügyletnek`,
  turnaroundTile: "A megbeszéléstől az ajánlatig",
  turnaroundNote: (p90, count) => `tízből kilenc ${p90} alatt · ${count} előtt volt megbeszélés`,
  wonTile: "Megnyert 90 napon belül",
  expiredTile: "Válasz nélkül lejárt",
  expiredNote: "nyitott ügyletek, amelyek utolsó ajánlata lejárt",
  wonHeadline: (share, days) => `Az ajánlatok ${share} része ${days} napon belül megnyert`,
  wonNone: (days) => `Még túl kevés ajánlatot követtünk ${days} napig, nem eldönthető`,
  wonSubtitle: "Az első ajánlattól számítva ennyi napon belül megnyert ügyletek aránya.",
  wonDrawn:
    "Pont: becslés 95%-os intervallummal; a nyitott ügyletek addig számítanak, ameddig ismertek. Egy ügylet az első változatától számít; a vásárolt listák és a lezárás után küldött ajánlatok nincsenek benne.",
  within: (days) => `${days} napon belül`,
  horizon: "Nap",
  segments: {
    turnaround_band: "Milyen gyorsan ment ki",
    is_personalised: "Személyre szabott",
    is_complete: "Hiánytalan",
    discount_band: "Kedvezmény",
    versions: "Változatok",
  },
  values: {
    is_personalised: { true: "személyre szabott", false: "nem személyre szabott" },
    is_complete: { true: "hiánytalan", false: "hiányzik belőle valami" },
    versions: { "1": "első változat", "2": "második változat", "3 or more": "harmadik változat" },
  },
  most: (segment, value, share) => `${segment}: a legtöbbet ebből nyerik meg: ${value} (${share})`,
  alike: (segment) => `${segment}: különbség még nem mutatható ki`,
  only: (segment, value) => `${segment}: csak ez ismert: ${value}`,
  few: (segment) => `${segment}: még túl keveset követtünk 90 napig`,
  versionsHeadline: (shares) => `Az egyes változatoktól 90 napon belül megnyert: ${shares}`,
  segmentSubtitle: "Az ajánlattól 90 napon belül megnyert ügyletek aránya aszerint, milyen volt.",
  versionsSubtitle: "Az egyes elküldött változatoktól 90 napon belül megnyert ügyletek aránya.",
  segmentDrawn: "Pont: 90 napon belül megnyert, 95%-os intervallummal. Kereszt: 30 napon belül.",
  versionsDrawn:
    "Pont: 90 napon belül megnyert, 95%-os intervallummal. Kereszt: 30 napon belül. Egy ügylet minden elküldött változatának sorában benne van, onnantól követve; a sorok átfednek, ezért nem hasonlítjuk össze őket.",
  association:
    "Nem véletlenszerű, milyen egy ajánlat: ez együtt jár a megnyeréssel, de nem biztos, hogy az hozza.",
  proposals: "Ajánlatok",
  deals: "Ügyletek",
  turnaround: "Nap a megbeszéléstől, medián",
  turnaroundP90: "Nap a megbeszéléstől, kilencedik decilis",
  expired: "Lejárt, nincs válasz",
  status: "A 90 nap",
  won: (days) => `Megnyert, ${days} nap`,
};

/** The words of the page on proposals. */
export const proposalWords = { en, hu };
export type ProposalSegment = keyof typeof en.segments;
