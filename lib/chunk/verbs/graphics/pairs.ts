/**
 * Every variable against every other: `pairs(d)`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { doubles } from "../../../language/values/value.ts";
import { lowess } from "../../../language/stats/smoothing/lowess.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { NULL } from "../../values/value.ts";
import { applied } from "../ggplot2/mapping.ts";
import { opened } from "./drawing/opening.ts";
import { each, lineLook, penIn, signsOf } from "./drawing/pens.ts";
import { numbersAt, variablesOf } from "./drawing/places.ts";
import { divide, type Drawing, pictureIn } from "./drawing/screen.ts";

interface Column {
  name: string;
  values: number[];
}

function columnsOf(call: Call, value: Value): Column[] {
  if (value.kind === "formula") {
    const { left, right } = variablesOf(call, value);
    return [...(left ? [left] : []), ...right].map((v) => ({
      name: v.words,
      values: numbersAt(call, v.value, v.span),
    }));
  }
  if (value.kind === "frame") {
    return value.table.columns.map((c) => {
      if (c.kind === "numeric") return { name: c.name, values: [...c.values] };
      if (c.kind === "factor") {
        return { name: c.name, values: Array.from(c.codes, (k) => k < 0 ? NaN : k + 1) };
      }
      return fail("wrong-argument", `The column ${c.name} holds no numbers`, {
        span: call.spanOf("x"),
        hint: "pairs(d[, c(1, 3)]) takes some columns, pairs(~ a + b, data = d) names them",
      });
    });
  }
  if (value.kind === "matrix") {
    return Array.from({ length: value.values[0]?.length ?? 0 }, (_, j) => ({
      name: value.columnNames[j] ?? `var ${j + 1}`,
      values: value.values.map((row) => row[j]!),
    }));
  }
  return call.wrong("x", "a table, a matrix or a formula", value, "pairs(~ a + b + c, data = d)");
}

type Half = "lower.panel" | "upper.panel";

/** Whether an argument names a panel of R's, which is no value here. */
function isKnown(call: Call, name: string): boolean {
  const expr = call.quoted(name);
  return expr?.kind === "name" && (expr.name === "panel.smooth" || expr.name === "points");
}

/** What an off-diagonal panel shows. */
function drawPanel(call: Call, drawing: Drawing, half: Half, x: number[], y: number[]): void {
  const name = call.has(half) ? half : "panel";
  const pen = penIn(call);
  const plain = (): void => drawing.put("points", signsOf(pen, x, y));
  const expr = call.quoted(name);
  if (!call.has(name) || (expr?.kind === "name" && expr.name === "points")) return plain();
  if (expr?.kind === "name" && expr.name === "panel.smooth") {
    plain();
    const known = x.map((_, i) => i).filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
    const smooth = lowess(known.map((i) => x[i]!), known.map((i) => y[i]!));
    return drawing.put("smooth lines", {
      mark: "lines",
      lines: [smooth.x.map((v, i) => [v, smooth.y[i]!])],
      look: { ...lineLook(pen), stroke: { className: "s2" } },
    });
  }
  ofPanel(call, name, [x, y]);
}

/** What a function of the author's draws on the panel. */
function ofPanel(call: Call, name: string, values: readonly number[][]): void {
  const f = toLanguage(call.value(name));
  if (f.type !== "closure" && f.type !== "builtin") {
    return call.wrong(name, "a function", call.value(name), "panel.smooth, or function(x, y) …");
  }
  applied(call, f, values.map((v) => doubles(Float64Array.from(v))), call.spanOf(name));
}

