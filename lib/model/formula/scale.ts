/**
 * Units in which the numbers of a model can be squared: sums of squares and cross-products of larger
 * ones overflow, and those of smaller ones vanish. Degrees of freedom of a mixed model come from the
 * squares of variances, which are fourth powers.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";

/** Beyond this size, squares and their sums leave the range of doubles, 1e-308 to 1e308. */
export const LARGEST_SIZE = 1e150;
/** Below this size they vanish. */
export const SMALLEST_SIZE = 1e-150;

/** What is done with values, and the sizes between which it can be done. */
const RANGES = {
  squares: { largest: LARGEST_SIZE, smallest: SMALLEST_SIZE },
  "fourth powers": { largest: 1e70, smallest: 1e-70 },
} as const;

/**
 * Refuses values whose powers no double holds; all zeros are no matter of scale.
 *
 * @param label what they are, as the formula has it
 * @throws DiagnosticError `scale-overflows`
 */
export function refuseExtremeScale(
  label: string,
  values: ArrayLike<number>,
  place: { span?: Span } = {},
  powers: keyof typeof RANGES = "squares",
): void {
  let size = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > size) size = value;
    else if (-value > size) size = -value;
  }
  const { largest, smallest } = RANGES[powers];
  if (size === 0 || (size <= largest && size >= smallest)) return;
  const unit = `1e${Math.floor(Math.log10(size))}`;
  fail("scale-overflows", `The scale overflows: ${label} is of the size ${unit}`, {
    ...place,
    hint: `No number holds its ${powers}; change its unit by a division by ${unit}`,
  });
}
