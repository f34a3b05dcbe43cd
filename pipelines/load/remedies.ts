import type { Sidecars } from "../sidecars/sidecars.ts";
import type { Recognised } from "./recognise.ts";

/** Where a person says in which currency the amounts of a file are. */
export function currencyRemedy({ connector, layout }: Recognised, { mappingPath }: Sidecars): string {
  return connector.name === "mapped"
    ? `add "currency" to the constants of its entry in ${mappingPath}`
    : `add the line ${layout.source ?? connector.name}.currency,<code> to reference/settings.csv`;
}

/** Where a person says how the dates of a file are written. */
export function dateRemedy({ connector, layout }: Recognised, { mappingPath }: Sidecars): string {
  const forms = "ymd, mdy, dmy, serial (day numbers of a spreadsheet) or a pattern like DD-MM-YY HH:mm";
  return connector.name === "mapped"
    ? `set date_format of its entry in ${mappingPath} to ${forms}`
    : `add the line ${layout.source ?? connector.name}.date_order,<form> to reference/settings.csv: ${forms}`;
}
