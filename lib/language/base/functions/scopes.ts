/**
 * Where names are looked up: `with within local eval environment exists get assign`.
 *
 * @module
 */
import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { asCharacter } from "../../values/coerce.ts";
import { type Binding, Scope } from "../../values/scope.ts";
import {
  characters,
  type EnvironmentValue,
  inherits,
  logical,
  namesOf,
  NULL,
  share,
  text,
  type Value,
} from "../../values/value.ts";

function environmentOf(scope: Scope): EnvironmentValue {
  return { type: "environment", scope, attributes: null, exclusive: false, held: false };
}

/** The scope in which `with`, `eval` and the like evaluate: a table's columns before all else. */
export function scopeOf(value: Value, parent: Scope): Scope | null {
  if (value.type === "environment") return value.scope;
  if (value.type !== "list") return value.type === "NULL" ? parent : null;
  const scope = new Scope(parent);
  namesOf(value)?.forEach((name, i) => {
    if (name) scope.set(name, share(value.values[i]!));
  });
  return scope;
}

function evalWord(call: Call): Value {
  const value = call.value("expr");
  const where = call.optional("envir");
  const scope = where ? scopeOf(where, scopeSaid(call, "enclos")) : call.scope;
  if (!scope) return call.wrong("envir", "a data frame, a list or an environment", where!);
  if (value.type === "list" && inherits(value, "expression")) {
    let last: Value = NULL;
    for (const part of value.values) {
      last = part.type === "language"
        ? call.interpreter.within(part.source, () => call.interpreter.evaluate(part.expr, scope))
        : part;
    }
    return last;
  }
  if (value.type !== "language") return value;
  return call.interpreter.within(
    value.source,
    () => call.interpreter.evaluate(value.expr, scope),
  );
}

function withWord(call: Call): Value {
  const data = call.value("data");
  const scope = scopeOf(data, call.scope);
  const expr = call.quoted("expr");
  if (!scope) return call.wrong("data", "a data frame or a list", data);
  return expr ? call.interpreter.evaluate(expr, scope) : NULL;
}

function bindingOf(call: Call, name: string): Binding | undefined {
  return call.scope.find(name);
}

/** The environment that one of some arguments says; where none does, that of the call. */
function scopeSaid(call: Call, ...names: string[]): Scope {
  for (const name of names) {
    const where = call.optional(name);
    if (where?.type === "environment") return where.scope;
  }
  return call.scope;
}

export const SCOPES: readonly Builtin[] = [
  special("with", "data, expr, ...", withWord),
  special("within", "data, expr, ...", (call) => {
    const data = call.value("data");
    const scope = scopeOf(data, call.scope);
    const expr = call.quoted("expr");
    if (!scope || data.type !== "list") return call.wrong("data", "a data frame or a list", data);
    if (!expr) return data;
    const before = new Set(namesOf(data));
    call.interpreter.evaluate(expr, scope);
    let out: Value = data;
    const made = scope.names().filter((n) => !before.has(n)).reverse();
    for (const name of [...before, ...made]) {
      const binding = name && scope.own(name);
      const held = binding ? call.interpreter.held(binding) : null;
      out = call.interpreter.call("$<-", [out, text(name ?? ""), held ?? NULL], call.span);
    }
    return out;
  }),
  special("local", "expr, envir", (call) => {
    const expr = call.quoted("expr");
    return expr ? call.interpreter.evaluate(expr, new Scope(call.scope)) : NULL;
  }),
  special("system.time", "expr, gcFirst?", (call) => {
    const expr = call.quoted("expr");
    if (expr) call.interpreter.evaluate(expr, call.scope);
    return call.fail(
      "not-in-language",
      "How long something takes is another figure every time: a page has no clock",
    );
  }),
  word("eval", "expr, envir, enclos", evalWord),
  special("evalq", "expr, envir, enclos?", (call) => {
    const where = call.has("envir")
      ? call.interpreter.evaluate(call.quoted("envir")!, call.scope)
      : null;
    const scope = where ? scopeOf(where, call.scope) : call.scope;
    if (!scope) return call.wrong("envir", "a data frame, a list or an environment", where!);
    return call.interpreter.evaluate(call.quoted("expr")!, scope);
  }),
  special("environment", "fun", (call) => {
    const fun = call.optional("fun");
    if (fun?.type === "closure") return environmentOf(fun.scope);
    if (fun?.type === "language" && fun.scope) return environmentOf(fun.scope);
    return environmentOf(call.scope);
  }),
  special(
    "parent.frame",
    "n",
    (call) => environmentOf(call.scope.frame()?.caller ?? call.interpreter.page),
  ),
  word("globalenv", "", (call) => environmentOf(call.interpreter.page)),
  word("emptyenv", "", (call) => environmentOf(call.interpreter.page)),
  word("list2env", "x, envir, parent?", (call) => {
    const x = call.value("x");
    const given = call.optional("envir");
    const scope = given?.type === "environment" ? given.scope : new Scope(call.scope);
    const names = x.type === "list" ? namesOf(x) : null;
    if (x.type !== "list" || (!names && x.values.length > 0)) {
      return call.wrong("x", "a list with names", x);
    }
    x.values.forEach((v, k) => scope.set(names![k] ?? "", share(v)));
    return environmentOf(scope);
  }),
  word("new.env", "hash?, parent, size?", (call) => environmentOf(new Scope(call.scope))),
  special("exists", "x, where, envir, frame?, mode?, inherits", (call) => {
    const name = call.text("x");
    const scope = scopeSaid(call, "envir", "where");
    if (!call.flag("inherits", true)) return logical(scope.own(name) !== undefined);
    return logical(
      scope.find(name) !== undefined || call.interpreter.functionOrNull(name, scope) !== null,
    );
  }),
  special("get", "x, pos, envir, mode, inherits?", (call) => {
    const name = call.text("x");
    const scope = scopeSaid(call, "envir", "pos");
    const held = scope.find(name);
    const value = held === undefined ? null : call.interpreter.held(held);
    return value ?? call.interpreter.functionOrNull(name, scope) ??
      call.fail("unknown-name", `Nothing is called ${name}`);
  }),
  special("get0", "x, envir, mode?, inherits?, ifnotfound", (call) => {
    const held = bindingOf(call, call.text("x"));
    return (held === undefined ? null : call.interpreter.held(held)) ??
      call.optional("ifnotfound") ?? NULL;
  }),
  special("assign", "x, value, pos, envir, inherits?, immediate?", (call) => {
    const value = call.value("value");
    call.interpreter.assign(call.text("x"), value, scopeSaid(call, "envir", "pos"));
    call.hidden = true;
    return value;
  }),
  special("rm", "..., list, envir, inherits?", (call) => {
    const scope = scopeSaid(call, "envir");
    for (const { expr } of call.dots) {
      if (expr?.kind === "name") scope.remove(expr.name);
      else if (expr?.kind === "string") scope.remove(expr.value);
    }
    const list = call.optional("list");
    if (list) { for (const name of asCharacter(list).values) if (name) scope.remove(name); }
    call.hidden = true;
    return NULL;
  }),
  special("ls", "name, envir, all.names, sorted?, pattern", (call) => {
    const scope = scopeSaid(call, "envir", "name");
    const all = call.flag("all.names", false);
    const names = characters(scope.names().filter((n) => all || !n.startsWith(".")).sort());
    if (!call.has("pattern")) return names;
    const pattern = text(call.text("pattern"));
    const value = logical(true);
    const given = [null, null, "value"];
    return call.interpreter.call("grep", [pattern, names, value], call.span, given);
  }),
];
