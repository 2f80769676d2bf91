/**
 * `rapply`: a function of the leaves of a list.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import {
  classOf,
  listOf,
  namesOf,
  NULL,
  share,
  type Value,
  withAttributes,
  withNames,
} from "../../values/value.ts";
import { more } from "./apply.ts";

/** Applies a function to the leaves of a list that are of some classes. */
function rapply(call: Call): Value {
  const f = call.function("f");
  const how = call.choice("how", ["unlist", "replace", "list"]);
  const classes = call.has("classes") ? call.texts("classes") : ["ANY"];
  const otherwise = call.optional("deflt") ?? NULL;
  const rest = more(call);
  const meant = (v: Value): boolean =>
    classes.includes("ANY") || classOf(v).some((c) => classes.includes(c));
  const walk = (v: Value): Value => {
    if (v.type !== "list") {
      if (meant(v)) return share(call.apply(f, [v, ...rest.values], [null, ...rest.names]));
      return how === "replace" ? v : otherwise;
    }
    const names = namesOf(v);
    const out = listOf(v.values.map(walk));
    if (how === "replace") return withAttributes(out, v.attributes);
    return names ? withNames(out, names) : out;
  };
  const object = call.value("object");
  if (object.type !== "list") return call.wrong("object", "a list", object);
  const out = walk(object);
  return how === "unlist" ? call.interpreter.call("unlist", [out], call.span) : out;
}

export const LEAVES: readonly Builtin[] = [
  word("rapply", "object, f, classes, deflt, how, ...", rapply),
];
