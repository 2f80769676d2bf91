/**
 * `emm_options get_emm_option`: what holds for all means and contrasts that follow.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import {
  character,
  isVector,
  list,
  type ListValue,
  logical,
  NULL,
  numeric,
  type Value,
} from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import { DDF_NAMES } from "./views.ts";

const verb = verbOf("emmeans");

const inferred = (intervals: boolean, tests: boolean): Value =>
  list([{ name: "infer", value: logical([Number(intervals), Number(tests)]) }]);

/** emmeans's own settings, in its order of names. */
const DEFAULTS: Readonly<Record<string, Value>> = {
  "back.bias.adj": logical([0]),
  contrast: inferred(false, true),
  "cov.keep": character(["2"]),
  "disable.lmerTest": logical([0]),
  "disable.pbkrtest": logical([0]),
  emmeans: inferred(true, false),
  "enable.submodel": logical([1]),
  "estble.tol": numeric([1e-8]),
  "graphics.engine": character(["ggplot"]),
  "lmer.df": character(["kenward-roger"]),
  "lmerTest.limit": numeric([3000]),
  "msg.interaction": logical([1]),
  "msg.nesting": logical([1]),
  "opt.digits": logical([1]),
  parens: character(["-|\\+|\\/|\\*", "(", ")"]),
  "pbkrtest.limit": numeric([3000]),
  ref_grid: list([
    { name: "is.new.rg", value: logical([1]) },
    { name: "infer", value: logical([0, 0]) },
  ]),
  "rg.limit": numeric([10000]),
  "save.ref_grid": logical([0]),
  sep: character([" "]),
  "simplify.names": logical([1]),
};

/** What is obeyed. */
const OBEYED = ["contrast", "emmeans", "ref_grid", "lmer.df"];

/** What has no effect here, and needs none: there are no limits, and remarks are the page's. */
const PASSED = [
  "disable.lmerTest",
  "enable.submodel",
  "lmerTest.limit",
  "msg.interaction",
  "msg.nesting",
  "pbkrtest.limit",
  "rg.limit",
  "save.ref_grid",
];

const HINTS: Readonly<Record<string, string>> = {
  summary: "emm_options(emmeans = list(infer = c(TRUE, TRUE))) is of the means that follow",
  "back.bias.adj": "Write bias.adjust = TRUE in the call",
  "opt.digits": "`#| digits: 3` sets the digits of a block's tables",
  "graphics.engine": "Pictures of means are ggplot2's",
  sep: "contrast(e, list(…)) takes names of your own",
  parens: "contrast(e, list(…)) takes names of your own",
  "cov.keep": "Write cov.keep in the call",
  "estble.tol": "What is estimable is decided by the rank of the model",
  "simplify.names": "Means have the names of the columns",
};

const same = (a: Value, b: Value): boolean =>
  isVector(a) && isVector(b) && textsOf(a).join("\n") === textsOf(b).join("\n");

/** The setting in force. */
function current(call: Call, name: string): Value {
  return call.scope.settings.means.get(name) ?? DEFAULTS[name] ?? NULL;
}

function setOne(call: Call, name: string, value: Value, arg: Supplied): void {
  const settings = new Map(call.scope.settings.means);
  if (name === "disable.pbkrtest") {
    // without it emmeans finds df by lmerTest
    const off = isVector(value) && textsOf(value)[0] === "TRUE";
    if (off) settings.set("lmer.df", character(["satterthwaite"]));
    else settings.delete("lmer.df");
  } else if (name === "lmer.df" && value.kind !== "null") {
    const text = isVector(value) ? (textsOf(value)[0] ?? "").toLowerCase() : "";
    const known = DDF_NAMES.filter((n) => n.startsWith(text));
    if (text === "" || known.length === 0) {
      fail("wrong-argument", `There is no df method "${text}"`, {
        span: arg.span,
        hint: suggestion(text, DDF_NAMES, "Choose one of"),
      });
    }
    settings.set(name, value);
  } else if (OBEYED.includes(name)) {
    if (value.kind === "null") settings.delete(name);
    else if (value.kind === "list") settings.set(name, value);
    else {fail("wrong-argument", `emm_options() takes a list as ${name}`, {
        span: arg.span,
        hint: `Write ${name} = list(infer = c(TRUE, TRUE))`,
      });}
  } else if (PASSED.includes(name)) {
    call.note(
      "passed-over",
      `emm_options(): ${name} is passed over`,
      { verb: "emm_options", argument: name },
      arg.nameSpan ?? arg.span,
    );
  } else if (!same(value, DEFAULTS[name] ?? NULL) && value.kind !== "null") {
    const code = Object.hasOwn(DEFAULTS, name) ? "wrong-argument" : "unknown-argument";
    fail(code, `emm_options() does not set ${name}`, {
      span: arg.span,
      hint: HINTS[name] ??
        suggestion(name, Object.keys(DEFAULTS), "It sets emmeans, contrast, ref_grid and lmer.df"),
    });
  }
  call.scope.settings.means = settings;
}

function setOptions(call: Call): Value {
  const before: ListValue["items"][number][] = [];
  for (const arg of call.rest) {
    const value = call.evaluate(arg);
    const given = arg.name !== null
      ? [{ name: arg.name, value }]
      : value.kind === "list"
      ? value.items
      : value.kind === "null"
      ? []
      : call.wrong("...", "settings by name", value, 'Write lmer.df = "satterthwaite"');
    for (const { name, value: own } of given) {
      before.push({ name: name ?? "", value: current(call, name ?? "") });
      setOne(call, name ?? "", own, arg);
    }
  }
  if (call.rest.length > 0) {
    call.hidden = true;
    return list(before);
  }
  return list(Object.keys(DEFAULTS).map((name) => ({ name, value: current(call, name) })));
}

/** Settings of means. */
export const OPTIONS: readonly Verb[] = [
  verb("emm_options", "...", "what holds for the means and contrasts that follow", setOptions),
  verb(
    "get_emm_option",
    "x, default?",
    "a setting of means",
    (call) => {
      const name = call.text("x");
      const found = call.scope.settings.means.get(name) ?? DEFAULTS[name];
      return found ?? (call.has("default") ? call.value("default") : NULL);
    },
  ),
  verb("lsm.options", "...", "emm_options() under its older name", setOptions),
  verb(
    "get.lsm.option",
    "x, default?",
    "get_emm_option() under its older name",
    (call) => current(call, call.text("x")),
  ),
];
