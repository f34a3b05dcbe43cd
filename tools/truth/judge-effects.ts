import type { Recovered } from "./effects.ts";

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const holds = ({ truth, low, high }: Recovered) => low <= truth && truth <= high;
const isPlanted = ({ truth, neutral }: Recovered) => neutral !== undefined && truth !== neutral;
/** Found on the side of what it would be without the effect on which the truth lies. */
const hasSign = ({ truth, found, neutral }: Recovered) =>
  neutral !== undefined && Math.sign(found - neutral) === Math.sign(truth - neutral);
const share = (rows: Recovered[], is: (row: Recovered) => boolean) => rows.filter(is).length / rows.length;

/** Companies from which on limits can be judged. */
const enoughCompanies = 20;

/**
 * Sums up what the marts of all companies say of each effect. A planted one is to be found in sign and within its interval in nine of ten
 * companies, and replies to attempts in nine of ten intervals; where a ratio is truly 1, intervals are to hold it in 92 to 98 of 100.
 */
export function judgeEffects(all: Recovered[][]): { lines: string[]; broken: string[] } {
  const rows = all.flat();
  const lines: string[] = [];
  const broken: string[] = [];
  const demand = (is: boolean, line: string) => {
    if (all.length >= enoughCompanies && !is) broken.push(line);
  };
  for (const effect of [...new Set(rows.map((row) => row.effect))].sort()) {
    const here = rows.filter((row) => row.effect === effect);
    const planted = here.filter(isPlanted);
    const [covered, sign] = [share(here, holds), share(planted, hasSign)];
    const mean = (value: (row: Recovered) => number) =>
      here.reduce((sum, row) => sum + value(row), 0) / here.length;
    const line =
      `${effect.padEnd(36)} truth ${mean(({ truth }) => truth).toFixed(3)}, found ${mean(({ found }) => found).toFixed(3)} on average, ` +
      `held by the interval in ${percent(covered)} of ${here.length}` +
      (planted.length === 0 ? "" : `, in sign in ${percent(sign)}`);
    lines.push(line);
    if (planted.length > 0) demand(covered >= 0.9 && sign >= 0.9, line);
  }
  const ones = rows.filter(({ truth, neutral }) => truth === 1 && neutral === 1);
  // Where one habit has an effect, the others are bound up with it.
  if (ones.length > 0 && !rows.some(isPlanted)) {
    const line = `ratios that are truly 1: held by ${percent(share(ones, holds))} of ${ones.length} intervals`;
    lines.push(line);
    demand(share(ones, holds) >= 0.92 && share(ones, holds) <= 0.98, `${line}, expected 92 to 98 %`);
  }
  const replies = rows.filter(({ effect }) => effect.startsWith("reply"));
  if (replies.length > 0) {
    const line = `replies: held by ${percent(share(replies, holds))} of ${replies.length} intervals`;
    lines.push(line);
    demand(share(replies, holds) >= 0.9, `${line}, expected 90 % and more`);
  }
  return { lines, broken };
}
