/**
 * Numbers as stems and leaves, moved a little, and without what is next to nothing: `stem jitter zapsmall`.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import { double, doubles, integer, isVector, NULL, type Value } from "../values/value.ts";

/** Scale and step of the stems of numbers that lie so far apart (Tukey 1977, *Exploratory Data Analysis*). */
function stemsFor(range: number, n: number, smallest: number): { scale: number; step: number } {
  let scale = Math.pow(10, 1 - Math.floor(Math.log10(range) + 10) + 10);
  const size = Math.min(2, Math.max(0, Math.trunc(range * scale / 25)));
  const kind = 3 * size + 2 - Math.trunc(150 / (n + 50));
  if ((kind - 1) * (kind - 2) * (kind - 5) === 0) scale *= 10;
  while (smallest * scale > 2147483647) scale /= 10;
  const step = kind * (kind - 4) * (kind - 8) === 0
    ? 5
    : (kind - 1) * (kind - 5) * (kind - 6) === 0
    ? 20
    : 10;
  return { scale, step };
}

function stem(call: Call): Value {
  const all = Array.from(call.doubles("x")).filter(Number.isFinite).sort((a, b) => a - b);
  const [stretch, width, atom] = [
    call.number("scale", 1),
    call.number("width", 80),
    call.number("atom", 1e-8),
  ];
  call.hidden = true;
  const [low, high] = [all[0] ?? NaN, all.at(-1) ?? NaN];
  if (all.length < 2) return NULL;
  const range = atom + (high - low) / stretch;
  const { scale, step } = high > low
    ? stemsFor(range, all.length, Math.min(Math.abs(low), Math.abs(high)))
    : {
      scale: Math.pow(10, 1 - Math.floor(Math.log10(atom + Math.abs(low) / stretch) + 10) + 10),
      step: 10,
    };
  let from = Math.floor(low * scale / step) * step;
  let to = Math.floor(high * scale / step) * step;
  const below = from < 0 ? Math.floor(Math.log10(-from)) + 1 : 0;
  const above = to > 0 ? Math.floor(Math.log10(to)) : 0;
  const digits = Math.max(below, above);
  if (from < 0 && Math.floor(low * scale) === from) from -= step;
  to = from + step;
  if (Math.floor(low * scale + 0.5) > to) {
    from = to;
    to = from + step;
  }
  const places = 1 - Math.floor(Math.log10(scale) + 0.5);
  const lines = [
    "",
    places === 0
      ? "  The decimal point is at the |"
      : `  The decimal point is ${Math.abs(places)} digit(s) to the ${
        places > 0 ? "right" : "left"
      } of the |`,
    "",
  ];
  for (let i = 0; i < all.length;) {
    const [near, far] = from < 0 ? [to, from] : [from, to];
    const head = Math.trunc(near / 10);
    let leaves = "";
    let count = 0;
    for (; i < all.length; i++) {
      const x = all[i]!;
      const value = Math.trunc(x * scale + (x < 0 ? -0.5 : 0.5));
      if ((to === 0 && x >= 0) || (from < 0 && value > to) || (from >= 0 && value >= to)) break;
      count++;
      if (count <= width - 12) leaves += Math.abs(value) % 10;
    }
    const said = head === 0 && far < 0 ? "-0" : String(head);
    lines.push(`  ${said.padStart(digits)} | ${leaves}${count > width ? `+${count - width}` : ""}`);
    from += step;
    to += step;
  }
  call.interpreter.printed.push([...lines, "", ""].join("\n"));
  return NULL;
}

function jitter(call: Call): Value {
  const x = call.value("x");
  if (!isVector(x) || x.type === "character" || x.type === "list") {
    return call.wrong("x", "numbers", x);
  }
  const values = asDouble(x).values;
  const n = values.length;
  if (n === 0) return x;
  const known = Array.from(values).filter(Number.isFinite);
  const factor = call.number("factor", 1);
  let z = greatest(known) - least(known);
  if (z === 0) z = Math.abs(least(known));
  if (z === 0) z = 1;
  const given = call.optional("amount");
  let amount = given && given.type !== "NULL" ? call.number("amount") : null;
  if (amount === null) {
    const places = 3 - Math.floor(Math.log10(z));
    const rounded = asDouble(
      call.interpreter.call(
        "round",
        [doubles(Float64Array.from(known)), integer(places)],
        call.span,
      ),
    ).values;
    const distinct = [...new Set(rounded)].sort((a, b) => a - b);
    const gaps = distinct.slice(1).map((v, i) => v - distinct[i]!);
    const gap = gaps.length > 0 ? least(gaps) : distinct[0] !== 0 ? distinct[0]! / 10 : z / 10;
    amount = factor / 5 * Math.abs(gap);
  } else if (amount === 0) amount = factor * (z / 50);
  const drawn = call.interpreter.call(
    "runif",
    [integer(n), double(-amount), double(amount)],
    call.span,
  );
  return call.interpreter.operate("+", x, drawn, call.span);
}

export const STEMS: readonly Builtin[] = [
  word("stem", "x, scale, width, atom", stem),
  word("jitter", "x, factor, amount", jitter),
  word("zapsmall", "x, digits", (call) => {
    const x = call.value("x");
    const digits = call.number("digits", 7);
    if (!isVector(x) || x.type === "character" || x.type === "list") {
      return call.wrong("x", "numbers", x);
    }
    const known = Array.from(asDouble(x).values).filter(Number.isFinite).map(Math.abs);
    const most = greatest(known, 0);
    const places = most > 0 ? Math.max(0, digits - Math.ceil(Math.log10(most))) : digits;
    return call.interpreter.call("round", [x, integer(places)], call.span);
  }),
];
