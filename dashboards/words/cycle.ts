const en = {
  headline: (stage: string, value: string) =>
    `${stage} is slowest: half of its visits last more than ${value}`,
  headlineStuck: (stage: string, open: string) =>
    `${stage}: more than half of the visits have not ended (${open} open)`,
  headlineAlike: (value: string) =>
    `Half of the visits last up to ${value} or less, stage by stage; the slowest cannot be told apart`,
  medianLow: "median, low end",
  medianHigh: "median, high end",
  headlineNone: "No visit has a known length yet",
  subtitle:
    "How long a visit lasts until it ends in any way, open visits counted for as long as they have lasted (Kaplan–Meier). Blue: tick at the median, dot at three quarters, line to nine tenths; an arrow where so many have not ended yet. Grey: only visits that ended, as a CRM shows it.",
  dwellHead: "all",
  crmHead: "ended",
  advanceHeadline: (least: string, most: string) =>
    least === most
      ? `Half of those who go on do so within ${least}`
      : `Half of those who go on do so within ${least} to ${most}, depending on the stage`,
  advanceHeadlineNone: "Nobody has been followed long enough to say how long going on takes",
  advanceSubtitle:
    "Of the leads that go on within the stage's horizon, the time until they do: tick at the median, line to nine tenths. Those who never go on are not in it.",
  advance: "goes on after",
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
    no_horizon: "nobody has gone on yet",
    nobody_advanced: "nobody has gone on",
    too_young: "nobody has been followed for the horizon",
  },
  standing:
    "Still open: where a lead stands now. Velocity and Stage conversion count it at the furthest stage it has reached, also when it went back.",
  months: "Cycle times cover all months: the filter of months does not apply to this figure.",
};
const hu: typeof en = {
  headline: (stage, value) => `A leglassabb szakasz: ${stage} – az esetek fele több mint ${value}`,
  headlineStuck: (stage, open) =>
    `${stage}: az eseteknek több mint a fele még nem ért véget (${open} nyitott)`,
  headlineAlike: (value) =>
    `Az esetek fele szakaszonként legfeljebb ${value} alatt véget ér; nem dönthető el, melyik szakasz a leglassabb`,
  medianLow: "medián, alsó határ",
  medianHigh: "medián, felső határ",
  headlineNone: "Még egyetlen eset hossza sem ismert",
  subtitle:
    "Meddig tart egy eset, amíg bárhogyan véget ér; a nyitottak annyi ideig számítanak, amennyi eddig eltelt (Kaplan–Meier). Kék: vonás a mediánnál, pont háromnegyednél, vonal kilenctizedig; nyíl, ahol ennyi még nem ért véget. Szürke: csak a lezárultak, ahogy egy CRM mutatja.",
  dwellHead: "mind",
  crmHead: "lezárult",
  advanceHeadline: (least, most) =>
    least === most
      ? `A továbblépők fele ${least} alatt lép tovább`
      : `A továbblépők fele szakasztól függően ${least} – ${most} alatt lép tovább`,
  advanceHeadlineNone: "Még senkit sem követtünk elég ideig ahhoz, hogy a továbblépés ideje tudható legyen",
  advanceSubtitle:
    "A szakasz időtávján belül továbblépő leadeknél a továbblépésig eltelt idő: vonás a mediánnál, vonal kilenctizedig. Akik sosem lépnek tovább, nincsenek benne.",
  advance: "továbblép",
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
    no_horizon: "még senki sem lépett tovább",
    nobody_advanced: "senki sem lépett tovább",
    too_young: "még senkit sem követtünk az időtávig",
  },
  standing:
    "Még nyitott: ahol a lead most áll. A Sebesség és az Átváltási arányok a legtávolabbi elért szakasznál számolja, akkor is, ha visszalépett.",
  months: "A ciklusidők minden hónapra vonatkoznak: a hónapszűrő erre az ábrára nem hat.",
};

/** The words of cycle time. */
export const cycleWords = { en, hu };
