/**
 * What `$` and `[[ ]]` take from a value by name.
 *
 * @module
 */
import { refuseHeld } from "../../model/formula/held.ts";
import { fail, type Span } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { Fit, GeneralizedLinearModel } from "../../model/fit.ts";
import { asFrame } from "../values/frame.ts";
import { byModelRow, fittedOf, generalizedResiduals, residualsOf } from "../page/model_rows.ts";
import * as language from "../../language/values/value.ts";
import type { ModelRows } from "../values/rows_used.ts";
import { asItIs } from "../values/classed.ts";
import {
  callOf,
  codingsOf,
  decompositionValue,
  effectsOf,
  leftOut,
  levelsOf,
  modelFrameOf,
  termsOf,
} from "./model_objects.ts";
import {
  character,
  describe,
  type FitValue,
  integer,
  list,
  NULL,
  numeric,
  type Value,
} from "../values/value.ts";
import { familyOf } from "./family_part.ts";
import { stratumText } from "./aov_text.ts";
import { nlmeParts } from "./nlme_parts.ts";
import { fromColumn } from "../values/vector.ts";

type Parts = Map<string, () => Value>;

/** Parts by name, each made when asked for; null if the value has none. */
export function partsOf(value: Value): Parts | null {
  switch (value.kind) {
    case "list":
      return new Map(
        value.items.filter((i) => i.name !== null).map((i) => [i.name!, () => i.value]),
      );
    case "fit":
      if (value.fit.strata) return strataParts(value);
      if (value.fit.random?.nlme) {
        return new Map(nlmeParts(value.fit.random, () => coefficientsOf(value.fit)));
      }
      return value.fit.random ? null : modelParts(value);
    case "captioned":
      return partsOf(value.value);
    case "display": {
      const own: Parts = new Map(Object.entries(value.parts));
      return own.size > 0 ? own : value.frame ? columnParts(value) : null;
    }
    case "frame":
    case "means":
    case "contrasts":
    case "anova":
    case "shell":
      return columnParts(value);
    default:
      return null;
  }
}

/** A part by its name, or by the beginning of one unless the name is `whole`. */
export function partNamed(value: Value, name: string, at: Span, whole: boolean): Value {
  const parts = partsOf(value);
  if (parts === null) {
    fail("no-parts", `${describe(value)} has no parts to take by name`, {
      span: at,
      hint: "A verb gives what belongs to it, such as sigma(m) or fixef(m)",
    });
  }
  const exact = parts.get(name);
  if (exact) return exact();
  // R takes the beginning of a name for the name, but not in x[["name"]]
  const begun = whole ? [] : [...parts.keys()].filter((n) => n.startsWith(name));
  if (begun.length === 1) return parts.get(begun[0]!)!();
  return fail("unknown-part", `There is no part named "${name}"`, {
    span: at,
    hint: suggestion(name, [...parts.keys()]) ?? "It has no named parts",
  });
}

/** Names of the parts of a result, as R's `names`. */
export function partNames(value: Value): Value {
  if (value.kind === "list") return character(value.items.map((i) => i.name ?? ""));
  const parts = partsOf(value);
  if (!parts) return NULL;
  const names = [...parts].filter(([name, part]) =>
    value.kind !== "fit" || !MAY_LACK.has(name) || part().kind !== "null"
  );
  return character(names.map(([name]) => name));
}

function columnParts(value: Value): Parts | null {
  const whole = asFrame(value);
  return whole && new Map(whole.table.columns.map((c) => [c.name, () => fromColumn(c)]));
}

/** The strata of an analysis by name. */
function strataParts({ fit, call }: FitValue): Parts {
  return new Map(
    fit.strata!.map((stratum): [string, () => Value] => [stratum.name, () => ({
      kind: "display",
      shown: { kind: "text", text: stratumText(stratum, call) },
      what: "a stratum",
      frame: null,
      parts: {
        coefficients: () => {
          const kept = stratum.coefficients.filter((c) => c.estimate !== null);
          return numeric(
            kept.map((c) => c.estimate!),
            kept.map((c) => fit.fixed.names[c.column]!),
          );
        },
        rank: () => integer([stratum.squares.size]),
        "df.residual": () => integer([stratum.residualDf]),
        deviance: () => numeric([stratum.residualSumSq]),
        sigma: () => numeric([Math.sqrt(stratum.residualSumSq / stratum.residualDf)]),
      },
    })]),
  );
}

