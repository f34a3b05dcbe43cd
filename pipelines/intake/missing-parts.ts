import { readdirSync } from "node:fs";
import type { Note } from "../contract/loaded-file.ts";
import { basename, dirname } from "node:path";
import { weeklyArchive } from "./export-name.ts";

/** A note about the parts before this one that do not lie beside it; none when all do, or when it is no part. */
export function missingParts(path: string): Note[] {
  const part = weeklyArchive.exec(basename(path));
  if (part === null) return [];
  const [, begins = "", number = "0"] = part;
  const beside = readdirSync(dirname(path)).flatMap((name) => {
    const other = weeklyArchive.exec(name);
    return other === null || other[1] !== begins ? [] : [Number(other[2])];
  });
  const missing = Array.from({ length: Number(number) }, (_, index) => index + 1).filter(
    (part) => !beside.includes(part),
  );
  return missing.length === 0
    ? []
    : [
        {
          en: `part ${missing.join(", ")} of this export is not beside it: the records there stay as older exports know them; deliver ${missing.length === 1 ? "it" : "them"} too`,
          hu: `az export többi része nincs mellette (hiányzik: ${missing.join(", ")}): az ottani rekordok úgy maradnak, ahogy korábbi exportok mutatják; adja mellé a hiányzókat is`,
        },
      ];
}
