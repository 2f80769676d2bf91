/**
 * Distances between the rows of a table: `dist as.dist`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { numberMatrix, squareMatrix } from "../../matrices/matrix.ts";
import {
  characters,
  double,
  doubles,
  integer,
  logical,
  text,
  type Value,
  withAttribute,
} from "../../values/value.ts";

const METHODS = ["euclidean", "maximum", "manhattan", "canberra", "binary", "minkowski"] as const;

function distance(
  a: readonly number[],
  b: readonly number[],
  method: typeof METHODS[number],
  power: number,
): number {
  const pairs = a.map((v, i) => [v, b[i]!] as const).filter(([x, y]) => x === x && y === y);
  const scale = a.length / pairs.length;
  const away = pairs.map(([x, y]) => Math.abs(x - y));
  const sum = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0);
  if (pairs.length === 0) return NaN;
  switch (method) {
    case "euclidean":
      return Math.sqrt(sum(away.map((v) => v * v)) * scale);
    case "maximum":
      return away.reduce((m, v) => Math.max(m, v), 0);
    case "manhattan":
      return sum(away) * scale;
    case "canberra": {
      const used = pairs.filter(([x, y]) => Math.abs(x) + Math.abs(y) > 0);
      const terms = used.map(([x, y]) => Math.abs(x - y) / (Math.abs(x) + Math.abs(y)));
      return used.length === 0 ? NaN : sum(terms) * a.length / used.length;
    }
    case "binary": {
      const some = pairs.filter(([x, y]) => x !== 0 || y !== 0);
      const differ = some.filter(([x, y]) => (x === 0) !== (y === 0));
      return some.length === 0 ? 0 : differ.length / some.length;
    }
    case "minkowski":
      return Math.pow(sum(away.map((v) => v ** power)) * scale, 1 / power);
  }
}

function dist(call: Call): Value {
  const m = numberMatrix(call, call.value("x"), "x");
  const method = call.choice("method", METHODS);
  const power = call.number("p", 2);
  const rows = Array.from(
    { length: m.rows },
    (_, i) => Array.from({ length: m.columns }, (_, j) => m.values[j * m.rows + i]!),
  );
  const out: number[] = [];
  for (let j = 0; j < m.rows; j++) {
    for (let i = j + 1; i < m.rows; i++) out.push(distance(rows[i]!, rows[j]!, method, power));
  }
  const attributes = new Map<string, Value>([["Size", integer(m.rows)]]);
  if (m.rowNames) attributes.set("Labels", characters([...m.rowNames]));
  attributes.set("Diag", logical(call.flag("diag", false)));
  attributes.set("Upper", logical(call.flag("upper", false)));
  attributes.set("method", text(method));
  if (method === "minkowski") attributes.set("p", double(power));
  attributes.set("class", text("dist"));
  return doubles(Float64Array.from(out), attributes);
}

export const DISTANCES: readonly Builtin[] = [
  word("dist", "x, method, diag, upper, p", dist),
  word("as.dist", "m, diag, upper", (call) => {
    const m = squareMatrix(call, "m");
    const out: number[] = [];
    for (let j = 0; j < m.rows; j++) {
      for (let i = j + 1; i < m.rows; i++) out.push(m.values[j * m.rows + i]!);
    }
    const labels = m.columnNames ?? m.rowNames;
    let made: Value = withAttribute(doubles(Float64Array.from(out)), "Size", integer(m.rows));
    if (labels) made = withAttribute(made, "Labels", characters([...labels]));
    made = withAttribute(made, "Diag", logical(call.flag("diag", false)));
    made = withAttribute(made, "Upper", logical(call.flag("upper", false)));
    return withAttribute(made, "class", text("dist"));
  }),
];
