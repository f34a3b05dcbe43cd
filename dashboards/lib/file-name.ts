import { filterNames, type Filters } from "./filters.ts";

/** Letters that file systems take in two bytes each. */
const mostLetters = 120;

/** A download's name: what it is and what it was filtered by, in letters that every file system takes. */
export function fileName(id: string, filters: Filters, extension: "csv" | "png" | "svg"): string {
  const parts = filterNames
    .filter((name) => filters[name] !== "")
    .map((name) => (name === "from" || name === "to" ? `${name}-${filters[name]}` : filters[name]));
  const name = ["funnelhouse", id, ...parts].join("_").replace(/[^\p{L}\p{N}_-]+/gu, "-");
  return `${name.slice(0, mostLetters)}.${extension}`;
}
