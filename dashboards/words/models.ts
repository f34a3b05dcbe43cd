const en = {
  first: "All to the first touch",
  last: "All to the last touch",
  linear: "In equal parts",
  position: "40% first, 40% last, the rest between",
};
const hu: typeof en = {
  first: "Mind az első érintésé",
  last: "Mind az utolsó érintésé",
  linear: "Egyenlő részekben",
  position: "40% az elsőé, 40% az utolsóé, a többi közötte",
};

/** How the credit of a win is shared among what came before it. */
export const modelWords = { en, hu };
export type Model = keyof typeof en;
export const models = Object.keys(en) as Model[];
export const isModel = (text: string): boolean => Object.hasOwn(en, text);
