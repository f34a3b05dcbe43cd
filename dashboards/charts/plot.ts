/** The parts of the chart library that charts use: what is not named here is not sent to browsers. */
export {
  areaY,
  axisX,
  axisY,
  barX,
  barY,
  cell,
  dot,
  gridX,
  gridY,
  lineY,
  plot,
  rect,
  ruleX,
  ruleY,
  text,
  tickX,
} from "@observablehq/plot";
