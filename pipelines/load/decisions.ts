import { basename } from "node:path";
import type { Delivery } from "../contract/loaded-file.ts";
import { isOfPages } from "../intake/fetched.ts";
import type { Sidecars } from "../sidecars/sidecars.ts";
import { sourceSetting } from "./accounts.ts";
import { declaredFor, type DeclaredLocale } from "./infer-locale.ts";

/** What the one who recognised a table says of it, whatever its records and the settings are. */
export interface Recognition {
  connector: string;
  version: number;
  source: string;
  delivery: Delivery | undefined;
  zone: string | undefined;
}

/** What is decided about a table before its records are looked at. */
export interface Decisions {
  source: string;
  delivery: Delivery;
  zone: string;
  locale: DeclaredLocale;
  currency: string | undefined;
}

/** What the settings and the connector say about a table. */
export function decisionsOf(
  settings: Map<string, string>,
  name: string,
  { source, delivery = "delta", zone }: Recognition,
): Decisions {
  const setting = (key: string) => sourceSetting(settings, source, name, key);
  const declared = setting("delivery");
  return {
    source,
    // what a job fetched says itself how much it holds, night by night
    delivery: (declared === "full" || declared === "delta") && !isOfPages(name) ? declared : delivery,
    zone: zone ?? setting("time_zone") ?? settings.get("source_time_zone") ?? "UTC",
    locale: declaredFor(source, setting),
    currency: setting("currency"),
  };
}

/** What decides how the bytes of a file are read, beside who recognised them: a mapping has entries by the names of files. */
export function decisive(
  { zone, locale, currency = "" }: Decisions,
  name: string,
  { text, mapping }: Pick<Sidecars, "text" | "mapping">,
): string[] {
  const { order = "", decimal = "" } = locale;
  return [text, mapping === undefined ? "" : basename(name), zone, order, decimal, currency];
}
