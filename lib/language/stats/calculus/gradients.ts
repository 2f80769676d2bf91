/**
 * Expressions with their gradients: `deriv`, `deriv3`. What occurs more than once is computed once.
 *
 * Source: common subexpressions of an expression and of its derivatives by each name, in the order in which
 * they are met; those that are used once are written where they are used (`?deriv`).
 *
 * @module
 */
import { breakCode } from "../../../render/text/deparse_lines.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { language } from "../../values/quoted.ts";
import { inherits, listOf, NULL, text, type Value } from "../../values/value.ts";
import { derivative } from "./deriving.ts";

const AT = { start: 0, end: 0 };

/** An expression without brackets that only group. */
function withoutBrackets(e: Expr): Expr {
  if (e.kind !== "call") return e;
  if (e.form === "paren") return withoutBrackets(e.args[0]!.value!);
  return { ...e, args: e.args.map((a) => ({ ...a, value: a.value && withoutBrackets(a.value) })) };
}

/** Expressions that are parts of others, by how they are written. */
class Parts {
  readonly found: Expr[] = [];
  readonly #places = new Map<string, number>();

  constructor(private readonly tag: string) {}

  name(k: number): Expr {
    return { kind: "name", name: `${this.tag}${k + 1}`, ...AT };
  }

  /** The name of an expression, whose parts are found first; a name or a number is itself. */
  of(e: Expr): Expr {
    if (e.kind !== "call") return e;
    const whole: Expr = {
      ...e,
      args: e.args.map((a) => ({ ...a, value: a.value && this.of(a.value) })),
    };
    const written = deparse(whole);
    const known = this.#places.get(written);
    if (known !== undefined) return this.name(known);
    this.#places.set(written, this.found.length);
    this.found.push(whole);
    return this.name(this.found.length - 1);
  }
}

function uses(e: Expr, name: string): number {
  if (e.kind === "name") return e.name === name ? 1 : 0;
  if (e.kind !== "call") return 0;
  return e.args.reduce((n, a) => n + (a.value ? uses(a.value, name) : 0), 0);
}

function replaced(e: Expr, name: string, by: Expr): Expr {
  if (e.kind === "name") return e.name === name ? by : e;
  if (e.kind !== "call") return e;
  return {
    ...e,
    args: e.args.map((a) => ({ ...a, value: a.value && replaced(a.value, name, by) })),
  };
}

const quoted = (names: readonly string[]): string =>
  `c(${names.map((n) => JSON.stringify(n)).join(", ")})`;

/** Lines of a function body that has the value, its gradient and, where it is asked for, its Hessian. */
function lines(
  call: Call,
  expr: Expr,
  names: readonly string[],
  tag: string,
  second: boolean,
): string[] {
  const parts = new Parts(tag);
  const value = parts.of(expr);
  const slopes: Expr[] = [];
  const curves: { i: number; j: number; expr: Expr }[] = [];
  const by = (e: Expr, name: string): Expr => withoutBrackets(derivative(call, e, name));
  for (const [i, name] of names.entries()) {
    const slope = by(expr, name);
    slopes.push(parts.of(slope));
    if (!second) continue;
    for (let j = i; j < names.length; j++) {
      const curve = by(slope, names[j]!);
      // what is 0 anyway is not said of a slope that is a number or a name
      if (slope.kind !== "call" && curve.kind === "number" && curve.value === 0) continue;
      curves.push({ i, j, expr: parts.of(curve) });
    }
  }
  // what is used once stands where it is used
  const rest = { value, slopes, curves };
  const kept: string[] = [];
  const chain = [...parts.found];
  for (let k = 0; k < chain.length; k++) {
    const name = `${tag}${k + 1}`;
    const own = chain[k]!;
    const later = [
      ...chain.slice(k + 1),
      rest.value,
      ...rest.slopes,
      ...rest.curves.map((c) => c.expr),
    ];
    if (later.reduce((n, e) => n + uses(e, name), 0) < 2) {
      for (let m = k + 1; m < chain.length; m++) chain[m] = replaced(chain[m]!, name, own);
      rest.value = replaced(rest.value, name, own);
      rest.slopes = rest.slopes.map((e) => replaced(e, name, own));
      rest.curves = rest.curves.map((c) => ({ ...c, expr: replaced(c.expr, name, own) }));
    } else kept.push(`${name} <- ${deparse(own)}`);
  }
  const side = quoted(names);
  const at = (name: string): string => JSON.stringify(name);
  return [
    ...kept,
    `.value <- ${deparse(rest.value)}`,
    `.grad <- array(0, c(length(.value), ${names.length}L), list(NULL, ${side}))`,
    ...(second
      ? [
        `.hessian <- array(0, c(length(.value), ${names.length}L, ${names.length}L), list(NULL, ${side}, ${side}))`,
      ]
      : []),
    ...names.flatMap((name, i) => [
      `.grad[, ${at(name)}] <- ${deparse(rest.slopes[i]!)}`,
      ...rest.curves.filter((c) => c.i === i).map((c) => {
        const [a, b] = [at(names[c.i]!), at(names[c.j]!)];
        const own = deparse(c.expr);
        return c.i === c.j
          ? `.hessian[, ${a}, ${a}] <- ${own}`
          : `.hessian[, ${a}, ${b}] <- .hessian[, ${b}, ${a}] <- ${own}`;
      }),
    ]),
    'attr(.value, "gradient") <- .grad',
    ...(second ? ['attr(.value, "hessian") <- .hessian'] : []),
    ".value",
  ];
}

function expressionOf(call: Call): Expr {
  const given = call.value("expr");
  const first = given.type === "list" && inherits(given, "expression") ? given.values[0] : given;
  if (first?.type !== "language") {
    return call.wrong("expr", "an expression", given, 'deriv(~ a * exp(-b * x), c("a", "b"))');
  }
  const { expr } = first;
  const formula = expr.kind === "call" && expr.callee.kind === "name" && expr.callee.name === "~";
  return withoutBrackets(formula ? expr.args.at(-1)!.value! : expr);
}

/** A function of these arguments, or the expression alone. */
function made(call: Call, body: readonly string[]): Value {
  const written = `{\n${body.flatMap((line) => breakCode(`    ${line}`)).join("\n")}\n}`;
  const asked = call.optional("function.arg");
  const heads = asked === null || asked.type === "NULL"
    ? null
    : asked.type === "closure"
    ? asked.formals.map((f) => f.otherwise ? `${f.name} = ${deparse(f.otherwise)}` : f.name)
    : asked.type === "logical"
    ? (asked.values[0] === 1 ? call.texts("namevec") : null)
    : call.texts("function.arg");
  if (heads === null) {
    return listOf(
      [language(parseExpression(written), null, { source: written })],
      new Map([["class", text("expression")]]),
    );
  }
  const code = `function (${heads.join(", ")}) \n${written}`;
  return call.interpreter.within(
    { source: code },
    () => call.interpreter.evaluate(parseExpression(code), call.scope),
  );
}

function deriv(second: boolean): (call: Call) => Value {
  return (call) => {
    const names = call.texts("namevec").map((n) => n ?? "NA");
    const tag = call.text("tag", ".expr");
    const hessian = call.flag("hessian", second);
    return made(call, lines(call, expressionOf(call), names, tag, hessian)) ?? NULL;
  };
}

export const GRADIENTS: readonly Builtin[] = [
  word("deriv", "expr, namevec, function.arg, tag, hessian, ...", deriv(false)),
  word("deriv3", "expr, namevec, function.arg, tag, hessian, ...", deriv(true)),
];
