import type { Findings, Measured } from "./measure.ts";

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Standard error of a mean. */
const standardError = (values: number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) / (values.length - 1));
const percent = (value: number, digits = 2) => `${(value * 100).toFixed(digits)} %`;
const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value * 100).toFixed(2)}`;
const points = (value: number) => `${signed(value)} points`;
/** A mean error with its standard error: what is within two of them may be chance. */
const average = (errors: number[]) =>
  `${signed(mean(errors))} ± ${(standardError(errors) * 100).toFixed(2)} points on average`;

/** Companies from which on coverage can be judged: with fewer, chance alone leaves the limits. */
const enoughCompanies = 20;

/** Sums up the findings of all companies and names the limits they break. */
export function judge(all: Findings[]): { lines: string[]; broken: string[] } {
  const lines: string[] = [];
  const broken: string[] = [];
  const measured = all.flatMap((findings) => findings.measured);
  const of = (measure: Measured["measure"]) =>
    measured.filter((row) => row.measure === measure && row.found !== null);
  const error = (row: Measured) => (row.found ?? NaN) - row.truth;

  const customers = of("lead_to_customer");
  const customerErrors = perCompany(customers, error);
  const customerError = mean(customerErrors);
  const truth = mean(perCompany(customers, (row) => row.truth));
  lines.push(`lead → customer, truth ${percent(truth)} over ${all.length} companies:`);
  lines.push(
    `  estimate            ${average(customerErrors)}, ${points(mean(customers.map((row) => Math.abs(error(row)))))} in size`,
  );
  for (const [measure, label] of [
    ["crm_all_stages", "all-stages funnel "],
    ["crm_any_stages", "any-stages funnel "],
    ["crm_won_of_closed", "won ÷ (won + lost)"],
  ] as const)
    lines.push(`  CRM: ${label} says ${percent(mean(perCompany(of(measure), (row) => row.found ?? NaN)))}`);

  const stages = of("stage");
  const off: string[] = [];
  for (const place of new Set(stages.map((row) => `${row.pipeline} ${row.place}`))) {
    const here = stages.filter((row) => `${row.pipeline} ${row.place}` === place);
    const errors = here.map(error);
    // One stage of few companies is off by chance alone: what two standard errors explain is no finding.
    if (Math.abs(mean(errors)) > Math.max(0.01, 2 * standardError(errors)))
      off.push(`stage ${place} is off by ${average(errors)}, at most 1 is allowed`);
    lines.push(
      `stage ${place.padEnd(20)} ${average(errors)}, ${points(mean(here.map((row) => Math.abs(error(row)))))} in size, covered ${covered(here)}`,
    );
  }
  const stageError = mean(stages.map(error));
  lines.push(`all stages                 ${average(stages.map(error))}`);
  const intervals = [...customers, ...stages].filter((row) => row.low !== null && row.high !== null);
  const coverage = intervals.filter(isCovered).length / intervals.length;
  lines.push(
    `95 % intervals cover ${percent(coverage, 1)} of ${intervals.length}: lead → customer ${covered(customers)}, stages ${covered(stages)}`,
  );
  for (const measure of ["advance_median", "dwell_median"] as const) {
    const rows = of(measure).filter((row) => Number.isFinite(row.truth) && row.truth > 0);
    const ratios = rows.map((row) => Math.log((row.found ?? NaN) / row.truth));
    lines.push(
      `${measure.replace("_", " ").padEnd(14)} ${percent(Math.expm1(mean(ratios)), 1)} on average of ${rows.length}`,
    );
  }

  const wrong = all.flatMap((findings) => findings.counts.wrong);
  const compared = all.reduce((sum, findings) => sum + findings.counts.compared, 0);
  lines.push(`counts and moves: ${wrong.length} of ${compared} differ from what was simulated`);
  for (const assurance of [0.8, 0.9, 0.95]) {
    const plans = all.flatMap((findings) => findings.plans).filter((plan) => plan.assurance === assurance);
    if (plans.length > 0)
      lines.push(
        `planned leads for 20 customers at ${assurance}: reached ${percent(mean(plans.map((plan) => plan.reached)), 1)} of the time, the naive number ${percent(mean(plans.map((plan) => plan.naive)), 1)}`,
      );
  }
  const judged = all.reduce((sum, findings) => sum + findings.verdicts.judged, 0);
  const wrongVerdicts = all.reduce((sum, findings) => sum + findings.verdicts.wrong, 0);
  lines.push(`leak verdicts: ${wrongVerdicts} of ${judged} wrong`);
  const made = all.reduce((sum, findings) => sum + findings.forecasts.made, 0);
  const right = all.reduce((sum, findings) => sum + findings.forecasts.covered, 0);
  lines.push(`expected wins: ${percent(right / made, 1)} of ${made} past forecasts cover what came`);

  if (wrong.length > 0) broken.push(`counts: ${wrong.slice(0, 5).join("; ")}`);
  if (all.length >= enoughCompanies) {
    if (!(Math.abs(customerError) <= 0.003))
      broken.push(`lead → customer is off by ${points(customerError)}, at most 0.3 are allowed`);
    if (!(Math.abs(stageError) <= 0.01))
      broken.push(`stages are off by ${points(stageError)}, at most 1 is allowed`);
    broken.push(...off);
    if (!(coverage >= 0.92 && coverage <= 0.98))
      broken.push(`intervals cover ${percent(coverage, 1)}, expected 92 to 98 %`);
  }
  return { lines, broken };
}

const isCovered = (row: Measured) =>
  (row.low ?? Infinity) <= row.truth && row.truth <= (row.high ?? -Infinity);
const covered = (rows: Measured[]) => `${rows.filter(isCovered).length} of ${rows.length}`;

/** A value of each company, its pipelines weighted by their journeys. */
function perCompany(rows: Measured[], value: (row: Measured) => number): number[] {
  return [...new Set(rows.map((row) => row.seed))].map((seed) => {
    const mine = rows.filter((row) => row.seed === seed);
    return (
      mine.reduce((sum, row) => sum + value(row) * row.count, 0) /
      mine.reduce((sum, row) => sum + row.count, 0)
    );
  });
}
