import type { Language } from "./language.ts";
import type { FileName } from "./lib/data.ts";

/** The groups of the menu; a group without a title shows its pages alone. */
export const groups = [
  { key: "start", title: null },
  { key: "diagnose", title: { en: "Diagnose", hu: "Diagnózis" } },
  { key: "together", title: { en: "Marketing and sales", hu: "Marketing és értékesítés" } },
  { key: "plan", title: { en: "Plan", hu: "Tervezés" } },
  { key: "trust", title: { en: "Trust", hu: "Megbízhatóság" } },
  { key: "drill", title: null },
] as const;

/** A page: its file name without extension, its place in the menu, its title and the data files it reads beside the summary. */
export interface PageEntry {
  key: PageKey;
  group: (typeof groups)[number]["key"];
  title: Record<Language, string>;
  files: readonly FileName[];
}

const entries = [
  {
    key: "index",
    group: "start",
    title: { en: "Overview", hu: "Áttekintés" },
    files: ["overview", "cycle", "operations"],
  },
  {
    key: "conversion",
    group: "diagnose",
    title: { en: "Stage conversion", hu: "Átváltási arányok" },
    files: ["segments", "periods"],
  },
  {
    key: "customer",
    group: "diagnose",
    title: { en: "Lead → customer", hu: "Lead → ügyfél" },
    files: ["customer", "quarters"],
  },
  {
    key: "cycle",
    group: "diagnose",
    title: { en: "Cycle time", hu: "Ciklusidő" },
    files: ["cycle", "dwell"],
  },
  { key: "leaks", group: "diagnose", title: { en: "Leak diagnosis", hu: "Szivárgás" }, files: [] },
  {
    key: "explore",
    group: "diagnose",
    title: { en: "Explore", hu: "Tölcsérépítő" },
    files: ["explore"],
  },
  {
    key: "crm",
    group: "diagnose",
    title: { en: "As your CRM shows it", hu: "Ahogy a CRM mutatja" },
    files: ["crm"],
  },
  {
    key: "todo",
    group: "together",
    title: { en: "To do", hu: "Teendők" },
    files: ["todo", "recorded"],
  },
  {
    key: "icp",
    group: "together",
    title: { en: "Ideal customer", hu: "Ideális ügyfél" },
    files: ["icp"],
  },
  {
    key: "handoff",
    group: "together",
    title: { en: "Hand-off", hu: "Átadás" },
    files: ["handoff"],
  },
  {
    key: "contact",
    group: "together",
    title: { en: "Sales contact", hu: "Kapcsolattartás" },
    files: ["contact"],
  },
  {
    key: "proposals",
    group: "together",
    title: { en: "Proposals", hu: "Ajánlatok" },
    files: ["proposals", "recorded"],
  },
  {
    key: "followup",
    group: "together",
    title: { en: "Follow-up", hu: "Utánkövetés" },
    files: ["followup", "recorded"],
  },
  {
    key: "sources",
    group: "together",
    title: { en: "Sources and lists", hu: "Források és listák" },
    files: ["sources", "recorded"],
  },
  {
    key: "attribution",
    group: "together",
    title: { en: "Attribution", hu: "Attribúció" },
    files: ["attribution", "recorded"],
  },
  {
    key: "compare",
    group: "together",
    title: { en: "Why not just compare?", hu: "Miért nem elég összehasonlítani?" },
    files: [],
  },
  {
    key: "plan",
    group: "plan",
    title: { en: "Minimum leads", hu: "Szükséges leadek" },
    files: ["plan"],
  },
  {
    key: "velocity",
    group: "plan",
    title: { en: "Velocity and forecast", hu: "Értékesítési sebesség és előrejelzés" },
    files: ["quarters", "forecast"],
  },
  {
    key: "quality",
    group: "trust",
    title: { en: "Data quality", hu: "Adatminőség" },
    files: ["quality", "operations"],
  },
  { key: "metrics", group: "trust", title: { en: "Metrics", hu: "Mutatók" }, files: ["dictionary"] },
  {
    key: "dictionary",
    group: "trust",
    title: { en: "Data dictionary", hu: "Adatszótár" },
    files: ["dictionary", "lineage"],
  },
  {
    key: "cookbook",
    group: "trust",
    title: { en: "Cookbook", hu: "Lekérdezések" },
    files: ["cookbook"],
  },
  {
    key: "console",
    group: "trust",
    title: { en: "SQL console", hu: "SQL-konzol" },
    files: ["console", "cookbook", "dictionary"],
  },
  { key: "deals", group: "drill", title: { en: "Deals", hu: "Ügyletek" }, files: ["deals"] },
] as const;
export type PageKey = (typeof entries)[number]["key"];

/** Every page, in menu order. */
export const pages: readonly PageEntry[] = entries;

/** The pages of a site: without the SQL console where it is built without one. */
export const pagesOf = (hasConsole: boolean): PageEntry[] =>
  pages.filter(({ key }) => hasConsole || key !== "console");
