/**
 * What an author says of a field besides its columns.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { inkOf } from "../../../render/figure/grammar/palettes.ts";
import { dashOf } from "../../../render/figure/grammar/look_values.ts";
import type { Look } from "../../../render/figure/grammar/types.ts";
import { labelWords } from "../../bridge/label_words.ts";
import type { Call } from "../../evaluation/call.ts";
import { character, isVector } from "../../values/value.ts";
import { numbersOf, textsOf } from "../../values/vector.ts";

/** The words of an argument; the usual ones without it, none for NULL. */
export function written(call: Call, name: string, usual: string): string {
  if (!call.has(name)) return usual;
  return labelWords(call.value(name))?.[0] ?? "";
}

/** Texts as they stand in plots: abbreviated, cut, or whole. */
export function shortened(call: Call, levels: readonly string[], mode: string): string[] {
  switch (mode) {
    case "abb": {
      const made = call.context.call(
        "abbreviate",
        [{
          name: null,
          nameSpan: null,
          span: call.span,
          expr: null,
          value: character([...levels]),
        }],
        call.span,
        call.scope,
      );
      return isVector(made) ? textsOf(made).map((t) => t ?? "") : [...levels];
    }
    case "sub":
      return levels.map((l) => l.slice(0, 3));
    case "no":
    case "none":
      return [...levels];
    default:
      return fail("wrong-argument", `There is no way "${mode}" to shorten texts`, {
        span: call.spanOf("shorten"),
        hint: '"abb", "sub", "no" or FALSE',
      });
  }
}

/** How the lines between plots look: `list(col = "blue", lwd = 2, lty = 2)` or `gpar(…)`. */
export function outlineLook(call: Call, name: string, first: boolean): Look {
  const usual: Look = {
    stroke: first ? { className: "s5" } : { className: "", colour: "#c9a800" },
    fill: null,
    width: first ? 3 : 1.4,
    dash: "",
    opacity: 1,
  };
  const value = call.has(name) ? call.value(name) : null;
  if (!value || value.kind === "null") return usual;
  if (value.kind !== "list") {
    return call.wrong(name, "a list of looks", value, 'list(col = "black", lwd = 2, lty = 1)');
  }
  const look = { ...usual };
  for (const item of value.items) {
    const text = isVector(item.value) ? textsOf(item.value)[0] ?? "" : "";
    const number = numbersOf(item.value)?.[0];
    switch (item.name) {
      case "col": {
        const ink = inkOf(text);
        if (ink === undefined) {
          fail("wrong-argument", `There is no colour "${text}"`, { span: call.spanOf(name) });
        }
        look.stroke = ink;
        break;
      }
      case "lwd":
        look.width = (number ?? 1) * 1.2;
        break;
      case "lty": {
        const dash = dashOf(number ?? text);
        if (dash === null) look.stroke = null;
        else look.dash = dash;
        break;
      }
      default:
        fail("unknown-argument", `${name} has no look ${item.name ?? "without a name"}`, {
          span: call.spanOf(name),
          hint: "col, lwd or lty",
        });
    }
  }
  return look;
}
