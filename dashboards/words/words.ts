import type { Language } from "../language.ts";
import { en, type Words } from "./en.ts";
import { hu } from "./hu.ts";

export type { Words };

const words = { en, hu };

/** Every word of the pages, in one language. */
export const wordsOf = (language: Language): Words => words[language];