/** Parts that R leaves out where they are nothing. */
const MAY_LACK: ReadonlySet<string> = new Set(["na.action", "offset", "weights", "contrasts"]);

/** With weights R has the fitted values first, and the weights before the rank. */
function ordered(weighted: boolean, parts: readonly [string, () => Value][]) {
  if (!weighted) return parts;
  const named = new Map(parts);
  return ["fitted.values", "effects", "weights", "rank"].flatMap((
    name,
  ): [string, () => Value][] => {
    const make = named.get(name);
    return name === "weights" ? [["weights", () => NULL]] : make ? [[name, make]] : [];
  });
}

/** The parts of R's `lm` and `glm` objects. */
function modelParts(value: FitValue): Parts {
  const { fit, rows } = value;
  const { generalized, leastSquares } = fit;
  const used = { ...rows, padded: null };
  const part = (name: string, make: () => language.Value): [string, () => Value] => [
    name,
    () => asItIs(make(), name),
  ];
  const factors = fit.fixed.variables.some((v) => v.kind === "factor");
  return new Map<string, () => Value>([
    ["coefficients", () => coefficientsOf(fit)],
    ...(generalized
      ? devianceParts(generalized, used)
      : [["residuals", () => byModelRow(used, residualsOf(fit))] as const]),
    ...ordered(fit.weights !== null, [
      ...(leastSquares ? [part("effects", () => effectsOf(value))] : []),
      ["rank", () => integer([fit.rank])],
      ["fitted.values", () => byModelRow({ ...rows, padded: null }, fittedOf(fit))],
    ]),
    ...(leastSquares
      ? [
        part("assign", () => language.integers([...fit.fixed.assign])),
        part("qr", () => decompositionValue(value)),
      ]
      : [["family", () => familyOf(fit)] as const]),
    ["df.residual", () => integer([fit.residualDf])],
    ["na.action", () => leftOut(value)],
    ["offset", () => fit.fixed.offset ? numeric(fit.fixed.offset) : NULL],
    ["contrasts", () => factors ? asItIs(codingsOf(fit), "contrasts") : NULL],
    part("xlevels", () => levelsOf(fit)),
    ["call", () => callOf(value)],
    part("terms", () => termsOf(value)),
    part("model", () => modelFrameOf(value)),
    ["weights", () => weightsOf(fit)],
    ...(fit.marginal
      ? [
        ["modelInfo", () =>
          list([
            { name: "nobs", value: integer([fit.n]) },
            { name: "family", value: familyOf(fit) },
          ])] as const,
      ]
      : []),
  ]);
}

/** The parts of R's `glm` object, whose own residuals are those of the last step. */
function devianceParts(fit: GeneralizedLinearModel, rows: ModelRows): [string, () => Value][] {
  return [
    ["residuals", () => byModelRow(rows, generalizedResiduals(fit, "working"))],
    ["linear.predictors", () => byModelRow(rows, fittedOf(fit).map(fit.family.linked.linear))],
    ["deviance", () => numeric([fit.deviance])],
    ["null.deviance", () => numeric([fit.nullDeviance])],
    ["df.null", () => integer([fit.nullDf])],
    ["aic", () => numeric([fit.aic])],
    ["iter", () => integer([fit.iterations])],
    ...(fit.size
      ? [
        ["theta", () => numeric([fit.size!.value])] as [string, () => Value],
        ["SE.theta", () => numeric([fit.size!.standardError])] as [string, () => Value],
        ["twologlik", () => numeric([2 * fit.logLik])] as [string, () => Value],
      ]
      : []),
  ];
}

/** Estimates by name; an aliased one is missing. */
export function coefficientsOf(fit: Fit): Value {
  return numeric(
    fit.coefficients.map((c) => c.estimate ?? NaN),
    fit.coefficients.map((c) => c.name),
  );
}

/** Prior weights; NULL where there are none. */
function weightsOf(fit: Fit): Value {
  refuseHeld(fit.data, "Weights are of rows");
  return fit.weights ? numeric(fit.weights) : NULL;
}
