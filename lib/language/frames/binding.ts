/**
 * `cbind` and `rbind` of vectors and matrices.
 *
 * @module
 */
import { type Argument, type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { deparse } from "../../syntax/deparse.ts";
import { commonKind, describe, type Kind } from "../values/coerce.ts";
import { join } from "../values/combine.ts";
import { pick } from "../parts/picking.ts";
import { refuseLong } from "../values/size.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  integers,
  isFactor,
  isFrame,
  isVector,
  listOf,
  namesOf,
  NULL,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { bindColumns, bindRows, likeTable } from "./frame_binding.ts";

/** What is bound: lines (columns of `cbind`, rows of `rbind`) of elements. */
interface Bound {
  readonly lines: number;
  /** Elements of a line; null of a vector, which is repeated. */
  readonly height: number | null;
  readonly source: Vector;
  readonly at: (line: number, i: number) => number;
  /** Names of the lines. */
  readonly names: readonly (string | null)[] | null;
  /** Names of the elements. */
  readonly labels: readonly (string | null)[] | null;
}

function lineName(d: Argument, level: number): string | null {
  if (d.name) return d.name;
  if (!d.expr || level === 0) return null;
  return d.expr.kind === "name" || level === 2 ? deparse(d.expr) : null;
}

function boundOf(call: Call, d: Argument, rows: boolean, level: number): Bound | null {
  const x = call.valueOf(d);
  if (x.type === "NULL") return null;
  if (!isVector(x)) {
    return call.fail("wrong-argument", `${call.word.name}() binds vectors, not ${describe(x)}`);
  }
  const source = isFactor(x) ? integers(x.values) : x;
  const dim = dimOf(x);
  if (dim?.length === 2) {
    const [m, n] = dim as unknown as [number, number];
    const names = dimNamesOf(x);
    return {
      lines: rows ? m : n,
      height: rows ? n : m,
      source,
      at: (line, i) => rows ? i * m + line : line * m + i,
      names: names?.[rows ? 0 : 1] ?? null,
      labels: names?.[rows ? 1 : 0] ?? null,
    };
  }
  const own = lineName(d, level);
  const n = x.values.length;
  return {
    lines: 1,
    height: null,
    source,
    at: (_line, i) => i % n,
    names: own === null ? null : [own],
    labels: namesOf(x),
  };
}

function bind(call: Call, rows: boolean): Value {
  const level = call.number("deparse.level", 1);
  if (call.rest.some(isFrame)) {
    return likeTable(call.rest[0]!, rows ? bindRows(call) : bindColumns(call));
  }
  const found = call.dots.map((d) => boundOf(call, d, rows, level)).filter((b) => b !== null);
  if (found.length === 0) return NULL;
  const matrices = found.filter((b) => b.height !== null);
  const longest = found.reduce((m, b) => Math.max(m, b.source.values.length), 0);
  const height = matrices[0]?.height ?? longest;
  const odd = matrices.find((b) => b.height !== height);
  if (odd) {
    return call.fail(
      "wrong-length",
      `${call.word.name}() binds matrices of ${height} and ${odd.height} ${
        rows ? "columns" : "rows"
      }`,
      "They are as many in each",
    );
  }
  const kind = found.reduce<Kind>((k, b) => commonKind(k, b.source.type), "logical");
  const parts = found.filter((b) =>
    b.height !== null || b.source.values.length > 0 || height === 0
  );
  for (const b of parts) {
    const n = b.source.values.length;
    if (b.height === null && n > 0 && (height % n !== 0 || n > height)) {
      call.warn(`${n} elements do not go into ${height} evenly`, "recycled");
    }
  }
  return assembled(call, parts, kind, height, rows);
}

function assembled(
  call: Call,
  parts: readonly Bound[],
  kind: Kind,
  height: number,
  rows: boolean,
): Value {
  const lines = parts.reduce((n, b) => n + b.lines, 0);
  refuseLong(lines * height, call.span);
  // Line after line, then turned where the lines are rows.
  const cells = join(
    parts.map((b) =>
      pick(
        b.source,
        Int32Array.from(
          { length: b.lines * height },
          (_, c) => b.at(Math.floor(c / height), c % height),
        ),
      )
    ),
    kind,
  );
  const turned = rows
    ? pick(
      cells,
      Int32Array.from({ length: lines * height }, (_, c) =>
        c % lines * height + Math.floor(c / lines)),
    )
    : cells;
  const lineNames = parts.some((b) => b.names)
    ? characters(
      parts.flatMap((b): (string | null)[] =>
        b.names ? [...b.names] : new Array<string>(b.lines).fill("")
      ),
    )
    : NULL;
  const own = (parts.find((b) => b.height !== null && b.labels) ??
    parts.find((b) => b.labels?.length === height))?.labels;
  const labels = own ? characters([...own]) : NULL;
  const attributes = new Map<string, Value>([
    ["dim", integers(rows ? [lines, height] : [height, lines])],
  ]);
  if (lineNames.type !== "NULL" || labels.type !== "NULL") {
    attributes.set("dimnames", listOf(rows ? [lineNames, labels] : [labels, lineNames]));
  }
  return withAttributes(turned, attributes);
}

export const BINDING: readonly Builtin[] = [
  word("cbind", "..., deparse.level, stringsAsFactors", (call) => bind(call, false)),
  word("cbind.data.frame", "..., deparse.level, stringsAsFactors", (call) => bindColumns(call)),
  word(
    "rbind.data.frame",
    "..., deparse.level?, make.row.names, stringsAsFactors",
    (call) => {
      const framed = call.rest.some(isFrame);
      if (framed || call.dots.length === 0) return bindRows(call);
      const [first, ...more] = call.rest as [Value, ...Value[]];
      const model = call.interpreter.call("as.data.frame", [first], call.span);
      return call.apply(call.word, [model, ...more], call.dots.map((d) => d.name));
    },
  ),
  word("rbind", "..., deparse.level, make.row.names, stringsAsFactors", (call) => bind(call, true)),
];
