/**
 * Values along lines: `stripchart dotchart`.
 *
 * @module
 */
import { numbersOf } from "../../values/vector.ts";
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, numeric, type Value } from "../../values/value.ts";
import { written } from "../heddle/figure_value.ts";
import { groupsOfFormula, groupsOfValues } from "./boxes.ts";
import { namesIn, opened } from "./drawing/opening.ts";
import { each, GREY, look, penIn, signsOf } from "./drawing/pens.ts";
import { groupsOf, numbersAt } from "./drawing/places.ts";
import { pictureIn } from "./drawing/screen.ts";

const METHODS = ["overplot", "jitter", "stack"] as const;

/** Draws of the page's chance between −1 and 1. */
function jitters(call: Call, n: number, amount: number): number[] {
  const arg = (value: number) => ({
    name: null,
    nameSpan: null,
    span: call.span,
    expr: null,
    value: numeric([value]),
  });
  const drawn = call.context.call(
    "runif",
    [arg(n), arg(-amount), arg(amount)],
    call.span,
    call.scope,
  );
  return [...numbersOf(drawn) ?? []];
}

export function stripchart(call: Call): Value {
  const x = call.value("x");
  const groups = x.kind === "formula" ? groupsOfFormula(call, x) : groupsOfValues(call);
  const method = call.choice("method", METHODS, "overplot");
  const upright = call.has("vertical") && call.flag("vertical", false);
  const names = namesIn(call, "group.names") ?? groups.names;
  const n = groups.values.length;
  const at = call.has("at") ? [...call.numbers("at")] : groups.values.map((_, i) => i + 1);
  if (at.length !== n) {
    fail("bad-length", `stripchart() has ${n} groups and ${at.length} places`, {
      span: call.spanOf("at"),
    });
  }
  const across: [number, number] = [least(at) - 0.5, greatest(at) + 0.5];
  const all = groups.values.flat();
  const words = n === 1 && names[0] === "" ? { at: [], labels: [] } : { at, labels: names };
  const label = groups.of || (n === 1 ? written(call, "x") : "");
  const add = call.has("add") && call.flag("add", false);
  const drawing = add ? pictureIn(call) : opened(call, {
    x: upright ? across : all,
    y: upright ? all : across,
    ...(upright ? { exactX: across, xNames: words } : { exactY: across, yNames: words }),
    xlab: upright ? groups.by : label,
    ylab: upright ? label : groups.by,
  });
  const pen = penIn(call, { sign: [0] });
  groups.values.forEach((values, g) => {
    let moved = values.map(() => at[g]!);
    if (method === "jitter") {
      const amount = call.has("jitter") ? call.number("jitter") : 0.1;
      const by = jitters(call, values.length, amount);
      moved = moved.map((v, i) => v + by[i]!);
    } else if (method === "stack") {
      const offset = (call.has("offset") ? call.number("offset") : 1 / 3) * 0.12 *
        Math.max(1, n / 3);
      const seen = new Map<number, number>();
      moved = values.map((v) => {
        const k = seen.get(v) ?? 0;
        seen.set(v, k + 1);
        return at[g]! + k * offset;
      });
    }
    const one = { ...pen, col: [each(pen.col, g)], sign: [each(pen.sign, g)] };
    drawing.put("points", signsOf(one, upright ? moved : values, upright ? values : moved));
  });
  drawing.keep("points", [
    ...(n > 1
      ? [{
        name: groups.by || "group",
        numbers: null,
        texts: groups.values.flatMap((v, g) => v.map(() => names[g]!)),
      }]
      : []),
    { name: label || "value", numbers: all, texts: null },
  ]);
  return NULL;
}

export function dotchart(call: Call): Value {
  const given = call.value("x");
  let values: number[], labels: string[], groups: { levels: string[]; codes: number[] } | null;
  if (given.kind === "matrix") {
    values = given.values[0]!.length === 0
      ? []
      : Array.from(given.values[0]!).flatMap((_, j) => given.values.map((row) => row[j]!));
    const k = given.values[0]!.length;
    labels = Array.from(
      { length: k },
      () => given.values.map((_, i) => given.rowNames[i] ?? String(i + 1)),
    ).flat();
    groups = {
      levels: Array.from({ length: k }, (_, j) => given.columnNames[j] ?? String(j + 1)),
      codes: Array.from({ length: k }, (_, j) => given.values.map(() => j)).flat(),
    };
  } else {
    values = numbersAt(call, given, call.spanOf("x"));
    const names = given.kind === "numeric" ? given.names : null;
    labels = namesIn(call, "labels") ?? (names ? [...names] : values.map(() => ""));
    groups = call.has("groups") ? groupsOf(call.value("groups")) : null;
  }
  // groups stand one above the other, the first at the top
  const rows: { text: string; value: number | null; strong: boolean; i: number }[] = [];
  if (groups !== null) {
    [...groups.levels.keys()].reverse().forEach((g, k) => {
      if (k > 0) rows.push({ text: "", value: null, strong: false, i: -1 });
      values.forEach((v, i) => {
        if (groups.codes[i] === g) rows.push({ text: labels[i] ?? "", value: v, strong: false, i });
      });
      rows.push({ text: groups.levels[g]!, value: null, strong: true, i: -1 });
    });
  } else values.forEach((v, i) => rows.push({ text: labels[i] ?? "", value: v, strong: false, i }));
  const at = rows.map((_, i) => i + 1);
  const drawing = opened(call, {
    x: values,
    y: at,
    exactY: [0, rows.length + 1],
    yNames: { at, labels: rows.map((r) => r.text) },
    bareY: true,
    xlab: "",
    ylab: "",
  });
  const pen = penIn(call, {
    sign: [call.has("pch") ? 1 : 21],
    col: [{ className: "s5" }],
    bg: [null],
  });
  const [low, high] = drawing.scales.x.domain;
  drawing.put(null, {
    mark: "lines",
    lines: rows.flatMap((r, i) => r.value === null ? [] : [[[low, i + 1], [high, i + 1]]]),
    look: { ...look(GREY), dash: "1 3" },
  });
  const drawn = rows.flatMap((r, i) => r.value === null ? [] : [{ ...r, y: i + 1 }]);
  const col = drawn.map((r) => each(pen.col, r.i));
  drawing.put(
    "points",
    signsOf({ ...pen, col }, drawn.map((r) => r.value!), drawn.map((r) => r.y)),
  );
  drawing.keep("points", [
    ...(groups
      ? [{ name: "group", numbers: null, texts: groups.codes.map((c) => groups!.levels[c] ?? "") }]
      : []),
    ...(labels.some((t) => t !== "") ? [{ name: "label", numbers: null, texts: labels }] : []),
    { name: written(call, "x"), numbers: values, texts: null },
  ]);
  return NULL;
}
