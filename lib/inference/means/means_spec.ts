/**
 * What to take means of: `~ A`, `~ A | B`, `~ A * B`, `pairwise ~ A | B`, `trt.vs.ctrl ~ A`.
 *
 * @module
 */
import { fail, placeOf } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { type Method, METHODS } from "../contrast/method.ts";

/** A spec in parts. */
export interface MeansSpec {
  /** Contrasts asked for on the left side. */
  method: Method | null;
  /** Variables whose combinations get a mean, in order; empty for `~ 1`, the overall mean. */
  factors: string[];
  /** Variables behind the bar. */
  by: string[];
}

const nameOf = (e: Expr): string | null => e.kind === "name" ? e.name : null;

/** Names of a product or sum of variables; `1` is none. */
function variablesOf(e: Expr, into: string[]): string[] {
  if (e.kind === "name") {
    if (!into.includes(e.name)) into.push(e.name);
    return into;
  }
  if (e.kind === "string") {
    if (!into.includes(e.value)) into.push(e.value);
    return into;
  }
  if (e.kind === "number" && e.value === 1) return into;
  if (e.kind === "call") {
    const operator = nameOf(e.callee);
    const joins = operator === "*" || operator === ":" || operator === "+" || operator === "(";
    const call = e.form === "prefix" && e.args.length > 0; // factor(x) stands for its variable
    if (joins || call) {
      for (const a of e.args) if (a.value) variablesOf(a.value, into);
      return into;
    }
  }
  fail("means-spec", `${deparse(e)} is not a product of variables`, {
    ...placeOf(e),
    hint: "Write ~ A, ~ A | B or ~ A * B",
  });
}

/**
 * Reads a spec.
 *
 * @param spec a one- or two-sided formula as text (a bare `A` is read as `~ A`), or parsed
 * @throws DiagnosticError `means-spec`, `unknown-method`, and what the parser finds
 */
export function parseSpec(spec: string | Expr): MeansSpec {
  const e = typeof spec === "string" ? parseExpression(spec) : spec;
  let right = e;
  let method: Method | null = null;
  if (e.kind === "call" && nameOf(e.callee) === "~") {
    const sides = e.args.map((a) => a.value!);
    right = sides[sides.length - 1]!;
    if (sides.length === 2) method = methodNamed(sides[0]!);
  }
  if (right.kind === "call" && nameOf(right.callee) === "|") {
    const [main, by] = right.args;
    const factors = variablesOf(main!.value!, []);
    const groups = variablesOf(by!.value!, []).filter((v) => !factors.includes(v));
    return { method, factors, by: groups };
  }
  return { method, factors: variablesOf(right, []), by: [] };
}

/** What a family's contrasts are, as emmeans names the tables of a list of specs. */
export function contrastsDescribed(method: Method): string {
  switch (method) {
    case "pairwise":
    case "revpairwise":
      return "pairwise differences";
    case "trt.vs.ctrl":
    case "trt.vs.ctrl1":
    case "trt.vs.ctrlk":
      return "differences from control";
    case "eff":
      return "differences from grand mean";
    case "del.eff":
      return "differences from mean of others";
    case "poly":
      return "polynomial contrasts";
    case "consec":
      return "changes between consecutive levels";
    case "mean_chg":
      return "mean after minus mean before";
    case "helmert":
      return "differences from earlier levels";
    case "identity":
      return "Identity";
  }
}

/** The family of contrasts that a name stands for (`tukey` and `dunnett` are emmeans's others). */
export function methodNamed(e: Expr | string): Method {
  const name = typeof e === "string" ? e : e.kind === "string" ? e.value : deparse(e);
  const known = name === "tukey" ? "pairwise" : name === "dunnett" ? "trt.vs.ctrl" : name;
  if ((METHODS as readonly string[]).includes(known)) return known as Method;
  fail("unknown-method", `There is no family of contrasts called ${name}`, {
    ...(typeof e === "string" ? {} : placeOf(e)),
    hint: suggestion(name, METHODS, "Choose one of"),
  });
}
