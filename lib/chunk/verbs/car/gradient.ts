/**
 * The value and the derivatives of an expression of coefficients, carried along together.
 *
 * @module
 */
import type { Expr } from "../../../syntax/expr.ts";

/** A number with its derivatives by each coefficient. */
export interface Slopes {
  value: number;
  slopes: Float64Array;
}

const FUNCTIONS: Readonly<
  Record<string, readonly [(x: number) => number, (x: number) => number]>
> = {
  exp: [Math.exp, Math.exp],
  log: [Math.log, (x) => 1 / x],
  sqrt: [Math.sqrt, (x) => 0.5 / Math.sqrt(x)],
  sin: [Math.sin, Math.cos],
  cos: [Math.cos, (x) => -Math.sin(x)],
  tan: [Math.tan, (x) => 1 / Math.cos(x) ** 2],
};

/**
 * An expression whose names `.coefficient_0`, `.coefficient_1`, … are the coefficients.
 *
 * @param refuse is told what is not known, in a sentence
 */
export function gradientOf(
  expr: Expr,
  beta: ArrayLike<number>,
  refuse: (message: string) => never,
): Slopes {
  const p = beta.length;
  const constant = (value: number): Slopes => ({ value, slopes: new Float64Array(p) });
  const mixed = (value: number, a: Slopes, da: number, b?: Slopes, db = 0): Slopes => ({
    value,
    slopes: a.slopes.map((s, k) => s * da + (b ? b.slopes[k]! * db : 0)),
  });
  const of = (e: Expr): Slopes => {
    if (e.kind === "number") return constant(e.value);
    if (e.kind === "name") {
      const own = /^\.coefficient_(\d+)$/.exec(e.name);
      if (e.name === "pi") return constant(Math.PI);
      if (!own) return refuse(`The model has no coefficient ${e.name}`);
      const at = constant(beta[Number(own[1])]!);
      at.slopes[Number(own[1])] = 1;
      return at;
    }
    if (e.kind !== "call" || e.callee.kind !== "name") {
      return refuse("This is no function of coefficients");
    }
    const [a, b] = e.args.map((arg) => arg.value ? of(arg.value) : refuse("An argument is empty"));
    const { name } = e.callee;
    if (a && b) {
      switch (name) {
        case "+":
          return mixed(a.value + b.value, a, 1, b, 1);
        case "-":
          return mixed(a.value - b.value, a, 1, b, -1);
        case "*":
          return mixed(a.value * b.value, a, b.value, b, a.value);
        case "/":
          return mixed(a.value / b.value, a, 1 / b.value, b, -a.value / b.value ** 2);
        case "^": {
          const value = a.value ** b.value;
          const fixed = b.slopes.every((s) => s === 0);
          return mixed(
            value,
            a,
            b.value * a.value ** (b.value - 1),
            b,
            fixed ? 0 : value * Math.log(a.value),
          );
        }
      }
    } else if (a) {
      if (name === "(" || name === "+") return a;
      if (name === "-") return mixed(-a.value, a, -1);
      const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
      if (known) return mixed(known[0](a.value), a, known[1](a.value));
    }
    return refuse(`${name} is not differentiated here`);
  };
  return of(expr);
}
