/**
 * Principal components: `prcomp`, its summary, and how R prints both.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { matrixOf, type NumberMatrix, numberMatrix } from "../../matrices/matrix.ts";
import { asDouble, asLogical } from "../../values/coerce.ts";
import {
  characters,
  dimNamesOf,
  doubles,
  isFrame,
  logical,
  namedList,
  namesOf,
  type Value,
  withAttribute,
} from "../../values/value.ts";

/** The columns that a formula names, or those that are given. */
function given(call: Call): NumberMatrix {
  const x = call.value("x");
  if (x.type !== "language") {
    return numberMatrix(
      call,
      isFrame(x) ? call.interpreter.call("as.matrix", [x], call.span) : x,
      "x",
    );
  }
  const names = call.interpreter.call("all.vars", [x], call.span);
  const data = call.dots.find((d) => d.name === "data") ?? call.dots.find((d) => !d.name);
  if (!data) {
    return call.fail("missing-argument", "prcomp(~ a + b) needs data", "prcomp(~ a + b, data = d)");
  }
  const picked = call.interpreter.call("[", [call.valueOf(data), names], call.span);
  return numberMatrix(
    call,
    call.interpreter.call(
      "as.matrix",
      [call.interpreter.call("na.omit", [picked], call.span)],
      call.span,
    ),
    "x",
  );
}

function prcomp(call: Call): Value {
  const x = given(call);
  if (x.values.some((v) => !Number.isFinite(v))) {
    return call.fail(
      "missing-values",
      "prcomp() takes no missing values",
      "na.omit(x) leaves out their rows",
    );
  }
  const [n, p] = [x.rows, x.columns];
  const centers = call.optional("center");
  const scales = call.optional("scale.");
  const scaled = call.interpreter.call(
    "scale",
    [
      matrixOf(x.values, n, p, x.rowNames, x.columnNames),
      centers ?? logical(true),
      scales ?? logical(false),
    ],
    call.span,
    [null, "center", "scale"],
  );
  if (scaled.type === "double" && scaled.values.some((v) => v !== v)) {
    return call.fail(
      "singular",
      "A column that does not vary has no unit variance",
      "Leave the column out, or scale. = FALSE",
    );
  }
  const s = call.interpreter.call("svd", [scaled], call.span);
  if (s.type !== "list") return s;
  const [d, , v] = s.values as [Value, Value, Value];
  const all = asDouble(d).values;
  const sd = Float64Array.from(all, (value) => value / Math.sqrt(Math.max(1, n - 1)));
  const tol = call.has("tol") && call.value("tol").type !== "NULL" ? call.number("tol") : null;
  const asked = call.has("rank.") && call.value("rank.").type !== "NULL"
    ? call.number("rank.")
    : sd.length;
  const k = Math.min(
    asked,
    tol === null ? sd.length : sd.filter((value) => value > tol * sd[0]!).length,
  );
  const heads = Array.from({ length: k }, (_, j) => `PC${j + 1}`);
  const rotation = matrixOf(asDouble(v).values.slice(0, p * k), p, k, x.columnNames, heads);
  const scores = call.interpreter.call("%*%", [
    withAttribute(
      withAttribute(scaled, "scaled:center", { type: "NULL" } as Value),
      "scaled:scale",
      { type: "NULL" } as Value,
    ),
    rotation,
  ], call.span);
  const kept = (name: string): Value => scaled.attributes?.get(name) ?? logical(false);
  const parts: [string, Value][] = [
    ["sdev", doubles(sd.slice(0, tol === null ? sd.length : k))],
    ["rotation", rotation],
    ["center", kept("scaled:center")],
    ["scale", kept("scaled:scale")],
  ];
  if (!call.has("retx") || asLogical(call.value("retx")).values[0] === 1) parts.push(["x", scores]);
  return withAttribute(namedList(parts), "class", characters(["prcomp"]));
}

/** What components tell of the variance. */
function importance(sd: readonly number[], heads: readonly string[] | null): Value {
  const all = sd.reduce((sum, s) => sum + s * s, 0);
  const round = (v: number): number => Math.round(v * 1e5) / 1e5;
  let sum = 0;
  const rows = sd.map((s) => [s, round(s * s / all), round(sum += s * s / all)]);
  return matrixOf(
    Float64Array.from(rows.flat()),
    3,
    sd.length,
    ["Standard deviation", "Proportion of Variance", "Cumulative Proportion"],
    heads,
  );
}

/** The components with what they tell of the variance. */
function summary(call: Call): Value {
  const x = call.value("object");
  if (x.type !== "list") return call.wrong("object", "principal components", x);
  const names = namesOf(x)!.map((n) => n ?? "");
  const sd = Array.from(asDouble(x.values[names.indexOf("sdev")]!).values);
  const parts = names.map((n, k): [string, Value] => [n, x.values[k]!]);
  const rotation = x.values[names.indexOf("rotation")];
  const named = rotation ? dimNamesOf(rotation)?.[1] : null;
  const heads = named ? named.map((h) => h ?? "") : null;
  return withAttribute(
    namedList([...parts, ["importance", importance(sd, heads)]]),
    "class",
    characters(["summary.prcomp"]),
  );
}

export const COMPONENTS: readonly Builtin[] = [
  word("prcomp", "x, ..., retx, center, scale., tol, rank.", prcomp),
  word("summary.prcomp", "object, ...", summary),
];
