/**
 * Evaluates the blocks of a page, in order.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { type Diagnostic, DiagnosticError, fail, type Span } from "../../diagnostic.ts";
import { LIMITS } from "../../limits.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Shown } from "../../render/shown.ts";
import { parse } from "../../syntax/parse.ts";
import { targetsOf } from "../values/targets.ts";
import type { BlockResult, PageResult } from "./page_result.ts";
import type { PageBlock } from "./block.ts";
import type { PageEnvironment } from "./environment.ts";
import { Awaits } from "../../awaits.ts";
import { setsChunks, spanOf } from "../evaluation/callee.ts";
import { PageEvaluator, type Printed } from "../evaluation/page_evaluator.ts";
import { placedAt } from "../evaluation/faults.ts";
import { type DataInR, dataInR, statementsInR } from "./in_r.ts";
import { factorLevels, namesUsed, toJson } from "./json.ts";
import { readOptions } from "./options.ts";
import { isReport, report } from "./report.ts";
import { DependsOnFailure, Scope } from "../values/scope.ts";
import { fromLanguage } from "../bridge/from_language.ts";
import { dated, showValue } from "./show_value.ts";
import { WORDS } from "./words.ts";
import { cutShort } from "./cut_short.ts";
import { bindOutside } from "../bridge/made_by_r.ts";
import type { Value } from "../values/value.ts";
import { Promised } from "../../language/values/types.ts";
import { inherits, type Value as LanguageValue } from "../../language/values/value.ts";
import { isCoding } from "../values/constants.ts";

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
  if (block.outside) bindOutside(block.outside, scope);
  else if (block.kind === "plot") run.plot();
  else run.statements();
  return run.result;
}

/** What can be said of a fault that has no hint of its own. */
const HINT = "The manual has the verbs and their arguments";

class BlockRun {
  readonly result: BlockResult;
  private readonly evaluator: PageEvaluator;
  /** The R of each bare formula, by where it begins. */
  private readonly reports = new Map<number, string>();
  private data: DataInR | null = null;
  /** Where the statement begins that a fault belongs to. */
  private readonly statementOf = new Map<Diagnostic, number>();

