/**
 * Operators as words: what `sapply(x, "+", 1)` and `Reduce("+", x)` call.
 *
 * @module
 */
import { type Builtin, word } from "../evaluation/builtin.ts";
import { asLogical } from "../values/coerce.ts";
import { logical, NA_INTEGER } from "../values/value.ts";

const BINARY = [
  "+",
  "-",
  "*",
  "/",
  "^",
  "%%",
  "%/%",
  "==",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "&",
  "|",
  ":",
];

export const OPERATORS: readonly Builtin[] = [
  ...BINARY.map((name) =>
    word(
      name,
      "e1, e2",
      (call) => call.interpreter.operate(name, call.value("e1"), call.optional("e2"), call.span),
    )
  ),
  word("!", "x", (call) => call.interpreter.operate("!", call.value("x"), null, call.span)),
  word("&&", "x, y", (call) => {
    const [x, y] = [asLogical(call.value("x")).values[0]!, asLogical(call.value("y")).values[0]!];
    return logical(x === 0 || y === 0 ? false : x === NA_INTEGER || y === NA_INTEGER ? null : true);
  }),
  word("||", "x, y", (call) => {
    const [x, y] = [asLogical(call.value("x")).values[0]!, asLogical(call.value("y")).values[0]!];
    return logical(x === 1 || y === 1 ? true : x === NA_INTEGER || y === NA_INTEGER ? null : false);
  }),
  word("(", "x", (call) => call.value("x")),
];
