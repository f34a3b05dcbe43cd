import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Company } from "../simulate/company.ts";
import type { Move } from "../simulate/journey.ts";
import type { KnownDeal } from "../simulate/simulation.ts";
import type { Counts } from "../simulate/truth.ts";
import type { Ask, Compared } from "./ask.ts";
import { journeysOf, knownMoves } from "./known-history.ts";

/** Journeys per stage, as the simulator counted them while it wrote them. */
export async function compareJourneys(folder: string, ask: Ask): Promise<Compared> {
  const result: Compared = { compared: 0, wrong: [] };
  const { pipelines } = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as {
    pipelines: Record<string, Record<string, Counts>>;
  };
  const rows = await ask("select * from marts.stage_conversion where segment = 'all'");
  for (const [pipeline, groups] of Object.entries(pipelines))
    for (const group of ["all", "with_lists"])
      for (const stage of groups[group]?.stages ?? []) {
        const row = rows.find(
          (each) =>
            each["pipeline"] === pipeline && each["segment_value"] === group && each["stage"] === stage.stage,
        );
        for (const name of ["reached", "advanced", "lost", "open", "skipped"] as const) {
          result.compared++;
          const found = Number(row?.[`${name}_count`] ?? 0);
          if (found !== stage[name])
            result.wrong.push(`${pipeline} ${group} ${stage.stage} ${name}: ${found}, not ${stage[name]}`);
        }
      }
  return result;
}

/** Moves between places of the deals that came from no purchased list. */
export async function compareMoves(company: Company, deals: KnownDeal[], ask: Ask): Promise<Compared> {
  const wanted = simulatedMoves(company, deals);
  const found = new Map(
    (
      await ask(
        `select pipeline || ' ' || from_stage || ' → ' || to_stage || ' ' || kind as key, move_count from marts.stage_transition
         where segment = 'all' and segment_value = 'all'`,
      )
    ).map((row): [string, number] => [String(row["key"]), Number(row["move_count"])]),
  );
  const keys = [...new Set([...wanted.keys(), ...found.keys()])];
  return {
    compared: keys.length,
    wrong: keys.flatMap((key) =>
      wanted.get(key) === found.get(key)
        ? []
        : [`${key}: ${found.get(key) ?? 0}, not ${wanted.get(key) ?? 0}`],
    ),
  };
}

function simulatedMoves(company: Company, deals: KnownDeal[]): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const { deal, system } of deals) {
    if (deal.source.name === "purchased_list") continue;
    const { stages } = company.pipelines[deal.pipeline];
    const name = (to: number | "won" | "lost") =>
      typeof to === "number" ? (stages[to - 1]?.stage ?? "") : to;
    for (const journey of journeysOf(knownMoves(deal, system)))
      journey.forEach(({ to }, index) => {
        const from = journey[index - 1]?.to;
        const key = `${deal.pipeline} ${from === undefined ? "start" : name(from)} → ${name(to)} ${kindOf(from, to)}`;
        wanted.set(key, (wanted.get(key) ?? 0) + 1);
      });
  }
  return wanted;
}

function kindOf(from: Move["to"] | undefined, to: Move["to"]): string {
  if (from === undefined) return "started";
  if (typeof from !== "number") return "reopened";
  if (to === "lost") return "lost";
  return to === "won" || to > from ? "advanced" : "back";
}