export function pairs(call: Call): Value {
  call.hidden = true;
  const columns = columnsOf(call, call.value("x"));
  const k = columns.length;
  if (k < 2 || k > 12) {
    fail("wrong-argument", `pairs() draws 2 to 12 variables, not ${k}`, {
      span: call.spanOf("x"),
      hint: "pairs(d[, 1:4]) takes some columns",
    });
  }
  const labels = call.has("labels") ? call.texts("labels") : columns.map((c) => c.name);
  const absent = (half: Half): boolean =>
    call.has(half) && !isKnown(call, half) && call.value(half).kind === "null";
  const [noLower, noUpper] = [absent("lower.panel"), absent("upper.panel")];
  divide(call, {
    cells: Array.from({ length: k * k }, (_, i) => ({
      row: Math.floor(i / k),
      column: i % k,
      rows: 1,
      columns: 1,
    })),
    widths: columns.map(() => 1),
    heights: columns.map(() => 1),
  });
  columns.forEach((yv, i) =>
    columns.forEach((xv, j) => {
      const hidden = (i > j && noLower) || (i < j && noUpper);
      const bottom = i === k - 1 && j % 2 === 0 && !(noLower && j < k - 1);
      const top = i === 0 && j % 2 === 1 && !noUpper;
      const left = j === 0 && i % 2 === 1 && !noLower;
      const right = j === k - 1 && i % 2 === 0 && !(noUpper && i < k - 1);
      const drawing = opened(plainCall(call), {
        x: xv.values,
        y: yv.values,
        xlab: "",
        ylab: "",
        tight: true,
        box: hidden ? "n" : "o",
        sides: [
          ...(bottom ? [1 as const] : []),
          ...(left ? [2 as const] : []),
          ...(top ? [3 as const] : []),
          ...(right ? [4 as const] : []),
        ],
      });
      if (hidden) return;
      if (i === j) {
        const diagonal = call.has("diag.panel") && call.value("diag.panel").kind !== "null";
        if (diagonal) ofPanel(call, "diag.panel", [xv.values]);
        if (call.has("text.panel") && call.value("text.panel").kind === "null") return;
        // beside a panel of its own, the word stands above its middle
        const up = call.has("label.pos") ? call.number("label.pos") : diagonal ? 0.85 : 0.5;
        const { x, y } = drawing.scales;
        const size = call.has("cex.labels")
          ? 14 * call.number("cex.labels")
          : Math.max(12, Math.min(20, 90 / k, 1100 / k / Math.max(4, each(labels, i).length)));
        drawing.put(null, {
          mark: "words",
          at: [[
            (x.domain[0] + x.domain[1]) / 2,
            y.domain[0] + up * (y.domain[1] - y.domain[0]),
          ]],
          texts: [each(labels, i)],
          size: diagonal ? Math.min(size, 15) : size,
          angle: 0,
          adjust: 0.5,
          rise: 0,
          shift: 0,
          font: call.has("font.labels") && call.number("font.labels") === 2 ? 2 : 1,
          look: lineLook(penIn(plainCall(call), { col: [{ className: "s5" }] })),
        });
        return;
      }
      drawPanel(call, drawing, i > j ? "lower.panel" : "upper.panel", xv.values, yv.values);
    })
  );
  const drawing = pictureIn(call);
  if (call.has("main")) {
    const title = call.text("main");
    drawing.outer.push({
      side: 3,
      text: title,
      kind: "title",
      line: null,
      at: null,
      adjust: 0.5,
      size: 16,
      font: 2,
      look: { stroke: { className: "s5" }, fill: null, width: 1, dash: "", opacity: 1 },
    });
  }
  drawing.keep("points", columns.map((c) => ({ name: c.name, numbers: c.values, texts: null })));
  divide(call, {
    cells: [{ row: 0, column: 0, rows: 1, columns: 1 }],
    widths: [1],
    heights: [1],
  });
  return NULL;
}

/** The call without what belongs to the whole. */
function plainCall(call: Call): Call {
  const own = Object.create(call) as Call;
  const whole = new Set(["main", "xlab", "ylab", "sub", "axes", "col"]);
  own.has = (name) => !whole.has(name) && call.has(name);
  return own;
}
