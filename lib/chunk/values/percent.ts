/**
 * Probabilities as R heads columns with them.
 *
 * @module
 */
import { numberText } from "../../data/factor.ts";
import { signif } from "../../render/number/number_format.ts";

/** `0.025` as `2.5 %`: three significant digits. */
export function roundText(probability: number): string {
  return `${numberText(signif(100 * probability, 3))} %`;
}
