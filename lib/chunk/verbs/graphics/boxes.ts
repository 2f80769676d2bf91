/**
 * Box plots: `boxplot(y ~ g)`, with the statistics that R gives.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import {
  characters,
  doubles,
  integers,
  namedList,
  NULL as NOTHING,
  type Value as LanguageValue,
  withAttributes,
} from "../../../language/values/value.ts";
import { type BoxStatistics, boxStatistics } from "../../../language/stats/spreads.ts";
import { blackOn } from "../../../render/figure/grammar/palettes.ts";
import type { Place } from "../../../render/figure/grammar/types.ts";
import type { SheetMark, Side } from "../../../render/figure/sheet/types.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { areaLook, borderIn } from "./hatches.ts";
import { namesIn, opened } from "./drawing/opening.ts";
import {
  dashesIn,
  each,
  inksIn,
  numbersIn,
  PALE,
  type Pen,
  penIn,
  signsOf,
} from "./drawing/pens.ts";
import { groupsOf, numbersAt, variablesOf } from "./drawing/places.ts";
import { type Drawing, pictureIn } from "./drawing/screen.ts";

/** Values by group. */
export interface Groups {
  names: string[];
  values: number[][];
  /** Words of the axes. */
  by: string;
  of: string;
}

/** Groups of a formula: all pairs of levels where there are two variables. */
export function groupsOfFormula(call: Call, value: Value & { kind: "formula" }): Groups {
  const { left, right } = variablesOf(call, value);
  for (const arg of call.rest) if (arg.name !== null) call.refuse(arg);
  if (!left) {
    fail("wrong-argument", `${call.verb.name}() takes a formula such as y ~ group`, {
      span: call.span,
    });
  }
  const y = numbersAt(call, left.value, left.span);
  const factors = right.map((r) => groupsOf(r.value));
  const sep = call.has("sep") ? call.text("sep") : ".";
  let names = factors[0]?.levels ?? [""];
  let codes: number[] = factors[0]?.codes ?? y.map(() => 0);
  factors.slice(1).forEach(({ levels, codes: own }) => {
    const before = names;
    names = levels.flatMap((l) => before.map((b) => `${b}${sep}${l}`));
    codes = codes.map((c, i) => c < 0 || own[i]! < 0 ? -1 : own[i]! * before.length + c);
  });
  if (codes.length !== y.length) {
    fail("bad-length", `${call.verb.name}() has ${y.length} values and ${codes.length} groups`, {
      span: call.spanOf("x"),
    });
  }
  const values = names.map((): number[] => []);
  codes.forEach((c, i) => c >= 0 && !Number.isNaN(y[i]) && values[c]!.push(y[i]!));
  const kept = call.has("drop") && call.flag("drop", false)
    ? names.flatMap((_, k) => values[k]!.length > 0 ? [k] : [])
    : names.map((_, k) => k);
  return {
    names: kept.map((k) => names[k]!),
    values: kept.map((k) => values[k]!),
    by: right.map((r) => r.words).join(" : "),
    of: left.words,
  };
}

/** Groups of vectors, a table, a matrix or a list. */
export function groupsOfValues(call: Call): Groups {
  const first = call.value("x");
  const given: { name: string | null; value: Value }[] = [
    { name: null, value: first },
    ...call.rest.map((a) => ({ name: a.name, value: call.evaluate(a) })),
  ];
  const plain = (v: Value): number[] => numbersAt(call, v, call.spanOf("x"));
  let parts: { name: string; values: number[] }[];
  if (given.length === 1 && first.kind === "frame") {
    parts = first.table.columns.map((c) => ({
      name: c.name,
      values: c.kind === "numeric"
        ? [...c.values]
        : c.kind === "factor"
        ? [...c.codes].map((k) => k + 1)
        : fail("wrong-argument", `The column ${c.name} holds no numbers`, {
          span: call.spanOf("x"),
          hint: "boxplot(d$y) or boxplot(y ~ group, data = d)",
        }),
    }));
  } else if (given.length === 1 && first.kind === "list") {
    parts = first.items.map((item, i) => ({
      name: item.name ?? String(i + 1),
      values: plain(item.value),
    }));
  } else if (given.length === 1 && first.kind === "matrix") {
    const k = first.values[0]?.length ?? 0;
    parts = Array.from({ length: k }, (_, j) => ({
      name: first.columnNames[j] ?? String(j + 1),
      values: first.values.map((row) => row[j]!),
    }));
  } else {
    parts = given.map((g, i) => ({
      name: g.name ?? (given.length === 1 ? "" : String(i + 1)),
      values: plain(g.value),
    }));
  }
  return {
    names: parts.map((p) => p.name),
    values: parts.map((p) => p.values.filter((v) => !Number.isNaN(v))),
    by: "",
    of: "",
  };
}

