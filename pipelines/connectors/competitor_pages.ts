import { cardColumns } from "../formats/html/read-cards.ts";
import { findHeader, headerReader, type Connector } from "../layout/layout.ts";

/** The table that is made of a competitor's saved page: the customers it shows. */
const competitorPages: Connector = {
  name: "competitor_pages",
  vendor: "Competitors’ pages",
  reads: "Saved HTML pages that show customers, with a competitors.json beside them.",
  version: 1,
  streams: ["competitor_customers"],
  recognise(head) {
    const headerAt = findHeader(head, cardColumns);
    if (headerAt < 0) return undefined;
    const read = headerReader(head[headerAt] ?? []);
    const values = read.pick(Object.fromEntries(cardColumns.map((name) => [name, [name]])));
    return {
      headerAt,
      mappings: [
        { stream: "competitor_customers", format: { order: "ymd", decimal: ".", nulls: [] }, values },
      ],
    };
  },
};

export default competitorPages;
