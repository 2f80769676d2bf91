/**
 * The auditor on a page: what an author typed (tables of df, equations with their where-lists,
 * numbers of units) is held to the models of the page, and these to their designs and data.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { Table } from "../../data/table.ts";
import type { Fit } from "../../model/fit.ts";
import type { BlockResult } from "../../chunk/page/page_result.ts";
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import type { MeansGrid } from "../../inference/means/means_grid.ts";
import { audit } from "../../design/audit/audit.ts";
import { auditCount } from "../../design/audit/audit_counts.ts";
import { auditAnova, auditMeans } from "../../design/audit/audit_inference.ts";
import { auditVariances } from "../../design/audit/audit_model.ts";
import { auditNotation } from "../../design/audit/audit_notation.ts";
import { auditTypedTables, isAbout } from "../../design/audit/audit_typed.ts";
import type { Design } from "../../design/declared/design.ts";
import { type Finding, unacknowledged } from "../../design/audit/finding.ts";
import { type PageFacts, readPageFacts, type TableFact } from "./audit_facts.ts";
import { blockOffset, type Page } from "../page/page.ts";

/** A finding with its place in the file and the page of the manual that explains it. */
export interface PlacedFinding extends Diagnostic {
  lesson: string;
}

/** What evaluation says of a block, as far as the auditor asks. */
export interface AuditedBlock extends Pick<BlockResult, "shown" | "designs"> {
  models: readonly { name: string; fit: Fit; span: Span; data?: Table }[];
  /** Tests and means that the block shows, with the fits they are of. */
  inferences?: readonly (
    | { kind: "anova"; table: AnovaTable; fit: Fit; span: Span }
    | { kind: "means"; grid: MeansGrid; span: Span }
  )[];
}

/** A model of the page. */
interface PageModel {
  fit: Fit;
  data: Table;
  name: string;
  /** Where its expression stands. */
  span: Span;
  block: number;
}

/**
 * Audits a page after it was evaluated.
 *
 * @param results one for each block of the page, in order
 */
export function auditPage(page: Page, results: readonly AuditedBlock[]): PlacedFinding[] {
  const auditor = new PageAuditor(page, results);
  return auditor.run();
}

interface Raw {
  finding: Finding;
  span: Span;
  /** Block whose options may acknowledge it; −1 for prose. */
  block: number;
}

class PageAuditor {
  private readonly page: Page;
  private readonly results: readonly AuditedBlock[];
  private readonly models: PageModel[];
  private readonly designs: { design: Design; name: string; start: number }[];
  private readonly found: Raw[] = [];

  constructor(page: Page, results: readonly AuditedBlock[]) {
    this.page = page;
    this.results = results;
    // the rules presuppose residuals without a structure
    this.models = results.flatMap((result, block) =>
      result.models.filter((m) => m.fit.residualStructure === null).map((m) => ({
        fit: m.fit,
        data: m.data ?? m.fit.data,
        name: m.name,
        span: this.inFile(block, m.span),
        block,
      }))
    );
    this.designs = results.flatMap((result, block) =>
      result.designs.map((d) => ({
        design: d.design,
        name: d.name,
        start: this.inFile(block, d.span).start,
      }))
    );
  }

  run(): PlacedFinding[] {
    const facts = readPageFacts(this.page, this.results);
    this.judgeModels();
    this.judgeTables(facts);
    this.judgeEquations(facts);
    this.judgeCounts(facts);
    return this.placed();
  }

  private inFile(block: number, span: Span): Span {
    const here = this.page.blocks[block]!;
    return { start: blockOffset(here, span.start), end: blockOffset(here, span.end) };
  }

  private judgeModels(): void {
    for (const model of this.models) {
      for (const finding of audit(model.fit, this.designOf(model), model.data)) {
        this.found.push({ finding, span: model.span, block: model.block });
      }
    }
    this.results.forEach((result, block) => {
      for (const inference of result.inferences ?? []) {
        const findings = inference.kind === "anova"
          ? auditAnova(inference.table, inference.fit)
          : auditMeans(inference.grid, inference.grid.fit);
        const span = this.inFile(block, inference.span);
        const fit = inference.kind === "anova" ? inference.fit : inference.grid.fit;
        // also of a model that has no name of its own
        for (const finding of [...findings, ...auditVariances(fit)]) {
          this.found.push({ finding, span, block });
        }
      }
    });
  }

