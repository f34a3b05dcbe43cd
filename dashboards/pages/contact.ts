import { chosenStage, contactFigures } from "../figures/contact.ts";
import { stageLabel } from "../lib/context.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: contactFigures,
  choices: (context) => [
    {
      name: "stage",
      label: context.text.stage,
      value: chosenStage(context)?.stage ?? "",
      options: context.stages.map((stage) => ({ value: stage.stage, label: stageLabel(stage, context) })),
    },
  ],
};
