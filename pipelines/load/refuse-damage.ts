import { FunnelError } from "../contract/errors.ts";
import { defaultCaps } from "../formats/caps.ts";
import { damageFinding } from "./quarantine.ts";
import type { DataRange, Survey } from "./survey.ts";

/** A file is refused when more than this share of its records does not fit. */
const tolerated = 0.2;

/** Throws a config error when too many of the records do not fit; `detail` says of the first why. */
export function refuseDamage(damaged: number, records: number, detail: string): void {
  if (records > 0 && damaged > tolerated * records)
    throw new FunnelError(
      "config",
      "too_many_quarantined",
      `${damaged} of ${records} records do not fit${detail}; it is damaged or not what it seems: export it again, or correct its records`,
    );
}

/** Throws a config error for a range that is too wide, loses its lines to a quote, or is mostly damaged. */
export function refuseUnreadable(survey: Survey, range: DataRange): void {
  const width = range.width || survey.widest;
  if (width > defaultCaps.columns)
    throw new FunnelError(
      "config",
      "too_wide",
      `expected at most ${defaultCaps.columns} columns, found ${width}; delete the columns that are not needed`,
    );
  if (survey.swallowedFrom !== undefined)
    throw new FunnelError(
      "config",
      "open_quote",
      `line ${survey.swallowedFrom}: a quote is opened and swallows the lines after it; close it and export again`,
    );
  if (survey.firstDamage === undefined) return;
  const { expected, found } = damageFinding(survey.firstDamage, range.width);
  const first = `line ${survey.firstDamage.line}: expected ${expected}, found ${found}`;
  refuseDamage(survey.damaged, survey.records, ` (first: ${first})`);
}