  constructor(
    private readonly block: PageBlock,
    private readonly environment: PageEnvironment,
    private readonly scope: Scope,
  ) {
    this.evaluator = new PageEvaluator(block, environment, WORDS, scope);
    this.result = {
      shown: [],
      notes: this.evaluator.context.notes,
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
        const held = this.scope.inner.own(name)!;
        if (held === "missing" || held instanceof Promised) continue;
        const value = fromLanguage(dated(held));
        this.result.values[name] = toJson(value);
        const levels = factorLevels(value);
        if (levels.length > 0) this.result.levels[name] = levels;
      }
    }
  }

  statements(): void {
    this.guard({ start: 0, end: 0 }, () => this.takeOtherPages());
    const { options, diagnostics } = readOptions(this.block, this.environment, this.scope);
    this.evaluator.context.options = options;
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
    const { readings, takers, models } = this.evaluator.context;
    const { reports, data } = this;
    const { notInR: lost, fittersInR: fitters } = this.scope;
    const facts = { readings, takers, reports, data, lost, models, fitters };
    this.result.r = statementsInR(this.block.source, parsed.statements, facts);
    for (const { target } of broken) this.breakOff(target);
    for (const d of parsed.diagnostics) this.result.diagnostics.push(this.placed(d));
    const at = (d: Diagnostic): number => d.span?.start ?? this.statementOf.get(d) ?? -1;
    this.result.diagnostics.sort((a, b) => at(a) - at(b));
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
        () => report(evaluator.context, statement, scope, this.data),
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
    let value: LanguageValue;
    let shown = false;
    try {
      value = evaluator.statementOf(statement);
      // before pictures are drawn, which calls functions of its own
      shown = !evaluator.invisible;
    } finally {
      // what was printed before a fault stands in the page as it does in a console
      for (const printed of evaluator.taken()) this.print(printed, spanOf(statement));
    }
    const targets = targetsOf(statement);
    const { name } = evaluator.context.options;
    // `name` names what an expression gives that has no name of its own.
    if (targets.length === 0 && name !== null && shown) {
      evaluator.assign(name, value, scope.inner);
      targets.push(name);
    }
    for (const target of targets) this.announce(target, spanOf(statement));
    if (!shown) return;
    if (value.type === "builtin" && !isCoding(value.name)) {
      fail("verb-without-call", `${value.name} is a verb: it needs its arguments`, {
        span: spanOf(statement),
        hint: `Write ${value.name}(…)`,
      });
    }
    if (evaluator.printsOwn(value, spanOf(statement))) {
      for (const printed of evaluator.taken()) this.print(printed, spanOf(statement));
      return;
    }
    this.print({ kind: "value", value, options: evaluator.console }, spanOf(statement));
  }

  /** Puts what a console would print into the result. */
  private print(printed: Printed, span: Span): void {
    const { result, evaluator } = this;
    if (printed.kind === "text") {
      const value: Shown = evaluator.context.options.markdown
        ? { kind: "text", text: printed.text, markdown: true }
        : { kind: "text", text: printed.text.replace(/\n$/, "") };
      result.shown.push({ value, span });
      return;
    }
    const seen = cutShort(printed.value);
    const value = placedAt(span, () => this.sized(showValue(seen.value, printed.options)));
    if (seen.remark !== null) evaluator.note({ code: LIMITS.shown.code, text: seen.remark, span });
    const { content } = printed.value.type === "thing" ? printed.value : { content: null };
    const own = content as Value | null;
    if (own) this.infer(own, span);
    else if (inherits(printed.value, "emm_list")) this.infer(fromLanguage(printed.value), span);
    result.shown.push({
      value,
      span,
      ...(own?.kind === "captioned" && own.caption !== null ? { caption: own.caption } : {}),
    });
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
    const { width, height, alt } = this.evaluator.context.options;
    return {
      ...shown,
      width: width ?? shown.width,
      height: height ?? shown.height,
      // what is added to a picture later changes its description too
      get alt() {
        return alt ?? shown.alt;
      },
    };
  }

  /** Tells of models and designs that were given a name. */
  private announce(name: string, span: Span): void {
    const held = this.scope.inner.own(name);
    if (held === undefined || held === "missing" || !("type" in held) || held.type !== "thing") {
      return;
    }
    const value = held.content as Value;
    if (value.kind === "fit") {
      const { fit, data } = value;
      this.result.models.push({
        name,
        fit,
        data,
        design: this.evaluator.context.options.design,
        span,
      });
    }
    if (value.kind === "design") this.result.designs.push({ name, design: value.design, span });
  }

  private poison(statement: Expr): void {
    for (const name of targetsOf(statement)) this.scope.poison(name);
    const name = this.evaluator.context.options.name;
    const unnamed = isReport(statement) || targetsOf(statement).length === 0;
    if (unnamed && name !== null && !this.scope.has(name)) this.scope.poison(name);
  }

  private breakOff(target: string | null): void {
    this.result.failed = true;
    if (target !== null) this.scope.poison(target);
    else if (this.evaluator.context.options.name !== null) {
      this.scope.poison(this.evaluator.context.options.name);
    }
  }

  /** Runs a step; false if it failed. Faults go to the result. */
  private guard(span: Span, step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      if (error instanceof Awaits) throw error;
      this.result.failed = true;
      this.evaluator.context.failed = true;
      if (error instanceof DependsOnFailure) return false;
      if (error instanceof DiagnosticError) {
        addAll(this.result.diagnostics, error.diagnostics.map((d) => this.placedIn(d, span)));
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

  /** A diagnostic of a statement; one that has its place in another text comes in its turn. */
  private placedIn(diagnostic: Diagnostic, statement: Span): Diagnostic {
    const isPlaced = diagnostic.line !== undefined || diagnostic.span !== undefined;
    const placed = this.placed(isPlaced ? diagnostic : { ...diagnostic, span: statement });
    this.statementOf.set(placed, statement.start);
    return placed;
  }

  /** A diagnostic with its place in the file. */
  private placed(diagnostic: Diagnostic): Diagnostic {
    const hinted = { hint: HINT, ...diagnostic };
    if (diagnostic.line !== undefined || !diagnostic.span) return hinted;
    return { ...hinted, ...this.block.place(diagnostic.span) };
  }
}