/** What R's `boxplot()` gives. */
function statisticsValue(boxes: readonly BoxStatistics[], names: readonly string[]): Value {
  const matrix = (rows: number, of: (b: BoxStatistics) => readonly number[]): LanguageValue =>
    withAttributes(
      doubles(boxes.flatMap(of)),
      new Map([["dim", integers([rows, boxes.length])]]),
    );
  return fromLanguage(namedList([
    ["stats", matrix(5, (b) => b.stats)],
    ["n", doubles(boxes.map((b) => b.n))],
    ["conf", matrix(2, (b) => b.conf)],
    ["out", doubles(boxes.flatMap((b) => b.out))],
    ["group", doubles(boxes.flatMap((b, i) => b.out.map(() => i + 1)))],
    ["names", names.length === 0 ? NOTHING : characters([...names])],
  ]));
}

/** One box, lying or standing. */
function boxMarks(
  call: Call,
  box: BoxStatistics,
  i: number,
  place: { at: number; half: number; lying: boolean; scaled: (v: number) => number },
  pens: { pen: Pen; fill: Pen["col"]; border: Pen["col"]; whiskers: (string | null)[] },
): SheetMark[] {
  if (box.n === 0) return [];
  const { at, half, lying, scaled } = place;
  const p = (across: number, along: number): Place =>
    lying ? [scaled(along), across] : [across, scaled(along)];
  const [low, q1, median, q3, high] = box.stats as [number, number, number, number, number];
  const { pen } = pens;
  const line = areaLook(null, each(pens.border, i), { ...pen, dash: [""] }, i);
  const whisker = { ...line, dash: each(pens.whiskers, i) ?? "" };
  const staple = half * (call.has("staplewex") ? call.number("staplewex") : 0.5);
  const notched = call.has("notch") && call.flag("notch", false);
  const [c0, c1] = box.conf;
  const waist = half * (1 - (call.has("notch.frac") ? call.number("notch.frac") : 0.5));
  const ring: Place[] = notched
    ? [
      p(at - half, q1),
      p(at + half, q1),
      p(at + half, c0),
      p(at + half - waist, median),
      p(at + half, c1),
      p(at + half, q3),
      p(at - half, q3),
      p(at - half, c1),
      p(at - half + waist, median),
      p(at - half, c0),
    ]
    : [p(at - half, q1), p(at + half, q1), p(at + half, q3), p(at - half, q3)];
  const inset = notched ? waist : 0;
  const fill = each(pens.fill, i) ?? null;
  return [
    { mark: "lines", lines: [[p(at, low), p(at, q1)], [p(at, q3), p(at, high)]], look: whisker },
    {
      mark: "lines",
      lines: [low, high].map((v) => [p(at - staple, v), p(at + staple, v)]),
      look: line,
    },
    { mark: "areas", areas: [ring], look: { ...line, fill } },
    {
      mark: "lines",
      lines: [[p(at - half + inset, median), p(at + half - inset, median)]],
      look: { ...line, stroke: blackOn(line.stroke, fill), width: line.width * 2.2 },
    },
  ];
}

function drawBoxes(
  call: Call,
  drawing: Drawing,
  boxes: readonly BoxStatistics[],
  at: readonly number[],
  lying: boolean,
): void {
  const pen = penIn(call, { cex: numbersIn(call, "outcex", numbersIn(call, "cex", [1])) });
  const border = borderIn(call);
  const fill = inksIn(call, "col", [PALE]);
  const scale = lying ? drawing.scales.x : drawing.scales.y;
  const scaled = (v: number): number => scale.log ? Math.log10(v) : v;
  const wide = numbersIn(call, "boxwex", [0.8]);
  const steps = at.slice(1).map((v, i) => Math.abs(v - at[i]!)).sort((a, b) => a - b);
  const unit = at.length > 1 && !call.has("at") ? 1 : Math.min(1, steps[0] ?? 1);
  const most = greatest(boxes.map((b) => b.n));
  const varied = call.has("varwidth") && call.flag("varwidth", false);
  const widths = call.has("width") && call.value("width").kind !== "null"
    ? [...call.numbers("width")]
    : null;
  const widest = widths ? greatest(widths) : 1;
  boxes.forEach((box, i) => {
    const share = widths ? each(widths, i) / widest : varied ? Math.sqrt(box.n / most) : 1;
    // a box alone is half as wide
    const half = each(wide, i) * unit * share / (at.length === 1 ? 4 : 2);
    const whiskers = call.has("whisklty") || call.has("lty") ? dashesIn(call) : ["5 4"];
    drawing.put(
      "box plots",
      boxMarks(call, box, i, { at: at[i]!, half, lying, scaled }, {
        pen,
        fill,
        border,
        whiskers,
      }),
    );
    if (call.has("outline") && !call.flag("outline", true)) return;
    const along = box.out.map(scaled), across = box.out.map(() => at[i]!);
    const outPen: Pen = {
      ...pen,
      col: call.has("outcol") ? inksIn(call, "outcol", []) : [each(border, i)],
      sign: call.has("outpch") ? [call.number("outpch")] : pen.sign,
    };
    drawing.put(null, signsOf(outPen, lying ? along : across, lying ? across : along));
  });
}

