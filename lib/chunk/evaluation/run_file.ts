/**
 * The statements of a file of the book, run on a page as `source()` does: their faults stand in that
 * file, and what they print stands where the call does.
 *
 * @module
 */
import type { TextFile } from "../../data/readers/decoder.ts";
import { DiagnosticError, fail, positionAt, type Span } from "../../diagnostic.ts";
import type { Scope as NameScope, Source, Value } from "../../language/values/types.ts";
import { NULL } from "../../language/values/value.ts";
import { parse } from "../../syntax/parse.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Scope } from "../values/scope.ts";
import { targetsOf } from "../values/targets.ts";
import { setsChunks } from "./callee.ts";

/** What runs statements of another text. */
export interface FileRunner {
  readonly names: Scope;
  within<T>(source: Source, run: () => T): T;
  evaluate(expr: Expr, scope: NameScope): Value;
}

/** Files that run at the moment, by what runs them. */
const RUNNING = new WeakMap<FileRunner, Set<string>>();

/** The value of the last statement. @throws {DiagnosticError} with places in the file */
export function runFile(runner: FileRunner, file: TextFile, scope: NameScope | null): Value {
  const running = RUNNING.get(runner) ?? new Set();
  RUNNING.set(runner, running);
  if (running.has(file.file)) {
    fail("circular-files", `"${file.file}" runs itself`, { hint: "Leave one of the calls out" });
  }
  const source = sourceOf(file);
  const { statements, diagnostics } = parse(file.text);
  if (diagnostics.length > 0) {
    runner.names.lose();
    throw new DiagnosticError(
      diagnostics.map(({ span, ...rest }) => ({ ...rest, ...(span ? source.place!(span) : {}) })),
    );
  }
  running.add(file.file);
  try {
    return runner.within(source, () => statementsOf(runner, statements, scope));
  } finally {
    running.delete(file.file);
  }
}

function statementsOf(
  runner: FileRunner,
  statements: readonly Expr[],
  scope: NameScope | null,
): Value {
  let value: Value = NULL;
  for (const [i, statement] of statements.entries()) {
    if (setsChunks(statement)) continue;
    try {
      value = runner.evaluate(statement, scope ?? runner.names.inner);
    } catch (error) {
      // what the rest would have named is missing for this reason and no other
      if (scope === null && error instanceof DiagnosticError) {
        for (const name of statements.slice(i).flatMap(targetsOf)) runner.names.poison(name);
      }
      throw error;
    }
  }
  return value;
}

function sourceOf({ file, text }: TextFile): Source {
  const lines = text.split("\n");
  return {
    source: text,
    place: (span: Span) => {
      const from = positionAt(text, span.start);
      const to = positionAt(text, Math.max(span.end, span.start + 1));
      const excerpt = lines[from.line - 1] ?? "";
      return { file, ...from, endLine: to.line, endColumn: to.column, excerpt };
    },
  };
}
