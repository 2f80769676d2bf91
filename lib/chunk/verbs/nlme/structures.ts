/**
 * The words of nlme that name a structure of the residuals: `corAR1(form = ~ t | g)` by itself, for a fit
 * to take later.
 *
 * @module
 */
import type { CallExpr, Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { DisplayValue, Value } from "../../values/value.ts";
import { formatNumbers } from "../../../render/number/number_format.ts";
import { namedVectorLines } from "../../../render/text/layout.ts";

const verb = verbOf("nlme");

/** The call as written, its formula the one that a name stands for. */
function writtenOut(call: Call): CallExpr {
  const expr = call.expr!;
  const form = call.quoted("form");
  if (form?.kind !== "name") return expr;
  const formula = call.formula("form").expr;
  return { ...expr, args: expr.args.map((a) => a.value === form ? { ...a, value: formula } : a) };
}

/** What a value to begin with looks like; null where it is not shown. */
function shownStart(name: string, value: Value | null): string[] | null {
  const parameter = { varPower: "power", varExp: "expon" }[name];
  if (!parameter || value?.kind !== "numeric" || value.values.length !== 1) return null;
  return namedVectorLines([parameter], formatNumbers([...value.values]));
}

/** An ARMA process at the coefficients to begin with, which are 0 unless they are given. */
function shownProcess(call: Call): string {
  const [p, q] = [call.number("p", 0), call.number("q", 0)];
  if (p + q === 0) return "Uninitialized correlation structure of class corIdent";
  const given = call.optional("value");
  const values = given?.kind === "numeric" ? [...given.values] : [];
  const names = Array.from(
    { length: p + q },
    (_, k) => k < p ? `Phi${k + 1}` : `Theta${k - p + 1}`,
  );
  return [
    "Correlation structure of class corARMA representing",
    ...namedVectorLines(names, formatNumbers(names.map((_, k) => values[k] ?? 0))),
  ].join("\n");
}

function structure(name: string, what: "correlation" | "variance", more = ""): Verb {
  return verb(
    name,
    `value?, form?, ${more}fixed!FALSE`,
    `a ${what} structure of residuals, for gls() and lme()`,
    (call): DisplayValue => {
      const given = shownStart(name, call.optional("value"));
      const kind = what === "variance" ? "variance function" : "correlation";
      return {
        kind: "display",
        shown: {
          kind: "text",
          text: name === "corARMA"
            ? shownProcess(call)
            : given
            ? [`Variance function structure of class ${name} representing`, ...given].join("\n")
            : what === "variance"
            ? `Variance function structure of class ${name} with no parameters, or uninitialized`
            : `Uninitialized correlation structure of class ${name}`,
        },
        what: `a ${kind} structure`,
        frame: null,
        parts: {},
        written: writtenOut(call),
      };
    },
  );
}

/** Variance functions that are multiplied, each written in its place. */
const COMBINATION: Verb = verb(
  "varComb",
  "...",
  "the product of variance functions, for gls() and lme()",
  (call): DisplayValue => {
    const parts = call.rest.map((arg) => {
      if (arg.name !== null) return call.refuse(arg);
      const value = call.evaluate(arg);
      if (value.kind === "display" && value.written) return { arg, value };
      return call.wrong("...", "variance functions", value);
    });
    const text = parts.map(({ value }) => value.shown.kind === "text" ? value.shown.text : "");
    const args = parts.map(({ value }) => ({
      name: null,
      nameSpan: null,
      value: value.written!,
      start: value.written!.start,
      end: value.written!.end,
    }));
    return {
      kind: "display",
      shown: { kind: "text", text: ["Combination of:", ...text].join("\n") },
      what: "a variance function structure",
      frame: null,
      parts: {},
      written: { ...call.expr!, args },
    };
  },
);

const PLACES = ["corExp", "corGaus", "corLin", "corRatio", "corSpher"];

/** Structures of residuals. */
export const STRUCTURES: readonly Verb[] = [
  ...["corAR1", "corCAR1", "corCompSymm", "corSymm"].map((n) => structure(n, "correlation")),
  structure("corARMA", "correlation", "p?, q?, "),
  ...PLACES.map((n) => structure(n, "correlation", 'nugget?, metric!"euclidean", ')),
  structure("varIdent", "variance"),
  structure("varPower", "variance"),
  structure("varExp", "variance"),
  structure("varConstPower", "variance", "const?, power?, "),
  structure("varFixed", "variance"),
  COMBINATION,
];

/** The structure that an argument is: written there, or a value that was made before. */
export function structureOf(call: Call, name: string): Expr | null {
  const quoted = call.quoted(name);
  if (!quoted || quoted.kind === "null") return null;
  const word = quoted.kind === "call" && quoted.callee.kind === "name" ? quoted.callee.name : null;
  const made = STRUCTURES.some((s) => s.name === word);
  const byName = quoted.kind === "call" && quoted.args.some((a) => a.value?.kind === "name");
  // what is written in place is read in place, with its faults
  if (word !== null && !(made && byName)) return quoted;
  const value: Value = call.value(name);
  if (value.kind === "null") return null;
  if (value.kind === "display" && value.written) return value.written;
  return quoted;
}
