const en = {
  winsTile: (days: string) => `Expected wins, next ${days} days`,
  winsNote: (open: string, unknown: string) =>
    `from ${open} open leads; ${unknown} are open longer than any comparable lead`,
  range: (low: string, high: string) => `95%: ${low} – ${high}`,
  heldTile: "Earlier forecasts",
  heldValue: (held: string, all: string) => `${held} of ${all} held`,
  heldNone: "no earlier forecast has come due yet",
  heldNote: "ranges that contained the actual count",
  velocityTile: (quarter: string) => `Velocity, ${quarter}`,
  perDay: (currency: string) => `${currency} per day`,
  valueTile: "Value of the open deals",
  valueNote: "value × probability, where both are known",
  headline: (wins: string, open: string, days: string) =>
    `About ${wins} of the ${open} open leads will be won within ${days} days`,
  headlineFew: (open: string, days: string) =>
    open === "1"
      ? `The one open lead is not expected to be won within ${days} days`
      : `Less than one win is expected of the ${open} open leads within ${days} days`,
  headlineNone: "No open lead can be forecast yet",
  subtitle: "Expected wins with their 95% range. Cross: what came.",
  about: (n: string) =>
    `From how many were won that had waited as long at the same stage (n = ${n}). Earlier forecasts use today's facts as if the data had ended then.`,
  now: (days: string) => `next ${days} days`,
  then: (days: string, ago: string) => `${days} days, asked ${ago} days ago`,
  expected: "expected",
  came: "came",
  expectedLabel: "Expected wins",
  cameLabel: "Wins that came",
  held: "In the range",
  ago: "Days ago",
  horizon: "Days ahead",
  openLabel: "Open then",
  unknown: "No comparable lead",
  openHeadline: (stage: string, count: string, days: string) =>
    `Most open leads have come as far as ${stage}: ${count}, half of them more than ${days} days ago`,
  openHeadlineTied: (count: string, one: string, other: string) =>
    `No stage holds most of the open leads: ${count} have come as far as ${one}, as many as ${other}`,
  openHeadlineNone: "No lead is open",
  openSubtitle: "Each dot is an open lead; the fuller its colour, the likelier it is won.",
  openAbout: (n: string) =>
    `At the furthest stage it has reached, by the days since. Ring: waits longer than any ten others were followed, so that nobody can tell. Dotted: median. A dot leads to its deal (n = ${n}).`,
  openSubtitleUnwon: "Each ring is an open lead, by the days since it came so far.",
  openAboutUnwon: (n: string) =>
    `At the furthest stage it has reached. Dotted: median. A ring leads to its deal (n = ${n}).`,
  goneBack: (back: string, open: string) =>
    `${back} of the ${open} went back and stand at an earlier stage now. They count here at the furthest, on which their chance depends; Overview and Cycle time count them where they stand.`,
  axis: "days since reached, log scale",
  days: "Days since reached",
  probability: "Probability of winning",
  value: "Value",
  worth: "Value × probability",
  why: "Why not",
  reasons: {
    too_few: "waits longer than ten others were followed",
    impossible_times: "times contradict each other",
    untimed: "time not known",
    not_observed: "began before the history",
    no_won: "no stage is known to mean won",
  },
  leftOff: (shown: string, total: string) =>
    `Counts and medians are of all ${total} open leads; the ${shown} likeliest are drawn.`,
  moveHeadline: (quarter: string, value: string, word: string, cause: string) =>
    `${quarter}: ${value} per day ${word}, mostly because of ${cause}`,
  moveHeadlineAlone: (quarter: string, value: string, word: string) =>
    `${quarter}: ${value} per day ${word}; the parts of it are not defined where a value is not positive`,
  more: "more",
  less: "less",
  moveHeadlineNone: "Two mature quarters in a row are needed to say what moved the velocity",
  moveSubtitle: (currency: string) =>
    `What the change against the quarter before is made of, in ${currency} per day.`,
  moveAbout: (n: string) =>
    `Velocity = leads × win rate × value ÷ cycle, of leads that started in the quarter and were followed to the horizon; the four parts add up (n = ${n}).`,
  causes: { journeys: "leads", rate: "win rate", value: "value", cycle: "cycle" },
  paceHeadline: (value: string, quarter: string) => `The funnel moved ${value} per day in ${quarter}`,
  paceHeadlineNone: "No quarter has all it takes to compute the velocity yet",
  paceSubtitle: (currency: string) =>
    `${currency} per day. Filled: leads started in the quarter. Ring: deals closed in it.`,
  paceAbout: (n: string) =>
    `Filled: once all leads of the quarter are mature. Ring: whenever they started; it knows the newest quarter, and moves with the calendar (n = ${n}).`,
  velocity: "Velocity",
  change: "Change",
  cycle: "Cycle, days",
  priced: "With a value",
};
const hu: typeof en = {
  winsTile: (days) => `Várható megnyertek, ${days} nap`,
  winsNote: (open, unknown) => `${open} nyitott leadből; ${unknown} régebben vár, mint amiről adat van`,
  range: (low, high) => `95%: ${low} – ${high}`,
  heldTile: "Korábbi előrejelzések",
  heldValue: (held, all) => `${held} / ${all} bevált`,
  heldNone: "még egyik korábbi előrejelzés ideje sem járt le",
  heldNote: "korábbi előrejelzés, amelynek a sávjába esett a tényleges szám",
  velocityTile: (quarter) => `Értékesítési sebesség, ${quarter}`,
  perDay: (currency) => `${currency} naponta`,
  valueTile: "A nyitott ügyletek értéke",
  valueNote: "érték × esély, ahol mindkettő ismert",
  headline: (wins, open, days) =>
    `${open} nyitott leadből várhatóan ${wins} lesz megnyert ${days} napon belül`,
  headlineFew: (open, days) =>
    `A nyitott leadekből (${open}) egynél kevesebb megnyert várható ${days} napon belül`,
  headlineNone: "Egyelőre egyik nyitott lead sem jelezhető előre",
  subtitle: "Várható megnyertek 95%-os sávval. Kereszt: a tényleges.",
  about: (n) =>
    `Abból, hogy az ugyanazon a szakaszon ugyanennyi ideje várók közül hányat nyertünk meg (n = ${n}). A korábbi előrejelzések a mai tényekből készülnek, mintha az adatok akkor értek volna véget.`,
  now: (days) => `a következő ${days} nap`,
  then: (days, ago) => `${days} nap, ${ago} nappal ezelőtt`,
  expected: "várható",
  came: "tényleges",
  expectedLabel: "Várható megnyertek",
  cameLabel: "Végül megnyert",
  held: "A sávban",
  ago: "Ennyi napja",
  horizon: "Előre, nap",
  openLabel: "Akkor nyitott",
  unknown: "Túl régen vár",
  openHeadline: (stage, count, days) =>
    `A legtöbb nyitott lead eddig jutott: ${stage} – ${count}, a felük több mint ${days} napja`,
  openHeadlineTied: (count, one, other) =>
    `A nyitott leadek nem egy szakaszban gyűlnek: ${count} jutott eddig: ${one}, és ugyanennyi eddig: ${other}`,
  openHeadlineNone: "Nincs nyitott lead",
  openSubtitle: "Minden pont egy nyitott lead; minél teltebb a színe, annál nagyobb az esélye.",
  openAbout: (n) =>
    `Az eddig elért legtávolabbi szakaszánál, aszerint, hány napja érte el. Karika: régebben vár, mint ameddig bármely tíz másikat követtük, ezért nem tudható. Pontozott vonal: medián. A pontra kattintva az ügylet nyílik meg (n = ${n}).`,
  openSubtitleUnwon: "Minden karika egy nyitott lead, aszerint, hány napja jutott idáig.",
  openAboutUnwon: (n) =>
    `Az eddig elért legtávolabbi szakaszánál. Pontozott vonal: medián. A karikára kattintva az ügylet nyílik meg (n = ${n}).`,
  goneBack: (back, open) =>
    `${open} nyitott leadből ${back} visszalépett, és most korábbi szakaszban áll. Itt a legtávolabbi elért szakasznál szerepelnek, mert az esélyük attól függ; az Áttekintés és a Ciklusidő ott számolja őket, ahol most állnak.`,
  axis: "nap az elérés óta, logaritmikus lépték",
  days: "Nap az elérés óta",
  probability: "Megnyerés esélye",
  value: "Érték",
  worth: "Érték × esély",
  why: "Miért nincs",
  reasons: {
    too_few: "régebben vár, mint ameddig tíz másikat követtünk",
    impossible_times: "ellentmondó idők",
    untimed: "ismeretlen az időpont",
    not_observed: "az előzmények előtt indult",
    no_won: "nincs ismert megnyert szakasz",
  },
  leftOff: (shown, total) =>
    `A számok és a mediánok minden nyitott leadre vonatkoznak (${total}); kirajzolva a legesélyesebbek: ${shown}.`,
  moveHeadline: (quarter, value, word, cause) =>
    `${quarter}: naponta ${value} ${word}, főleg emiatt: ${cause}`,
  moveHeadlineAlone: (quarter, value, word) =>
    `${quarter}: naponta ${value} ${word}; nem bontható részekre, mert az érték nem pozitív`,
  more: "többlet",
  less: "kiesés",
  moveHeadlineNone: "Két egymást követő érett negyedév kell ahhoz, hogy látszódjon, mi mozgatta a sebességet",
  moveSubtitle: (currency) => `Miből áll a változás az előző negyedévhez képest (${currency} naponta).`,
  moveAbout: (n) =>
    `Értékesítési sebesség = leadek × nyerési arány × érték ÷ ciklusidő, a negyedévben indult és az időtávig követett leadekre; a négy rész összege a változás (n = ${n}).`,
  causes: { journeys: "leadek", rate: "nyerési arány", value: "érték", cycle: "ciklusidő" },
  paceHeadline: (value, quarter) => `A tölcsér sebessége: naponta ${value} (${quarter})`,
  paceHeadlineNone: "Egyik negyedévben sincs meg minden a sebesség kiszámításához",
  paceSubtitle: (currency) =>
    `Naponta, ${currency}. Teli: a negyedévben indult leadek. Karika: a negyedévben lezárt ügyletek.`,
  paceAbout: (n) =>
    `Teli: ha a negyedév leadjei már mind beértek. Karika: bármikor indultak; a legújabb negyedévet is ismeri, de a naptárral mozog (n = ${n}).`,
  velocity: "Értékesítési sebesség",
  change: "Változás",
  cycle: "Ciklus, nap",
  priced: "Értékkel",
};

/** The words of velocity and forecast. */
export const velocityWords = { en, hu };
