/**
 * Moments of several variables: `mahalanobis cov2cor cov.wt`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { matrixOf, numberMatrix, squareMatrix } from "../../matrices/matrix.ts";
import { doubles, integer, namedList, type Value, withNames } from "../../values/value.ts";

function mahalanobis(call: Call): Value {
  const given = call.value("x");
  const x = numberMatrix(call, given, "x");
  const rows = x.vector ? 1 : x.rows;
  const columns = x.vector ? x.rows : x.columns;
  const center = Array.from(call.doubles("center"));
  const cov = squareMatrix(call, "cov");
  if (cov.rows !== columns) {
    return call.fail("wrong-size", `x has ${columns} columns, and cov ${cov.rows}`);
  }
  const inverse = call.flag("inverted", false)
    ? cov
    : numberMatrix(call, call.interpreter.call("solve", [call.value("cov")], call.span), "cov");
  const out = Float64Array.from({ length: rows }, (_, i) => {
    const d = Array.from(
      { length: columns },
      (_, j) => (x.vector ? x.values[j]! : x.values[j * rows + i]!) - center[j % center.length]!,
    );
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < columns; k++) sum += d[j]! * inverse.values[k * columns + j]! * d[k]!;
    }
    return sum;
  });
  return x.rowNames ? withNames(doubles(out), x.rowNames) : doubles(out);
}

function covToCor(call: Call): Value {
  const v = squareMatrix(call, "V");
  const n = v.rows;
  const sd = Array.from({ length: n }, (_, i) => Math.sqrt(v.values[i * (n + 1)]!));
  const out = Float64Array.from(
    v.values,
    (c, k) => k % n === Math.floor(k / n) ? 1 : c / (sd[k % n]! * sd[Math.floor(k / n)]!),
  );
  return matrixOf(out, n, n, v.rowNames, v.columnNames, v.titles);
}

function covWt(call: Call): Value {
  const x = numberMatrix(call, call.value("x"), "x");
  const n = x.rows;
  const given = call.has("wt") ? Array.from(call.doubles("wt")) : new Array<number>(n).fill(1 / n);
  if (given.length !== n || given.some((w) => !(w >= 0))) {
    return call.wrong("wt", `${n} weights from 0 on`, call.value("wt"));
  }
  const total = given.reduce((a, b) => a + b, 0);
  const w = given.map((v) => v / total);
  const unbiased = call.choice("method", ["unbiased", "ML"]) === "unbiased";
  const asked = call.optional("center");
  const own = asked && asked.type !== "logical" ? Array.from(call.doubles("center")) : null;
  const centered = own !== null || call.flag("center", true);
  const center = Array.from(
    { length: x.columns },
    (_, j) => own ? own[j]! : centered ? w.reduce((s, v, i) => s + v * x.values[j * n + i]!, 0) : 0,
  );
  const lost = unbiased ? 1 - w.reduce((s, v) => s + v * v, 0) : 1;
  const cov = new Float64Array(x.columns ** 2);
  for (let a = 0; a < x.columns; a++) {
    for (let b = 0; b < x.columns; b++) {
      cov[b * x.columns + a] = w.reduce((s, v, i) =>
        s + v * (x.values[a * n + i]! - center[a]!) * (x.values[b * n + i]! - center[b]!), 0) /
        lost;
    }
  }
  const matrix = matrixOf(cov, x.columns, x.columns, x.columnNames, x.columnNames);
  const middle = doubles(Float64Array.from(center));
  const entries: [string, Value][] = [
    ["cov", matrix],
    ["center", x.columnNames ? withNames(middle, x.columnNames) : middle],
    ["n.obs", integer(n)],
  ];
  if (call.has("wt")) entries.push(["wt", doubles(Float64Array.from(w))]);
  if (call.flag("cor", false)) {
    entries.push(["cor", call.interpreter.call("cov2cor", [matrix], call.span)]);
  }
  return namedList(entries);
}

export const MOMENTS: readonly Builtin[] = [
  word("mahalanobis", "x, center, cov, inverted, ...", mahalanobis),
  word("cov2cor", "V", covToCor),
  word("cov.wt", "x, wt, cor, center, method", covWt),
];
