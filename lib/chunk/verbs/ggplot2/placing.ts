/**
 * How things that share a place are moved: `position_dodge()` and the like.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import type { PositionSpec } from "../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { drawnSeed } from "./drawn_seed.ts";

const NAMES = [
  "identity",
  "dodge",
  "dodge2",
  "stack",
  "fill",
  "jitter",
  "jitterdodge",
  "nudge",
] as const;
const NOWHERE: PositionSpec = {
  name: "identity",
  width: null,
  height: null,
  x: 0,
  y: 0,
  reverse: false,
};

/** The position that an argument names. */
export function positionOf(value: Value, span: () => Span): PositionSpec {
  if (value.kind === "pieces" && value.pieces[0]?.piece === "position") {
    return value.pieces[0].position;
  }
  const name = value.kind === "character" ? value.values[0] ?? "" : "";
  const found = NAMES.find((n) => n === name);
  if (found) return { ...NOWHERE, name: found };
  const hint = suggestion(name, NAMES);
  return fail("wrong-argument", `There is no position "${name}"`, {
    span: span(),
    ...(hint ? { hint } : {}),
  });
}

function place(name: PositionSpec["name"], more: Partial<PositionSpec> = {}): Value {
  return {
    kind: "pieces",
    pieces: [{ piece: "position", position: { ...NOWHERE, name, ...more } }],
  };
}

const maybe = (call: Call, name: string): number | null =>
  call.has(name) && call.value(name).kind !== "null" ? call.number(name) : null;

/** What draws begin with: what is said, or the next number of the page's draws. */
function seedOf(call: Call): number {
  if (!call.has("seed") || call.value("seed").kind === "logical") return drawnSeed(call);
  return call.number("seed");
}

function dodged(call: Call, name: "dodge" | "dodge2"): Value {
  const single = call.has("preserve") && call.text("preserve") === "single";
  return place(name, {
    width: maybe(call, "width"),
    single,
    ...(call.has("padding") ? { padding: call.number("padding") } : {}),
    reverse: call.flag("reverse", false),
  });
}

const verb = verbOf("ggplot2");

/** Words of positions. */
export const PLACING: readonly Verb[] = [
  verb(
    "position_dodge",
    "width?, preserve?, reverse?",
    "beside each other",
    (c) => dodged(c, "dodge"),
  ),
  verb(
    "position_dodge2",
    "width?, preserve?, padding?, reverse?",
    "beside each other",
    (c) => dodged(c, "dodge2"),
  ),
  verb(
    "position_jitter",
    "width?, height?, seed?",
    "a little at random",
    (c) =>
      place("jitter", { width: maybe(c, "width"), height: maybe(c, "height"), seed: seedOf(c) }),
  ),
  verb(
    "position_jitterdodge",
    "jitter.width?, jitter.height?, dodge.width?, seed?",
    "beside each other and a little at random",
    (c) =>
      place("jitterdodge", {
        width: maybe(c, "jitter.width"),
        height: maybe(c, "jitter.height"),
        x: maybe(c, "dodge.width") ?? 0.75,
        seed: seedOf(c),
      }),
  ),
  verb(
    "position_nudge",
    "x?, y?",
    "moved by so much",
    (c) => place("nudge", { x: c.number("x", 0), y: c.number("y", 0) }),
  ),
  verb(
    "position_stack",
    "vjust?, reverse?",
    "onto each other",
    (c) => place("stack", { reverse: c.flag("reverse", false), vjust: c.number("vjust", 1) }),
  ),
  verb(
    "position_fill",
    "vjust?, reverse?",
    "shares of the whole",
    (c) => place("fill", { reverse: c.flag("reverse", false), vjust: c.number("vjust", 1) }),
  ),
  verb("position_identity", "", "where they are", () => place("identity")),
];
