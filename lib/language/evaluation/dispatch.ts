/**
 * Methods that authors write for classes, `print.trial <- function(x, …)`: which of them a call of a
 * generic function, an operator or a part of a value means, and which comes next.
 *
 * R finds a method by the classes of the first argument, one after another, and then by the kind of
 * value (Chambers, *Software for Data Analysis*, 2008, chapter 10; `?UseMethod`). Nothing is looked up
 * before a page has a function whose name could be a method's.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { Argument, Builtin } from "./builtin.ts";
import { nameOfCall } from "./expressions.ts";
import type { Machine } from "./machine.ts";
import type { Dispatch, Dot, Frame, Scope } from "../values/scope.ts";
import {
  type BuiltinValue,
  classOf,
  type Closure,
  dimOf,
  givenClass,
  text,
  type Value,
} from "../values/value.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Words of base, stats, utils, graphics, car and nlme that R itself dispatches. */
const GENERIC = words(
  "add1 aggregate AIC all.equal anova Anova anyDuplicated anyNA aperm as.array as.character " +
    "as.data.frame as.Date as.double as.factor as.integer as.list as.logical as.matrix as.numeric " +
    "as.POSIXct as.table as.vector barplot BIC boxplot by c case.names coef coefficients confint " +
    "cooks.distance cut deviance df.residual diff dim dimnames drop1 droplevels duplicated end " +
    "family fitted fixef formula head hist intervals is.na is.numeric labels lag length levels lines lme " +
    "logLik mean " +
    "median merge model.frame model.matrix months names nobs pairs plot points predict pretty print " +
    "profile qqnorm quantile quarters relevel rep reorder resid residuals rev row.names rowsum " +
    "rstandard scale seq sequence sigma simulate solve sort split start str subset summary t tail " +
    "terms text time toString transform TukeyHSD unique unlist units update variable.names vcov " +
    "weekdays weighted.mean weights window with within format [ [[ $ [<- [[<- $<- names<- levels<- " +
    "length<- dim<- dimnames<- units<-",
);

/** Words that are dispatched as groups, too. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ...[...words("+ - * / ^ %% %/% == != < <= > >= & | !")].map((n) => [n, "Ops"] as const),
  ...[
    ...words(
      "abs sign sqrt floor ceiling trunc round signif exp log expm1 log1p cos sin tan cospi sinpi " +
        "tanpi acos asin atan cosh sinh tanh acosh asinh atanh lgamma gamma digamma trigamma cumsum " +
        "cumprod cummax cummin log10 log2",
    ),
  ].map((n) => [n, "Math"] as const),
  ...[...words("all any sum prod max min range")].map((n) => [n, "Summary"] as const),
]);

/** The classes by which R looks for methods: those that a value has, or what its kind comes to. */
export function classesOf(x: Value): readonly string[] {
  const given = givenClass(x);
  if (given.length > 0) return given;
  const dim = dimOf(x);
  const shape = dim ? dim.length === 2 ? ["matrix", "array"] : ["array"] : [];
  switch (x.type) {
    case "double":
    case "integer":
      return [...shape, x.type, "numeric"];
    case "closure":
    case "builtin":
      return ["function"];
    default:
      return shape.length > 0 ? [...shape, x.type] : classOf(x);
  }
}

/** Whether an author's methods may be meant by a word. */
export function mayBeOwn(machine: Machine, generic: string): boolean {
  const { methods } = machine.page;
  if (methods.size === 0) return false;
  const group = GROUPS.get(generic);
  return methods.has(generic) && (GENERIC.has(generic) || group !== undefined) ||
    group !== undefined && methods.has(group);
}

/** A method, an author's or a package's, and the classes that come after the one that has it. */
interface Method {
  readonly called: Closure | BuiltinValue;
  readonly dispatch: Dispatch;
}

/** A package's word for values of its class, `coef.lmList`. */
function packaged(machine: Machine, generic: string, name: string): BuiltinValue | null {
  const own = `${generic}.${name}`;
  if (!machine.hasWord(own)) return null;
  const word = machine.functionOrNull(own, machine.page);
  return word?.type === "builtin" && (word as Builtin).method ? word : null;
}

/** Calls a method. */
function enter(
  machine: Machine,
  { called, dispatch }: Method,
  args: readonly Dot[],
  expr: CallExpr,
  caller: Scope,
): Value {
  if (called.type === "closure") return machine.enter(called, args, expr, caller, dispatch);
  const span = spanOf(expr);
  const given = args.flatMap(({ name, binding, expr }): Argument[] =>
    binding === "missing" ? [] : [{ name, expr, value: machine.held(binding), span }]
  );
  return machine.wordWith(called, given, span, caller);
}

/** The method of the first of some classes that has one; null where neither the page nor a package has. */
export function methodOf(
  machine: Machine,
  generic: string,
  classes: readonly string[],
  scope: Scope,
): Method | null {
  const group = GROUPS.get(generic);
  for (const [i, name] of classes.entries()) {
    for (const stem of group ? [generic, group] : [generic]) {
      const binding = scope.find(`${stem}.${name}`) ?? machine.page.find(`${stem}.${name}`);
      const value = binding === undefined ? null : machine.held(binding);
      const called = value?.type === "closure" ? value : packaged(machine, stem, name);
      if (called) return { called, dispatch: { generic, classes: classes.slice(i + 1) } };
    }
  }
  return null;
}

