/**
 * The parts of an `lme` or `gls` as nlme's objects have them, among them the structures with their
 * estimates.
 *
 * @module
 */
import { asFactor } from "../../data/factor.ts";
import { addAll } from "../../lists.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { calleeName, operands } from "../../model/formula/formula.ts";
import type { NlmeVarianceFunction } from "../../model/nlme_written.ts";
import { partialsOf } from "../../model/covariance/residual/partial_correlation.ts";
import {
  residualCovariances,
  residualGroups,
} from "../../model/mixed/residual/marginal_covariance.ts";
import { nlmeFacts } from "../../render/nlme_facts.ts";
import { formatNumbers } from "../../render/number/number_format.ts";
import type { ShownNlme } from "../../render/shown_nlme.ts";
import { namedVectorLines } from "../../render/text/layout.ts";
import { triangleLines } from "../../render/text/nlme_structures.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { CallExpr } from "../../syntax/expr.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { effectsByLevel } from "../verbs/lme4/nlme_effects.ts";
import { character, type DisplayValue, list, numeric, type Value } from "../values/value.ts";

type Parts = [string, () => Value][];

/** Numbers with their names. */
type Estimates = readonly (readonly [name: string, value: number])[];

const named = (estimates: Estimates): Value =>
  numeric(estimates.map(([, v]) => v), estimates.map(([n]) => n));
const bare = (estimates: Estimates): Value => numeric(estimates.map(([, v]) => v));

/** Parts by name; `coefficients` are those of the fixed effects. */
export function nlmeParts(fit: LinearMixedModel, coefficients: () => Value): Parts {
  const facts = nlmeFacts(fit)!;
  const mixed = fit.nlme!.levels.length > 0;
  return [
    ["modelStruct", () => modelStructure(fit, facts)],
    [
      "coefficients",
      () =>
        mixed
          ? list([
            { name: "fixed", value: coefficients() },
            { name: "random", value: list(effectsByLevel(fit) ?? []) },
          ])
          : coefficients(),
    ],
    ["sigma", () => numeric([facts.sigma])],
    ["logLik", () => numeric([fit.logLik])],
    ["method", () => character([fit.reml ? "REML" : "ML"])],
    ["fitted", () => numeric(fit.fitted)],
    ["residuals", () => numeric(fit.residuals)],
  ];
}

function modelStructure(fit: LinearMixedModel, facts: ShownNlme): DisplayValue {
  const parts: Record<string, () => Value> = {};
  const lines: string[] = [];
  const add = (name: string, value: DisplayValue): void => {
    parts[name] = () => value;
    const loose = value.parts["unconstrained"]?.();
    if (loose?.kind !== "numeric") return;
    const cells = formatNumbers([...loose.values]);
    addAll(lines, [
      `${name}  parameters:`,
      ...(loose.names ? namedVectorLines(loose.names, cells) : [`[1] ${cells.join(" ")}`]),
    ]);
  };
  if (facts.levels.length > 0) addAll(lines, randomLines(facts));
  if (facts.correlation) add("corStruct", correlation(fit, facts.correlation));
  if (facts.variance) add("varStruct", varianceStructure(fit, facts.variance));
  return {
    kind: "display",
    shown: { kind: "text", text: lines.join("\n") },
    what: "the structures of a model",
    frame: null,
    parts,
  };
}

/** Of levels with one effect each the logarithms of their standard deviations over that of the residuals. */
function randomLines({ levels, sigma }: ShownNlme): string[] {
  const rows = levels.toReversed().map((l) => l.effects.flatMap((e) => e.rows));
  if (rows.some((r) => r.length !== 1)) return ["reStruct: VarCorr() has the random effects"];
  const values = rows.map(([r]) => Math.log((r!.sd ?? NaN) / sigma));
  return [
    "reStruct  parameters:",
    ...namedVectorLines(levels.toReversed().map((l) => l.name), formatNumbers(values)),
  ];
}

function structure(
  what: string,
  lines: readonly string[],
  parts: DisplayValue["parts"],
  generics: NonNullable<DisplayValue["generics"]> = {},
): DisplayValue {
  return {
    kind: "display",
    shown: { kind: "text", text: lines.join("\n") },
    what,
    frame: null,
    parts,
    generics,
  };
}

/** The correlations of the residuals of each group, by its name. */
function correlationMatrices(fit: LinearMixedModel): Value {
  const groups = residualGroups(fit)!;
  const covariance = residualCovariances(fit);
  const rowsOf = groups.labels.map((): number[] => []);
  groups.codes.forEach((g, row) => rowsOf[g]!.push(row));
  const matrices = rowsOf.map((rows): Value => ({
    kind: "matrix",
    rowNames: [],
    columnNames: [],
    values: rows.map((a) =>
      Float64Array.from(
        rows,
        (b) => a === b ? 1 : covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b)),
      )
    ),
  }));
  return matrices.length === 1
    ? matrices[0]!
    : list(matrices.map((value, g) => ({ name: groups.labels[g]!, value })));
}

