import { cycleFigures } from "../figures/cycle.ts";
import { dwellFigure } from "../figures/dwell.ts";
import { moveFigure } from "../figures/moves.ts";
import { dwellFileOf, type DwellIndex } from "../lib/dwell-files.ts";
import { element } from "../lib/element.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: (context) => [
    element("div", { class: "grid" }, ...cycleFigures(context), dwellFigure(context), moveFigure(context)),
  ],
  parts: {
    name: "dwell",
    readerOf(given, read) {
      const index = given as DwellIndex;
      return {
        none: index,
        count: () => 0,
        load(filters) {
          const file = dwellFileOf(index, filters);
          return file === undefined ? Promise.resolve(index) : read(file);
        },
      };
    },
  },
};
