import { constant, findHeader, headerReader, type Connector } from "../layout/layout.ts";

/** Canonical column → header in the Spanish interface, the one whose export is known. */
const columns = {
  spend_date: ["Fecha"],
  campaign: ["Nombre de la campaña"],
  cost: ["Importe gastado"],
  impression_count: ["Impresiones"],
  click_count: ["Clics en el enlace"],
  conversion_count: ["Conversiones"],
};

/** X Ads campaign exports: the day first, a decimal comma, the currency behind the amount. */
const xAds: Connector = {
  name: "x_ads",
  vendor: "X Ads",
  reads: "Campaign exports in Spanish.",
  version: 1,
  streams: ["ad_spend"],
  recognise(head, comparison) {
    const headerAt = findHeader(
      head,
      ["Fecha", "Nombre de la campaña", "Importe gastado", "Impresiones"],
      comparison,
    );
    if (headerAt < 0) return undefined;
    const read = headerReader(head[headerAt] ?? []);
    return {
      headerAt,
      mappings: [
        {
          stream: "ad_spend",
          format: { order: "dmy", decimal: ",", nulls: ["-"], locale: "likely" },
          values: {
            platform: constant("x_ads"),
            ...read.pick(columns),
          },
        },
      ],
    };
  },
};

export default xAds;
