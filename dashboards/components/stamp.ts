import { languages, type Language } from "../language.ts";
import { rowsOf } from "../lib/columns.ts";
import type { Files } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { latenessOf } from "../lib/lateness.ts";
import { frameWords } from "../words/frame.ts";

/** Until when each source is known, and which is late by its own limits: the foot of every page. */
export function stamp({ summary, operations }: Files, language: Language, now: number): HTMLElement {
  const words = frameWords[language];
  const limits = new Map(rowsOf(operations.limits).map((row) => [row.source, row]));
  const items = rowsOf(summary.freshness).map((row) => {
    const limit = limits.get(row.source);
    const item = element(
      "li",
      {
        "data-known-until": row.watermark_at ?? "",
        "data-warn": String(limit?.warn_after_hours ?? ""),
        "data-error": String(limit?.error_after_hours ?? ""),
      },
      element("b", {}, row.source),
      " ",
      element("time", {}, day(row.watermark_at, language)),
      ...(row.age_days !== null && row.age_days > 0
        ? [" ", element("span", {}, `(${words.behind(row.age_days)})`)]
        : []),
    );
    return item;
  });
  const list = element("ul", {}, ...items);
  markLate(list, language, now);
  return element("div", { class: "stamp" }, element("p", {}, words.fresh), list);
}

/**
 * Says of each source in the foot of a page whether it is late now: a page that nobody has built anew for days must not look fresh.
 * What it says of another moment is taken away.
 */
function markLate(list: Element, language: Language, now: number): void {
  for (const item of list.querySelectorAll<HTMLElement>("[data-known-until]")) {
    const former = item.querySelector(".late");
    former?.previousSibling?.remove();
    former?.remove();
    const hoursOf = (name: string) => {
      const text = item.getAttribute(name) ?? "";
      return text === "" ? null : Number(text);
    };
    const knownUntil = item.getAttribute("data-known-until");
    const late = latenessOf(
      knownUntil === "" ? null : knownUntil,
      { warn_after_hours: hoursOf("data-warn"), error_after_hours: hoursOf("data-error") },
      now,
    );
    if (late === null) continue;
    const words = frameWords[language].late(late.hours, late.limit);
    item.append(" ", element("span", { class: late.isError ? "late error" : "late" }, words));
  }
}

/** The same for the page that is open. */
export function markOpenPage(now: number): void {
  const language = languages.find((each) => each === document.documentElement.lang);
  const list = document.querySelector(".stamp ul");
  if (list !== null && language !== undefined) markLate(list, language, now);
}

function day(instant: string | null, language: Language): string {
  if (instant === null) return "–";
  return new Intl.DateTimeFormat(language === "hu" ? "hu-HU" : "en-GB", {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(new Date(`${instant.slice(0, 10)}T00:00:00Z`));
}
