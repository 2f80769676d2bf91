/**
 * The method of a smooth line, its formula, and the law of a generalized one.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { doubles, isVector, share } from "../../../language/values/value.ts";
import { Scope } from "../../../language/values/scope.ts";
import {
  type Design,
  LAWS,
  LINKS,
  polynomials,
} from "../../../render/figure/grammar/stats/lines.ts";
import type { SmoothSpec } from "../../../render/figure/grammar/spec.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { around } from "./mapping.ts";

function argument(call: Call, name: string): Supplied | null {
  return call.rest.find((a) => a.name === name) ?? null;
}

/** A name that stands as a name, a text or behind `::`. */
function nameIn(expr: Expr | null | undefined): string | null {
  if (!expr) return null;
  if (expr.kind === "name") return expr.name;
  if (expr.kind === "string") return expr.value;
  if (expr.kind === "call" && expr.args[1]?.value?.kind === "name") return expr.args[1].value.name;
  return null;
}

const METHODS = ["loess", "lm", "glm", "auto"];

function methodOf(call: Call): string | null {
  const arg = argument(call, "method");
  if (!arg || arg.expr?.kind === "null") return null;
  const name = nameIn(arg.expr) ?? "";
  if (METHODS.includes(name)) return name === "auto" ? null : name;
  if (name === "gam") {
    return fail("wrong-argument", "Additive models (gam) are not part of the language", {
      span: arg.span,
      hint: 'method = "loess" draws a local curve',
    });
  }
  const hint = suggestion(name, METHODS) ?? 'method = "loess", "lm" or "glm"';
  return fail("wrong-argument", `There is no method "${name}" here`, { span: arg.span, hint });
}

/** Terms of the right-hand side: those that are added and those that are taken away. */
function termsOf(expr: Expr, at: Supplied): { plus: Expr[]; intercept: boolean } {
  if (expr.kind === "call" && expr.callee.kind === "name") {
    const { name } = expr.callee, args = expr.args.map((a) => a.value!);
    if (name === "(" && args.length === 1) return termsOf(args[0]!, at);
    if ((name === "+" || name === "-") && args.length === 2) {
      const left = termsOf(args[0]!, at), right = args[1]!;
      if (right.kind === "number" && (right.value === 0 || right.value === 1)) {
        return { ...left, intercept: (right.value === 1) === (name === "+") };
      }
      if (name === "-") {
        fail("wrong-argument", "Only the intercept is taken away from a line: y ~ x - 1", {
          span: at.span,
        });
      }
      const more = termsOf(right, at);
      return { plus: [...left.plus, ...more.plus], intercept: left.intercept && more.intercept };
    }
  }
  if (expr.kind === "number") return { plus: [], intercept: expr.value !== 0 };
  return { plus: [expr], intercept: true };
}

const SPLINES = new Set(["ns", "bs", "s", "te", "rcs", "lo"]);

/** The columns of one term. */
function columnsOf(call: Call, term: Expr, at: Supplied): Design {
  if (term.kind === "call" && term.callee.kind === "name") {
    const { name } = term.callee;
    if (SPLINES.has(name)) {
      return fail("wrong-argument", `Splines (${name}) are not part of the language`, {
        span: at.span,
        hint: 'formula = y ~ poly(x, 3), or method = "loess"',
      });
    }
    if (name === "poly") {
      const degree = term.args.find((a) => a.name === "degree")?.value ?? term.args[1]?.value;
      const [of] = term.args;
      if (degree?.kind === "number" && of?.value?.kind === "name" && of.value.name === "x") {
        return polynomials(degree.value);
      }
    }
  }
  const surroundings = around(call);
  return () => (places) => {
    const scope = new Scope(call.scope.inner);
    scope.set("x", share(doubles(Float64Array.from(places))));
    const made = surroundings.valueOf(term, scope);
    if (!isVector(made) || made.type === "list" || made.type === "character") {
      return fail("wrong-argument", "A term of a line gives numbers of x", { span: at.span });
    }
    const values = Array.from(asDouble(made).values);
    return [values.length === 1 ? places.map(() => values[0]!) : values];
  };
}

const STRAIGHT: Design = () => (places) => [places.map(() => 1), [...places]];

