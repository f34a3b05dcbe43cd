import type { Language } from "../language.ts";

const labels: Record<string, Record<Language, string>> = {
  inbound_web: { en: "Inbound web", hu: "Webes megkeresés" },
  paid_search: { en: "Paid search", hu: "Fizetett keresés" },
  paid_social: { en: "Paid social", hu: "Fizetett közösségi média" },
  organic: { en: "Organic", hu: "Organikus" },
  referral: { en: "Referral", hu: "Ajánlás" },
  event: { en: "Event", hu: "Rendezvény" },
  outbound: { en: "Outbound", hu: "Kimenő megkeresés" },
  purchased_list: { en: "Purchased phone list", hu: "Vásárolt telefonszámlista" },
  partner: { en: "Partner", hu: "Partner" },
  other: { en: "Other", hu: "Egyéb" },
  unknown: { en: "Unknown", hu: "Ismeretlen" },
  sales: { en: "Sales", hu: "Értékesítés" },
  won: { en: "Won", hu: "Megnyert" },
  lost: { en: "Lost", hu: "Elveszett" },
  open: { en: "Open", hu: "Nyitott" },
  deleted: { en: "Deleted while open", hu: "Törölve, amíg nyitott volt" },
  unmapped: { en: "Unmapped", hu: "Besorolatlan" },
  lead_source: { en: "Lead source", hu: "Leadforrás" },
  campaign: { en: "Campaign", hu: "Kampány" },
  list: { en: "Purchased phone list", hu: "Vásárolt telefonszámlista" },
  icp_tier: { en: "ICP tier", hu: "ICP-szint" },
  country: { en: "Country", hu: "Ország" },
  amount_band: { en: "Deal size", hu: "Ügylet értéke" },
  cohort_quarter: { en: "Quarter of start", hu: "Indulás negyedéve" },
  "1: under 100 thousand": { en: "Under 100 thousand", hu: "100 ezer alatt" },
  "2: 100 thousand to 1 million": { en: "100 thousand – 1 million", hu: "100 ezer – 1 millió" },
  "3: 1 to 10 million": { en: "1 – 10 million", hu: "1 – 10 millió" },
  "4: 10 million and more": { en: "10 million and more", hu: "10 millió és több" },
};

/** The label of a canonical source, outcome, pipeline or segment; the key itself when it is the company's own. */
export function labelOf(key: string, language: Language): string {
  const [, year, quarter] = /^(\d{4}) Q([1-4])$/.exec(key) ?? [];
  if (language === "hu" && year !== undefined) return `${year}. ${roman[Number(quarter)] ?? ""}. negyedév`;
  return labels[key]?.[language] ?? key;
}

const roman = ["", "I", "II", "III", "IV"];

/** A quarter as it stands below a chart: its number above its year. */
export function shortQuarter(quarter: string, language: Language): string {
  const number = quarter.slice(-1);
  const year = quarter.slice(0, 4);
  return language === "hu" ? `${roman[Number(number)] ?? ""}. né.\n${year}` : `Q${number}\n${year}`;
}
