/**
 * The verbs of nlme that fit models: `gls` and `lme`.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import type { Argument, CallExpr, Expr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Table } from "../../../data/table.ts";
import { calleeName, operands } from "../../../model/formula/formula.ts";
import { gls, lme } from "../../../model/repeated/nlme.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { list, NULL, type Value } from "../../values/value.ts";
import { structureOf } from "./structures.ts";
import { fitModel } from "../stats/models.ts";

const verb = verbOf("nlme");

/** What both take beside the formula. */
function optionsOf(
  call: Call,
): { method: "REML" | "ML"; correlation?: Expr; weights?: Expr } {
  const [correlation, weights] = ["correlation", "weights"].map((n) => structureOf(call, n));
  return {
    method: call.choice("method", ["REML", "ML"], "REML"),
    ...(correlation ? { correlation } : {}),
    ...(weights ? { weights } : {}),
  };
}

/** A structure or a formula that a name stands for. */
function structureNamed(call: Call, expr: Expr | null): Expr | null {
  if (expr?.kind !== "name" || !call.scope.has(expr.name)) return expr;
  const value = call.context.evaluate(expr, call.scope);
  if (value.kind === "formula") return value.expr;
  return value.kind === "display" && value.written ? value.written : expr;
}

/** A call of an operator or a function, at the place of what it is made from. */
function made(name: string, args: readonly Partial<Argument>[], at: Span): CallExpr {
  const { start, end } = at;
  const place = { start, end };
  return {
    kind: "call",
    form: name === "|" ? "infix" : "prefix",
    callee: { kind: "name", name, ...place },
    args: args.map((a) => ({ name: null, nameSpan: null, value: null, ...place, ...a })),
    ...place,
  };
}

/** The groups of data that nlme knows as grouped; null for none. */
function groupsOf({ metadata: { grouping } }: Table): Expr | null {
  if (grouping === undefined) return null;
  const right = operands(parseExpression(grouping) as CallExpr).at(-1)!;
  return operands(right as CallExpr)[1] ?? null;
}

/** The one factor that effects without groups are of. */
function groupFor(call: Call, data: Table, what: string): string {
  const groups = groupsOf(data);
  if (groups?.kind === "name") return groups.name;
  return fail("nlme-argument", `${what} does not say over which groups the effects vary`, {
    span: call.has("random") ? call.spanOf("random") : call.span,
    hint: "Write random = ~ 1 | Block/Plot, or make the data by groupedData(y ~ x | Block, d)",
  });
}

/**
 * The random effects: `~ 1 | Block/Plot`, or a list by grouping factor, which is read as it is written. Of
 * data whose groups are known a formula or a structure without groups is of these; without any, each group
 * has the fixed effects' columns.
 */
function randomOf(call: Call, fixed: Expr, data: Table): Expr {
  const quoted = call.quoted("random");
  if (quoted?.kind === "call" && quoted.callee.kind === "name" && quoted.callee.name === "list") {
    return {
      ...quoted,
      args: quoted.args.map((a) => ({ ...a, value: structureNamed(call, a.value) })),
    };
  }
  if (!call.has("random")) {
    const name = groupFor(call, data, "lme() without random");
    const right = operands(fixed as CallExpr).at(-1)!;
    const form = { ...(fixed as CallExpr), args: (fixed as CallExpr).args.slice(-1) };
    const value = made("pdSymm", [{ value: form }], right);
    return made("list", [{ name, value }], right);
  }
  const value = call.value("random");
  if (value.kind === "formula") {
    const { expr } = value;
    const right = operands(expr)[0];
    const groups = groupsOf(data);
    if (expr.args.length !== 1 || !right || !groups || calleeName(right) === "|") return expr;
    const { start, end } = right;
    const barred = made("|", [{ value: right }, { value: { ...groups, start, end } }], right);
    return { ...expr, args: [{ ...expr.args[0]!, value: barred }] };
  }
  if (value.kind === "display" && value.written) {
    const { written } = value;
    const name = groupFor(call, data, deparse(written));
    return made("list", [{ name, value: written }], written);
  }
  return call.wrong(
    "random",
    "a formula, or a list by grouping factor",
    value,
    "Write random = ~ 1 | Block/Plot, or list(Block = pdDiag(~ x))",
  );
}

/** Refuses a residual deviation that is given: here it is estimated, whatever nlme's `control` says. */
function refuseGivenSigma(call: Call): void {
  const control = call.quoted("control");
  if (control?.kind === "name" && call.scope.has(control.name)) {
    const value = call.context.evaluate(control, call.scope);
    const given = value.kind === "list" && value.items.find((i) => i.name === "sigma")?.value;
    if (given && given.kind === "numeric" && given.values[0] !== 0) sigmaIsEstimated(control);
    return;
  }
  if (control?.kind !== "call") return;
  const given = control.args.find(({ name, value }) =>
    name === "sigma" && value && !(value.kind === "number" && value.value === 0) &&
    value.kind !== "null"
  );
  if (given) sigmaIsEstimated(given);
}

function sigmaIsEstimated({ start, end }: Span): never {
  return fail(
    "nlme-argument",
    "The standard deviation of the residuals is estimated, and cannot be given",
    {
      span: { start, end },
      hint: "power(d, variance = list(…)) of a design() takes variances as they are given",
    },
  );
}

/** A linear model whose residuals have a covariance. */
const GLS: Verb = verb(
  "gls",
  "model, data?, correlation?, weights?, subset?, method?, na.action?, control~, verbose~",
  "a linear model whose residuals are correlated, or differ in variance",
  (call) => {
    refuseGivenSigma(call);
    const options = optionsOf(call);
    return fitModel(
      call,
      (_, formula, data, { contrasts }) => gls(formula, data, { ...options, contrasts }),
      "model",
    );
  },
);

/** A linear mixed model whose residuals have a covariance. */
const LME: Verb = verb(
  "lme",
  "fixed, data?, random?, correlation?, weights?, subset?, method?, na.action?, control~, " +
    "contrasts?, keep.data~",
  "a linear mixed model whose residuals may be correlated, or differ in variance",
  (call) => {
    refuseGivenSigma(call);
    const options = optionsOf(call);
    return fitModel(
      call,
      (_, formula, data, { contrasts }) =>
        lme(formula, randomOf(call, formula, data), data, { ...options, contrasts }),
      "fixed",
    );
  },
);

/** How nlme searches, which is not how the optimum is found here; a deviation that is given is kept. */
function control(name: string, more: string): Verb {
  return verb(
    name,
    "maxIter~, msMaxIter~, tolerance~, msTol~, msVerbose~, returnObject~, apVar~, .relStep~, opt~, " +
      `optimMethod~, minAbsParApVar~, natural~, sigma?, ${more}`,
    "how nlme searches, for its argument control",
    (call): Value => {
      const sigma = call.has("sigma") ? call.value("sigma") : NULL;
      return list(sigma.kind === "null" ? [] : [{ name: "sigma", value: sigma }]);
    },
  );
}

/** The models of nlme. */
export const NLME: readonly Verb[] = [
  GLS,
  LME,
  control("glsControl", "singular.ok~"),
  control("lmeControl", "niterEM~, msMaxEval~, gradHess~, nlmStepMax~, optCtrl~, allow.n.lt.q~"),
];
