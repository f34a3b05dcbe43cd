const en = {
  tiles: {
    match: "Fit the ideal customer",
    mismatch: "Do not fit",
    unknown: "Cannot be judged",
    ofSales: "of the leads that came to sales",
  },
  months: {
    headline: (month: string, share: string, difference: string) =>
      `${month}: ${share} of the leads at sales fit, ${difference} points against the twelve months before`,
    alike: (month: string, share: string) =>
      `${month}: ${share} of the leads at sales fit, no clear difference from the twelve months before`,
    first: (month: string, share: string) => `${month}: ${share} of the leads at sales fit`,
    subtitle: (n: string) => `Share of the month’s leads at sales that fit (n = ${n}).`,
    rules:
      "Judged by the rules valid when a lead began. What cannot be judged counts as no match, so a higher unknown share lowers the share that fits.",
    running: "The newest month may still be running.",
    month: "Month at sales",
    sql: "Came to sales",
    match: "Fit",
    mismatch: "Do not fit",
    unknown: "Cannot be judged",
    matchShare: "Fit, share",
    unknownShare: "Cannot be judged, share",
    difference: "Against 12 months before",
    before: "12 months before, n",
  },
  fields: {
    headline: (field: string, share: string) =>
      `Least known of the leads at sales: ${field} (missing in ${share})`,
    mostly: (fields: string) => `Not known of most leads at sales: ${fields}`,
    together: "Which field is missing most often cannot be told yet",
    complete: "Every field of the ideal customer is known of every lead at sales",
    subtitle: (n: string) => `Share of ${n} leads at sales without the field.`,
    how: "To fill a gap, export the column from the CRM: company and its industry, country and number of employees from the accounts or companies export, product and lead source from the deals. “npm run inspect -- FILE” shows what is read.",
    head: "not known",
    field: "Field",
    missing: "Not known",
    names: {
      account: "company",
      country: "country",
      industry: "industry",
      employee_count: "number of employees",
      lead_source: "lead source",
      product: "product",
    },
  },
  suggestions: {
    headline: (count: string, tested: string) =>
      `${count} of ${tested} tested values are won more often or less often; none is applied`,
    none: (tested: string) => `None of ${tested} tested values stands out beyond chance`,
    subtitle: "Won of decided leads with the value (dot) and without (cross).",
    chance:
      "Of many values some stand out by chance: the chance of a false finding is corrected for all tests. A rule is only suggested; it counts once somebody adds its line to reference/icp_rules.csv.",
    association: "Associated with winning, not its cause.",
    empty: "No value can be tested yet",
    emptyHow:
      "A value is tested when at least 20 mature decided leads have it. Country, industry, number of employees, lead source and product are looked at: export them with the accounts and deals.",
    with: "with it",
    without: "without it",
    field: "Field",
    value: "Value",
    withCount: "Leads with it",
    withWon: "of them won",
    withoutCount: "Leads without it",
    withoutWon: "of them won",
    withShare: "Won with it",
    withoutShare: "Won without it",
    difference: "Difference, points",
    p: "p",
    q: "False-finding chance",
    rule: "Line to add",
    rules: "Lines to add",
    ruleHow: "Add a line to reference/icp_rules.csv when both teams agree; it counts from the next refresh.",
  },
  competitors: {
    headline: (industry: string, share: string) =>
      `Competitors sell most to ${industry}: ${share} of their customers`,
    together: "No industry stands apart among the competitors’ customers yet",
    subtitle: "Share by industry: competitors’ customers (dot) and our leads at sales (cross).",
    unstated: "not stated",
    theirs: "theirs",
    ours: "at sales",
    industry: "Industry",
    competitors: "Competitors",
    customers: "Their customers",
    sql: "Our leads at sales",
    wins: "Our wins",
    none: "Nobody has saved the customer pages of competitors yet",
    noneHow:
      "Save the pages on which competitors show their customers into a folder of exports/, with a competitors.json beside them:",
  },
  noMatch: "Nobody has said which customers are ideal, so no lead can be judged",
  noMatchHow:
    "Write the rules and mark the tiers that fit: reference/icp_rules.csv gives points for what is known of a lead, reference/icp_tiers.csv turns points into tiers.",
  noSales: "No lead has come to sales in this pipeline yet",
  noSalesHow:
    "Leads are judged when they come to the first stage of sales. Say in reference/stages.csv which stages are sales’ (column team).",
};
const hu: typeof en = {
  tiles: {
    match: "Megfelel az ideális ügyfélnek",
    mismatch: "Nem felel meg",
    unknown: "Nem ítélhető meg",
    ofSales: "az értékesítéshez jutott leadekből",
  },
  months: {
    headline: (month, share, difference) =>
      `${month}: az értékesítéshez jutott leadek ${share}-a felel meg, ${difference} százalékpont a megelőző 12 hónaphoz képest`,
    alike: (month, share) =>
      `${month}: az értékesítéshez jutott leadek ${share}-a felel meg, kimutatható eltérés nélkül a megelőző 12 hónaphoz képest`,
    first: (month, share) => `${month}: az értékesítéshez jutott leadek ${share}-a felel meg`,
    subtitle: (n) => `A hónapban az értékesítéshez jutottakból a megfelelők aránya (n = ${n}).`,
    rules:
      "A lead indulásakor érvényes szabályok szerint. Ami nem ítélhető meg, nem számít megfelelőnek, ezért a több hiányzó adat csökkenti a megfelelők arányát.",
    running: "A legújabb hónap még tarthat.",
    month: "Az értékesítéshez jutás hónapja",
    sql: "Az értékesítéshez jutott",
    match: "Megfelel",
    mismatch: "Nem felel meg",
    unknown: "Nem ítélhető meg",
    matchShare: "Megfelelők aránya",
    unknownShare: "Meg nem ítélhetők aránya",
    difference: "A megelőző 12 hónaphoz képest",
    before: "Megelőző 12 hónap, n",
  },
  fields: {
    headline: (field, share) =>
      `Az értékesítéshez jutott leadekről a legkevésbé ismert: ${field} (hiányzik: ${share})`,
    mostly: (fields) => `Az értékesítéshez jutott legtöbb leadről nem ismert: ${fields}`,
    together: "Még nem dönthető el, melyik adat hiányzik a leggyakrabban",
    complete: "Az értékesítéshez jutott minden leadről ismert az ideális ügyfél minden adata",
    subtitle: (n) => `Az értékesítéshez jutott leadekből ennyinél nem ismert (n = ${n}).`,
    how: "A hiány pótlásához exportálja a CRM oszlopát: a céget, iparágát, országát és létszámát a cégek exportjából, a terméket és a leadforrást az ügyletekéből. Az „npm run inspect -- FILE” megmutatja, mit olvasunk be.",
    head: "nem ismert",
    field: "Adat",
    missing: "Nem ismert",
    names: {
      account: "cég",
      country: "ország",
      industry: "iparág",
      employee_count: "létszám",
      lead_source: "leadforrás",
      product: "termék",
    },
  },
  suggestions: {
    headline: (count, tested) =>
      `${tested} vizsgált értékből ${count} esetén gyakoribb vagy ritkább a megnyerés; egyik sem lép életbe magától`,
    none: (tested) => `${tested} vizsgált érték közül egyik sem emelkedik ki a véletlenen túl`,
    subtitle: "Az eldőlt leadekből megnyertek aránya: megvan az érték (pont), nincs (kereszt).",
    chance:
      "Sok érték közül néhány véletlenül is kiemelkedik: a téves találat esélyét az összes vizsgálatra korrigáltuk. A szabály csak javaslat; akkor érvényes, ha valaki felveszi a sorát a reference/icp_rules.csv fájlba.",
    association: "A megnyeréssel jár együtt, nem az oka.",
    empty: "Még egyetlen érték sem vizsgálható",
    emptyHow:
      "Egy értéket akkor vizsgálunk, ha legalább 20 beérett, eldőlt leadnél megvan. Országot, iparágat, létszámot, leadforrást és terméket nézünk: exportálja őket a cégekkel és az ügyletekkel.",
    with: "ha megvan",
    without: "ha nincs",
    field: "Adat",
    value: "Érték",
    withCount: "Leadek, ha megvan",
    withWon: "ebből megnyert",
    withoutCount: "Leadek, ha nincs",
    withoutWon: "ebből megnyert",
    withShare: "Megnyert, ha megvan",
    withoutShare: "Megnyert, ha nincs",
    difference: "Különbség, százalékpont",
    p: "p",
    q: "Téves találat esélye",
    rule: "A felveendő sor",
    rules: "A felvehető sorok",
    ruleHow:
      "Vegyen fel egy sort a reference/icp_rules.csv fájlba, ha mindkét csapat egyetért; a következő frissítéstől számít.",
  },
  competitors: {
    headline: (industry, share) =>
      `A versenytársak legtöbb ügyfele ebből az iparágból való: ${industry} (${share})`,
    together: "A versenytársak ügyfelei között még egyik iparág sem emelkedik ki",
    subtitle:
      "Arány iparáganként: a versenytársak ügyfelei (pont) és az értékesítéshez jutott leadjeink (kereszt).",
    unstated: "nincs megadva",
    theirs: "övék",
    ours: "leadjeink",
    industry: "Iparág",
    competitors: "Versenytársak",
    customers: "Ügyfeleik",
    sql: "Az értékesítéshez jutott leadjeink",
    wins: "Megnyert ügyleteink",
    none: "Még senki sem mentette el a versenytársak ügyféloldalait",
    noneHow:
      "Mentse azokat az oldalakat, amelyeken a versenytársak az ügyfeleiket mutatják, az exports/ egy mappájába, mellettük egy competitors.json fájllal:",
  },
  noMatch: "Senki sem adta meg, ki az ideális ügyfél, ezért egyetlen lead sem ítélhető meg",
  noMatchHow:
    "Írja meg a szabályokat, és jelölje meg a megfelelő szinteket: a reference/icp_rules.csv pontot ad azért, amit a leadről tudunk, a reference/icp_tiers.csv a pontokból szintet képez.",
  noSales: "Ebben az értékesítési tölcsérben még egy lead sem jutott az értékesítéshez",
  noSalesHow:
    "A leadeket akkor ítéljük meg, amikor az értékesítés első szakaszába jutnak. A reference/stages.csv fájlban adja meg, melyik szakasz az értékesítésé (team oszlop).",
};

/** The words of the page Ideal customer. */
export const icpWords = { en, hu };
