/**
 * `options`: how values are printed; other settings are kept or refused.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { nearest, suggestion } from "../../syntax/nearest.ts";
import { asDouble } from "../values/coerce.ts";
import type { PrintOptions, TibbleSettings } from "../print/cells.ts";
import {
  characters,
  double,
  integer,
  isVector,
  logical,
  namedList,
  namesOf,
  NULL,
  text,
  type Value,
  withNames,
} from "../values/value.ts";

type Setting = "digits" | "width" | "scipen" | "max.print";

const SETTINGS: Readonly<
  Record<Setting, keyof PrintOptions & ("digits" | "width" | "scipen" | "most")>
> = {
  digits: "digits",
  width: "width",
  scipen: "scipen",
  "max.print": "most",
};
const RANGES: Readonly<Record<Setting, readonly [number, number]>> = {
  digits: [0, 22],
  width: [10, 10000],
  scipen: [-9999, 9999],
  "max.print": [1, 2147483647],
};

/** Whether p-values have stars. */
const STARS = "show.signif.stars";

/** Settings of R that change no value here. */
const PASSED_OVER = new Set([
  "warn",
  "repos",
  "stringsAsFactors",
  "mc.cores",
  "dplyr.summarise.inform",
  "timeout",
  "encoding",
  "browserNoGraphics",
  "device",
  "prompt",
  "continue",
  "echo",
  "keep.source",
  "readr.show_col_types",
  "readr.num_columns",
  "ggplot2.discrete.colour",
  "ggplot2.discrete.fill",
  "htmltools.dir.version",
]);

/** Settings of how tibbles are printed. */
const TIBBLES: Readonly<Record<string, keyof TibbleSettings>> = {
  "pillar.sigfig": "digits",
  "pillar.width": "width",
  "tibble.width": "width",
  "dplyr.width": "width",
  "pillar.print_max": "most",
  "tibble.print_max": "most",
  "dplyr.print_max": "most",
  "pillar.print_min": "first",
  "tibble.print_min": "first",
  "dplyr.print_min": "first",
};

function setTibble(call: Call, name: string, value: Value): void {
  const key = TIBBLES[name]!;
  const left = { ...call.interpreter.console.tibble };
  delete left[key];
  if (value.type === "NULL") {
    call.interpreter.console = { ...call.interpreter.console, tibble: left };
    return;
  }
  const number = isVector(value) && value.values.length === 1 && value.type !== "character"
    ? asDouble(value).values[0]!
    : NaN;
  if (!(number >= 1)) {
    return call.fail("wrong-argument", `options(${name} =) is a number from 1`);
  }
  call.interpreter.console = {
    ...call.interpreter.console,
    tibble: { ...left, [key]: Math.trunc(number) },
  };
}

/** Settings that are kept for those who ask: codings of factors, missing rows, missing cells of tables. */
const KEPT = ["contrasts", "na.action", "knitr.kable.NA"] as const;
const held = new WeakMap<object, Map<string, Value>>();

function kept(call: Call): Map<string, Value> {
  const { page } = call.interpreter;
  let own = held.get(page);
  if (!own) held.set(page, own = new Map());
  return own;
}

const PLAIN: Readonly<Record<string, Value>> = {
  contrasts: withNames(characters(["contr.treatment", "contr.poly"]), ["unordered", "ordered"]),
  "na.action": text("na.omit"),
};

/** Sets a coding or the way of missing rows, where it can be obeyed. */
function keep(call: Call, name: string, value: Value): void {
  if (name === "knitr.kable.NA") {
    kept(call).set(name, value);
    return;
  }
  if (name === "na.action") {
    const said = value.type === "character"
      ? value.values[0] ?? ""
      : value.type === "builtin"
      ? value.name
      : "";
    if (said === "na.omit") return;
    call.fail(
      "not-in-language",
      `options(na.action = "${said}") is not obeyed here: each fit has an argument of its own`,
      "Say it where it is meant: na.action = na.exclude is an argument of a fit",
    );
  }
  const given = value.type === "character" ? value.values : call.fail(
    "wrong-argument",
    "options(contrasts =) takes two names",
    'options(contrasts = c("contr.sum", "contr.poly"))',
  );
  if (given.length !== 2) {
    call.fail(
      "wrong-argument",
      "options(contrasts =) takes two names, for factors and for ordered ones",
      'options(contrasts = c("contr.sum", "contr.poly"))',
    );
  }
  for (const coding of given) call.interpreter.functionNamed(coding ?? "", call.scope, call.span);
  kept(call).set(name, value);
}

