const en = {
  headline: (stage: string, value: string) =>
    `${stage} is slowest: half of its visits last more than ${value}`,
  headlineStuck: (stage: string, open: string) =>
    `${stage}: more than half of the visits have not ended (${open} open)`,
  headlineAlike: (value: string) =>
    `Half of the visits end within ${value} at each stage measured; the slowest cannot be told yet`,
  headlineOne: (stage: string, value: string) => `${stage}: half of the visits last up to ${value}`,
  medianLow: "median, low end",
  medianHigh: "median, high end",
  headlineNone: "No visit has a known length yet",
  subtitle: "How long visits last, open ones counted: tick at the median, line to nine tenths.",
  about: (n: string, open: string) =>
    `A visit lasts until it ends in any way; open ones count for as long as they have lasted (Kaplan–Meier). An arrow: so many have not ended yet. The table has those that ended beside it, as a CRM shows them (n = ${n}; still open: ${open}).`,
  advanceHeadline: (least: string, most: string) =>
    least === most
      ? `Half of those who go on do so within ${least}`
      : `Half of those who go on take ${least} to ${most}, depending on the stage`,
  advanceHeadlineNobody: "Nobody has gone on from any stage yet",
  advanceHeadlineNone: "Nobody has been followed long enough to say how long going on takes",
  advanceSubtitle: "Time until those who go on do: tick at the median, line to nine tenths.",
  advanceAbout: (n: string) =>
    `Of the leads that go on within the stage's horizon; those who never go on are not in it (n = ${n}).`,
  dwell: "All visits",
  crm: "Ended visits, as in a CRM",
  goesOn: "Goes on after",
  openAge: "Age of open visits",
  timed: "With known length",
  horizon: "Horizon, days",
  status: "Known",
  statuses: {
    ok: "yes",
    nobody_visited: "nobody was at the stage",
    no_times: "no visit with a known length",
    day_precision: "only days are known of visits shorter than a day",
    observed_too_late: "the history began too late",
    half_still_there: "half have not ended yet",
    untimed: "it is not known when they went on",
    no_horizon: "nobody has gone on yet",
    nobody_advanced: "nobody has gone on",
    too_young: "nobody has been followed for the horizon",
  },
  standing:
    "Still open: where a lead stands now. Velocity and Stage conversion count it at the furthest stage it has reached, also when it went back.",
};
const hu: typeof en = {
  headline: (stage, value) => `A leglassabb szakasz: ${stage} – az esetek fele több mint ${value}`,
  headlineStuck: (stage, open) =>
    `${stage}: az eseteknek több mint a fele még nem ért véget (${open} nyitott)`,
  headlineAlike: (value) =>
    `Az esetek fele szakaszonként legfeljebb ${value} alatt véget ér; nem dönthető el, melyik szakasz a leglassabb`,
  headlineOne: (stage, value) => `${stage}: az esetek fele legfeljebb ${value} alatt véget ér`,
  medianLow: "medián, alsó határ",
  medianHigh: "medián, felső határ",
  headlineNone: "Még egyetlen eset hossza sem ismert",
  subtitle: "Meddig tart egy szakasz, a nyitottakkal együtt: vonás a mediánnál, vonal kilenctizedig.",
  about: (n, open) =>
    `Egy eset addig tart, amíg bárhogyan véget ér; a nyitottak annyi ideig számítanak, amennyi eddig eltelt (Kaplan–Meier). Nyíl: ennyi még nem ért véget. A táblázatban csak a lezárultak is megvannak, ahogy egy CRM mutatja (n = ${n}; még nyitott: ${open}).`,
  advanceHeadline: (least, most) =>
    least === most
      ? `A továbblépők fele ${least} alatt lép tovább`
      : `A továbblépők fele szakaszonként legalább ${least}, legfeljebb ${most} alatt lép tovább`,
  advanceHeadlineNobody: "Még egyik szakaszból sem jutott tovább senki",
  advanceHeadlineNone: "Még senkit sem követtünk elég ideig ahhoz, hogy a továbblépés ideje tudható legyen",
  advanceSubtitle: "A továbblépők továbblépéséig eltelt idő: vonás a mediánnál, vonal kilenctizedig.",
  advanceAbout: (n) =>
    `A szakasz időtávján belül továbblépő leadek; akik sosem lépnek tovább, nincsenek benne (n = ${n}).`,
  dwell: "Minden eset",
  crm: "Lezárultak, mint a CRM-ben",
  goesOn: "Továbblép",
  openAge: "Nyitottak kora",
  timed: "Ismert hosszúságú",
  horizon: "Időtáv, nap",
  status: "Ismert",
  statuses: {
    ok: "igen",
    nobody_visited: "senki sem járt a szakaszban",
    no_times: "nincs ismert hosszúságú eset",
    day_precision: "egy napnál rövidebb esetekről csak a nap ismert",
    observed_too_late: "az előzmények túl későn kezdődnek",
    half_still_there: "a felük még nem ért véget",
    untimed: "nem tudható, mikor léptek tovább",
    no_horizon: "még senki sem lépett tovább",
    nobody_advanced: "senki sem lépett tovább",
    too_young: "még senkit sem követtünk az időtávig",
  },
  standing:
    "Még nyitott: ahol a lead most áll. Az Értékesítési sebesség és az Átváltási arányok oldal a legtávolabbi elért szakasznál számolja, akkor is, ha visszalépett.",
};

/** The words of cycle time. */
export const cycleWords = { en, hu };
