import { sampleCompany, type Company, type TrueStage } from "../simulate/company.ts";
import { Random } from "../simulate/random.ts";

/** A company whose odds, speeds, sources and forgotten deals differ from the sample's, by its seed. */
export function companyOfSeed(seed: number): Company {
  const random = new Random(seed, 6);
  const vary = (value: number, sigma: number) => random.lognormal(value, sigma);
  const stage = (given: TrueStage): TrueStage => {
    const odds = vary(given.advance / given.lost, 0.35);
    const moving = 1 - Math.min(0.3, vary(1 - given.advance - given.lost, 0.4));
    return {
      ...given,
      advance: (moving * odds) / (1 + odds),
      lost: moving / (1 + odds),
      advanceMedianDays: vary(given.advanceMedianDays, 0.3),
      lostMedianDays: vary(given.lostMedianDays, 0.3),
    };
  };
  const { pipelines, sources, disturbances, effects } = sampleCompany;
  const [first, ...rest] = sources.map((source) => ({
    ...source,
    weight: vary(source.weight, 0.3),
    odds: vary(source.odds, 0.25),
  }));
  return {
    pipelines: {
      sales: { ...pipelines.sales, stages: pipelines.sales.stages.map(stage) },
      partner: { ...pipelines.partner, stages: pipelines.partner.stages.map(stage) },
    },
    sources: [first ?? sources[0], ...rest],
    disturbances,
    effects,
  };
}
