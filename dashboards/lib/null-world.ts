// Written by npm run habits -- --page from a world of 50000 deals in which no habit does anything; do not edit.

/** What the usual comparison and ours say of a habit in that world. */
export interface NullComparison {
  habit: string;
  /** Deals that had it at any time, and how many of them advanced. */
  with_count: number;
  with_advanced_count: number;
  /** Deals that never had it. */
  without_count: number;
  without_advanced_count: number;
  /** Share of the first that advanced ÷ share of the second. */
  naive_ratio: number;
  /** Ours, with its 95 % interval. */
  ratio: number;
  ratio_low: number;
  ratio_high: number;
}
export const nullWorld: { deals: number; comparisons: NullComparison[] } = {
  deals: 50000,
  comparisons: [
    {
      habit: "decision_maker_known",
      with_count: 9039,
      with_advanced_count: 5343,
      without_count: 16061,
      without_advanced_count: 4502,
      naive_ratio: 2.1088,
      ratio: 1.0249,
      ratio_low: 0.9802,
      ratio_high: 1.0715,
    },
    {
      habit: "next_step_set",
      with_count: 13643,
      with_advanced_count: 7436,
      without_count: 11457,
      without_advanced_count: 2409,
      naive_ratio: 2.5922,
      ratio: 1.0147,
      ratio_low: 0.9614,
      ratio_high: 1.0709,
    },
    {
      habit: "two_contacts_known",
      with_count: 14081,
      with_advanced_count: 7670,
      without_count: 11019,
      without_advanced_count: 2175,
      naive_ratio: 2.7596,
      ratio: 1.0502,
      ratio_low: 0.9921,
      ratio_high: 1.1119,
    },
    {
      habit: "within_1h",
      with_count: 9056,
      with_advanced_count: 7002,
      without_count: 35593,
      without_advanced_count: 13238,
      naive_ratio: 2.0789,
      ratio: 0.9919,
      ratio_low: 0.9725,
      ratio_high: 1.0117,
    },
  ],
};
