const en = {
  headline: (industry: string, count: string) => `Competitors sell most to ${industry}: ${count} customers`,
  headlineNone: (count: string) => `${count} customers of competitors, their industries unknown`,
  subtitle: "Customers that the saved pages of competitors show.",
  about: (n: string) =>
    `Compare them with the industries of your ideal customer in reference/icp_rules.csv (n = ${n}).`,
  competitor: "Competitor",
  industry: "Industry",
  customers: "Customers",
  unknown: "not stated",
};
const hu: typeof en = {
  headline: (industry, count) => `A versenytársak legtöbb ügyfelének iparága: ${industry} (${count})`,
  headlineNone: (count) => `A versenytársak ${count} ügyfele, ismeretlen iparággal`,
  subtitle: "A versenytársak mentett oldalain látható ügyfelek.",
  about: (n) => `Vesse össze az ideális ügyfél iparágaival a reference/icp_rules.csv fájlban (n = ${n}).`,
  competitor: "Versenytárs",
  industry: "Iparág",
  customers: "Ügyfelek",
  unknown: "nincs megadva",
};

/** The words of competitors' customers. */
export const competitorWords = { en, hu };
