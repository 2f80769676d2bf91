/**
 * What hypotheses are of: contrasts of factors, a matrix, or statements such as `"a - b = 0"`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import {
  CONTRAST_TYPES,
  contrastMatrix,
  type ContrastType,
} from "../../../inference/hypotheses/contrast_matrices.ts";
import { gridTable, referenceGrid } from "../../../inference/means/reference_grid.ts";
import type { Fit } from "../../../model/fit.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Call } from "../../evaluation/call.ts";
import type { MatrixValue, Value } from "../../values/value.ts";
import { isVector } from "../../values/value.ts";
import { numbersOf, textsOf } from "../../values/vector.ts";

/** What `glht()` is handed for the means of a model: a value that makes hypotheses of a fit. */
export const EMM = "means that glht() makes";

/** Functions of the coefficients with what they are compared with. */
export interface LinearFunctions {
  names: string[];
  /** Over all columns of the model matrix. */
  rows: Float64Array[];
  rhs: number[];
  /** How multcomp calls the contrasts; null of a matrix. */
  type: string | null;
  /** The factor of `Tukey` contrasts, which letters can be given to. */
  factor: string | null;
}

/** Weights of names in `a - (b + c)/2`. */
function weightsOf(e: Expr, known: readonly string[], refuse: (why: string) => never) {
  type Linear = { weights: Map<string, number>; constant: number };
  const scaled = (x: Linear, by: number): Linear => ({
    weights: new Map([...x.weights].map(([n, w]) => [n, w * by])),
    constant: x.constant * by,
  });
  const sum = (a: Linear, b: Linear): Linear => {
    const weights = new Map(a.weights);
    for (const [n, w] of b.weights) weights.set(n, (weights.get(n) ?? 0) + w);
    return { weights, constant: a.constant + b.constant };
  };
  const named = (name: string): Linear => {
    if (known.includes(name)) return { weights: new Map([[name, 1]]), constant: 0 };
    return refuse(`${name} is none of ${known.join(", ")}`);
  };
  const visit = (x: Expr): Linear => {
    const text = deparse(x);
    if (known.includes(text)) return named(text); // x:z, I(x^2)
    if (x.kind === "number") return { weights: new Map(), constant: x.value };
    if (x.kind === "name") return named(x.name);
    if (x.kind === "string") return named(x.value);
    if (x.kind !== "call" || x.callee.kind !== "name") return refuse(`${text} is not linear`);
    const args = x.args.map((a) => visit(a.value!));
    const [a, b] = args;
    const isNumber = (v: Linear | undefined): boolean => v !== undefined && v.weights.size === 0;
    switch (x.callee.name) {
      case "(":
        return a!;
      case "+":
        return b ? sum(a!, b) : a!;
      case "-":
        return b ? sum(a!, scaled(b, -1)) : scaled(a!, -1);
      case "*":
        if (isNumber(a)) return scaled(b!, a!.constant);
        return isNumber(b) ? scaled(a!, b!.constant) : refuse(`${text} is not linear`);
      case "/":
        return isNumber(b) && b!.constant !== 0
          ? scaled(a!, 1 / b!.constant)
          : refuse(`${text} is not linear`);
      default:
        return refuse(`${text} is not linear`);
    }
  };
  return visit(e);
}

/** Statements about names: `"a - b = 0"`. */
function statements(
  texts: readonly string[],
  known: readonly string[],
  refuse: (why: string) => never,
): { names: string[]; rows: Float64Array[]; rhs: number[]; sides: string[] } {
  const sides: string[] = [];
  const rhs: number[] = [];
  const names: string[] = [];
  const rows = texts.map((text) => {
    const parts = /^(.*?)(==|<=|>=|=)(.*)$/s.exec(text);
    if (!parts) return refuse(`"${text}" states no equation`);
    const [, left, sign, right] = parts;
    const value = Number(right!.trim());
    if (right!.trim() === "" || !Number.isFinite(value)) {
      return refuse(`"${text}" has no number on its right`);
    }
    const expr = parseExpression(left!.trim());
    const { weights, constant } = weightsOf(expr, known, refuse);
    names.push(deparse(expr));
    sides.push(sign === "<=" ? "right" : sign === ">=" ? "left" : "two");
    rhs.push(value - constant);
    return Float64Array.from(known, (name) => weights.get(name) ?? 0);
  });
  return { names, rows, rhs, sides };
}

/** A matrix with one column for each coefficient, or for each level. */
function matrixRows(
  value: MatrixValue,
  columns: readonly string[],
  refuse: (why: string) => never,
): { names: string[]; rows: Float64Array[] } {
  const wide = value.values[0]?.length ?? 0;
  if (wide !== columns.length) {
    return refuse(
      `a row has ${wide} numbers where there are ${columns.length}: ${columns.join(", ")}`,
    );
  }
  const named = value.rowNames.some((n) => n !== "");
  return {
    names: value.values.map((_, i) => named ? value.rowNames[i]! : String(i + 1)),
    rows: value.values.map((row) => Float64Array.from(row)),
  };
}

