import { quotedString } from "@duckdb/node-api";
import { writtenDays } from "../formats/written-days.ts";
import {
  constant,
  firstFilled,
  headerReader,
  joined,
  type Connector,
  type Value,
} from "../load/connector.ts";

/** Headers in English, German, French, Portuguese, Spanish and Hungarian. Money is matched exactly: "Avg. cost" is no cost. */
const headers = {
  campaign: ["Campaign", "Kampagne", "Campagne", "Campanha", "Campaña", "Kampány"],
  cost: ["Cost", "Kosten", "Coût", "Custo", "Coste", "Költség"],
  impression_count: ["Impr.", "Megjel."],
};
const optional = {
  campaign_id: ["Campaign ID", "Kampagnen-ID", "ID de campagne", "ID de la campagne", "ID da campanha", "ID de la campaña", "Kampányazonosító"],
  spend_date: ["Day", "Tag", "Jour", "Dia", "Día", "Nap"],
  currency: ["Currency code", "Währungscode", "Code de la devise", "Código da moeda", "Código de moneda", "Pénznem kód", "Pénznemkód"],
  click_count: ["Clicks", "Klicks", "Clics", "Cliques", "Kattintások"],
  conversion_count: ["Conversions", "Conversões", "Conversiones", "Konverziók"],
}; // prettier-ignore

/** Columns that multiply the rows of a campaign: they belong to its key. */
const breakdowns = [
  ["Device", "Gerät", "Appareil", "Dispositivo", "Eszköz"],
  ["Network", "Network (with search partners)", "Werbenetzwerk", "Réseau", "Rede", "Red", "Hálózat"],
  ["Week", "Woche", "Semaine", "Semana", "Hét"],
  ["Month", "Monat", "Mois", "Mês", "Mes", "Hónap"],
  ["Quarter", "Quartal", "Trimestre", "Negyedév"],
  ["Year", "Jahr", "Année", "Ano", "Año", "Év"],
  ["Day of week", "Day of the week", "Wochentag"],
  ["Hour", "Hour of the day", "Stunde"],
  ["Ad group", "Anzeigengruppe", "Groupe d'annonces", "Grupo de anúncios", "Grupo de anuncios", "Hirdetéscsoport"],
  ["Search keyword", "Keyword", "Suchkeyword", "Palavra-chave", "Palabra clave", "Kulcsszó"],
  ["Ad ID", "Anzeigen-ID"],
  ["Age", "Age range", "Alter", "Korosztály"],
  ["Gender", "Geschlecht", "Nem"],
  ["City", "Város"],
  ["Region", "Régió"],
]; // prettier-ignore

const statuses = ["Campaign status", "Kampagnenstatus", "État de la campagne", "Status da campanha", "Estado de la campaña", "Kampány állapota"]; // prettier-ignore

/** "Total: Account", "Gesamt: Konto", "Total : compte", "Összes: …"; Hungarian total rows may have no colon. */
const total = "^(total|gesamt|summe|összes\\p{L}*)\\s*:|^összes(en|\\s+(fiók|kampány)\\p{L}*)?$";

/**
 * Google Ads campaign reports: a title, the period, the header, total rows at the end. Without a Day column a row is a total over the
 * period, never a day's spend.
 */
const googleAds: Connector = {
  name: "google_ads",
  version: 3,
  streams: ["ad_spend"],
  recognise(head) {
    const headerAt = head.findIndex((cells) => {
      const read = headerReader(cells);
      return Object.values(headers).every((spellings) => read.find(spellings) !== undefined);
    });
    if (headerAt < 0) return undefined;
    const header = head[headerAt] ?? [];
    const read = headerReader(header);
    const isEnglish = read.has("Campaign") && read.has("Cost");
    const [from, to] = periodOf(head.slice(0, headerAt));
    const segments = breakdowns.flatMap((spellings) => read.find(spellings) ?? []);
    const values = { ...read.pick({ ...headers, ...optional }) };
    const isDaily = values["spend_date"] !== undefined;
    return {
      headerAt,
      furniture: totalRow(header.length, [
        ...["campaign_id", "spend_date"].flatMap((name) => values[name] ?? []),
        ...(read.find(statuses) === undefined ? [] : [read.cell(...statuses)]),
        ...segments,
      ]),
      declares: { totals: ["cost", "impression_count", "click_count"], period: [from, to] },
      notes: isDaily || to !== "" ? [] : ["it states no period: its rows are totals over an unknown time"],
      parts: [
        {
          stream: "ad_spend",
          format: { order: "ymd", decimal: isEnglish ? "." : ",", nulls: ["--"], locale: "likely" },
          values: {
            platform: constant("google_ads"),
            period_start: constant(from),
            period_end: constant(to),
            ...values,
            ...(segments.length === 0 ? {} : { segment: joined(segments) }),
          },
        },
      ],
    };
  },
};

/** First and last day of the preamble's period line; empty for "All time". */
function periodOf(preamble: string[][]): [string, string] {
  const days = preamble.map((cells) => writtenDays(cells.join(","))).find((found) => found.length > 0) ?? [];
  return [days[0] ?? "", days.at(-1) ?? ""];
}

/** A total row says so in its first filled cell, and has nothing else that tells one campaign, day or device from another. */
function totalRow(width: number, identity: Value[]): string {
  const label = `trim(${firstFilled(width)})`;
  const blank = identity.map(({ sql }) => ` and coalesce(clean_text(${sql}), '--') in ('--', ${label})`);
  return `(regexp_matches(${label}, ${quotedString(total)}, 'i')${blank.join("")})`;
}

export default googleAds;
