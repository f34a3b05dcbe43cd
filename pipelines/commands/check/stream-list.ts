import { columnsOf, streamNames, streamRows, type Kind } from "../../contract/streams.ts";
import { markdownTable } from "./generated-block.ts";

/** What people call the kinds of values. */
const kinds: Record<Kind, string> = {
  text: "text",
  instant: "date or time",
  date: "date",
  money: "amount",
  number: "number",
  count: "whole number",
  flag: "yes or no",
};

/** For each stream what one row of it is, and a table of its columns. */
export const streamList = (): string =>
  streamNames
    .map(
      (stream) =>
        `### ${stream}\nOne row is ${streamRows[stream]}.\n\n${markdownTable(
          ["column", "required", "value", "what it means"],
          columnsOf(stream).map(([name, { kind, required, about }]) => [
            `\`${name}\``,
            required === true ? "yes" : "",
            kinds[kind],
            about,
          ]),
        )}`,
    )
    .join("\n");