function correlation(
  fit: LinearMixedModel,
  { estimates, matrix }: NonNullable<ShownNlme["correlation"]>,
): DisplayValue {
  const { word, formula, orders } = fit.nlme!.correlation!;
  const head = `Correlation structure of class ${word} representing`;
  if (matrix) {
    // the first visit with all later ones, then the second
    const pairs = matrix.names.flatMap((_, j) =>
      matrix.names.flatMap((_, i) => i > j ? [["", matrix.values[i]![j]!] as const] : [])
    );
    return structure("a correlation structure", [head, ...triangleLines(matrix)], {
      constrained: () => bare(pairs),
      all: () => bare(pairs),
    }, { corMatrix: () => correlationMatrices(fit) });
  }
  const lines = [
    head,
    ...namedVectorLines(estimates.map(([n]) => n), formatNumbers(estimates.map(([, v]) => v))),
  ];
  const loose = (): Value => {
    if (orders) return bare(looseProcess(estimates, orders[0]));
    const values = estimates.map(([name, v]): [string, number] => [
      name,
      unconstrained(word, name, v, () => largestGroup(fit, formula)),
    ]);
    return values.length > 1 ? named(values) : bare(values);
  };
  return structure("a correlation structure", lines, {
    constrained: () => named(estimates),
    all: () => named(estimates),
    unconstrained: loose,
  }, { corMatrix: () => correlationMatrices(fit) });
}

/** Coefficients of an ARMA process by the partial correlations that nlme searches. */
function looseProcess(
  estimates: readonly (readonly [string, number])[],
  p: number,
): [string, number][] {
  const values = estimates.map(([, v]) => v);
  const phi = partialsOf(values.slice(0, p)) ?? [];
  const theta = partialsOf(values.slice(p).map((v) => -v)) ?? [];
  return [...phi, ...theta.map((r) => -r)].map((r) => ["", Math.log((1 + r) / (1 - r))]);
}

/** A parameter on the scale on which nlme searches it. */
function unconstrained(word: string, name: string, value: number, size: () => number): number {
  if (word === "corAR1") return Math.log((1 + value) / (1 - value));
  if (word === "corCAR1" || name === "nugget") return Math.log(value / (1 - value));
  if (word === "corCompSymm") return Math.log((value + 1 / (size() - 1)) / (1 - value));
  return Math.log(value);
}

/** The number of rows of the largest group of a formula `~ t | a/b`. */
function largestGroup(fit: LinearMixedModel, formula: string): number {
  const bar = operands(parseExpression(formula) as CallExpr)[0];
  const right = bar && calleeName(bar) === "|" ? operands(bar as CallExpr)[1]! : null;
  const names = right ? deparse(right).split(/[/:*]/).map((n) => n.trim()) : [];
  const columns = names.flatMap((n) => {
    const column = fit.data.column(n);
    return column ? [asFactor(column)] : [];
  });
  const counts = new Map<string, number>();
  for (let i = 0; i < fit.n; i++) {
    const key = columns.map((c) => c.codes[i]).join(",");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
}

/** A variance function as nlme prints it. */
function functionLines({ word, estimates }: NlmeVarianceFunction): string[] {
  const head = `Variance function structure of class ${word}`;
  if (estimates.length === 0) return [`${head} with no parameters, or uninitialized`];
  const cells = formatNumbers(estimates.map(([, v]) => v));
  return [`${head} representing`, ...namedVectorLines(estimates.map(([n]) => n), cells)];
}

/** Variance functions, one or several that are multiplied. */
function varianceStructure(
  fit: LinearMixedModel,
  first: NonNullable<ShownNlme["variance"]>,
): DisplayValue {
  const { functions } = fit.nlme!.variance!;
  if (functions.length === 0) return variances(first);
  const several = functions.length > 1;
  const letter = (k: number): string => String.fromCharCode("A".charCodeAt(0) + k);
  // an only parameter beside a stratum that is 1 has no name of its own
  const joined = (of: (f: NlmeVarianceFunction) => Estimates, bareOne: boolean): Value => {
    const all = functions.flatMap((f, k) => {
      const own = of(f);
      const plain = bareOne && f.word === "varIdent";
      return own.map(([name, v], i): [string, number] => [
        !several
          ? name
          : plain
          ? `${letter(k)}${own.length > 1 ? i + 1 : ""}`
          : `${letter(k)}.${name}`,
        v,
      ]);
    });
    return !several && bareOne && functions[0]!.word === "varIdent" ? bare(all) : named(all);
  };
  const constrained = (f: NlmeVarianceFunction): Estimates =>
    f.word === "varIdent" ? f.estimates.slice(1) : f.estimates;
  const lines = functions.flatMap(functionLines);
  // A, B, … where several are multiplied
  const parts = several
    ? functions.map((f, k): [string, () => Value] => [
      letter(k),
      () =>
        structure("a variance function", functionLines(f), {
          constrained: () => named(constrained(f)),
          all: () => named(f.estimates),
          unconstrained: () => bare(f.loose),
        }),
    ])
    : [];
  return structure("a variance function", [...(several ? ["Combination of:"] : []), ...lines], {
    ...Object.fromEntries(parts),
    constrained: () => joined(constrained, false),
    all: () => joined((f) => f.estimates, false),
    unconstrained: () => joined((f) => f.loose, true),
  });
}

function variances({ estimates }: NonNullable<ShownNlme["variance"]>): DisplayValue {
  const others = estimates.slice(1);
  return structure("a variance function", [
    "Variance function structure of class varIdent representing",
    ...namedVectorLines(estimates.map(([n]) => n), formatNumbers(estimates.map(([, v]) => v))),
  ], {
    constrained: () => named(others),
    all: () => named(estimates),
    unconstrained: () => bare(others.map(([n, v]) => [n, Math.log(v)])),
  });
}
