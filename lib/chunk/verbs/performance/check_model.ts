/**
 * The verb of performance that draws the residuals of a model: `check_model`.
 *
 * @module
 */
import { residualsFigure } from "../../../render/figure/made/make_residuals.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { figureValue } from "../heddle/figure_value.ts";

/** Panels of residuals. */
export const CHECK_MODEL: Verb = verbOf("performance")(
  "check_model",
  "x, panel!TRUE, check~, detrend~, residual_type~, bandwidth~, type~, show_dots~, alpha~, dot_alpha~, colors~, base_size~, dot_size~, line_size~, size_dot~, size_line~, n_columns~, theme~, verbose~",
  "residuals of a model, four ways, as residuals_plot()",
  (call) => figureValue(call.at("x", () => residualsFigure(call.fit("x").fit))),
);
