import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { languages, pages, type Language, type PageKey } from "../../dashboards/pages.ts";
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
    noScript: "The charts need JavaScript; the data of every page is in the data folder beside it.",
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
    noScript: "Az ábrákhoz JavaScript kell; az oldalak adatai a mellettük lévő data mappában vannak.",
  },
} as const;

const extraData: Partial<Record<PageKey, string>> = {
  deals: "deals",
  quality: "quality",
  metrics: "metrics",
};

/** Writes one Markdown page per language and page of dashboards/pages.ts below `root`. */
export function writePages(root: string, summary: Summary): void {
  for (const language of languages) {
    mkdirSync(join(root, language), { recursive: true });
    for (const page of pages)
      writeFileSync(join(root, language, `${page.key}.md`), pageSource(page.key, language, summary));
  }
}

function pageSource(key: PageKey, language: Language, summary: Summary): string {
  const text = words[language];
  const title = pages.find((page) => page.key === key)?.title[language] ?? key;
  const other: Language = language === "en" ? "hu" : "en";
  const extra = extraData[key];
  const links = pages
    .map(
      (page) =>
        `<a data-keep href="./${page.key}"${page.key === key ? ' aria-current="page"' : ""}>${page.title[language]}</a>`,
    )
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
${summary.release.is_sample ? `<p class="banner">${text.sample}</p>` : ""}
<div class="title"><h1 id="content" tabindex="-1">${title}</h1>
<p class="as-of">${text.asOf}: ${escapeHtml(day(summary.release.as_of, language))}</p></div>
<div id="app"><noscript><p>${text.noScript}</p></noscript></div>
<div class="stamp"><p>${text.fresh}</p><ul>${stamps}</ul></div>

\`\`\`js
import {mount} from "../app.js";
mount(${JSON.stringify(key)}, ${JSON.stringify(language)}, await FileAttachment("../data/summary.json").json()${
    extra === undefined ? "" : `, await FileAttachment("../data/${extra}.json").json()`
  });
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
