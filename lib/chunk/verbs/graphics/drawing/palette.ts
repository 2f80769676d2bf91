/**
 * Numbered colours: those of `palette()`.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { inkOf } from "../../../../render/figure/grammar/palettes.ts";
import type { Ink } from "../../../../render/figure/grammar/types.ts";
import { PALETTES } from "../../../../language/grDevices/palettes.ts";
import { suggestion } from "../../../../syntax/nearest.ts";
import type { Call } from "../../../evaluation/call.ts";
import type { PageEnvironment } from "../../../page/environment.ts";
import { character, type Value } from "../../../values/value.ts";

/** R's palette since its version 4. */
const R4 = ["black", "#DF536B", "#61D04F", "#2297E6", "#28E2E5", "#CD0BBC", "#F5C710", "gray62"];

const CHOSEN = new WeakMap<PageEnvironment, readonly string[]>();

/** The colour of a number; 0 is the paper. */
export function colourNumbered(call: Call, number: number): Ink | null {
  if (number === 0) return null;
  const colours = CHOSEN.get(call.context.environment) ?? R4;
  return inkOf(colours[(number - 1) % colours.length] ?? "black") ?? null;
}

/** `palette()` gives the numbered colours, `palette("Okabe-Ito")` or `palette(colours)` sets them. */
export function palette(call: Call): Value {
  const before = CHOSEN.get(call.context.environment) ?? R4;
  if (!call.has("value") || call.value("value").kind === "null") return character([...before]);
  const asked = call.texts("value");
  if (asked.length === 1) {
    if (asked[0] === "default") CHOSEN.set(call.context.environment, R4);
    else {
      const found = PALETTES[asked[0]!];
      if (!found) {
        fail("wrong-argument", `There is no palette "${asked[0]}"`, {
          span: call.spanOf("value"),
          hint: suggestion(asked[0]!, Object.keys(PALETTES)) ?? Object.keys(PALETTES).join(", "),
        });
      }
      CHOSEN.set(call.context.environment, found);
    }
  } else {
    for (const colour of asked) {
      if (inkOf(colour) === undefined) {
        fail("wrong-argument", `There is no colour "${colour}"`, { span: call.spanOf("value") });
      }
    }
    CHOSEN.set(call.context.environment, asked);
  }
  return character([...before]);
}
