/**
 * Clusters: `hclust cutree kmeans`.
 *
 * @module
 */
import { agglomerated, cutInto, type Linkage } from "../../../math/clustering/agglomeration.ts";
import { type Clusters, kMeans } from "../../../math/clustering/k_means.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { language } from "../../values/quoted.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { matrixOf, numberMatrix } from "../../matrices/matrix.ts";
import { asCharacter, asDouble } from "../../values/coerce.ts";
import {
  characters,
  double,
  doubles,
  inherits,
  integer,
  integers,
  isFrame,
  type ListVector,
  logical,
  namedList,
  namesOf,
  NULL,
  text,
  textsAttribute,
  type Value,
  withAttribute,
  withNames,
} from "../../values/value.ts";

const LINKAGES: readonly Linkage[] = [
  "complete",
  "single",
  "average",
  "mcquitty",
  "median",
  "centroid",
  "ward.D",
  "ward.D2",
];

/** The call with the full names of its arguments. */
function asWritten(call: Call): Value {
  const { expr, given, word: own } = call;
  if (!expr) return NULL;
  const args = given.flatMap((g, i) =>
    g?.expr ? [{ name: own.parameters[i]!.name, nameSpan: null, value: g.expr, ...g.span }] : []
  );
  const callee: Expr = { kind: "name", name: own.name, ...call.span };
  const whole: Expr = { kind: "call", form: "prefix", callee, args, ...call.span };
  return language(whole, null, call.interpreter.source);
}

function hclust(call: Call): Value {
  const d = call.value("d");
  if (!inherits(d, "dist")) {
    return call.wrong("d", "distances", d, "hclust(dist(x)) makes them of the rows of a table");
  }
  const n = asDouble(d.attributes!.get("Size")!).values[0]!;
  const values = asDouble(d).values;
  if (!(n >= 2)) return call.fail("too-few", "hclust() needs two objects or more");
  if (values.some((v) => v !== v)) {
    return call.fail(
      "missing-values",
      "Distances are missing (NA)",
      "na.omit(x) leaves out rows with missing values",
    );
  }
  const linkage = call.choice("method", LINKAGES);
  const between = new Float64Array(n * n);
  let at = 0;
  for (let j = 0; j < n; j++) {
    for (let i = j + 1; i < n; i++) between[i * n + j] = between[j * n + i] = values[at++]!;
  }
  call.interpreter.weigh(n * n, call.span);
  const tree = agglomerated(between, n, linkage);
  const labels = textsAttribute(d, "Labels");
  const method = textsAttribute(d, "method")?.[0];
  return withAttribute(
    namedList([
      ["merge", matrixOfWhole(tree.merge)],
      ["height", doubles(Float64Array.from(tree.height))],
      ["order", integers(tree.order)],
      ["labels", labels ? characters([...labels]) : NULL],
      ["method", text(linkage)],
      ["call", asWritten(call)],
      ["dist.method", method ? text(method) : NULL],
    ]),
    "class",
    characters(["hclust"]),
  );
}

function matrixOfWhole(rows: readonly (readonly [number, number])[]): Value {
  const n = rows.length;
  const out = new Int32Array(2 * n);
  rows.forEach(([a, b], i) => {
    out[i] = a;
    out[n + i] = b;
  });
  return integers(out, new Map([["dim", integers([n, 2])]]));
}

const part = (x: ListVector, name: string): Value =>
  x.values[(namesOf(x) ?? []).indexOf(name)] ?? NULL;

function cutree(call: Call): Value {
  const tree = call.value("tree");
  if (tree.type !== "list" || !inherits(tree, "hclust")) {
    return call.wrong("tree", "a tree", tree, "hclust(dist(x)) makes one");
  }
  const merged = asDouble(part(tree, "merge")).values;
  const m = merged.length / 2;
  const merge = Array.from({ length: m }, (_, i) => [merged[i]!, merged[m + i]!] as const);
  const height = asDouble(part(tree, "height")).values;
  if (!call.has("k") && !call.has("h")) {
    return call.fail(
      "missing-argument",
      "cutree() needs k or h",
      "cutree(tree, k = 3) makes three groups",
    );
  }
  const ks = call.has("k") && call.value("k").type !== "NULL"
    ? Array.from(call.doubles("k"))
    : Array.from(call.doubles("h"), (h) => m + 1 - Array.from(height).filter((v) => v <= h).length);
  if (ks.some((k) => !(k >= 1 && k <= m + 1))) {
    return call.wrong("k", `numbers from 1 to ${m + 1}`, call.value("k"));
  }
  const labels = part(tree, "labels");
  const names = labels.type === "NULL" ? null : asCharacter(labels).values;
  const columns = ks.map((k) => cutInto(merge, k));
  if (columns.length === 1) {
    const made = integers(columns[0]!);
    return names ? withNames(made, names) : made;
  }
  const out = integers(
    Int32Array.from(columns.flat()),
    new Map([["dim", integers([m + 1, ks.length])]]),
  );
  const heads = (call.has("k") ? ks : Array.from(call.doubles("h"))).map(String);
  return call.interpreter.call("dimnames<-", [
    out,
    call.interpreter.call(
      "list",
      [names ? characters([...names]) : NULL, characters(heads)],
      call.span,
    ),
  ], call.span);
}

const FAULTS: Readonly<Record<"empty" | "steps" | "transfers", [message: string, hint: string]>> = {
  empty: ["A group is empty at the first centers", "Other first centers, or fewer groups"],
  steps: ["kmeans() has not come to an end", "iter.max = 50 lets it go on"],
  transfers: ["kmeans() exchanges points without an end", "iter.max = 50, or other first centers"],
};

