import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { languages, type Language } from "../../dashboards/language.ts";
import { groups, pages, type PageEntry } from "../../dashboards/pages.ts";
import { rowsOf, type Summary } from "../../dashboards/lib/data.ts";
import { escapeHtml } from "./escape-html.ts";

const words = {
  en: {
    sample: "Synthetic sample: these are not your numbers. Put your exports into data/exports and refresh.",
    asOf: "Data as of",
    fresh: "Known until, per source",
    menu: "Pages",
    skip: "Skip to content",
    behind: (days: number) => (days === 1 ? "1 day behind" : `${days} days behind`),
    other: "Magyar",
    noScript:
      "This is the default view: all months, the largest pipeline. Filters and downloads need JavaScript.",
  },
  hu: {
    sample:
      "Szintetikus minta: ezek nem az Ön számai. Tegye az exportjait a data/exports mappába, és frissítsen.",
    asOf: "Adatok dátuma",
    fresh: "Eddig ismert, forrásonként",
    menu: "Oldalak",
    skip: "Ugrás a tartalomra",
    behind: (days: number) => `${days} nap lemaradás`,
    other: "English",
    noScript:
      "Ez az alapnézet: minden hónap, a legnagyobb folyamat. A szűrőkhöz és a letöltésekhez JavaScript kell.",
  },
} as const;

/** Stands in a page where its default view is drawn after the build, out of reach of Markdown. */
export const stillMark = "<!--still-->";

/** Writes one Markdown page per language and page of dashboards/pages.ts below `root`. */
export function writePages(root: string, summary: Summary): void {
  for (const language of languages) {
    mkdirSync(join(root, language), { recursive: true });
    for (const page of pages)
      writeFileSync(join(root, language, `${page.key}.md`), pageSource(page, language, summary));
  }
}

function pageSource({ key, ...own }: PageEntry, language: Language, summary: Summary): string {
  const text = words[language];
  const title = own.title[language];
  const other: Language = language === "en" ? "hu" : "en";
  const isSample = summary.release.is_sample[0] ?? false;
  const asOf = summary.release.as_of[0] ?? null;
  const files = ["summary", ...own.files]
    .map((name) => `${name}: await FileAttachment("../data/${name}.json").json()`)
    .join(", ");
  const links = groups
    .map((group) => {
      const inside = pages
        .filter((page) => page.group === group.key)
        .map(
          (page) =>
            `<a data-keep href="./${page.key}"${page.key === key ? ' aria-current="page"' : ""}>${page.title[language]}</a>`,
        )
        .join("");
      const name = group.title === null ? "" : `<span>${group.title[language]}</span>`;
      return `<div class="group">${name}${inside}</div>`;
    })
    .join("");
  const stamps = rowsOf(summary.freshness)
    .map(
      (row) =>
        `<li><b>${escapeHtml(row.source)}</b> <time>${escapeHtml(day(row.watermark, language))}</time>${
          row.age_days !== null && row.age_days > 0 ? ` <span>(${text.behind(row.age_days)})</span>` : ""
        }</li>`,
    )
    .join("");
  return `---
title: ${JSON.stringify(title)}
---

<a class="skip" href="#content">${text.skip}</a>
<div class="masthead"><span class="brand">Funnelhouse</span><nav aria-label="${text.menu}">${links}</nav><a class="language" data-keep lang="${other}" hreflang="${other}" href="../${other}/${key}">${text.other}</a></div>
${isSample ? `<p class="banner">${text.sample}</p>` : ""}
<div class="title"><h1 id="content" tabindex="-1">${title}</h1>
<p class="as-of">${text.asOf}: ${escapeHtml(day(asOf, language))}</p></div>
<noscript><p class="note">${text.noScript}</p></noscript>
<div id="app" data-still>${stillMark}</div>
<div class="stamp"><p>${text.fresh}</p><ul>${stamps}</ul></div>

\`\`\`js
import {mount} from "../app.js";
mount({page: ${JSON.stringify(key)}, language: ${JSON.stringify(language)}, files: {${files}}});
\`\`\`
`;
}

function day(instant: string | null, language: Language): string {
  if (instant === null) return "–";
  const date = new Date(`${instant.slice(0, 10)}T00:00:00Z`);
  return new Intl.DateTimeFormat(language === "hu" ? "hu-HU" : "en-GB", {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(date);
}
