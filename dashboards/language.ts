/** The languages of the site; the first is where the root page leads. */
export const languages = ["en", "hu"] as const;
export type Language = (typeof languages)[number];
