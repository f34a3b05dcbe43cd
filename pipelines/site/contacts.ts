import { quotedString } from "@duckdb/node-api";

/**
 * E-mail addresses and phone numbers inside text, for engines without look-around. A number is one for a phone when it begins with + or
 * 00, or with 0 and has a separator after its area: bare digits are ids.
 */
const patterns: [pattern: string, shown: string][] = [
  [String.raw`[^\s@<>"',;:()\[\]]+@[^\s@<>"',;:()\[\]]+\.[^\s@<>"',;:()\[\]]+`, "[e-mail]"],
  [String.raw`(^|[^0-9A-Za-z])(?:\+|00)[1-9](?:[ ()/.-]{0,2}[0-9]){7,14}`, "{1}[phone]"],
  [String.raw`(^|[^0-9A-Za-z])\(?0[1-9]?[0-9]{0,2}\)?[ /-]{1,2}(?:[0-9][ /-]?){6,10}[0-9]`, "{1}[phone]"],
];
const expressions = patterns.map(
  ([pattern, shown]) => [new RegExp(pattern, "g"), shown.replace("{1}", "$1")] as const,
);

/** A text without e-mail addresses and phone numbers, which people write anywhere. */
export const withoutContacts = (text: string): string =>
  !/[@+0]/.test(text)
    ? text
    : expressions.reduce((rest, [pattern, shown]) => rest.replace(pattern, shown), text);

/** The same of a column in SQL; most texts have none of the characters that make one. */
export const withoutContactsSql = (column: string): string => {
  const replaced = patterns.reduce(
    (rest, [pattern, shown]) =>
      `regexp_replace(${rest}, ${quotedString(pattern)}, ${quotedString(shown.replace("{1}", "\\1"))}, 'g')`,
    column,
  );
  return `case when contains(${column}, '@') or contains(${column}, '0') or contains(${column}, '+') then ${replaced} else ${column} end`;
};