/** Box plots of groups, and their statistics. */
export function drawGroups(call: Call, groups: Groups): Value {
  const coef = call.has("range") ? call.number("range") : 1.5;
  const boxes = groups.values.map((v) => boxStatistics(v, coef));
  const names = namesIn(call, "names") ?? groups.names;
  if (names.length !== boxes.length) {
    fail("bad-length", `boxplot() has ${boxes.length} boxes and ${names.length} names`, {
      span: call.spanOf("names"),
    });
  }
  const value = statisticsValue(boxes, names);
  if (call.has("plot") && !call.flag("plot", true)) return value;
  const lying = call.has("horizontal") && call.flag("horizontal", false);
  const at = call.has("at") && call.value("at").kind !== "null"
    ? [...call.numbers("at")]
    : boxes.map((_, i) => i + 1);
  if (at.length !== boxes.length) {
    fail("bad-length", `boxplot() has ${boxes.length} boxes and ${at.length} places`, {
      span: call.spanOf("at"),
      hint: `at takes ${boxes.length} numbers`,
    });
  }
  const outline = !call.has("outline") || call.flag("outline", true);
  const reach = boxes.flatMap((b) => [...b.stats, ...(outline ? b.out : [])]);
  const across: [number, number] = [least(at) - 0.5, greatest(at) + 0.5];
  // limits along the axis of the values are `ylim`, also where the boxes lie
  const shown = !(call.has("show.names") && !call.flag("show.names", true));
  const words = boxes.length === 1 && !call.has("names") && names[0] === ""
    ? { at: [], labels: [] }
    : { at, labels: shown ? names : names.map(() => "") };
  const sides: Side[] = words.at.length === 0 ? [lying ? 1 : 2] : [1, 2];
  const add = call.has("add") && call.flag("add", false);
  const drawing = add ? pictureIn(call) : opened(lying ? swappedLimits(call) : call, {
    x: lying ? reach : across,
    y: lying ? across : reach,
    ...(lying ? { exactY: across } : { exactX: across }),
    xlab: lying ? groups.of : groups.by,
    ylab: lying ? groups.by : groups.of,
    [lying ? "yNames" : "xNames"]: words,
    sides,
  });
  drawBoxes(call, drawing, boxes, at, lying);
  drawing.keep("boxes", [
    ...(names.some((n) => n !== "")
      ? [{ name: groups.by || "group", numbers: null, texts: names }]
      : []),
    { name: "n", numbers: boxes.map((b) => b.n), texts: null },
    ...["lower whisker", "lower hinge", "median", "upper hinge", "upper whisker"].map((
      name,
      k,
    ) => ({
      name,
      numbers: boxes.map((b) => b.stats[k]!),
      texts: null,
    })),
    {
      name: "beyond",
      numbers: null,
      texts: boxes.map((b) => b.out.map((v) => String(Number(v.toPrecision(6)))).join(" ")),
    },
  ]);
  return value;
}

/** A call whose limits and logarithms of y are those of x: R's of boxes that lie. */
function swappedLimits(call: Call): Call {
  const named: Readonly<Record<string, string>> = { xlim: "ylim", ylim: "xlim" };
  const own = Object.create(call) as Call;
  own.has = (name) => call.has(named[name] ?? name);
  own.value = (name) => call.value(named[name] ?? name);
  own.numbers = (name) => call.numbers(named[name] ?? name);
  own.text = (name, otherwise) => {
    const text = otherwise === undefined ? call.text(name) : call.text(name, otherwise);
    if (name !== "log") return text;
    return [...text].map((c) => c === "x" ? "y" : "x").join("");
  };
  return own;
}

export function boxplot(call: Call): Value {
  const x = call.has("formula") ? call.value("formula") : call.value("x");
  if (x.kind === "formula") return drawGroups(call, groupsOfFormula(call, x));
  return drawGroups(call, groupsOfValues(call));
}
