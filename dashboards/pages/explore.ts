import type { Choice } from "../components/filter-bar.ts";
import type { Context } from "../lib/context.ts";
import { dimensionNames } from "../lib/filters.ts";
import type { FunnelIndex } from "../lib/funnel-files.ts";
import { orders, splits } from "../lib/funnel.ts";
import { FunnelReader } from "../lib/read-funnel.ts";
import { exploreFigures, exploreHeadline } from "../views/explore.ts";
import { exploreWords } from "../words/explore.ts";
import type { PageView } from "./page-view.ts";

/** Days within which a funnel can be judged, beside those that the address says. */
const dayChoices = [7, 14, 30, 60, 90, 120, 180, 365];

export const view: PageView = {
  draw: exploreFigures,
  follows: dimensionNames,
  choices,
  result: exploreHeadline,
  parts: {
    name: "explore",
    readerOf: (index, read) => new FunnelReader(index as FunnelIndex, read),
  },
};

function choices({ language, format, filters, text }: Context): Choice[] {
  const words = exploreWords[language];
  const days = [...new Set([...dayChoices, ...(filters.within === "" ? [] : [Number(filters.within)])])].sort(
    (one, other) => one - other,
  );
  return [
    {
      name: "order",
      label: text.order,
      value: filters.order === "passed" ? "" : filters.order,
      options: orders.map((order) => ({ value: order === "passed" ? "" : order, label: text.orders[order] })),
    },
    {
      name: "within",
      label: text.within,
      options: [
        { value: "", label: words.usual },
        ...days.map((value) => ({ value: String(value), label: words.days(format.count(value)) })),
      ],
    },
    {
      name: "split",
      label: text.split,
      options: [
        { value: "", label: words.noSplit },
        ...splits.map((split) => ({ value: split, label: text.splits[split] })),
      ],
    },
  ];
}
