import { headerReader, joined, textOf, constant, type Connector } from "../load/connector.ts";

/** The cost carries its currency in the header. */
const cost =
  /^(?:Amount spent|Elköltött összeg|Montant dépensé|Ausgegebener Betrag|Importe gastado|Valor usado) \(([A-Z]{3})\)$/;

/** Headers in English, Hungarian, French, German, Spanish and Portuguese. */
const names = {
  campaign: ["Campaign name", "Kampány neve", "Nom de la campagne", "Kampagnenname", "Name der Kampagne", "Nombre de la campaña", "Nome da campanha"],
  adSet: ["Ad set name", "Ad Set Name", "Hirdetéssorozat neve", "Nom de l’ensemble de publicités", "Nom de l'ensemble de publicités", "Anzeigengruppenname", "Nombre del conjunto de anuncios", "Nome do conjunto de anúncios"],
  ad: ["Ad name", "Ad Name", "Hirdetés neve", "Nom de la publicité", "Name der Anzeige", "Nombre del anuncio", "Nome do anúncio"],
}; // prettier-ignore
const columns = {
  campaign_id: ["Campaign ID", "Kampányazonosító", "Kampány azonosítója", "ID de la campagne", "Kampagnen-ID", "ID de la campaña"],
  spend_date: ["Day", "Nap", "Jour", "Tag", "Día", "Dia"],
  period_start: ["Reporting starts", "Jelentés kezdete", "Début des rapports", "Beginn des Berichts", "Inicio del informe"],
  period_end: ["Reporting ends", "Jelentés vége", "Fin des rapports", "Ende des Berichts", "Fin del informe"],
  impression_count: ["Impressions", "Megjelenések", "Impressionen", "Impresiones", "Impressões"],
  click_count: ["Link clicks", "Hivatkozásra kattintások", "Linkkattintások", "Clics sur un lien", "Link-Klicks", "Clics en el enlace"],
  all_click_count: ["Clicks (all)", "Kattintások (összes)", "Clics (tous)", "Klicks (alle)", "Clics (todos)"],
}; // prettier-ignore

/** Columns that multiply the rows of a campaign. */
const breakdowns = [
  ["Age", "Életkor", "Korosztály", "Âge", "Alter", "Edad"],
  ["Gender", "Nem", "Sexe", "Genre", "Geschlecht", "Sexo"],
  ["Country", "Ország", "Pays", "Land", "País"],
  ["Region", "Régió", "Région"],
  ["Platform", "Plattform", "Plateforme", "Plataforma"],
  ["Placement", "Elhelyezés", "Platzierung", "Ubicación"],
  ["Device platform", "Impression device", "Device", "Eszköz"],
  ["Time of day (ad account time zone)", "Time of day (viewer's time zone)"],
];

const english = ["Reporting starts", "Day"];

/**
 * Meta Ads reports. Reporting starts and ends span the whole report; a row is a day's only with the Day breakdown. The row of the
 * account, usually the first, has no name and is the sum of the others (of its day).
 */
const metaAds: Connector = {
  name: "meta_ads",
  version: 1,
  streams: ["ad_spend"],
  recognise(head) {
    const headerAt = head.findIndex((cells) => {
      const read = headerReader(cells);
      return (
        costOf(cells) !== undefined &&
        Object.values(names).some((spellings) => read.find(spellings) !== undefined) &&
        (read.find(columns.period_start) ?? read.find(columns.spend_date)) !== undefined
      );
    });
    const header = head[headerAt] ?? [];
    const spent = costOf(header);
    if (spent === undefined) return undefined;
    const read = headerReader(header);
    const [campaign = constant(""), ...levels] = Object.values(names).flatMap(
      (spellings) => read.find(spellings) ?? [],
    );
    const segments = [...levels, ...breakdowns.flatMap((spellings) => read.find(spellings) ?? [])];
    const isEnglish = english.some((name) => read.has(name));
    return {
      headerAt,
      furniture: `(${[campaign, ...levels].map((name) => `${textOf(name)} = ''`).join(" and ")})`,
      declares: { totals: ["cost", "impression_count", "click_count", "all_click_count"] },
      parts: [
        {
          stream: "ad_spend",
          format: {
            order: isEnglish ? "mdy" : "dmy",
            decimal: isEnglish ? "." : ",",
            nulls: ["-", "–"],
            locale: "likely",
          },
          values: {
            platform: constant("meta_ads"),
            ...read.pick(columns),
            campaign,
            cost: read.cell(spent.header),
            currency: constant(spent.currency),
            ...(segments.length === 0 ? {} : { segment: joined(segments) }),
          },
        },
      ],
    };
  },
};

function costOf(header: string[]): { header: string; currency: string } | undefined {
  for (const name of header) {
    const currency = cost.exec(name.trim().normalize("NFC"))?.[1];
    if (currency !== undefined) return { header: name, currency };
  }
  return undefined;
}

export default metaAds;
