import { readFileSync } from "node:fs";
import { join } from "node:path";
import { programRoot } from "../../contract/home.ts";
import { markdownTable } from "./generated-block.ts";

/** A package as package-lock.json has it. */
export interface LockedPackage {
  /** Where it is installed: node_modules/name, or below another package. */
  place: string;
  name: string;
  version: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  dev?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
}

/** Every package that an installation may bring, on any system. */
export function lockedPackages(): LockedPackage[] {
  const lock = JSON.parse(readFileSync(join(programRoot, "package-lock.json"), "utf8")) as {
    packages: Record<string, Omit<LockedPackage, "place" | "name">>;
  };
  return Object.entries(lock.packages)
    .filter(([place]) => place !== "")
    .map(([place, entry]) => ({ ...entry, place, name: place.split("node_modules/").at(-1) ?? "" }));
}

/** Licences with the packages that users install under them. */
export function licenceList(packages: LockedPackage[]): string {
  const names = new Map<string, Set<string>>();
  for (const { name, license = "none stated", dev } of packages)
    if (dev !== true) names.set(license, (names.get(license) ?? new Set()).add(name));
  return markdownTable(
    ["licence", "number", "packages"],
    [...names]
      .sort(([left, one], [right, other]) => other.size - one.size || left.localeCompare(right, "en"))
      .map(([license, of]) => [license, String(of.size), [...of].sort().join(", ")]),
  );
}
