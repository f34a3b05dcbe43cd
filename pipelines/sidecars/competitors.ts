import { load } from "cheerio/slim";
import { z } from "zod";
import { FunnelError } from "../contract/errors.ts";
import type { Cards } from "../formats/html/read-cards.ts";
import { fitsPattern, parseSidecar } from "./parse-sidecar.ts";

const selector = z.string().refine((text) => {
  try {
    load("").root().find(text);
    return text.trim() !== "";
  } catch {
    return false;
  }
}, "expected a CSS selector");

const pagesSchema = z.strictObject({
  pages: z
    .array(
      z.strictObject({
        file: z.string().min(1),
        competitor: z.string().trim().min(1),
        card: selector.default(":is(article, li, figure):not(nav *, footer *, body > header *)"),
        name: z
          .union(
            [selector.transform((one) => [one]), z.array(selector).min(1)],
            "expected a CSS selector or a list of them",
          )
          .default(["img:is([alt*='logo' i], [class*='logo' i], [src*='logo' i])", "h2, h3, h4", "img[alt]"]),
        industry: selector.default("[class*='industry' i], [class*='iparag' i]"),
      }),
    )
    .min(1),
});

/** A competitors.json beside saved pages; `path` is as people see it. */
export interface PagesSidecar {
  path: string;
  pages: z.infer<typeof pagesSchema>["pages"];
}

/** Parses a competitors.json. Throws a config error that names the key, what is wrong and what is allowed. */
export const parsePages = (path: string, text: string): PagesSidecar => ({
  path,
  pages: parseSidecar(pagesSchema, path, text).pages,
});

/** How a saved page is read: the first entry whose pattern fits its name. Throws a config error when there is none. */
export function cardsFor({ path, pages }: PagesSidecar, name: string): Cards {
  const index = pages.findIndex(({ file }) => fitsPattern(file, name));
  const page = pages[index];
  if (page === undefined)
    throw new FunnelError(
      "config",
      "page_unknown",
      `it is a web page, but no entry of pages in ${path} fits its name; add one, or deliver tables in another folder`,
    );
  return { ...page, key: (part) => `pages.${index}.${part} in ${path}` };
}
