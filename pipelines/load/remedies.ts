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
  const forms =
    "ymd, mdy, dmy, serial (day numbers of a spreadsheet) or a pattern of YYYY YY MMM MM DD HH hh mm ss A such as DD-MMM-YY HH:mm";
  return connector.name === "mapped"
    ? `set date_format of its entry in ${mappingPath} to ${forms}`
    : `add the line ${layout.source ?? connector.name}.date_order,<form> to reference/settings.csv: ${forms}`;
}

/** How times come by an offset, or a person says their zone. */
export function zoneRemedy({ connector, layout }: Recognised, { mappingPath }: Sidecars): string {
  const place =
    connector.name === "mapped"
      ? `"zone" in ${mappingPath}`
      : `${layout.source ?? connector.name}.time_zone in reference/settings.csv`;
  return `export the times with their offset, such as +01:00, or without the name, and declare the zone by ${place}`;
}
