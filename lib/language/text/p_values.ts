/**
 * p-values as texts: `format.pval`.
 *
 * @module
 */
import { type Builtin, word } from "../evaluation/builtin.ts";
import { formatPValues } from "../../render/number/number_format.ts";
import { characters, namesOf, withNames } from "../values/value.ts";

export const P_VALUES: readonly Builtin[] = [
  word("format.pval", "pv, digits, eps, na.form, ...", (call) => {
    const pv = call.value("pv");
    const digits = call.has("digits")
      ? call.number("digits")
      : Math.max(1, call.interpreter.console.digits - 2);
    const cells = formatPValues(
      Array.from(call.doubles("pv")),
      digits,
      call.number("eps", Number.EPSILON),
      call.text("na.form", "NA"),
    );
    const names = namesOf(pv);
    return names ? withNames(characters(cells), names) : characters(cells);
  }),
];
