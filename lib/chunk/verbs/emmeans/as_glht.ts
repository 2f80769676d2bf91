/**
 * Means and their contrasts as general linear hypotheses: `as.glht`, and `emm` within `glht`.
 *
 * @module
 */
import { contrast, requireModel } from "../../../inference/contrast/contrast.ts";
import { Contrasts } from "../../../inference/contrast/viewed_contrasts.ts";
import { emmeans } from "../../../inference/means/emmeans.ts";
import { generalHypotheses } from "../../../inference/hypotheses/general_hypotheses.ts";
import type { Fit } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import { type EstimatesValue, isEstimates } from "../../values/estimates.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Asked, DisplayValue, Value } from "../../values/value.ts";
import { glhtValue } from "../multcomp/glht.ts";
import { groupedText, NO_CALL } from "../multcomp/glht_text.ts";
import { EMM } from "../multcomp/linear_functions.ts";
import { meansOptions, methodOf, specOf } from "./means_arguments.ts";

const verb = verbOf("emmeans");

/** Hypotheses of several groups, of which each is tested by itself. */
function severalHypotheses(
  groups: readonly { name: string; value: DisplayValue }[],
): DisplayValue {
  const names = groups.map(({ name }) => name);
  const texts = groups.map(({ value }) => value.shown.kind === "text" ? value.shown.text : "");
  const each = (name: string) => (asked: Asked): Value =>
    severalHypotheses(
      groups.map((g) => ({ name: g.name, value: g.value.generics![name]!(asked) as DisplayValue })),
    );
  return {
    kind: "display",
    shown: { kind: "text", text: groupedText(names, texts) },
    what: "hypotheses of several groups",
    frame: null,
    parts: Object.fromEntries(groups.map(({ name, value }) => [name, () => value])),
    generics: Object.fromEntries(
      ["summary", "confint"].filter((name) => groups.every(({ value }) => value.generics?.[name]))
        .map((name) => [name, each(name)]),
    ),
  };
}

/** Hypotheses of the rows of means or contrasts, a list of several groups. */
function hypothesesOf(call: Call, value: EstimatesValue, of: string, modelCall: string): Value {
  const table = requireModel(value.kind === "means" ? value.grid : value.table);
  const own = table instanceof Contrasts
    ? table
    : requireModel(contrast(table, "identity")) as Contrasts;
  const { groups, fit } = own.parts;
  const made = groups.map((g, i): { name: string; value: DisplayValue } => {
    const first = groups.slice(0, i).reduce((sum, { names }) => sum + names.length, 0);
    const dfs = own.rows.slice(first, first + g.names.length).flatMap((r) => r.df ?? []);
    const mean = dfs.reduce((sum, v) => sum + v, 0) / dfs.length;
    const hypotheses = call.at(of, () =>
      generalHypotheses(fit, g.names, g.functions.rows(), {
        rhs: g.known.map((k) => -k),
        // one law for all: multcomp knows whole df
        df: Number.isFinite(mean) ? Math.max(1, Math.round(mean)) : Infinity,
        covariance: own.parts.df.covariance,
      }));
    const name = g.by ? Object.entries(g.by).map(([k, v]) => `${k} = ${v}`).join(", ") : "";
    return {
      name,
      value: glhtValue({ hypotheses, head: { type: null, fit: modelCall }, factor: null }),
    };
  });
  return made.length === 1 ? made[0]!.value : severalHypotheses(made);
}

/** Means or contrasts as hypotheses of the coefficients; they have lost the call of their model. */
function fromEstimates(call: Call): Value {
  const value = call.value("object");
  return isEstimates(value)
    ? hypothesesOf(call, value, "object", NO_CALL)
    : call.wrong("object", "means or contrasts", value, "as.glht(pairs(emmeans(m, ~ Trt)))");
}

/** `glht(m, emm(pairwise ~ Trt))`: the means or contrasts of a model, as `glht` asks for them. */
function ofModel(call: Call): Value {
  const spec = specOf(call);
  const method = call.has("contr") ? methodOf(call, "contr") : undefined;
  const make = (fit: Fit, modelCall: string): Value => {
    const grid = call.at("specs", () =>
      emmeans(fit, spec, {
        ...meansOptions(call, fit),
        ...(method ? { contrasts: method } : {}),
      }));
    const value: EstimatesValue = grid.contrasts
      ? { kind: "contrasts", table: grid.contrasts }
      : { kind: "means", grid };
    return hypothesesOf(call, value, "specs", modelCall);
  };
  return {
    kind: "display",
    shown: { kind: "text", text: "means for glht()" },
    what: EMM,
    frame: null,
    parts: {},
    ofModel: (model) => make(model.fit, model.call),
  };
}

/** Means and contrasts as hypotheses. */
export const AS_GLHT: readonly Verb[] = [
  verb("as.glht", "object", "means or contrasts as hypotheses of glht()", fromEstimates),
  verb(
    "emm",
    "specs, by?, contr?, at?, weights?, lmer.df?, mode?, cov.reduce?, cov.keep?, offset?, nesting?, " +
      "ref?, reverse?, max.degree?, include?, exclude?",
    "the means or contrasts that glht() tests: glht(m, emm(pairwise ~ Trt))",
    ofModel,
  ),
];
