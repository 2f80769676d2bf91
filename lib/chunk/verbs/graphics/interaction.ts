/**
 * Means at the levels of one factor, a line for each level of another: `interaction.plot`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { doubles, isVector as isVectorOf } from "../../../language/values/value.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, type Value } from "../../values/value.ts";
import { applied } from "../ggplot2/mapping.ts";
import { written } from "../heddle/figure_value.ts";
import { keyIn } from "./legend.ts";
import { opened } from "./drawing/opening.ts";
import { dashesIn, each, lineLook, type Pen, penIn } from "./drawing/pens.ts";
import { groupsOf, numbersAt } from "./drawing/places.ts";
import { type DrawnAs, drawPlaces } from "./points.ts";
import { textWidth } from "../../../render/figure/shapes.ts";

/** What summarises the values of a cell; the mean unless the author says otherwise. */
function summaryIn(call: Call): (values: number[]) => number {
  if (!call.has("fun")) return (v) => v.reduce((a, b) => a + b, 0) / v.length;
  const f = toLanguage(call.value("fun"));
  if (f.type !== "closure" && f.type !== "builtin") {
    return call.wrong("fun", "a function", call.value("fun"), "fun = median");
  }
  return (values) => {
    const made = applied(call, f, [doubles(Float64Array.from(values))], call.spanOf("fun"));
    if (!isVectorOf(made) || made.values.length !== 1) {
      return fail("wrong-argument", "The function of a cell gives one number", {
        span: call.spanOf("fun"),
      });
    }
    return asDouble(made).values[0]!;
  };
}

export function interactionPlotOfCells(call: Call): Value {
  const x = groupsOf(call.value("x.factor")), trace = groupsOf(call.value("trace.factor"));
  const y = numbersAt(call, call.value("response"), call.spanOf("response"));
  if (x.codes.length !== y.length || trace.codes.length !== y.length) {
    fail("bad-length", "interaction.plot() takes factors as long as the response", {
      span: call.span,
      hint: "with(d, interaction.plot(a, b, y)) finds the columns",
    });
  }
  const summary = summaryIn(call);
  const means = trace.levels.map((_, t) =>
    x.levels.map((_, k) => {
      const own = y.filter((_, i) => x.codes[i] === k && trace.codes[i] === t);
      return own.length === 0 ? NaN : summary(own);
    })
  );
  const n = x.levels.length, nc = trace.levels.length;
  const type = call.choice("type", ["l", "p", "b", "o", "c"], "l") as DrawnAs;
  const legend = !call.has("legend") || call.flag("legend", true);
  const name = call.has("trace.label") ? call.text("trace.label") : written(call, "trace.factor");
  const longest = Math.max(textWidth(name, 13), ...trace.levels.map((l) => textWidth(l, 13) + 40));
  const room = legend ? Math.max(0.2, 1.1 * longest / Math.max(200, 600 - longest)) * (n - 1) : 0;
  const xNumbers = [1 - 0.04 * (n - 1) - 0.02, n + 0.04 * (n - 1) + 0.02 + room] as const;
  const fun = call.has("fun") ? written(call, "fun") : "mean";
  const drawing = opened(call, {
    x: [1, n],
    y: means.flat(),
    exactX: xNumbers,
    xNames: { at: x.levels.map((_, i) => i + 1), labels: x.levels },
    xlab: written(call, "x.factor"),
    ylab: `${fun} of ${call.quoted("response") ? deparse(call.quoted("response")!) : "response"}`,
  });
  const usual = penIn(call);
  const pen: Pen = {
    ...usual,
    dash: call.has("lty")
      ? dashesIn(call)
      : trace.levels.flatMap((_, i) => dashesIn(call, "", (nc - i - 1) % 6 + 1)),
    sign: call.has("pch") ? usual.sign : [..."1234567890abcdefghij"],
  };
  const at = x.levels.map((_, i) => i + 1);
  means.forEach((row, t) => {
    const one: Pen = {
      ...pen,
      col: [each(pen.col, t)],
      dash: [each(pen.dash, t)],
      sign: [each(pen.sign, t)],
      width: [each(pen.width, t)],
    };
    drawPlaces(drawing, type, one, { x: at, y: row });
  });
  if (legend) {
    // the key begins with the line that ends highest, unless the levels keep their order
    const fixed = call.has("fixed") && call.flag("fixed", false);
    const order = trace.levels.map((_, t) => t);
    const end = (t: number): number => means[t]!.findLast((v) => !Number.isNaN(v)) ?? -Infinity;
    if (!fixed) order.sort((a, b) => end(b) - end(a));
    const entries = order.map((t) => ({
      text: trace.levels[t]!,
      line: type === "p" ? null : lineLook(pen, t),
      sign: type === "l" || type === "c" ? null : {
        sign: each(pen.sign, t) ?? 1,
        radius: 3.7,
        look: { ...lineLook(pen, t), dash: "" },
      },
      fill: null,
    }));
    keyIn(call, entries, "");
    const key = drawing.panel.keys.at(-1)!;
    const boxed = call.has("leg.bty") && call.text("leg.bty") !== "n";
    [key.title, key.box, key.at] = [name, boxed, "topright"];
    if (!call.has("xlim")) key.after = xNumbers[1] - room;
  }
  drawing.keep("means", [
    {
      name: written(call, "trace.factor"),
      numbers: null,
      texts: trace.levels.flatMap((l) => x.levels.map(() => l)),
    },
    {
      name: written(call, "x.factor"),
      numbers: null,
      texts: trace.levels.flatMap(() => x.levels),
    },
    { name: fun, numbers: means.flat(), texts: null },
  ]);
  return NULL;
}
