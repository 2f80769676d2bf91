/**
 * Evaluates the blocks of a page, in order.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { type Diagnostic, DiagnosticError, type Span } from "../../diagnostic.ts";
import { LIMITS } from "../../limits.ts";
import type { CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import type { Shown } from "../../render/shown.ts";
import { parse } from "../../syntax/parse.ts";
import { isAssignment, targetsOf } from "../values/assign.ts";
import type { BlockResult, PageResult } from "./page_result.ts";
import type { PageBlock } from "./block.ts";
import type { PageEnvironment } from "./environment.ts";
import { Awaits } from "./awaits.ts";
import { calleeOf, setsChunks, spanOf } from "../evaluation/callee.ts";
import { Evaluator } from "../evaluation/evaluator.ts";
import { placedAt } from "../evaluation/faults.ts";
import { type DataInR, dataInR, statementsInR } from "./in_r.ts";
import { factorLevels, namesUsed, toJson } from "./json.ts";
import { readOptions } from "./options.ts";
import { isReport, report } from "./report.ts";
import { DependsOnFailure, Scope } from "../values/scope.ts";
import { show } from "./show.ts";
import { cutShort } from "../values/size.ts";
import type { Value } from "../values/value.ts";
import { VERBS } from "../verbs/verbs.ts";

/**
 * Evaluates blocks one after another; values live for the rest of the page. Never throws what an
 * author can get wrong: faults stand in the results, each with its place, and what merely depends
 * on a value that failed is not reported again.
 *
 * @throws {Awaits} if the environment has not everything at hand: see `pageSteps`
 */
export function evaluatePage(
  blocks: readonly PageBlock[],
  environment: PageEnvironment,
): PageResult {
  const step = pageSteps(blocks, environment).next();
  if (step.done) return step.value;
  throw step.value;
}

/**
 * The same in steps: yields what must be obtained before the next one. The block that asks for it is
 * then run again, in the scope as it was before.
 */
export function* pageSteps(
  blocks: readonly PageBlock[],
  environment: PageEnvironment,
): Generator<Awaits, PageResult, void> {
  const scope = new Scope();
  const results: BlockResult[] = [];
  for (const [index, block] of blocks.entries()) {
    const result = yield* blockSteps(block, environment, scope);
    environment.blockDone?.(index, result);
    results.push(result);
  }
  return { blocks: results, scope };
}

function* blockSteps(
  block: PageBlock,
  environment: PageEnvironment,
  scope: Scope,
): Generator<Awaits, BlockResult, void> {
  for (;;) {
    const putBack = scope.kept();
    try {
      return evaluateBlock(block, environment, scope);
    } catch (error) {
      if (!(error instanceof Awaits)) throw error;
      putBack();
      yield error;
    }
  }
}

/** Evaluates one block in the scope of its page. @throws {Awaits} */
export function evaluateBlock(
  block: PageBlock,
  environment: PageEnvironment,
  scope: Scope,
): BlockResult {
  const run = new BlockRun(block, environment, scope);
  if (block.options["eval"]?.value === false) return run.result;
  if (block.kind === "plot") run.plot();
  else run.statements();
  return run.result;
}

/** What can be said of a fault that has no hint of its own. */
const HINT = "The manual has the verbs and their arguments";

/** Verbs whose value is not shown. */
const SILENT = new Set([
  "library",
  "require",
  "requireNamespace",
  "options",
  "set.seed",
  "invisible",
  "suppressPackageStartupMessages",
]);

class BlockRun {
  readonly result: BlockResult;
  private readonly evaluator: Evaluator;
  /** The R of each bare formula, by where it begins. */
  private readonly reports = new Map<number, string>();
  private data: DataInR | null = null;

  constructor(
    private readonly block: PageBlock,
    private readonly environment: PageEnvironment,
    private readonly scope: Scope,
  ) {
    this.evaluator = new Evaluator(block, environment, VERBS);
    this.result = {
      shown: [],
      notes: this.evaluator.notes,
      diagnostics: [],
      failed: false,
      r: block.source,
      values: {},
      levels: {},
      models: [],
      designs: [],
      inferences: [],
    };
  }

  /** The values that a figure written by hand needs. */
  plot(): void {
    this.guard({ start: 0, end: 0 }, () => this.takeOtherPages());
    for (const name of namesUsed(this.block.source, this.scope)) {
      if (this.scope.failed(name)) this.result.failed = true;
      else {
        const value = this.scope.get(name)!;
        this.result.values[name] = toJson(value);
        const levels = factorLevels(value);
        if (levels.length > 0) this.result.levels[name] = levels;
      }
    }
  }

  statements(): void {
    this.guard({ start: 0, end: 0 }, () => this.takeOtherPages());
    const { options, diagnostics } = readOptions(this.block, this.environment, this.scope);
    this.evaluator.options = options;
    addAll(this.result.diagnostics, diagnostics);
    if (diagnostics.length > 0) this.result.failed = true;
    const parsed = parse(this.block.source);
    this.data = dataInR(options, (name) => this.scope.has(name));
    const broken = [...parsed.broken];
    for (const statement of parsed.statements) {
      while (broken[0] && broken[0].start < statement.start) this.breakOff(broken.shift()!.target);
      const good = this.guard(spanOf(statement), () => this.statement(statement));
      if (!good) this.poison(statement);
    }
    const { readings, takers } = this.evaluator;
    const { reports, data } = this;
    const facts = { readings, takers, reports, data };
    this.result.r = statementsInR(this.block.source, parsed.statements, facts);
    for (const { target } of broken) this.breakOff(target);
    for (const d of parsed.diagnostics) this.result.diagnostics.push(this.placed(d));
    this.result.diagnostics.sort((a, b) => (a.span?.start ?? -1) - (b.span?.start ?? -1));
  }

