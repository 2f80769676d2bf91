/**
 * Figures made from fits, means, contrasts and tables.
 *
 * @module
 */
export {
  interactionFigure,
  meansFigure,
  type MeansFigureOptions,
  type NamedMeans,
} from "./made/make_means.ts";
export { qqFigure, residualsFigure, scatterFigure } from "./made/make_residuals.ts";
export {
  type ComponentInterval,
  componentsFigure,
  correlationFigure,
  covarianceFigure,
  shrinkageFigure,
} from "./made/make_random.ts";
export {
  fieldFigure,
  pairsFigure,
  powerFigure,
  profileFigure,
  stripFigure,
  type StripNames,
} from "./made/make_others.ts";
