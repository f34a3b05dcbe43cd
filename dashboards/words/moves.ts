const en = {
  headline: (skips: string, backs: string) =>
    `${skips} of the steps forward skip a stage, and ${backs} moves go back`,
  headlineNoStep: "No lead has moved a stage forward yet",
  headlineNone: "Nothing has moved yet",
  subtitle: "From each stage (row) to the next (column). Blue: skips a stage. Red: goes back.",
  about: (n: string) =>
    `Open here, each cell also has its share of all moves from there. Start: where leads are first known. Lost and won as rows: reopened (n = ${n} moves).`,
  from: "From",
  start: "Start",
  other: "Other pipeline",
  loop: (from: string, to: string, moves: string) => `Most often back: ${from} → ${to} (${moves}).`,
};
const hu: typeof en = {
  headline: (skips, backs) => `Az előrelépések közül szakaszt ugrik át: ${skips}; visszalépés: ${backs}`,
  headlineNoStep: "Még egy lead sem lépett előre",
  headlineNone: "Még semmi sem mozdult",
  subtitle: "Honnan (sor) hová (oszlop). Kék: szakaszt ugrik át. Piros: visszalép.",
  about: (n) =>
    `Így kinyitva minden cellában ott az onnan induló mozgások aránya is. Kezdet: ahol a lead először ismert. Az elveszett és a megnyert mint sor: újranyitás (n = ${n} mozgás).`,
  from: "Honnan",
  start: "Kezdet",
  other: "Másik tölcsér",
  loop: (from, to, moves) => `A leggyakoribb visszalépés: ${from} → ${to} (${moves}).`,
};

/** The words of moves between places. */
export const moveWords = { en, hu };
