import type { Language } from "../language.ts";
import { en, type Words } from "./en.ts";
import { hu } from "./hu.ts";

export type { Words };

/** Every word of the pages, in one language. */
export function wordsOf(language: Language): Words {
  return language === "hu" ? hu : en;
}
