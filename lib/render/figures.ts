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
} from "./figure/make_means.ts";
export { qqFigure, residualsFigure, scatterFigure } from "./figure/make_residuals.ts";
export {
  type ComponentInterval,
  componentsFigure,
  correlationFigure,
  covarianceFigure,
  shrinkageFigure,
} from "./figure/make_random.ts";
export {
  fieldFigure,
  pairsFigure,
  powerFigure,
  profileFigure,
  stripFigure,
  type StripNames,
} from "./figure/make_others.ts";
