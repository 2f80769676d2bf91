/**
 * Effect sizes as pwr has them: `cohen.ES ES.h ES.w1 ES.w2`.
 *
 * Source: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import {
  characters,
  dimOf,
  double,
  doubles,
  namedList,
  text,
  type Value,
  withAttribute,
} from "../values/value.ts";

/** Small, medium and large by the kind of test. */
const CONVENTIONS = {
  p: [0.2, 0.5, 0.8],
  t: [0.2, 0.5, 0.8],
  r: [0.1, 0.3, 0.5],
  anov: [0.1, 0.25, 0.4],
  chisq: [0.1, 0.3, 0.5],
  f2: [0.02, 0.15, 0.35],
} as const;

const SIZES = ["small", "medium", "large"] as const;

function convention(call: Call): Value {
  const test = call.choice("test", Object.keys(CONVENTIONS)) as keyof typeof CONVENTIONS;
  const size = call.choice("size", SIZES) as typeof SIZES[number];
  const list = namedList([
    ["test", text(test)],
    ["size", text(size)],
    ["effect.size", double(CONVENTIONS[test][SIZES.indexOf(size)]!)],
    ["method", text("Conventional effect size from Cohen (1982)")],
  ]);
  return withAttribute(list, "class", characters(["power.htest"]));
}

function ofProportions(call: Call): Value {
  const [p1, p2] = [call.doubles("p1"), call.doubles("p2")];
  const n = p1.length === 0 || p2.length === 0 ? 0 : Math.max(p1.length, p2.length);
  const turned = (p: number): number => 2 * Math.asin(Math.sqrt(p));
  return doubles(
    Float64Array.from(
      { length: n },
      (_, i) => turned(p1[i % p1.length]!) - turned(p2[i % p2.length]!),
    ),
  );
}

function distance(given: ArrayLike<number>, expected: ArrayLike<number>): Value {
  let sum = 0;
  for (let i = 0; i < given.length; i++) sum += (given[i]! - expected[i]!) ** 2 / expected[i]!;
  return double(Math.sqrt(sum));
}

function ofShares(call: Call): Value {
  const [p0, p1] = [call.doubles("P0"), call.doubles("P1")];
  if (p0.length !== p1.length) {
    return call.fail(
      "wrong-length",
      `P0 has ${p0.length} shares and P1 ${p1.length}`,
      "One of each for every class",
    );
  }
  return distance(p1, p0);
}

function ofTable(call: Call): Value {
  const value = call.value("P");
  const dim = dimOf(value);
  if (dim?.length !== 2) {
    return call.fail("wrong-argument", "ES.w2() takes a matrix of shares", "prop.table(counts)");
  }
  const [rows, columns] = [dim[0]!, dim[1]!];
  const p = call.doubles("P");
  const [down, across] = [new Float64Array(rows), new Float64Array(columns)];
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      down[i]! += p[i + j * rows]!;
      across[j]! += p[i + j * rows]!;
    }
  }
  return distance(
    p,
    Float64Array.from(
      { length: rows * columns },
      (_, k) => down[k % rows]! * across[Math.floor(k / rows)]!,
    ),
  );
}

export const EFFECT_SIZES: readonly Builtin[] = [
  word("cohen.ES", "test, size", convention),
  word("ES.h", "p1, p2", ofProportions),
  word("ES.w1", "P0, P1", ofShares),
  word("ES.w2", "P", ofTable),
];
