/** What a page may cost, and of what that depends: on the site alone, or on how fast the machine is that shows it. */
export interface SiteGoal {
  name: string;
  most: number;
  unit: "bytes" | "requests" | "ms" | "s" | "";
  isOfMachine: boolean;
}

const kilobytes = 1024;

export const siteGoals = {
  firstBytes: {
    name: "bytes before charts are visible",
    most: 60 * kilobytes,
    unit: "bytes",
    isOfMachine: false,
  },
  bytes: { name: "bytes after hydration", most: 150 * kilobytes, unit: "bytes", isOfMachine: false },
  requests: { name: "requests", most: 12, unit: "requests", isOfMachine: false },
  largestData: { name: "largest data file", most: 25 * kilobytes, unit: "bytes", isOfMachine: false },
  layoutShift: { name: "CLS", most: 0.05, unit: "", isOfMachine: false },
  complaints: { name: "errors and requests elsewhere", most: 0, unit: "", isOfMachine: false },
  wasm: { name: "bytes of WebAssembly before Run", most: 0, unit: "bytes", isOfMachine: false },
  largestContent: { name: "LCP", most: 1000, unit: "ms", isOfMachine: true },
  blocked: { name: "TBT", most: 300, unit: "ms", isOfMachine: true },
  filter: { name: "filter to paint", most: 100, unit: "ms", isOfMachine: true },
  filterSlow: {
    name: "filter to paint, a fourth of the processor",
    most: 300,
    unit: "ms",
    isOfMachine: true,
  },
  warmRun: { name: "warm Run to rows", most: 2, unit: "s", isOfMachine: true },
} as const satisfies Record<string, SiteGoal>;

export type SiteFigure = keyof typeof siteGoals;
/** What was measured of a page; what it does not have is missing. */
export type Measures = Partial<Record<SiteFigure, number>>;

/** The goals that a page misses, as words. */
export const missedGoals = (measures: Measures): string[] =>
  (Object.entries(measures) as [SiteFigure, number][])
    .filter(([figure, value]) => value > siteGoals[figure].most)
    .map(
      ([figure, value]) =>
        `${siteGoals[figure].name} ${shown(figure, value)}, goal ${shown(figure, siteGoals[figure].most)}`,
    );

/** A measure as people read it. */
export function shown(figure: SiteFigure, value: number): string {
  const { unit } = siteGoals[figure];
  if (unit === "bytes") return `${(value / kilobytes).toFixed(1)} KB`;
  if (unit === "ms") return `${value.toFixed(0)} ms`;
  if (unit === "s") return `${value.toFixed(2)} s`;
  return figure === "layoutShift" ? value.toFixed(3) : String(value);
}
