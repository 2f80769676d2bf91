/**
 * Every word of the language by its name.
 *
 * @module
 */
import { APPLY } from "./base/apply.ts";
import { ATTRIBUTES } from "./base/attributes.ts";
import { CONTROL } from "./base/control.ts";
import { ELEMENTWISE } from "./base/elementwise.ts";
import { MARGINS } from "./base/margins.ts";
import { TOTALS } from "./base/totals.ts";
import { COVARIANCES } from "./stats/covariance.ts";
import { QUANTILES } from "./stats/quantiles.ts";
import { OPERATORS } from "./base/operators.ts";
import { PRINTING } from "./base/printing.ts";
import { CHOOSING } from "./base/choosing.ts";
import { EQUALITY } from "./base/equality.ts";
import { KINDS_OF } from "./base/kinds.ts";
import { MAKING } from "./base/making.ts";
import { MISSING } from "./base/missing.ts";
import { ORDERING } from "./base/ordering.ts";
import type { Builtin } from "./evaluation/builtin.ts";

export const WORDS: ReadonlyMap<string, Builtin> = new Map(
  [
    OPERATORS,
    CONTROL,
    MAKING,
    KINDS_OF,
    EQUALITY,
    ORDERING,
    MISSING,
    CHOOSING,
    ATTRIBUTES,
    ELEMENTWISE,
    TOTALS,
    MARGINS,
    QUANTILES,
    COVARIANCES,
    APPLY,
    PRINTING,
  ].flat().map((
    w,
  ) => [w.name, w]),
);
