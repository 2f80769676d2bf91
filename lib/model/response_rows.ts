/**
 * The response of each row of a fit, for what takes sums over rows alone.
 *
 * @module
 */
import type { Fit } from "./fit.ts";
import { heldSource } from "./formula/held.ts";

/**
 * The responses that a normal model was fitted to. Of a fit of cells they are numbers with the same sums
 * and squares: means and sums of squares may be made of them, and none may be shown.
 */
export function responseRows(fit: Fit): Float64Array {
  const { response } = fit.parsed;
  const column = response?.kind === "name" && heldSource(fit.data)
    ? fit.data.column(response.name)
    : undefined;
  if (column?.kind === "numeric") return column.values;
  return Float64Array.from(fit.fitted, (f, i) => f + fit.residuals[i]!);
}

/** Their mean. */
export function meanResponse(fit: Fit): number {
  return responseRows(fit).reduce((sum, y) => sum + y, 0) / fit.n;
}
