/**
 * Scales of positions: `scale_x_continuous()`, `xlim()` and the like.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asCharacter, asDouble } from "../../../language/values/coerce.ts";
import { isVector } from "../../../language/values/value.ts";
import { TRANS } from "../../../render/figure/grammar/scales.ts";
import type { ScaleSpec } from "../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { aesthetic } from "./mapping.ts";
import { common, secondAxis } from "./scale_arguments.ts";

const verb = verbOf("ggplot2");

function scale(aes: readonly string[], spec: ScaleSpec): Value {
  return { kind: "pieces", pieces: [{ piece: "scale", aes, spec }] };
}

const CONTINUOUS =
  "name?, breaks?, minor_breaks?, n.breaks?, labels?, limits?, expand?, oob?, na.value?, trans?, guide?, position?, sec.axis?, transform?";
const DISCRETE =
  "name?, breaks?, labels?, limits?, expand?, drop?, na.translate?, na.value?, guide?, position?";
const DATE =
  "name?, breaks?, date_breaks?, labels?, date_labels?, minor_breaks?, date_minor_breaks?, n.breaks?, limits?, expand?, oob?, na.value?, guide?, position?, sec.axis?";

function position(axis: "x" | "y"): Verb[] {
  const make = (
    suffix: string,
    doc: string,
    parameters: string,
    kind: ScaleSpec["kind"],
    more: Partial<ScaleSpec> = {},
  ): Verb =>
    verb(
      `scale_${axis}_${suffix}`,
      parameters,
      `the ${axis} axis: ${doc}`,
      (call) => scale([axis], common(call, kind, more)),
    );
  return [
    make("continuous", "limits, breaks, labels, room at its ends", CONTINUOUS, "continuous"),
    make("discrete", "names", DISCRETE, "discrete"),
    make("log10", "logarithms", CONTINUOUS, "continuous", { trans: TRANS.log10! }),
    make("sqrt", "square roots", CONTINUOUS, "continuous", { trans: TRANS.sqrt! }),
    make("reverse", "from high to low", CONTINUOUS, "continuous", { trans: TRANS.reverse! }),
    make("date", "dates", DATE, "continuous"),
  ];
}

/** Limits of one axis or scale. */
function limitSpec(values: readonly (number | string | null)[]): ScaleSpec {
  const [low, high] = values;
  return {
    kind: "either",
    limits: values,
    ...(typeof low === "number" && typeof high === "number" && low > high
      ? { trans: TRANS.reverse! }
      : {}),
  };
}

function limitsIn(value: Value): (number | string | null)[] {
  const inner = toLanguage(value);
  if (!isVector(inner) || inner.type === "list") return [];
  if (inner.type === "character") return [...inner.values];
  if (inner.attributes?.has("levels")) return [...asCharacter(inner).values];
  return Array.from(asDouble(inner).values, (v) => Number.isNaN(v) ? null : v);
}

function limited(call: Call, axis: "x" | "y"): Value {
  const values = call.rest.flatMap((a) => {
    if (a.name !== null) call.refuse(a);
    return limitsIn(call.evaluate(a));
  });
  if (values.length !== 2 && values.every((v) => typeof v !== "string")) {
    fail("wrong-argument", `${axis}lim() takes two limits`, {
      span: call.span,
      hint: "Write xlim(0, 10)",
    });
  }
  return scale([axis], limitSpec(values));
}

const SCALED = ["x", "y", "colour", "fill", "size", "alpha", "linewidth", "shape", "linetype"];

/** Limits of several scales by name. */
function lims(call: Call): Value {
  return {
    kind: "pieces",
    pieces: call.rest.map((arg) => {
      const name = arg.name === null ? "" : aesthetic(arg.name);
      if (!SCALED.includes(name)) {
        const hint = suggestion(name, SCALED);
        fail(
          "unknown-argument",
          `lims() takes limits by aesthetic, not ${arg.name ?? "without a name"}`,
          {
            span: arg.nameSpan ?? arg.span,
            ...(hint ? { hint } : {}),
          },
        );
      }
      return {
        piece: "scale" as const,
        aes: [name],
        spec: limitSpec(limitsIn(call.evaluate(arg))),
      };
    }),
  };
}

const SECOND = "name?, breaks?, labels?, guide?";

/** Words of scales of positions. */
export const SCALING: readonly Verb[] = [
  ...position("x"),
  ...position("y"),
  verb("xlim", "...", "the ends of the x axis", (call) => limited(call, "x")),
  verb("ylim", "...", "the ends of the y axis", (call) => limited(call, "y")),
  verb("lims", "...", "the ends of scales by aesthetic", lims),
  verb(
    "sec_axis",
    `trans?, ${SECOND}, transform?`,
    "an axis across from the first",
    (call) => secondAxis(call, false),
  ),
  verb(
    "dup_axis",
    `trans?, ${SECOND}, transform?`,
    "the same axis across from the first",
    (call) => secondAxis(call, true),
  ),
  verb(
    "derive",
    "",
    "as the first axis has it",
    () => ({ kind: "pieces", pieces: [{ piece: "none" }] }),
  ),
];
