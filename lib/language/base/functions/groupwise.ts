/**
 * Words that work on groups: `tapply split unsplit`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { combine, simplified } from "../../values/combine.ts";
import { refuseLong } from "../../values/size.ts";
import { memberRows } from "../../values/rows.ts";
import {
  type Attributes,
  characters,
  countedRows,
  integers,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  logical,
  namesOf,
  NULL,
  type Numbers,
  rowNamesOf,
  rowsOf,
  share,
  type Value,
  withAttribute,
  withAttributes,
  withNames,
} from "../../values/value.ts";
import { isFormula, sidesOfFormula } from "../../stats/formula_sides.ts";
import { groupsOf } from "../grouping.ts";
import { more } from "./apply.ts";

function tapply(call: Call): Value {
  const x = call.vector("X");
  const index = call.value("INDEX");
  const factors = index.type === "list" ? index.values : [index];
  const groups = factors.map((f) => groupsOf(f, call));
  const dims = groups.map((g) => g.levels.length);
  const cells = dims.reduce((a, b) => a * b, 1);
  refuseLong(cells, call.span);
  const members: number[][] = Array.from({ length: cells }, () => []);
  for (let i = 0; i < lengthOf(x); i++) {
    let cell = 0;
    let step = 1;
    let missing = false;
    groups.forEach((g, k) => {
      const code = g.codes[i]!;
      if (code < 0) missing = true;
      cell += code * step;
      step *= dims[k]!;
    });
    if (!missing) members[cell]!.push(i);
  }
  const f = call.optional("FUN") ? call.function("FUN") : null;
  const rest = more(call);
  const results = members.map((rows) =>
    rows.length === 0
      ? null
      : f
      ? share(call.apply(f, [memberRows(x, rows), ...rest.values], [null, ...rest.names]))
      : memberRows(x, rows)
  );
  const single =
    results.every((r) => r === null || isVector(r) && r.type !== "list" && r.values.length === 1) &&
    call.flag("simplify", true);
  const label = listOf(groups.map((g) => characters([...g.levels])));
  const heads = index.type === "list" ? namesOf(index) : null;
  if (heads) label.attributes = new Map([["names", characters([...heads])]]);
  const attributes: Attributes = new Map<string, Value>([["dim", integers(Int32Array.from(dims))], [
    "dimnames",
    label,
  ]]);
  if (!single) return withAttributes(listOf(results.map((r) => r ?? NULL)), attributes);
  const blank = call.optional("default") ?? logical(null);
  const made = simplified(results.map((r) => r ? withAttributes(r, null) : blank), null);
  return withAttributes(made, attributes);
}

function split(call: Call): Value {
  const x = call.value("x");
  const f = call.value("f");
  const factors = isFormula(f)
    ? sidesOfFormula(call, f, x).right.map((v) => v.value)
    : f.type === "list"
    ? f.values
    : [f];
  let group = groupsOf(factors[0]!, call);
  for (const next of factors.slice(1)) {
    group = crossed(group, groupsOf(next, call), call.has("sep") ? call.text("sep") : ".");
  }
  const members: number[][] = group.levels.map(() => []);
  const n = isFrame(x) ? lengthOf(x.values[0] ?? NULL) : lengthOf(x);
  for (let i = 0; i < n; i++) {
    const code = group.codes[i % group.codes.length]!;
    if (code >= 0) members[code]!.push(i);
  }
  const keep = members.map((_, k) => k).filter((k) =>
    !call.flag("drop", false) || members[k]!.length > 0
  );
  const out = listOf(keep.map((k) => share(memberRows(x, members[k]!))));
  return withNames(out, keep.map((k) => group.levels[k]!));
}

function crossed(
  a: { codes: Numbers; levels: string[] },
  b: { codes: Numbers; levels: string[] },
  sep: string,
): { codes: Numbers; levels: string[] } {
  const levels = b.levels.flatMap((y) => a.levels.map((x) => `${x}${sep}${y}`));
  return {
    levels,
    codes: a.codes.map((c, i) => c < 0 || b.codes[i]! < 0 ? -1 : b.codes[i]! * a.levels.length + c),
  };
}

/** Parts of groups as they stood before they were split. */
function unsplit(call: Call, parts: readonly Value[], codes: Numbers): Value {
  const whole = isFrame(parts[0] ?? NULL)
    ? call.apply(call.interpreter.functionNamed("rbind", call.scope, call.span), parts)
    : combine(parts.map((value) => ({ name: null, value })), false);
  const sizes = parts.map((p) => isFrame(p) ? rowsOf(p) : lengthOf(p));
  const next = sizes.map((_, k) => sizes.slice(0, k).reduce((a, b) => a + b, 0));
  const at = Array.from(codes, (c) => next[c]!++);
  const out = memberRows(whole, at);
  const names = isFrame(whole) ? rowNamesOf(whole) : null;
  const counted = names?.every((_, i) => names[at[i]!] === String(i + 1));
  return counted && isFrame(out) ? withAttribute(out, "row.names", countedRows(at.length)) : out;
}

export const GROUPWISE: readonly Builtin[] = [
  word("tapply", "X, INDEX, FUN, ..., default, simplify", tapply),
  word("split", "x, f, drop, sep, ...", split),
  word("unsplit", "value, f, drop!FALSE", (call) => {
    const value = call.value("value");
    const g = groupsOf(call.value("f"), call);
    if (value.type !== "list") return call.wrong("value", "a list", value);
    return unsplit(call, value.values, g.codes);
  }),
];