const valueOf = (machine: Machine, { binding }: Dot): Value | null => machine.held(binding);

/** What an author's method for the class of the first argument gives; null where there is none. */
export function ofClass(
  machine: Machine,
  generic: string,
  args: readonly Dot[],
  expr: CallExpr,
  scope: Scope,
): Value | null {
  const objects = args.slice(0, GROUPS.get(generic) === "Ops" ? 2 : 1);
  for (const object of objects) {
    const value = valueOf(machine, object);
    if (value === null) continue;
    const given = givenClass(value);
    if (given.length === 0) continue;
    const found = methodOf(machine, generic, given, scope);
    if (found) return enter(machine, found, args, expr, scope);
  }
  return null;
}

/** An expression that calls a word by its name. */
export function callNamed(name: string, span: Span): CallExpr {
  const callee: Expr = { kind: "name", name, ...span };
  return { kind: "call", form: "prefix", callee, args: [], ...span };
}

/** As {@link ofClass}, of values. */
export function ofValues(
  machine: Machine,
  generic: string,
  values: readonly Value[],
  names: readonly (string | null)[],
  span: Span,
  scope: Scope,
): Value | null {
  const dots = values.map((binding, i): Dot => ({ name: names[i] || null, binding, expr: null }));
  return ofClass(machine, generic, dots, callNamed(generic, span), scope);
}

/** The word of a generic, with arguments that may be evaluated, and no method of an author. */
function inner(
  machine: Machine,
  name: string,
  args: readonly Dot[],
  frame: Frame,
  span: Span,
): Value | null {
  const word = machine.functionOrNull(name, machine.page);
  if (word?.type !== "builtin") return null;
  const given = args.map(({ name, binding, expr }): Argument => ({
    name,
    expr: binding === "missing" ? null : expr,
    value: machine.held(binding),
    span,
  }));
  return machine.wordWith(word, given, span, frame.caller);
}

/** The value of a method, of the word for it, or of the default. @throws where there is none */
function next(
  machine: Machine,
  { generic, classes }: Dispatch,
  args: readonly Dot[],
  frame: Frame,
  scope: Scope,
  span: Span,
): Value {
  const expr = frame.expr as CallExpr;
  const own = methodOf(machine, generic, classes, scope);
  if (own) return enter(machine, own, args, expr, frame.caller);
  // words are of classes that R knows: print.default, summary.data.frame
  for (const name of [...classes, "default"].map((c) => `${generic}.${c}`)) {
    const binding = scope.find(name) ?? machine.page.find(name);
    const value = binding === undefined ? null : machine.held(binding);
    if (value?.type === "closure") {
      return machine.enter(value, args, expr, frame.caller, { generic, classes: [] });
    }
    const word = inner(machine, name, args, frame, span);
    if (word) return word;
  }
  const given = inner(machine, generic, args, frame, span);
  if (given) return given;
  return fail(
    "no-method",
    `${generic} has no method for ${classes.map((c) => `"${c}"`).join(", ")}`,
    { span, hint: `A function called ${generic}.default does it of anything else` },
  );
}

/** The argument by which a function's call is dispatched. */
function object(machine: Machine, frame: Frame, scope: Scope, span: Span): Value {
  const [first] = frame.called.formals;
  const binding = first && first.name !== "..." ? scope.find(first.name) : frame.dots[0]?.binding;
  const value = binding === undefined ? null : machine.held(binding);
  return value ??
    fail("missing-argument", "There is no argument whose class is asked for", { span });
}

/** `UseMethod("generic")` in a function: the value of the method. */
export function useMethod(
  machine: Machine,
  generic: string,
  of: Value | null,
  scope: Scope,
  span: Span,
): Value {
  const frame = scope.frame() ??
    fail("not-in-language", "UseMethod() belongs inside a function", { span });
  const classes = classesOf(of ?? object(machine, frame, scope, span));
  return next(machine, { generic, classes }, frame.args, frame, frame.caller, span);
}

/** `NextMethod()` in a method: what the next class has, with other or more arguments. */
export function nextMethod(
  machine: Machine,
  more: readonly Dot[],
  scope: Scope,
  span: Span,
): Value {
  const frame = scope.frame() ??
    fail("not-in-language", "NextMethod() belongs inside a method", { span });
  const dispatch = frame.dispatch ?? byName(machine, frame, scope, span);
  const args = frame.args.map((a) => more.find((m) => m.name !== null && m.name === a.name) ?? a);
  for (const m of more) if (!args.includes(m)) args.push(m);
  return next(machine, dispatch, args, frame, frame.caller, span);
}

/** A method that was called by its own name: which generic and class that name has. */
function byName(machine: Machine, frame: Frame, scope: Scope, span: Span): Dispatch {
  const name = frame.expr.kind === "call" ? nameOfCall(frame.expr) : "";
  const classes = classesOf(object(machine, frame, scope, span));
  for (const [i, c] of classes.entries()) {
    if (name.endsWith(`.${c}`)) {
      return { generic: name.slice(0, -c.length - 1), classes: classes.slice(i + 1) };
    }
  }
  return fail("not-in-language", "NextMethod() belongs inside a method", {
    span,
    hint: "A function called print.trial is the method of print() for the class trial",
  });
}

/** What a method knows of how it was found. */
export function tell(scope: Scope, { generic }: Dispatch): void {
  scope.set(".Generic", text(generic));
}
