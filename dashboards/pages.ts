/** The languages of the site; the first is where the root page leads. */
export const languages = ["en", "hu"] as const;
export type Language = (typeof languages)[number];

/** Every page: its file name without extension and its title in each language, in menu order. */
export const pages = [
  { key: "index", title: { en: "Overview", hu: "Áttekintés" } },
  { key: "conversion", title: { en: "Stage conversion", hu: "Szakaszkonverzió" } },
  { key: "cycle", title: { en: "Cycle time", hu: "Átfutási idő" } },
  { key: "deals", title: { en: "Deals", hu: "Ügyletek" } },
  { key: "quality", title: { en: "Data quality and freshness", hu: "Adatminőség és frissesség" } },
  { key: "metrics", title: { en: "Metrics", hu: "Mutatók" } },
] as const;
export type PageKey = (typeof pages)[number]["key"];
