/**
 * `pivot_longer`: columns below each other, their names as columns of their own.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { columnsIn, tableOf } from "../dplyr/tables.ts";
import { ungrouped } from "../dplyr/tables.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { missingLike, stackedParts } from "../tibble/combining.ts";
import { strict } from "../tibble/strict.ts";
import { repairedNames } from "../tibble/names.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { refuseLong } from "../values/size.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  type Frame,
  type FunctionValue,
  isFunction,
  rowsOf,
  type Value,
} from "../values/value.ts";
import { chosenAt, entryFor, missingAt, rebuilt } from "./tables.ts";
import { cutAt, groupsOf, patternIn, piecesOf } from "./texts.ts";

type Name = string | null;

/** What becomes of a column: the column of values that it goes to, and the parts of its name. */
interface Plan {
  readonly at: number;
  readonly value: string;
  readonly parts: readonly Name[];
}

/** Names that `names_to` gives; missing ones are parts of names that are left out. */
function targets(call: Call): Name[] {
  const value = call.optional("names_to");
  if (value === null) return ["name"];
  return value.type === "NULL" ? [] : [...asCharacter(value).values];
}

/** The parts of a name that `names_sep` or `names_pattern` takes apart, one for each target. */
function partsOf(call: Call, name: string, wanted: number): Name[] {
  if (call.has("names_pattern")) {
    const pattern = call.text("names_pattern");
    const groups = groupsOf(patternIn(call, "names_pattern", pattern), name);
    if (groups && groups.length !== wanted) {
      fail(
        "wrong-argument",
        `names_pattern has ${groups.length} groups ( ), and names_to ${wanted} names`,
        {
          span: call.spanOf("names_pattern"),
          hint: "Each name in names_to takes one group",
        },
      );
    }
    return groups ?? new Array<Name>(wanted).fill(null);
  }
  if (!call.has("names_sep")) {
    if (wanted <= 1) return [name];
    return call.fail(
      "missing-argument",
      `names_to has ${wanted} names, and nothing says how names of columns are taken apart`,
      'Give names_sep = "_" or names_pattern = "(.*)_(.*)"',
    );
  }
  const by = call.value("names_sep");
  const pieces: Name[] = by.type === "character"
    ? piecesOf(patternIn(call, "names_sep", call.text("names_sep")), name)
    : cutAt(name, Array.from(asDouble(by).values));
  if (pieces.length !== wanted) {
    call.warn(`"${name}" has ${pieces.length} parts, and names_to ${wanted} names`, "odd-names");
  }
  while (pieces.length < wanted) pieces.push(null);
  return pieces.slice(0, wanted);
}

function plansOf(call: Call, frame: Frame, names: readonly Name[]): Plan[] {
  const heads = headsOf(frame);
  const values = call.has("values_to") ? call.text("values_to") : "value";
  const prefix = call.optional("names_prefix");
  const lead = prefix?.type === "character"
    ? patternIn(call, "names_prefix", `^(?:${call.text("names_prefix")})`)
    : null;
  return chosenAt(call, "cols", frame).map((at): Plan => {
    let name = heads[at]!;
    if (lead) name = piecesOf(lead, name, 2).at(-1)!;
    if (names.length === 0) return { at, value: values, parts: [] };
    const parts = partsOf(call, name, names.length);
    const k = names.indexOf(".value");
    return {
      at,
      value: k < 0 ? values : parts[k] ?? "NA",
      parts: parts.filter((_, i) => names[i] !== ".value" && names[i] !== null),
    };
  });
}

/** The function that `names_transform` or `values_transform` gives for a column. */
export function transforming(call: Call, argument: string, name: string): FunctionValue | null {
  const given = entryFor(call.optional(argument), name);
  if (given === null) return null;
  if (isFunction(given)) return given;
  return call.interpreter.lambdaOf(given) ??
    call.wrong(argument, "a function, or a list of functions by name", given);
}

function transformed(call: Call, argument: string, name: string, x: Value): Value {
  const f = transforming(call, argument, name);
  return f ? call.apply(f, [x]) : x;
}

