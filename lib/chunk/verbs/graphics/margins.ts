/**
 * What is added about a picture: axes, words in margins, the box, grids and rugs.
 *
 * @module
 */
import { addAll } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { endsOf } from "../../../render/figure/sheet/frame.ts";
import { ticksOf } from "../../../render/figure/sheet/ticks.ts";
import type { SheetScale, Side } from "../../../render/figure/sheet/types.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, numeric, type Value } from "../../values/value.ts";
import { labelTexts } from "./drawing/labels.ts";
import { axisOf, marginText, wordsAbout } from "./drawing/opening.ts";
import { dashesIn, each, GREY, inksIn, lineLook, look, numbersIn, penIn } from "./drawing/pens.ts";
import { numbersAt } from "./drawing/places.ts";
import { pictureIn } from "./drawing/screen.ts";
import { fontSet, numberSet } from "./drawing/settings.ts";

const at = (scale: SheetScale, v: number): number => scale.log ? Math.log10(v) : v;

export function sideIn(call: Call, usual?: Side): Side {
  const side = usual === undefined ? call.number("side") : call.number("side", usual);
  if (side === 1 || side === 2 || side === 3 || side === 4) return side;
  return fail("wrong-argument", "A side is 1 (below), 2 (left), 3 (above) or 4 (right)", {
    span: call.spanOf("side"),
  });
}

export function axis(call: Call): Value {
  const drawing = pictureIn(call);
  const side = sideIn(call);
  const { x, y } = drawing.scales;
  const scale = side % 2 === 1 ? x : y;
  const given = call.has("at") && call.value("at").kind !== "null"
    ? [...call.numbers("at")].filter(Number.isFinite)
    : null;
  const own = axisOf(call, side, drawing.on, null);
  own.at = given;
  if (call.has("labels")) {
    const value = call.value("labels");
    if (value.kind === "logical") {
      if (value.values[0] === 0) own.labels = [];
    } else if (value.kind !== "null") {
      own.labels = labelTexts(value) ?? call.wrong("labels", "texts", value);
      own.names = value.kind === "character";
      if (given && own.labels.length !== given.length) {
        fail(
          "bad-length",
          `axis() has ${given.length} places and ${own.labels.length} labels`,
          { span: call.spanOf("labels"), hint: "Write as many labels as places" },
        );
      }
    }
  }
  const drawn = !call.has("tick") || call.flag("tick", true);
  const ink = inksIn(call, "col", [{ className: "s5" }])[0] ?? null;
  const dash = dashesIn(call)[0];
  own.line = drawn && dash !== null && dash !== undefined && numbersIn(call, "lwd", [1])[0]! > 0;
  own.ticks = own.line && !(call.has("lwd.ticks") && call.number("lwd.ticks") === 0);
  own.look = { ...own.look, stroke: call.has("col") ? ink : own.look.stroke };
  if (call.has("pos") && call.value("pos").kind === "numeric") own.crosses = call.number("pos");
  if (call.has("line") && call.value("line").kind === "numeric") {
    const line = call.number("line");
    own.out = Number.isNaN(line) ? 0 : Math.max(0, line);
  }
  drawing.panel.axes.push(own);
  return numeric(given ?? ticksOf(scale));
}

export function mtext(call: Call): Value {
  const drawing = pictureIn(call);
  const side = sideIn(call, 3);
  const value = call.value("text");
  const texts = labelTexts(value) ?? call.wrong("text", "texts", value);
  const outer = call.has("outer") && call.flag("outer", false);
  const places = call.has("at") ? [...call.numbers("at")] : [NaN];
  const ink = inksIn(call, "col", [{ className: "s5" }]);
  const font = fontSet(call, "font");
  const cex = numbersIn(call, "cex", [1]);
  const own = texts.map((t, i) => {
    const placed = each(places, i);
    return {
      ...marginText(call, "text", side, t),
      kind: "text" as const,
      line: call.has("line") ? call.number("line") : call.has("padj") ? 0 : 0,
      at: Number.isFinite(placed) ? placed : null,
      adjust: call.has("adj") && Number.isFinite(call.number("adj")) ? call.number("adj") : 0.5,
      size: 14 * Math.min(2, Math.max(0.5, each(cex, i))),
      font,
      look: look(each(ink, i)),
    };
  });
  addAll(outer ? drawing.outer : drawing.panel.margins, own);
  return NULL;
}

export function title(call: Call): Value {
  const drawing = pictureIn(call);
  const words = wordsAbout(call, { x: "", y: "", main: "" });
  const line = call.has("line") && call.value("line").kind === "numeric"
    ? call.number("line")
    : null;
  const placed = line === null ? words : words.map((w) => ({ ...w, line }));
  if (call.has("outer") && call.flag("outer", false)) addAll(drawing.outer, placed);
  else addAll(drawing.panel.margins, placed);
  return NULL;
}

export function box(call: Call): Value {
  const drawing = pictureIn(call);
  const which = call.has("which") ? call.text("which") : "plot";
  if (which === "plot") {
    const type = call.has("bty") ? call.text("bty") : "o";
    if (/^[ol7cu\]n]$/.test(type)) drawing.panel.box = type as typeof drawing.panel.box;
  }
  return NULL;
}

/** Lines of a grid at the ticks, or so many cells. */
export function grid(call: Call): Value {
  const drawing = pictureIn(call);
  const cells = (name: string, scale: SheetScale): number[] | null => {
    const value = call.has(name) ? call.value(name) : null;
    if (!value || value.kind === "null") return null;
    const n = call.numbers(name)[0]!;
    if (Number.isNaN(n)) return [];
    const [low, high] = endsOf(scale);
    const whole = Array.from({ length: n - 1 }, (_, i) => low + (high - low) * (i + 1) / n);
    return scale.log ? whole.map((v) => 10 ** v) : whole;
  };
  const pen = penIn(call, { col: [GREY], dash: ["1 3"] });
  const x = cells("nx", drawing.scales.x);
  const y = call.has("ny") ? cells("ny", drawing.scales.y) : x;
  drawing.panel.grid.push({ x, y, look: lineLook(pen) });
  return NULL;
}

export function rug(call: Call): Value {
  const drawing = pictureIn(call);
  const side = sideIn(call, 1);
  const scale = side % 2 === 1 ? drawing.scales.x : drawing.scales.y;
  const pen = penIn(call, { width: [0.5] });
  drawing.put("a rug", {
    mark: "rug",
    at: numbersAt(call, call.value("x"), call.spanOf("x")).map((v) => at(scale, v)),
    side,
    length: numberSet(call, "tcl") === -0.5 && call.has("ticksize")
      ? call.number("ticksize")
      : 0.03,
    look: lineLook(pen),
  });
  return NULL;
}
