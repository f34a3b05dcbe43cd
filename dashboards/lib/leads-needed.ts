/**
 * By number of leads, from `target` up: the probability that at least `target` of them become customers, after `successes`
 * of `trials` did; beta-binomial under the Jeffreys prior, as the SQL macro beta_binomial_at_least.
 */
export function* assuranceByLeads(
  target: number,
  successes: number,
  trials: number,
): Generator<{ leads: number; assurance: number }> {
  const won = successes + 0.5;
  const both = trials + 1;
  // The chance that the last of `target` customers is lead number `leads`, as a logarithm, and that it is no later one.
  let chance = 0;
  for (let index = 0; index < target; index++) chance += Math.log((won + index) / (both + index));
  let assurance = Math.exp(chance);
  for (let leads = target; ; leads++) {
    yield { leads, assurance };
    chance +=
      Math.log(leads / (leads - target + 1)) + Math.log((both - won + leads - target) / (both + leads));
    assurance += Math.exp(chance);
  }
}

/**
 * The fewest leads of which at least `target` become customers with probability `assurance`, as the SQL macro leads_needed.
 * Undefined when a million leads are too few.
 */
export function leadsNeeded(
  target: number,
  assurance: number,
  successes: number,
  trials: number,
): number | undefined {
  for (const reached of assuranceByLeads(target, successes, trials)) {
    if (reached.assurance >= assurance) return reached.leads;
    if (reached.leads >= 1_048_575) return undefined;
  }
  return undefined;
}

/**
 * The share of a lead with the whole horizon that a lead counts for, when leads come evenly over the `days` before a
 * deadline (or all of them that many days before it). The curve has one row per day from 0 to the horizon.
 */
export function shareBefore(
  days: number,
  curve: { won_share: number; mean_share: number }[],
  arrival: "evenly" | "at_once",
): number | null {
  const horizon = curve.length - 1;
  const last = curve[horizon];
  const row = curve[Math.min(days, horizon)];
  if (last === undefined || row === undefined || days < 0) return null;
  if (arrival === "at_once") return row.won_share;
  // Leads that come more than a horizon before the deadline count in full.
  return days <= horizon ? row.mean_share : (last.mean_share * horizon + (days - horizon)) / days;
}
