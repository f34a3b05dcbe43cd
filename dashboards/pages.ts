/** The languages of the site; the first is where the root page leads. */
export const languages = ["en", "hu"] as const;
export type Language = (typeof languages)[number];

/** The groups of the menu; a group without a title shows its pages alone. */
export const groups = [
  { key: "start", title: null },
  { key: "diagnose", title: { en: "Diagnose", hu: "Diagnózis" } },
  { key: "trust", title: { en: "Trust", hu: "Bizalom" } },
  { key: "drill", title: null },
] as const;

/** Every page: its file name without extension, its place in the menu and its title in each language, in menu order. */
export const pages = [
  { key: "index", group: "start", title: { en: "Overview", hu: "Áttekintés" } },
  { key: "conversion", group: "diagnose", title: { en: "Stage conversion", hu: "Átváltási arányok" } },
  { key: "cycle", group: "diagnose", title: { en: "Cycle time", hu: "Ciklusidő" } },
  { key: "quality", group: "trust", title: { en: "Data quality", hu: "Adatminőség" } },
  { key: "metrics", group: "trust", title: { en: "Metrics", hu: "Mutatók" } },
  { key: "dictionary", group: "trust", title: { en: "Data dictionary", hu: "Adatszótár" } },
  { key: "deals", group: "drill", title: { en: "Deals", hu: "Ügyletek" } },
] as const;
export type PageKey = (typeof pages)[number]["key"];
