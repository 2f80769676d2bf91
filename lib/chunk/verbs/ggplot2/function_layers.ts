/**
 * The function that a layer draws: `geom_function(fun = …)`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import {
  doubles,
  isVector,
  namesOf,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import type { LayerPiece } from "../../values/plot.ts";
import { applied } from "./mapping.ts";

function argument(call: Call, name: string): Supplied | null {
  return call.rest.find((a) => a.name === name) ?? null;
}

/** The function that a layer draws. */
export function curveOf(call: Call): LayerPiece["curve"] {
  const arg = argument(call, "fun");
  if (!arg) {
    return fail("missing-argument", "A function is needed: fun = dnorm", { span: call.span });
  }
  const fn = toLanguage(call.evaluate(arg));
  const more = argument(call, "args");
  const args = more ? toLanguage(call.evaluate(more)) : null;
  return (x) => {
    const called = args?.type === "list"
      ? doCall(call, fn, x, args, arg)
      : applied(call, fn, [doubles(Float64Array.from(x))], arg.span);
    return isVector(called) && called.type !== "list"
      ? asDouble(called).values
      : fail("wrong-argument", "fun gives no numbers", { span: arg.span });
  };
}

function doCall(
  call: Call,
  fn: LanguageValue,
  x: number[],
  args: LanguageValue & { type: "list" },
  at: Supplied,
): LanguageValue {
  const names = namesOf(args) ?? args.values.map(() => "");
  const list: LanguageValue = {
    ...args,
    values: [doubles(Float64Array.from(x)), ...args.values],
    attributes: new Map([["names", {
      type: "character",
      values: ["", ...names],
      attributes: null,
      exclusive: false,
      held: false,
    }]]),
  };
  return applied(
    call,
    { type: "character", values: ["do.call"], attributes: null, exclusive: false, held: false },
    [fn, list],
    at.span,
  );
}
