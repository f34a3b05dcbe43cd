import { isWordy, wordy } from "../words/wordy.ts";

/**
 * How a deal is counted by its marks (marts.deal_mark as lines): `mark`, `mark=value`, or of the marks in {@link wordy} words after the equals
 * sign. What a number asks for is written alike, a word with a minus before it for one that must not be there.
 */

/** Marks that count: a deal with more of them has it too. */
const atLeast = ["attempts=", "silent_days="];

/** Of what else than deals a mark counts, for a deal has one line for each. */
export type Several = "visits" | "attempts" | "proposals";
export function severalOf(asked: string): Several | null {
  if (asked.startsWith("visit=")) return "visits";
  if (asked.startsWith("attempt=")) return "attempts";
  return asked.startsWith("proposal_") && asked.includes("=") && !asked.includes("\n") ? "proposals" : null;
}

/** A name as one word, as the macro as_word of the models makes it. */
export const asWord = (name: string): string => name.replace(/[\t\n\f\r ]+/g, "_");

/** How many lines of a deal's marks are what is asked for; of several lines asked for the last, where it has the others too. */
export function markedBy(asked: string): (marks: string | null) => number {
  const wanted = asked.split("\n").map(isLike);
  return (marks) => {
    const own = marks?.split("\n") ?? [];
    const counts = wanted.map((isOne) => own.filter(isOne).length);
    return counts.every((count) => count > 0) ? (counts.at(-1) ?? 0) : 0;
  };
}

function isLike(asked: string): (line: string) => boolean {
  const counting = atLeast.find((name) => asked.startsWith(name));
  if (counting !== undefined) {
    const least = Number(asked.slice(counting.length));
    return (line) => line.startsWith(counting) && Number(line.slice(counting.length)) >= least;
  }
  const [name = "", value = ""] = split(asked);
  if (!isWordy(name)) return (line) => line === asked;
  const [first = "", ...others] = value.split(" ");
  const without = others.filter((word) => word.startsWith("-")).map((word) => word.slice(1));
  const within = others.filter((word) => !word.startsWith("-"));
  return (line) => {
    if (!line.startsWith(`${name}=`)) return false;
    const words = line.slice(name.length + 1).split(" ");
    return (
      (wordy[name] ? words[0] === first : words.includes(first)) &&
      within.every((word) => words.includes(word)) &&
      !without.some((word) => words.includes(word))
    );
  };
}

const split = (mark: string): string[] => {
  const at = mark.indexOf("=");
  return at === -1 ? [mark] : [mark.slice(0, at), mark.slice(at + 1)];
};
