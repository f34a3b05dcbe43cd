import { attributionFigures, modelOf } from "../figures/attribution.ts";
import { attributionWords } from "../words/attribution.ts";
import { models, modelWords } from "../words/models.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: attributionFigures,
  choices(context) {
    const words = attributionWords[context.language];
    return [
      {
        name: "model",
        label: words.model,
        value: modelOf(context),
        options: models.map((model) => ({ value: model, label: modelWords[context.language][model] })),
      },
    ];
  },
};
