/**
 * Covariances that a fit in nlme's terms has: `getVarCov` and `corMatrix`, and the data that it has: `getData`.
 *
 * @module
 */
import { asFactor } from "../../../data/factor.ts";
import { fail } from "../../../diagnostic.ts";
import * as language from "../../../language/values/value.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import {
  randomCovariances,
  residualCovariances,
  residualGroups,
} from "../../../model/mixed/residual/marginal_covariance.ts";
import { nlmeFacts } from "../../../render/nlme_facts.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { asItIs, classed, numberMatrix } from "../../values/classed.ts";
import { frame, isVector, type Value } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";

const verb = verbOf("nlme");

/** A fit in nlme's terms. */
export function nlmeFit(call: Call, name = "object"): LinearMixedModel {
  const value = call.value(name);
  if (value.kind === "fit" && value.fit.random?.nlme) return value.fit.random;
  return call.wrong(
    name,
    "an lme or a gls",
    value,
    "VarCorr(m) has the variances of an lmer",
  );
}

/** Groups of the rows of a fit: names in order, and the group of each row. */
export interface RowGroups {
  readonly name: string;
  readonly labels: readonly string[];
  readonly codes: Int32Array;
}

/** The groups of the innermost level of an `lme`. */
export function innermostGroups(fit: LinearMixedModel): RowGroups | null {
  const level = fit.nlme!.levels.at(-1);
  if (!level) return null;
  const columns = level.factors.map((f) => asFactor(fit.data.require(deparse(f))));
  const labels: string[] = [];
  const places = new Map<string, number>();
  const codes = Int32Array.from({ length: fit.n }, (_, i) => {
    const key = columns.map((c) => c.levels[c.codes[i]!]!).join("/");
    if (!places.has(key)) {
      places.set(key, labels.length);
      labels.push(key);
    }
    return places.get(key)!;
  });
  return { name: level.name, labels, codes };
}

/** A matrix with the class by which it is printed. */
function varCov(
  names: readonly string[],
  values: readonly (readonly number[])[],
  kind: string,
): language.DoubleVector {
  return classed(numberMatrix(names, names, values), kind, "VarCov");
}

function randomMatrix(call: Call, fit: LinearMixedModel): Value {
  const { levels } = nlmeFacts(fit)!;
  if (levels.length !== 1) {
    fail("wrong-argument", "getVarCov() takes a fit with one level of groups", {
      span: call.spanOf("obj"),
      hint: "VarCorr(m) has the variances of all levels",
    });
  }
  const rows = levels[0]!.effects.flatMap((e) => e.rows);
  const values = rows.map((a, i) =>
    rows.map((b, j) => {
      if (i === j) return (a.sd ?? NaN) ** 2;
      const [late, early] = i > j ? [a, j] : [b, i];
      return (a.sd ?? NaN) * (b.sd ?? NaN) * (late.correlations?.[early] ?? 0);
    })
  );
  const made = varCov(rows.map((r) => r.term), values, "random.effects");
  return asItIs(made, "a covariance matrix");
}

/** The groups whose matrices are asked for, by their names or numbers; the first without a word. */
function individualsOf(call: Call, groups: RowGroups): number[] {
  const name = call.has("individuals") ? "individuals" : "individual";
  if (!call.has(name)) return [0];
  const value = call.value(name);
  const texts = isVector(value) ? textsOf(value).map((t) => t ?? "NA") : [];
  return texts.map((text) => {
    const place = groups.labels.indexOf(text);
    if (place >= 0) return place;
    const number = value.kind === "numeric" ? Number(text) - 1 : -1;
    if (Number.isInteger(number) && number in groups.labels) return number;
    return fail("wrong-argument", `There is no group ${text}`, {
      span: call.spanOf(name),
      hint: suggestion(text, groups.labels, "They are") ?? "Give the name of a group",
    });
  });
}

function getVarCov(call: Call): Value {
  const fit = nlmeFit(call, "obj");
  const mixed = fit.nlme!.levels.length > 0;
  const types = ["random.effects", "conditional", "marginal"] as const;
  const type = call.choice("type", types, mixed ? "random.effects" : "marginal");
  if (type === "random.effects") {
    if (!mixed) {
      fail("wrong-argument", "A gls has no random effects", {
        span: call.spanOf("type"),
        hint: 'type = "marginal" has the covariances of its residuals',
      });
    }
    return randomMatrix(call, fit);
  }
  const residual = residualCovariances(fit);
  if (!mixed) return marginalOfGls(call, fit);
  if (fit.nlme!.levels.length > 1) {
    fail("wrong-argument", "getVarCov() takes a fit with one level of groups", {
      span: call.spanOf("obj"),
      hint: "VarCorr(m) has the variances of all levels",
    });
  }
  const groups = innermostGroups(fit)!;
  const random = type === "marginal" ? randomCovariances(fit) : () => 0;
  const items = individualsOf(call, groups).map((g): [string, language.Value] => {
    const rows = [...groups.codes.keys()].filter((i) => groups.codes[i] === g);
    const values = rows.map((a) => rows.map((b) => residual(a, b) + random(a, b)));
    const names = rows.map((_, i) => String(i + 1));
    return [groups.labels[g]!, numberMatrix(names, names, values)];
  });
  const list = classed(language.namedList(items), type, "VarCov");
  return asItIs(
    language.withAttribute(list, "group.levels", language.text(groups.name)),
    "covariance matrices",
  );
}

function marginalOfGls(call: Call, fit: LinearMixedModel): Value {
  const own = residualGroups(fit);
  if (!own) {
    fail("wrong-argument", "The residuals of this gls are independent", {
      span: call.spanOf("obj"),
      hint: "sigma(m)^2 is their variance",
    });
  }
  const [g] = individualsOf(call, { name: "", labels: own.labels, codes: own.codes });
  const rows = [...own.codes.keys()].filter((i) => own.codes[i] === g);
  const residual = residualCovariances(fit);
  const values = rows.map((a) => rows.map((b) => residual(a, b)));
  const names = rows.map((_, i) => String(i + 1));
  const made = numberMatrix(names, names, values);
  const plain = new Map([...made.attributes!].filter(([name]) => name !== "dimnames"));
  return asItIs(
    classed(language.withAttributes(made, plain), "marginal", "VarCov"),
    "a covariance matrix",
  );
}

function correlations(call: Call): Value {
  const value = call.value("object");
  if (value.kind === "display" && value.generics?.corMatrix) return value.generics.corMatrix(call);
  return call.wrong(
    "object",
    "the correlation structure of a fit",
    value,
    "corMatrix(m$modelStruct$corStruct)",
  );
}

function dataOf(call: Call): Value {
  nlmeFit(call);
  return frame(call.fit("object").data);
}

/** Covariances and data of a fit. */
export const NLME_COVARIANCES: readonly Verb[] = [
  verb(
    "getVarCov",
    "obj, individuals?, individual?, type?",
    "the covariance matrix of random effects, or of the observations of a group",
    getVarCov,
  ),
  verb("corMatrix", "object", "the correlations of residuals, by group", correlations),
  verb("getData", "object", "the data of an lme or gls", dataOf),
];