  /** `from: 03-designs`: the values of other pages. */
  private takeOtherPages(): void {
    const option = this.block.options["from"];
    if (!option) return;
    const pages = Array.isArray(option.value) ? option.value : [option.value];
    try {
      for (const page of pages) this.scope.adopt(this.environment.scopeOf(String(page)));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      this.scope.lose();
      const place = this.block.placeInFile(option.span);
      throw new DiagnosticError(error.diagnostics.map((d) => ({ ...place, ...d })));
    }
  }

  private statement(statement: Expr): void {
    const { evaluator, scope, result } = this;
    // What it asks of the page was read with the page.
    if (setsChunks(statement)) return;
    if (isReport(statement)) {
      const made = placedAt(
        spanOf(statement),
        () => report(evaluator, statement, scope, this.data),
      );
      for (const { value, part } of made.items) {
        result.shown.push({ value: this.sized(value), part, span: spanOf(statement) });
      }
      this.reports.set(statement.start, made.r);
      for (const value of made.inferences) this.infer(value, spanOf(statement));
      if (made.name !== null) this.announce(made.name, spanOf(statement));
      if (made.failure) throw made.failure;
      return;
    }
    const value = evaluator.evaluate(statement, scope);
    const targets = targetsOf(statement);
    const { name } = evaluator.options;
    // `name` names what an expression gives that has no name of its own.
    if (targets.length === 0 && name !== null && !isSilent(statement)) {
      scope.set(name, value);
      targets.push(name);
    }
    for (const target of targets) this.announce(target, spanOf(statement));
    if (isAssignment(statement) || isSilent(statement)) return;
    const seen = cutShort(value);
    const shown = placedAt(spanOf(statement), () => this.sized(show(seen.value)));
    if (seen.remark !== null) {
      evaluator.notes.push({
        code: LIMITS.shown.code,
        text: seen.remark,
        span: spanOf(statement),
      });
    }
    this.infer(value, spanOf(statement));
    const caption = value.kind === "captioned" ? { caption: value.caption } : {};
    result.shown.push({ value: shown, span: spanOf(statement), ...caption });
  }

  /** Keeps tests and means that are shown, for audits. */
  private infer(value: Value, span: Span): void {
    const { inferences } = this.result;
    if (value.kind === "anova") inferences.push({ ...value, span });
    else if (value.kind === "means") inferences.push({ kind: "means", grid: value.grid, span });
    else if (value.kind === "captioned") this.infer(value.value, span);
    else if (value.kind === "list" && value.class === "emm_list") {
      for (const item of value.items) this.infer(item.value, span);
    }
  }

  /** A figure with the size and the description that the options ask for. */
  private sized(shown: Shown): Shown {
    if (shown.kind !== "figure") return shown;
    const { width, height, alt } = this.evaluator.options;
    return {
      ...shown,
      width: width ?? shown.width,
      height: height ?? shown.height,
      alt: alt ?? shown.alt,
    };
  }

  /** Tells of models and designs that were given a name. */
  private announce(name: string, span: Span): void {
    const value: Value | undefined = this.scope.get(name);
    if (value?.kind === "fit") {
      const { fit, data } = value;
      this.result.models.push({ name, fit, data, design: this.evaluator.options.design, span });
    }
    if (value?.kind === "design") this.result.designs.push({ name, design: value.design, span });
  }

  private poison(statement: Expr): void {
    for (const name of targetsOf(statement)) this.scope.poison(name);
    const name = this.evaluator.options.name;
    const unnamed = isReport(statement) || targetsOf(statement).length === 0;
    if (unnamed && name !== null && !this.scope.has(name)) this.scope.poison(name);
  }

  private breakOff(target: string | null): void {
    this.result.failed = true;
    if (target !== null) this.scope.poison(target);
    else if (this.evaluator.options.name !== null) this.scope.poison(this.evaluator.options.name);
  }

  /** Runs a step; false if it failed. Faults go to the result. */
  private guard(span: Span, step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      if (error instanceof Awaits) throw error;
      this.result.failed = true;
      if (error instanceof DependsOnFailure) return false;
      if (error instanceof DiagnosticError) {
        addAll(this.result.diagnostics, error.diagnostics.map((d) => this.placed(d)));
      } else if (error instanceof RangeError && /call stack/i.test(error.message)) {
        this.result.diagnostics.push(this.placed({
          code: "too-deep",
          severity: "error",
          message: "This expression is nested too deeply",
          hint: "Give its parts names of their own",
          span,
        }));
      } else {
        const message = error instanceof Error ? error.message : String(error);
        this.result.diagnostics.push(this.placed({
          code: "internal-fault",
          severity: "error",
          message: `This statement met a fault of the program: ${message}`,
          hint: "Please report it with the statement",
          span,
        }));
      }
      return false;
    }
  }

  /** A diagnostic with its place in the file. */
  private placed(diagnostic: Diagnostic): Diagnostic {
    const hinted = { hint: HINT, ...diagnostic };
    if (diagnostic.line !== undefined || !diagnostic.span) return hinted;
    return { ...hinted, ...this.block.place(diagnostic.span) };
  }
}

/** Whether a statement is a call whose value R does not show. */
function isSilent(statement: Expr): boolean {
  if (statement.kind !== "call") return false;
  const callee: NameExpr | null = calleeOf(statement as CallExpr);
  return callee !== null && SILENT.has(callee.name);
}