function isSetting(name: string): name is Setting {
  return name in SETTINGS;
}

function current(call: Call, name: string): Value {
  const key = TIBBLES[name];
  if (key !== undefined) {
    const value = call.interpreter.console.tibble?.[key];
    return value === undefined ? NULL : double(value);
  }
  if (name === STARS) return logical(call.interpreter.console.stars ?? true);
  if (isSetting(name)) return integer(call.interpreter.console[SETTINGS[name]]);
  return kept(call).get(name) ?? PLAIN[name] ?? NULL;
}

function set(call: Call, name: string, value: Value): void {
  if (name in TIBBLES) return setTibble(call, name, value);
  if (name === STARS) {
    const stars = value.type === "logical" && value.values.length === 1 ? value.values[0] : null;
    if (stars !== 0 && stars !== 1) {
      return call.fail("wrong-argument", `options(${STARS} =) is TRUE or FALSE`);
    }
    const { stars: _, ...console } = call.interpreter.console;
    call.interpreter.console = stars === 0 ? { ...console, stars: false } : console;
    return;
  }
  if (!isSetting(name)) {
    if ((KEPT as readonly string[]).includes(name)) return keep(call, name, value);
    // an option of a package that is not here changes nothing; one that is nearly known was meant
    const known = [...Object.keys(SETTINGS), ...Object.keys(TIBBLES), ...KEPT];
    if (PASSED_OVER.has(name) || nearest(name, known) === null) {
      // an author's own setting is what getOption() gives
      kept(call).set(name, value);
      return call.warn(`options(): ${name} is passed over`, "passed-over");
    }
    return call.fail(
      "not-in-language",
      `options(${name} =) is not part of the block language`,
      suggestion(name, known) ??
        "It sets digits, width, scipen and max.print",
    );
  }
  const number = isVector(value) && value.values.length === 1 && value.type !== "character"
    ? asDouble(value).values[0]!
    : NaN;
  const [least, most] = RANGES[name];
  if (!(number >= least && number <= most)) {
    return call.fail("wrong-argument", `options(${name} =) is a number from ${least} to ${most}`);
  }
  call.interpreter.console = { ...call.interpreter.console, [SETTINGS[name]]: Math.trunc(number) };
}

function options(call: Call): Value {
  const old: [string, Value][] = [];
  const change = (name: string, value: Value): void => {
    old.push([name, current(call, name)]);
    set(call, name, value);
  };
  if (call.dots.length === 0) {
    return namedList(Object.keys(SETTINGS).sort().map((name) => [name, current(call, name)]));
  }
  let changed = false;
  for (const d of call.dots) {
    const value = call.valueOf(d);
    if (d.name !== null) {
      change(d.name, value);
      changed = true;
    } else if (value.type === "list") {
      namesOf(value)?.forEach((name, i) => change(name ?? "", value.values[i]!));
      changed = true;
    } else if (value.type === "character") {
      for (const name of value.values) old.push([name ?? "NA", current(call, name ?? "")]);
    }
  }
  call.hidden = changed;
  return namedList(old);
}

export const OPTIONS: readonly Builtin[] = [
  // scales and themes are settings of packages
  { ...word("options", "...", options), keepsThings: true },
  word("getOption", "x, default", (call) => {
    const found = current(call, call.text("x"));
    return found.type === "NULL" ? call.optional("default") ?? NULL : found;
  }),
];
