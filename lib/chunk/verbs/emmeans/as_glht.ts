/**
 * Contrasts of means as general linear hypotheses: `as.glht`.
 *
 * @module
 */
import { Contrasts } from "../../../inference/contrast/viewed_contrasts.ts";
import { generalHypotheses } from "../../../inference/hypotheses/general_hypotheses.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { type DisplayValue, list, type Value } from "../../values/value.ts";
import { glhtValue } from "../multcomp/glht.ts";

/** Contrasts of means as hypotheses of the coefficients. */
function fromContrasts(call: Call): Value {
  const value = call.value("object");
  const table = value.kind === "contrasts" ? value.table : null;
  if (!(table instanceof Contrasts)) {
    return call.wrong("object", "contrasts", value, "as.glht(pairs(emmeans(m, ~ Trt)))");
  }
  const { groups, fit } = table.parts;
  const made = groups.map((g): { name: string; value: DisplayValue } => {
    const own = call.at("object", () =>
      generalHypotheses(fit, g.names, g.functions.rows(), {
        rhs: g.known.map((k) => -k),
        df: table.rows[0]?.df ?? undefined,
      }));
    const name = g.by ? Object.entries(g.by).map(([k, v]) => `${k} = ${v}`).join(", ") : "";
    return {
      name,
      value: glhtValue({ hypotheses: own, head: { type: null, fit: "" }, factor: null }),
    };
  });
  return made.length === 1 ? made[0]!.value : list(made);
}

/** Contrasts as hypotheses. */
export const AS_GLHT: Verb = verbOf("emmeans")(
  "as.glht",
  "object",
  "contrasts of means as hypotheses of glht()",
  fromContrasts,
);
