/**
 * Keys on pictures: `legend("topright", …)`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Place } from "../../../render/figure/grammar/types.ts";
import type { KeyEntry, SheetKey } from "../../../render/figure/sheet/types.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { isVector, NULL, type Value } from "../../values/value.ts";
import { numbersOf, textsOf } from "../../values/vector.ts";
import { labelTexts } from "./drawing/labels.ts";
import { dashesIn, each, inksIn, look, numbersIn, signsIn } from "./drawing/pens.ts";
import { pictureIn } from "./drawing/screen.ts";
import { settingsOf } from "./drawing/settings.ts";

const WORDS = [
  "bottomright",
  "bottom",
  "bottomleft",
  "left",
  "topleft",
  "top",
  "topright",
  "right",
  "center",
] as const;

function wordOf(call: Call, text: string): string {
  const found = WORDS.filter((w) => w === text || (text.length > 5 && w.startsWith(text)));
  if (found[0]) return found[0];
  const hint = suggestion(text, WORDS);
  return fail("wrong-argument", `A key has no place "${text}"`, {
    span: call.spanOf("x"),
    hint: hint ?? WORDS.join(", "),
  });
}

/** Arguments of a list, such as `args.legend`. */
function listed(call: Call, name: string): Map<string, Value> {
  const value = call.has(name) ? call.value(name) : null;
  if (value?.kind !== "list") return new Map();
  return new Map(value.items.flatMap((i) => i.name ? [[i.name, i.value] as const] : []));
}

/** A key of entries that a word has made, placed as a list of arguments says. */
export function keyIn(call: Call, entries: KeyEntry[], name: string): void {
  const said = listed(call, name);
  const text = (key: string): string | null => {
    const value = said.get(key);
    return value && isVector(value) ? textsOf(value)[0] ?? null : null;
  };
  const number = (key: string): number | null => {
    const value = said.get(key);
    return value ? numbersOf(value)?.[0] ?? null : null;
  };
  const inset = number("inset") ?? 0;
  const [x, y] = [number("x"), number("y")];
  pictureIn(call).key({
    title: text("title") ?? "",
    entries,
    columns: said.get("horiz")?.kind === "logical" && number("horiz") === 1
      ? entries.length
      : number("ncol") ?? 1,
    box: text("bty") !== "n",
    size: 13.5 * (number("cex") ?? 1),
    at: x !== null && y !== null ? [x, y] : wordOf(call, text("x") ?? "topright"),
    inset: [inset, inset],
  });
}

/** Whether an argument says something. */
const said = (call: Call, name: string): boolean =>
  call.has(name) && call.value(name).kind !== "null";

export function legend(call: Call): Value {
  const drawing = pictureIn(call);
  const x = call.value("x");
  const second = call.has("y") ? call.value("y") : null;
  const inPlace = !call.has("legend") && second !== null && second.kind !== "null";
  const texts = labelTexts(inPlace ? second : call.value("legend")) ??
    call.wrong("legend", "texts", call.value("legend"));
  const set = settingsOf(call);
  const cex = call.has("cex") ? call.number("cex") : 1;
  const col = inksIn(call, "col", [set.col]);
  const lines = said(call, "lty") || said(call, "lwd");
  const dash = dashesIn(call);
  const width = numbersIn(call, "lwd", [set.lwd]);
  const signs = said(call, "pch") ? signsIn(call, 1) : null;
  const signSize = numbersIn(call, "pt.cex", [cex]);
  const signFill = inksIn(call, "pt.bg", [null]);
  const fill = said(call, "fill") ? inksIn(call, "fill", []) : null;
  const border = inksIn(call, "border", [{ className: "s5" }]);
  const entries = texts.map((text, i): KeyEntry => {
    const sign = signs ? each(signs, i) : null;
    const own = each(dash, i);
    return {
      text,
      sign: sign === null ? null : {
        sign,
        radius: 3.7 * each(signSize, i),
        look: look(each(col, i), each(signFill, i)),
      },
      line: lines && own !== null
        ? { ...look(each(col, i), null, each(width, i) * 1.3), dash: own }
        : null,
      fill: fill ? look(each(border, i), each(fill, i), 1) : null,
    };
  });
  const inset = numbersIn(call, "inset", [0]);
  const key: SheetKey = {
    title: said(call, "title") ? (labelTexts(call.value("title")) ?? [""])[0] ?? "" : "",
    entries,
    columns: call.has("horiz") && call.flag("horiz", false)
      ? entries.length
      : call.has("ncol")
      ? call.number("ncol")
      : 1,
    box: !call.has("bty") || call.text("bty") !== "n",
    size: 13.5 * Math.min(1.6, Math.max(0.5, cex)),
    at: placeOf(call, x, inPlace ? null : second),
    inset: [inset[0]!, inset[1] ?? inset[0]!],
  };
  drawing.key(key);
  return NULL;
}

function placeOf(call: Call, x: Value, y: Value | null): string | Place {
  if (x.kind === "character") return wordOf(call, x.values[0] ?? "");
  const [a, b] = [numbersOf(x), y && numbersOf(y)];
  if (a && a.length === 1 && b && b.length === 1) {
    const { x: sx, y: sy } = pictureIn(call).scales;
    return [sx.log ? Math.log10(a[0]!) : a[0]!, sy.log ? Math.log10(b[0]!) : b[0]!];
  }
  return call.wrong("x", 'a place such as "topright", or x and y', x);
}
