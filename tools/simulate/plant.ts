import type { Company, Pipeline, Source } from "./company.ts";
import { drawDeal, type Deal, type Move } from "./journey.ts";
import { Random } from "./random.ts";
import { inOfficeHours, minutesPerDay, type Minute } from "./wall-time.ts";
import { firstAttemptOf, meetingOf, sale, stepOf, type Entry } from "./work.ts";

/** What a deal is drawn with, and what people know of it. */
export interface Circumstances {
  company: Company;
  pipeline: Pipeline;
  source: Source;
  full: boolean;
  until: Minute;
  isIdeal: boolean;
  isList: boolean;
  isHot: boolean;
}

/**
 * The deal as it would have been with the effects of its company. What leaves fewer deals lets some of those that would leave their first
 * stage be lost there, so that the share of those that come to any later place is multiplied exactly. A next step brings a second chance
 * to go on, of the stage's own rate (thinned to ratio − 1), so that the rate is multiplied exactly.
 */
export function plant(key: number[], deal: Deal, around: Circumstances): Deal {
  const { effects } = around.company;
  if (Object.values(effects).every((factor) => factor === 1)) return deal;
  const random = new Random(...key, 9);
  return quickened(key, random, thinned(key, random, deal, around), around);
}

const isReal = (move: Move) => move.correction === undefined;

function thinned(key: number[], random: Random, deal: Deal, around: Circumstances): Deal {
  const { company, isIdeal, isList, isHot } = around;
  const { effects } = company;
  const moves = deal.moves.filter(isReal);
  const [first, next] = moves;
  if (first === undefined || next === undefined || typeof first.to !== "number") return deal;
  const attempt = firstAttemptOf({ key, stay: 0, from: first.at, isHot });
  const isQuick = attempt.most > 0 && attempt.at - first.at <= 60;
  const kept =
    (isIdeal ? 1 : 1 / effects.ideal) * (isList ? effects.list : 1) * (isQuick ? 1 : 1 / effects.quickCall);
  const stays = random.chance(kept);
  const stage = company.pipelines[deal.pipeline].stages[first.to - 1];
  if (stays || next.to === "lost" || stage === undefined) return deal;
  const lost = Math.max(120, Math.round(random.lognormal(stage.lostMedianDays * minutesPerDay, stage.sigma)));
  const at = inOfficeHours(first.at + lost);
  return { ...deal, moves: at <= around.until ? [first, { at, to: "lost" }] : [first], isZombie: false };
}

function quickened(key: number[], random: Random, deal: Deal, around: Circumstances): Deal {
  const { company, pipeline, source, full, until, isHot } = around;
  const ratio = company.effects.nextStep;
  if (ratio === 1) return deal;
  const first = deal.moves.find(isReal)?.to;
  const draw = (ordinal: number, at: Minute, hasDetour: boolean) =>
    drawDeal(random, {
      pipeline,
      source,
      startedAt: at,
      full,
      fromStart: true,
      company,
      until,
      goesOn: { from: ordinal, born: typeof first === "number" ? first : ordinal, hasDetour },
    });
  let moves = deal.moves;
  let isZombie = deal.isZombie;
  let aheadUntil = -Infinity;
  for (let stay = 0; ; stay++) {
    const real = moves.filter(isReal);
    const [now, next] = [real[stay], real[stay + 1]];
    if (now === undefined) break;
    if (typeof now.to !== "number" || now.to < sale[pipeline].qualified) continue;
    const { to: ordinal, at: from } = now;
    const entry: Entry = { key, stay, from, isHot };
    const step = stepOf(entry);
    const steps = [{ setAt: step.setAt, until: Math.min(step.dueAt, step.doneAt) }];
    if (ordinal === sale[pipeline].meeting) {
      const { setAt, at } = meetingOf(entry);
      steps.push({ setAt, until: at });
    }
    const leavesAt = next?.at ?? until;
    const begins = aheadUntil > from ? from : Math.min(...steps.map(({ setAt }) => setAt));
    const hasDetour = real.slice(0, stay + 1).some(({ to }, index) => {
      const before = real[index - 1]?.to;
      return before === "lost" || (typeof before === "number" && typeof to === "number" && to < before);
    });
    let left = leavesAt;
    for (let at = begins; at < leavesAt;) {
      const other = draw(ordinal, from, hasDetour).moves.filter(isReal)[1];
      if (other !== undefined && other.at <= at) continue;
      if (other === undefined || other.at >= leavesAt) break;
      at = other.at;
      const isForward = other.to === "won" || (typeof other.to === "number" && other.to > ordinal);
      if (!isForward || !random.chance(ratio - 1)) continue;
      const rest = typeof other.to === "number" ? draw(other.to, at, hasDetour) : undefined;
      moves = [...moves.filter((move) => move.at < at), ...(rest?.moves ?? [{ at, to: "won" as const }])];
      isZombie = rest?.isZombie ?? false;
      left = at;
      break;
    }
    for (const each of steps) if (each.setAt < left) aheadUntil = Math.max(aheadUntil, each.until);
  }
  return { ...deal, moves, isZombie };
}
