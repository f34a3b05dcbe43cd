/**
 * The fewest leads of which at least `target` become customers with probability `assurance`, after `successes` of `trials` did:
 * beta-binomial under the Jeffreys prior, as the SQL macro leads_needed. Undefined when a million leads are too few.
 */
export function leadsNeeded(
  target: number,
  assurance: number,
  successes: number,
  trials: number,
): number | undefined {
  const won = successes + 0.5;
  const both = trials + 1;
  // The chance that the last of `target` customers is lead number `leads`, as a logarithm, and that it is no later one.
  let chance = 0;
  for (let index = 0; index < target; index++) chance += Math.log((won + index) / (both + index));
  let reached = Math.exp(chance);
  let leads = target;
  for (; reached < assurance && leads < 1_048_575; leads++) {
    chance +=
      Math.log(leads / (leads - target + 1)) + Math.log((both - won + leads - target) / (both + leads));
    reached += Math.exp(chance);
  }
  return reached < assurance ? undefined : leads;
}