/** Rows of the levels of a factor over the columns of its own term alone. */
function levelRows(fit: Fit, factor: string): Float64Array[] | null {
  const { fixed } = fit;
  const variable = fixed.variables.find((v) => v.label === factor && v.kind === "factor");
  const term = fixed.terms.find((t) => t.variables.length === 1 && t.variables[0] === factor);
  if (!variable || !term) return null;
  const variables = referenceGrid(fit).variables.map((v) =>
    v.name === factor ? { ...v, values: variable.levels } : { ...v, values: v.values.slice(0, 1) }
  );
  let size = 1;
  const strides = Int32Array.from(variables, (v) => {
    const stride = size;
    size *= v.values.length;
    return stride;
  });
  const own = new Set(term.columns);
  return fixed.rowsFor(gridTable(fit, variables, strides, size))
    .map((row) => row.map((x, j) => own.has(j) ? x : 0));
}

/** Contrasts of the levels of one factor. */
export function ofFactor(
  call: Call,
  fit: Fit,
  factor: string,
  value: Value,
): LinearFunctions & { side: string | null } {
  const refuse = (why: string): never =>
    fail("wrong-argument", `mcp(${factor} = …): ${why}`, {
      span: call.spanOf("linfct"),
      hint: 'Write mcp(Trt = "Tukey"), "Dunnett", or mcp(Trt = c("A - B = 0", "A - C = 0"))',
    });
  const levels = levelRows(fit, factor);
  const variable = fit.fixed.variables.find((v) => v.label === factor);
  if (!levels || !variable) {
    const factors = fit.fixed.terms.filter((t) =>
      t.variables.length === 1 &&
      fit.fixed.variables.some((v) => v.label === t.variables[0] && v.kind === "factor")
    ).map((t) => t.label);
    return refuse(
      `${factor} is no factor with effects of its own in the model${
        factors.length > 0 ? `; these are ${factors.join(", ")}` : ""
      }`,
    );
  }
  if (fit.fixed.terms.some((t) => t.variables.length > 1 && t.variables.includes(factor))) {
    call.note(
      "interaction",
      `glht(): ${factor} interacts with others, and is compared where these have their base level; ` +
        "emmeans() averages over them",
    );
  }
  const counts = new Float64Array(variable.levels.length);
  for (const code of variable.codes) if (code >= 0) counts[code]!++;
  let names: string[];
  let weights: readonly Float64Array[];
  let rhs: number[] | null = null;
  let side: string | null = null;
  let type = "User-defined";
  if (value.kind === "matrix") {
    ({ names, rows: weights } = matrixRows(value, variable.levels, refuse));
  } else if (isVector(value) && value.kind === "character") {
    const texts = textsOf(value).map((t) => t ?? "NA");
    const known = texts.length === 1 ? CONTRAST_TYPES.find((t) => t === texts[0]) : undefined;
    if (known) {
      type = known;
      ({ names, rows: weights } = contrastMatrix(known as ContrastType, variable.levels, counts));
    } else {
      if (texts.length === 1 && /^\w+$/.test(texts[0]!)) {
        return refuse(
          `there is no family ${texts[0]}; ${
            suggestion(texts[0]!, CONTRAST_TYPES, "Choose one of")
          }`,
        );
      }
      const made = statements(texts, variable.levels, refuse);
      names = made.names;
      weights = made.rows;
      rhs = made.rhs;
      if (new Set(made.sides).size > 1) refuse("statements have one kind of sign");
      side = made.sides[0]!;
    }
  } else if (value.kind === "numeric") {
    return refuse('contrasts are a matrix with a row each: rbind("A - B" = c(1, -1, 0))');
  } else {
    return refuse("contrasts are a family, a matrix or statements");
  }
  const rows = weights.map((w) => {
    const row = new Float64Array(levels[0]!.length);
    levels.forEach((level, i) => level.forEach((x, j) => row[j]! += w[i]! * x));
    return row;
  });
  return {
    names,
    rows,
    rhs: rhs ?? names.map(() => 0),
    type,
    factor: type === "Tukey" ? factor : null,
    side,
  };
}

/** A matrix or statements about the coefficients. */
export function ofCoefficients(
  call: Call,
  fit: Fit,
  value: Value,
): LinearFunctions & { side: string | null } {
  const { names: columns } = fit.fixed;
  const refuse = (why: string): never =>
    fail("wrong-argument", `glht(): ${why}`, {
      span: call.spanOf("linfct"),
      hint:
        'Write mcp(Trt = "Tukey"), a matrix with one column for each coefficient, or "TrtB - TrtC = 0"',
    });
  if (value.kind === "matrix") {
    const made = matrixRows(value, columns, refuse);
    return { ...made, rhs: made.names.map(() => 0), type: null, factor: null, side: null };
  }
  if (value.kind === "character") {
    const made = statements(value.values.map((t) => t ?? "NA"), columns, refuse);
    if (new Set(made.sides).size > 1) refuse("statements have one kind of sign");
    return { ...made, type: null, factor: null, side: made.sides[0]! };
  }
  const numbers = isVector(value) ? numbersOf(value) : null;
  if (numbers) {
    return ofCoefficients(call, fit, {
      kind: "matrix",
      rowNames: [],
      columnNames: [],
      values: [Float64Array.from(numbers)],
    });
  }
  return refuse("hypotheses are a matrix, statements, or mcp() of factors");
}