function pivotLonger(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const names = targets(call);
  if (!call.has("cols")) call.value("cols");
  const plans = plansOf(call, frame, names);
  if (plans.length === 0) {
    return call.fail(
      "wrong-argument",
      "cols chooses no column",
      'For example cols = starts_with("week")',
    );
  }
  const kept = names.filter((n): n is string => n !== null && n !== ".value");
  // Columns whose values stand side by side share a key: the parts of their names, and a count.
  const seen = new Map<string, number>();
  const order = new Map<string, number>();
  const keyOfPlan = plans.map((p) => {
    const own = JSON.stringify([p.value, p.parts]);
    const count = seen.get(own) ?? 0;
    seen.set(own, count + 1);
    const key = JSON.stringify([p.parts, count]);
    if (!order.has(key)) order.set(key, order.size);
    return order.get(key)!;
  });
  const m = order.size;
  const n = rowsOf(frame);
  refuseLong(n * m, call.span);
  const slowest = call.has("cols_vary") &&
    call.choice("cols_vary", ["fastest", "slowest"]) === "slowest";
  let at = Int32Array.from(
    { length: n * m },
    (_, r) => slowest ? r : r % m * n + Math.floor(r / m),
  );
  const rowOf = Int32Array.from({ length: n * m }, (_, r) => slowest ? r % n : Math.floor(r / m));
  const keyAt = Int32Array.from({ length: n * m }, (_, r) => slowest ? Math.floor(r / n) : r % m);

  const valueNames = [...new Set(plans.map((p) => p.value))];
  let values = valueNames.map((name): [string, Value] => {
    const own = plans.map((p, i) => ({ p, key: keyOfPlan[i]! })).filter(({ p }) =>
      p.value === name
    );
    const model = frame.values[own[0]!.p.at]!;
    const parts = Array.from({ length: m }, (_, key) => {
      const found = own.find((o) => o.key === key);
      return found
        ? transformed(call, "values_transform", name, frame.values[found.p.at]!)
        : missingLike(model, n);
    });
    return [name, stackedParts(parts, name, call.spanOf("cols"))];
  });
  const firstPlan = Array.from({ length: m }, (_, key) => plans[keyOfPlan.indexOf(key)]!);
  const labels = kept.map((name, k): [string, Value] => [
    name,
    transformed(
      call,
      "names_transform",
      name,
      characters(firstPlan.map((p) => p.parts[k] ?? null)),
    ),
  ]);
  let rows = Array.from({ length: n * m }, (_, r) => r);
  if (call.flag("values_drop_na", false)) {
    const gone = values.map(([, v]) => missingAt(v));
    rows = rows.filter((r) => !gone.every((g) => g(at[r]!)));
  }
  at = Int32Array.from(rows, (r) => at[r]!);
  values = values.map(([name, v]) => [name, rowsOfColumn(v, at)]);
  const chosen = new Set(plans.map((p) => p.at));
  const others = columnsIn(frame).filter((_, k) => !chosen.has(k));
  const columns: [string, Value][] = [
    ...others.map(([name, v]): [string, Value] => [
      name,
      rowsOfColumn(v, Int32Array.from(rows, (r) => rowOf[r]!)),
    ]),
    ...labels.map((
      [name, v],
    ): [string, Value] => [name, memberRows(v, rows.map((r) => keyAt[r]!))]),
    ...values,
  ];
  const heads = repairedNames(call, columns.map(([c]) => c), "check_unique", "names_repair");
  return rebuilt(given, columns.map(([, v], k) => [heads[k]!, v]), rows.length, call.span, true);
}

export const LONGER: readonly Builtin[] = [
  special(
    "pivot_longer",
    "data, cols, ..., cols_vary, names_to, names_prefix, names_sep, names_pattern, names_ptypes!NULL, " +
      "names_transform, names_repair, values_to, values_drop_na, values_ptypes!NULL, values_transform",
    strict(pivotLonger),
  ),
];