function kmeans(call: Call): Value {
  const given = call.value("x");
  const x = numberMatrix(
    call,
    isFrame(given) ? call.interpreter.call("as.matrix", [given], call.span) : given,
    "x",
  );
  const [n, p] = x.vector ? [x.rows, 1] : [x.rows, x.columns];
  const byRow = new Float64Array(n * p);
  for (let i = 0; i < n; i++) for (let j = 0; j < p; j++) byRow[i * p + j] = x.values[j * n + i]!;
  if (byRow.some((v) => !Number.isFinite(v))) {
    return call.fail(
      "missing-values",
      "kmeans() takes no missing values",
      "na.omit(x) leaves out their rows",
    );
  }
  call.choice("algorithm", ["Hartigan-Wong"]);
  const most = call.number("iter.max", 10);
  const starts = call.number("nstart", 1);
  const centers = call.value("centers");
  const row = (i: number): Float64Array => byRow.slice(i * p, (i + 1) * p);
  const rowsAt = (rows: readonly number[], at: ArrayLike<number>): Float64Array =>
    Float64Array.from(Array.from(at).flatMap((i) => Array.from(row(rows[i - 1]!))));
  const all = Array.from({ length: n }, (_, i) => i);
  const seen = new Set<string>();
  const distinct = all.filter((i) => {
    const key = row(i).join();
    return !seen.has(key) && seen.add(key);
  });
  const drawn = (rows: readonly number[], k: number): Float64Array =>
    rowsAt(
      rows,
      asDouble(call.interpreter.call("sample.int", [integer(rows.length), integer(k)], call.span))
        .values,
    );
  let first: Float64Array;
  const one = centers.type !== "list" && asDouble(centers as never).values.length === 1;
  if (one) {
    const k = asDouble(centers as never).values[0]!;
    if (!(k >= 1 && k <= distinct.length)) {
      return call.wrong("centers", `a number of groups from 1 to ${distinct.length}`, centers);
    }
    first = starts === 1 ? drawn(all, k) : new Float64Array(0);
    const keys = new Set(
      Array.from({ length: first.length / p }, (_, l) => first.slice(l * p, (l + 1) * p).join()),
    );
    if (starts >= 2 || keys.size < k) first = drawn(distinct, k);
  } else {
    const c = numberMatrix(
      call,
      isFrame(centers) ? call.interpreter.call("as.matrix", [centers], call.span) : centers,
      "centers",
    );
    const rows = c.rows;
    if ((c.vector ? 1 : c.columns) !== p) {
      return call.wrong("centers", `${p} columns, one for each of x,`, centers);
    }
    first = new Float64Array(rows * p);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < p; j++) first[i * p + j] = c.values[j * rows + i]!;
    }
  }
  const k = first.length / p;
  call.interpreter.weigh(n * k * p * most * starts / 10, call.span);
  const run = (from: Float64Array): Clusters =>
    k === 1 ? single(byRow, p) : kMeans(byRow, p, from, most);
  let best = run(first);
  const total = (c: Clusters): number => c.within.reduce((a, b) => a + b, 0);
  for (let s = 2; s <= starts; s++) {
    const next = run(drawn(distinct, k));
    if (total(next) < total(best)) best = next;
  }
  if (best.fault === "empty") return call.fail("no-optimum", ...FAULTS.empty);
  if (best.fault) call.warn(`${FAULTS[best.fault][0]}: ${FAULTS[best.fault][1]}`, "not-converged");
  return clustersValue(best, byRow, n, p, x.vector ? null : x.columnNames, x.rowNames);
}

/** All points in one group. */
function single(x: Float64Array, p: number): Clusters {
  const n = x.length / p;
  const centers = new Float64Array(p);
  x.forEach((v, i) => centers[i % p]! += v / n);
  const within = Float64Array.of(x.reduce((sum, v, i) => sum + (v - centers[i % p]!) ** 2, 0));
  return { of: new Int32Array(n), centers, sizes: Int32Array.of(n), within, steps: 1, fault: null };
}

function clustersValue(
  c: Clusters,
  x: Float64Array,
  n: number,
  p: number,
  heads: readonly (string | null)[] | null,
  rows: readonly (string | null)[] | null,
): Value {
  const k = c.sizes.length;
  const whole = single(x, p).within[0]!;
  const within = c.within.reduce((a, b) => a + b, 0);
  const centers = new Float64Array(k * p);
  for (let l = 0; l < k; l++) {
    for (let j = 0; j < p; j++) centers[j * k + l] = c.centers[l * p + j]!;
  }
  const cluster = integers(c.of.map((l) => l + 1));
  return withAttribute(
    namedList([
      ["cluster", rows && n > 0 ? withNames(cluster, rows) : cluster],
      [
        "centers",
        matrixOf(centers, k, p, Array.from({ length: k }, (_, l) => String(l + 1)), heads),
      ],
      ["totss", double(whole)],
      ["withinss", doubles(c.within)],
      ["tot.withinss", double(within)],
      ["betweenss", double(whole - within)],
      ["size", integers(c.sizes)],
      ["iter", integer(c.steps)],
      ["ifault", integer(c.fault === "steps" ? 2 : c.fault === "transfers" ? 4 : 0)],
    ]),
    "class",
    characters(["kmeans"]),
  );
}

export const CLUSTERS: readonly Builtin[] = [
  word("hclust", "d, method, members!NULL", hclust),
  word("cutree", "tree, k, h", cutree),
  word("kmeans", "x, centers, iter.max, nstart, algorithm, trace!FALSE", kmeans),
  word("is.hclust", "x", (call) => logical(inherits(call.value("x"), "hclust"))),
];
