import type { DeliveredText } from "../intake/to-texts.ts";
import { mappingsOf, withNamedCurrency, type Layout, type StreamMapping } from "../layout/layout.ts";
import { totalRow } from "../layout/total-row.ts";
import type { Sidecars } from "../sidecars/sidecars.ts";
import { Conversion } from "./convert.ts";
import type { Counted } from "./convert-tables.ts";
import type { Decisions } from "./decisions.ts";
import { LocaleInference, inferLocale } from "./infer-locale.ts";
import { BareTime } from "./presumed-zone.ts";
import type { Recognised } from "./recognise.ts";
import { refuseUnreadable } from "./refuse-damage.ts";
import { surveyRange, type DataRange } from "./survey.ts";

/** Cells by which a record is known for the header again. */
const knownByCells = 12;

/** A recognised table of a delivered file; `name` is as people see it. */
export interface Table {
  name: string;
  fileId: string;
  text: DeliveredText;
  found: Recognised;
  sidecars: Sidecars;
  /** The reader that would recognise the delivered file so again; empty when it holds more than this table. */
  reader: string;
}

/** A table whose records are counted, and of which is known how it writes its values. */
export interface Surveyed extends Counted {
  table: Table;
  layout: Layout;
  decided: Decisions;
  source: string;
  mappings: StreamMapping[];
  /** The header of a column with times of which nothing says the zone. */
  bareTime: string;
}

/** Counts the records of a table and sees how it writes dates and numbers. Throws a config error where it cannot be read. */
export function surveyTable(table: Table, decided: Decisions): Surveyed {
  const { text, found } = table;
  const { layout, canSkipLines } = found;
  const { locale, zone, currency } = decided;
  const range: DataRange = { ...found.range, isSuspect: text.isSuspect };
  const inference = Array.isArray(layout.mappings)
    ? new LocaleInference(layout.mappings, range, locale)
    : undefined;
  const bareTime = layout.zone === undefined ? new BareTime(mappingsOf(layout, 4)) : undefined;
  const survey = surveyRange(range, (shape) => {
    inference?.observer?.(shape);
    bareTime?.look(shape);
  });
  refuseUnreadable(survey, range);
  const inferred = inference?.infer() ?? inferLocale(mappingsOf(layout, survey.widest), range, locale);
  const mappings = inferred.map((mapping) =>
    withNamedCurrency({ ...mapping, format: { ...mapping.format, zone } }, currency),
  );
  const header = layout.headerAt < 0 || range.width === 0 ? [] : found.header.slice(0, knownByCells);
  const conversion = new Conversion(
    mappings,
    boilerplateOf(layout, found.header.length),
    header,
    layout.filledDown,
  );
  return {
    table,
    layout,
    decided,
    source: decided.source,
    range,
    survey,
    mappings,
    conversion,
    canSkipLines,
    bareTime: bareTime?.header ?? "",
  };
}

/** SQL over the cells: which records are no data, as the layout knows and as their own words say; an ad platform's campaign may be called as totals are. */
function boilerplateOf({ boilerplate, mappings }: Layout, width: number): string | undefined {
  if (!Array.isArray(mappings) || width === 0) return boilerplate;
  if (boilerplate !== undefined && mappings[0]?.stream === "ad_spend") return boilerplate;
  const total = totalRow(mappings, width);
  return boilerplate === undefined || total === undefined
    ? (boilerplate ?? total)
    : `(${boilerplate}) or ${total}`;
}
