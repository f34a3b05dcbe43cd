const en = {
  hot_and_silent: "Hot and silent",
  next_step_missing: "Next step missing",
  next_step_overdue: "Next step overdue",
  not_accepted: "Handed over, not accepted",
  no_summary: "Met, no summary sent",
  proposal_expired: "Proposal expired, no answer",
  do_not_call: "Called against do-not-call",
};
const hu: typeof en = {
  hot_and_silent: "Forró, de senki sem keresi",
  next_step_missing: "Nincs következő lépés",
  next_step_overdue: "Elmaradt a következő lépés",
  not_accepted: "Átadva, de nincs elfogadva",
  no_summary: "Megbeszélés után nincs összefoglaló",
  proposal_expired: "Lejárt az ajánlat, nincs válasz",
  do_not_call: "Tiltás ellenére felhívták",
};

/** Why a deal is in the list of the morning. */
export const reasonWords = { en, hu };
export type Reason = keyof typeof en;
export const reasons = Object.keys(en) as Reason[];
export const isReason = (text: string): boolean => Object.hasOwn(en, text);