/** The design of a formula `y ~ …` in x. */
function designOf(call: Call): Design {
  const arg = argument(call, "formula");
  if (!arg || arg.expr?.kind === "null") return STRAIGHT;
  const written = arg.expr?.kind === "string" ? parseExpression(arg.expr.value) : arg.expr;
  const sides = written?.kind === "call" && written.callee.kind === "name" &&
      written.callee.name === "~"
    ? written.args.map((a) => a.value!)
    : [];
  if (sides.length !== 2 || sides[0]!.kind !== "name" || sides[0]!.name !== "y") {
    fail("wrong-argument", "The formula of a line is written in x and y", {
      span: arg.span,
      hint: "formula = y ~ x, or y ~ poly(x, 2)",
    });
  }
  const { plus, intercept } = termsOf(sides[1]!, arg);
  const terms = plus.map((t) => columnsOf(call, t, arg));
  return (x) => {
    const own = terms.map((t) => t(x));
    return (places) => [
      ...(intercept ? [places.map(() => 1)] : []),
      ...own.flatMap((t) => t(places)),
    ];
  };
}

/** Arguments of `method.args = list(…)` as they are written. */
function methodArguments(call: Call): Map<string, Expr> {
  const arg = argument(call, "method.args");
  const found = new Map<string, Expr>();
  if (!arg || arg.expr?.kind !== "call") return found;
  for (const a of arg.expr.args) {
    if (!a.name || !a.value || !["family", "degree", "span"].includes(a.name)) {
      fail("unknown-argument", `method.args has no ${a.name ?? "argument without a name"} here`, {
        span: arg.span,
        hint: "family, degree and span are obeyed",
      });
    }
    found.set(a.name, a.value);
  }
  return found;
}

/** The law and link of `family = …`. */
function lawOf(call: Call, expr: Expr | undefined): { law: string; link: string } {
  const at = argument(call, "method.args") ?? { span: call.span };
  const inner = expr?.kind === "call" && expr.form === "prefix" ? expr : null;
  const name = inner ? nameIn(inner.callee) : nameIn(expr) ?? "gaussian";
  const law = name && Object.hasOwn(LAWS, name) ? name : null;
  if (!law) {
    const hint = suggestion(name ?? "", Object.keys(LAWS));
    return fail("wrong-argument", `There is no family "${name}" for lines`, {
      span: at.span,
      ...(hint ? { hint } : {}),
    });
  }
  const said = inner?.args[0]?.value;
  const link = said ? nameIn(said) ?? "" : LAWS[law]!.link;
  if (!Object.hasOwn(LINKS, link)) {
    const hint = suggestion(link, Object.keys(LINKS));
    fail("wrong-argument", `There is no link "${link}" for lines`, {
      span: at.span,
      ...(hint ? { hint } : {}),
    });
  }
  return { law, link };
}

/** How a layer's smooth line is fitted; by the largest group where nothing is said. */
export function smoothOf(call: Call): (most: number) => SmoothSpec {
  const method = methodOf(call), more = methodArguments(call);
  const number = (name: string): number | null => {
    const arg = argument(call, name);
    if (!arg) return null;
    const value = call.evaluate(arg);
    return value.kind === "numeric" ? value.values[0] ?? null : null;
  };
  const written = (name: string): number | null => {
    const expr = more.get(name);
    return expr?.kind === "number" ? expr.value : null;
  };
  if (method === "lm") {
    const spec: SmoothSpec = { method: "straight", design: designOf(call) };
    return () => spec;
  }
  if (method === "glm") {
    const spec: SmoothSpec = {
      method: "generalized",
      design: designOf(call),
      ...lawOf(call, more.get("family")),
    };
    return () => spec;
  }
  if (more.get("family")) {
    fail("wrong-argument", "A local curve has no family here", {
      span: argument(call, "method.args")!.span,
      hint: 'method = "glm" takes one',
    });
  }
  const formula = argument(call, "formula");
  const right = formula?.expr?.kind === "call" ? formula.expr.args[1]?.value : null;
  if (formula && formula.expr?.kind !== "null" && !(right?.kind === "name" && right.name === "x")) {
    fail("wrong-argument", "The formula of a local curve is y ~ x", { span: formula.span });
  }
  const degree = written("degree") ?? 2;
  const span = number("span") ?? written("span") ?? 0.75;
  if (!(span > 0) || (degree !== 0 && degree !== 1 && degree !== 2)) {
    fail("wrong-argument", "A local curve has a span above 0 and a degree from 0 to 2", {
      span: call.span,
    });
  }
  return (most) => {
    if (method === null && most >= 1000) {
      fail(
        "wrong-argument",
        "Of 1000 rows and more R draws an additive model, which is not part of the language",
        {
          span: call.span,
          hint: 'method = "loess" or method = "lm" says what to draw',
        },
      );
    }
    return { method: "local", span, degree };
  };
}
