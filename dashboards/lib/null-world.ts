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
      with_count: 9458,
      with_advanced_count: 5324,
      without_count: 15642,
      without_advanced_count: 3695,
      naive_ratio: 2.383,
      ratio: 1.0228,
      ratio_low: 0.9756,
      ratio_high: 1.0722,
    },
    {
      habit: "next_step_set",
      with_count: 14006,
      with_advanced_count: 7160,
      without_count: 11094,
      without_advanced_count: 1859,
      naive_ratio: 3.0508,
      ratio: 1.0231,
      ratio_low: 0.962,
      ratio_high: 1.0881,
    },
    {
      habit: "two_contacts_known",
      with_count: 14389,
      with_advanced_count: 7329,
      without_count: 10711,
      without_advanced_count: 1690,
      naive_ratio: 3.2282,
      ratio: 1.0481,
      ratio_low: 0.9822,
      ratio_high: 1.1185,
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
