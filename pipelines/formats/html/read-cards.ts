import type { CheerioAPI } from "cheerio";
import { readFileSync, rmSync, statSync } from "node:fs";
import { Parser } from "htmlparser2";
import { defaultCaps, type Caps } from "../caps.ts";
import type { TextWarning } from "../encoding/check-text.ts";
import { CsvWriter } from "../csv/writer.ts";
import { decodePage } from "./read-html.ts";
import { refuse } from "../refuse.ts";

/** How the cards of a page are found; selectors are CSS. */
export interface Cards {
  competitor: string;
  /** What encloses one customer. */
  card: string;
  /** Where its name stands; the first that finds a text holds. */
  name: string[];
  industry: string;
  /** Where a person sets a selector. */
  key(part: "card" | "name"): string;
}

export const cardColumns = ["competitor", "customer", "industry", "page"];

const maxDepth = 1000;
const maxPage = 32 * 1024 * 1024;

/**
 * Writes the customers that a web page shows on cards as a comma-separated text to `to`, one row each. Refuses a page without any,
 * naming the selector that finds nothing.
 */
export async function readCards(
  from: string,
  to: string,
  cards: Cards,
  caps: Caps = defaultCaps,
): Promise<{ path: string; encoding: string; bom: number; warnings: TextWarning[] }> {
  const decoded = `${to}.page`;
  try {
    const { path, encoding, bom, warnings } = await decodePage(from, decoded);
    if (statSync(path).size > maxPage)
      refuse(
        "page_too_big",
        `expected a web page of at most ${maxPage} bytes, found a bigger one; save the page without its pictures`,
      );
    const rows = await rowsOf(readFileSync(path, "utf8"), cards);
    const writer = new CsvWriter(to, caps);
    for (const row of [cardColumns, ...rows]) writer.row(row);
    writer.close();
    return { path: to, encoding, bom, warnings };
  } finally {
    rmSync(decoded, { force: true });
  }
}

async function rowsOf(html: string, cards: Cards): Promise<string[][]> {
  refuseDeep(html);
  // half a megabyte of parser that most refreshes do not need
  const { load } = await import("cheerio");
  const $ = load(html);
  const page =
    [
      $("link[rel=canonical]").attr("href"),
      $("meta[property='og:url']").attr("content"),
      $("title").first().text(),
    ]
      .map(plain)
      .find((text) => text !== "") ?? "";
  return customersIn($, cards).map(([customer, industry]) => [cards.competitor, customer, industry, page]);
}

/** The time to make a tree of a page grows with the square of its depth. */
function refuseDeep(html: string): void {
  let depth = 0;
  const parser = new Parser({
    onopentagname() {
      if (++depth > maxDepth)
        refuse(
          "html_damaged",
          `expected a web page, found more than ${maxDepth} elements inside one another; save it again`,
        );
    },
    onclosetag() {
      depth--;
    },
  });
  parser.end(html);
}

/** Name and industry of each customer, once. A card that encloses others with a name is their frame, no customer. */
function customersIn($: CheerioAPI, cards: Cards): [customer: string, industry: string][] {
  // what no visitor reads
  $("script, style, noscript, template, iframe, svg").remove();
  $("br").replaceWith(" ");
  const found = $.root().find(cards.card).toArray();
  if (found.length === 0)
    refuse(
      "no_card",
      `card "${cards.card}" finds nothing in the page; set ${cards.key("card")} to what encloses one customer`,
    );
  const first = (card: (typeof found)[number], selector: string): string => {
    const texts = [...$(card).filter(selector).toArray(), ...$(card).find(selector).toArray()];
    return (
      texts
        .map((each) => ($(each).is("img") ? nameInAlt($(each).attr("alt")) : plain($(each).text())))
        .find((text) => text !== "") ?? ""
    );
  };
  const named = found.flatMap((card) => {
    const customer = cards.name.map((selector) => first(card, selector)).find((text) => text !== "");
    return customer === undefined ? [] : [{ card, customer }];
  });
  if (named.length === 0)
    refuse(
      "no_name",
      `name "${cards.name.join('", "')}" finds no text in the ${found.length} elements that card "${cards.card}" finds; set ${cards.key("name")} to where the customer's name stands`,
    );
  const frames = new Set(named.flatMap(({ card }) => $(card).parents().toArray()));
  const customers = new Map<string, [string, string]>();
  for (const { card, customer } of named.filter((each) => !frames.has(each.card))) {
    const key = customer.toLowerCase();
    const known = customers.get(key) ?? [customer, ""];
    customers.set(key, [known[0], known[1] || first(card, cards.industry)]);
  }
  return [...customers.values()];
}

/** A text without the blanks and invisible characters of its layout. */
const plain = (text: string | undefined) =>
  (text ?? "")
    .normalize("NFC")
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** "Minta Zrt. logo" names Minta Zrt. */
const nameInAlt = (alt: string | undefined) =>
  plain(alt).replace(/^logo( of| for|:)? |(^|[\s_|:–-]+)(logo|logója)$/giu, "");