  /** The design that the block names in its options, else the last one declared before the model. */
  private designOf(model: PageModel): Design | null {
    const named = this.page.blocks[model.block]?.options["design"]?.value;
    if (typeof named === "string") {
      return this.designs.find((d) => d.name === named)?.design ?? null;
    }
    const names = new Set(model.data.names);
    const before = this.designs.filter((d) => d.start < model.span.start);
    return before.reverse().find(({ design }) =>
      design.declaration.treatments.names.every((name) => names.has(name))
    )?.design ?? null;
  }

  /** Models by nearness: those that follow a place, then those before it. */
  private nearest(at: number): PageModel[] {
    const after = this.models.filter((m) => m.span.start > at);
    const before = this.models.filter((m) => m.span.start <= at);
    return [...after, ...before.reverse()];
  }

  private judgeTables({ tables }: PageFacts): void {
    for (const group of this.groups(tables)) {
      const last = group[group.length - 1]!;
      const models = this.nearest(last.span.start).map((m) => m.fit);
      const designs = this.designs.map((d) => d.design);
      const source = [...models, ...designs].find((s) => isAbout(group, s));
      if (!source) continue;
      for (const { table, row, ...finding } of auditTypedTables(group, source)) {
        this.found.push({
          finding,
          span: group[table]!.rows[row]!.span,
          block: group[table]!.block,
        });
      }
    }
  }

  /** Tables with the same sources and no model between them: one in letters, one in numbers. */
  private groups(tables: readonly TableFact[]): TableFact[][] {
    const out: TableFact[][] = [];
    for (const table of tables) {
      const group = out[out.length - 1];
      const last = group?.[group.length - 1];
      const same = last && sources(last) === sources(table) &&
        !this.models.some((m) => m.span.start > last.span.start && m.span.start < table.span.start);
      if (group && same) group.push(table);
      else out.push([table]);
    }
    return out;
  }

  private judgeEquations({ equations }: PageFacts): void {
    for (const equation of equations) {
      const here = this.models.filter((m) =>
        m.span.start > equation.section.start && m.span.start < equation.section.end
      );
      const fit = here.find((m) => m.span.start > equation.span.start) ?? here.at(-1);
      for (const { item, ...finding } of auditNotation(equation, fit?.fit ?? null)) {
        const span = item === null ? equation.span : equation.places[item]!;
        this.found.push({ finding, span, block: -1 });
      }
    }
  }

  private judgeCounts({ counts }: PageFacts): void {
    const designs = this.designs.map((d) => d.design);
    for (const count of counts) {
      const sources = this.nearest(count.span.start);
      const finding = auditCount(count, sources, designs);
      if (finding) this.found.push({ finding, span: count.span, block: -1 });
    }
  }

  /** Findings in the order of the file; those that say the same are one, at their first place. */
  private placed(): PlacedFinding[] {
    const { source, front, blocks } = this.page;
    const silent = (block: number): string[] => {
      const value = blocks[block]?.options["acknowledge"]?.value ?? [];
      return [...front.acknowledge, ...(Array.isArray(value) ? value : [value]).map(String)];
    };
    const open = this.found.filter((f) => unacknowledged([f.finding], silent(f.block)).length > 0)
      .sort((a, b) => a.span.start - b.span.start);
    const first = new Map<string, { raw: Raw; also: Set<number> }>();
    for (const raw of open) {
      const key = `${raw.finding.code} ${raw.finding.subject}`;
      const known = first.get(key);
      if (known) known.also.add(source.place(raw.span.start).line);
      else first.set(key, { raw, also: new Set() });
    }
    return [...first.values()].map(({ raw, also }): PlacedFinding => {
      const { code, message, hint, lesson } = raw.finding;
      const lines = [...also].filter((line) => line !== source.place(raw.span.start).line);
      const elsewhere = lines.length === 0
        ? ""
        : ` (also line${lines.length > 1 ? "s" : ""} ${lines.join(", ")})`;
      const fault = { code, message: message + elsewhere, severity: "warning" as const };
      const placed = source.diagnostic(hint === undefined ? fault : { ...fault, hint }, raw.span);
      return { ...placed, lesson };
    });
  }
}

const sources = (table: TableFact): string =>
  table.rows.map((r) => r.source.toLowerCase().replace(/\s+/g, "")).join("|");
