const en = {
  headline: (skips: string, backs: string) =>
    `${skips} of the steps forward skip a stage, and ${backs} moves go back`,
  headlineNone: "Nothing has moved yet",
  subtitle: (n: string) =>
    `Moves from each place (row) to each other (column), with their share of all moves from there. Blue: skips a stage. Red: goes back. Start: where leads are first known. Lost and won as rows: reopened (n = ${n} moves).`,
  from: "From",
  start: "Start",
  other: "Other pipeline",
  loop: (from: string, to: string, moves: string) => `Most often back: ${from} → ${to} (${moves}).`,
};
const hu: typeof en = {
  headline: (skips, backs) => `Az előrelépések közül szakaszt ugrik át: ${skips}; visszalépés: ${backs}`,
  headlineNone: "Még semmi sem mozdult",
  subtitle: (n) =>
    `Mozgások az egyes helyekről (sor) a többire (oszlop), és az onnan induló mozgások arányában. Kék: szakaszt ugrik át. Piros: visszalép. Kezdet: ahol a lead először ismert. Az elveszett és a megnyert mint sor: újranyitás (n = ${n} mozgás).`,
  from: "Honnan",
  start: "Kezdet",
  other: "Másik tölcsér",
  loop: (from, to, moves) => `A leggyakoribb visszalépés: ${from} → ${to} (${moves}).`,
};

/** The words of moves between places. */
export const moveWords = { en, hu };
