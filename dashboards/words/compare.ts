const en = {
  habits: {
    next_step_set: "A next step is set",
    two_contacts_known: "Two contacts are known",
    decision_maker_known: "The decision maker is known",
    within_1h: "Called after 5 to 60 minutes",
  } as Record<string, string>,
  headline: (most: string) =>
    `Where nothing helps, the usual comparison still finds up to ${most}; like with like finds none`,
  headlineHeld: (held: string, all: string) =>
    `Where nothing helps, ${held} of ${all} intervals of like with like hold 1`,
  subtitle: (deals: string) =>
    `${deals} simulated deals in which no habit changes anything: how many times as many advance.`,
  notes:
    "The truth is 1 for every row. Cross: the usual number, the share of deals with the habit that advanced, divided by the share of those without. Dot: ours, with its 95% interval. These are no data of yours; “npm run habits” makes them again.",
  own: "like with like",
  naive: "usual",
  habit: "Habit",
  with: "Deals with it",
  withAdvanced: "of them advanced",
  withShare: "Share",
  without: "Deals without it",
  withoutAdvanced: "of them advanced",
  withoutShare: "Share",
  naiveRatio: "Usual ratio",
  ratio: "Ratio, like with like",
  why: "Why the usual number is wrong",
  reasons: [
    [
      "A habit needs time.",
      "A deal lost on its second day never had the chance of a next step on its fifth. Counted as “without”, it makes “with” look good. So here a deal counts without the habit until it begins, and with it from then on.",
    ],
    [
      "The hot ones come first.",
      "People call the hot leads sooner and bring in the decision maker sooner, and hot leads advance anyway. So here a deal is compared with deals of the same lead source, the same tier and the same age at the stage.",
    ],
    [
      "Old is not young.",
      "A deal in its first week advances at another pace than one that has waited for two months. So days at risk are compared, not deals: advances per day with the habit and without, within one band of age.",
    ],
  ] as [string, string][],
  still:
    "What is left is still an association: what nobody recorded cannot be compared. To know whether a habit helps, try it with every second deal for a quarter.",
  see: "Your own numbers",
  speed: "how fast new leads are contacted",
  contact: "the habits of sales contact",
};
const hu: typeof en = {
  habits: {
    next_step_set: "Van kitűzött következő lépés",
    two_contacts_known: "Két kapcsolattartó ismert",
    decision_maker_known: "A döntéshozó ismert",
    within_1h: "Hívás 5–60 perc után",
  },
  headline: (most) =>
    `Ahol semmi sem segít, a szokásos összevetés akkor is akár ${most} különbséget mutat; hasonlót hasonlóval vetve semmit`,
  headlineHeld: (held, all) =>
    `Ahol semmi sem segít, hasonlót hasonlóval vetve ${all} intervallumból ${held} tartalmazza az 1-et`,
  subtitle: (deals) =>
    `${deals} szimulált ügylet, amelyekben egyik szokás sem változtat semmin: hányszor annyi lép tovább, ha megvan.`,
  notes:
    "Az igazság minden sorban 1. Kereszt: a szokásos szám, a szokással rendelkező ügyletekből továbblépők aránya osztva a szokás nélküliekével. Pont: a mi számunk, 95%-os intervallummal. Ezek nem az Ön adatai; az „npm run habits” újra előállítja őket.",
  own: "hasonlót hasonlóval",
  naive: "szokásos",
  habit: "Szokás",
  with: "Ügyletek, megvolt",
  withAdvanced: "ebből továbblépett",
  withShare: "Arány",
  without: "Ügyletek, nem volt meg",
  withoutAdvanced: "ebből továbblépett",
  withoutShare: "Arány",
  naiveRatio: "Szokásos hányados",
  ratio: "Hányados, hasonlót hasonlóval",
  why: "Miért téves a szokásos szám",
  reasons: [
    [
      "A szokáshoz idő kell.",
      "A második napján elveszett ügyletnek esélye sem volt az ötödik napi következő lépésre. Ha „szokás nélkülinek” számítjuk, a „szokással” jobbnak látszik. Ezért itt egy ügylet addig számít a szokás nélkül, amíg az el nem kezdődik, és onnantól azzal együtt.",
    ],
    [
      "A legígéretesebbek kerülnek sorra először.",
      "Az ígéretes leadeket hamarabb hívják, és hamarabb vonják be a döntéshozót, ezek pedig maguktól is továbblépnek. Ezért itt azonos forrású, besorolású és azonos ideje a szakaszban lévő ügyleteket vetünk össze.",
    ],
    [
      "A régi nem olyan, mint a friss.",
      "Az első hetét töltő ügylet más ütemben lép tovább, mint az, amelyik két hónapja vár. Ezért nem ügyleteket, hanem napokat vetünk össze: hány továbblépés jut egy napra a szokással és nélküle, azonos korú ügyletek között.",
    ],
  ],
  still:
    "Ami marad, az is csak együttjárás: amit senki sem rögzített, azt nem lehet összevetni. Ha tudni akarja, segít-e egy szokás, alkalmazza egy negyedéven át minden második ügyletnél.",
  see: "A saját számai",
  speed: "milyen gyorsan keresik meg az új leadeket",
  contact: "a kapcsolattartás szokásai",
};

/** The words of the page on why comparing is not enough. */
export const compareWords = { en, hu };
