/**
 * All labels of a book.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import { grouped, LIMITS } from "../../limits.ts";
import { kindOf, slug } from "../../weave/page/label.ts";
import type { NumberedPage, Target } from "../../weave/page/number_page.ts";

/** Where every label of the book leads. One that two things bear is a fault at the second. */
export class Labels {
  readonly diagnostics: Diagnostic[] = [];
  readonly #targets = new Map<string, Target>();
  /** Chapters that bear no label, by the words of their titles. */
  readonly #titled = new Map<string, Target>();
  readonly #written = new Map<string, { file: string; line: number }>();

  /** Takes the labels of a page. */
  add(numbered: NumberedPage): void {
    const { page } = numbered;
    for (const { label, span } of page.labels) {
      const first = this.#written.get(label);
      if (!first && this.#written.size >= LIMITS.labels.most) {
        this.#refuse(page, span);
        break;
      }
      const place = { file: page.file, line: page.source.place(span.start).line };
      if (!first) this.#written.set(label, place);
      // A chunk's bare name is its page's own, as in R: every page may have its `setup`.
      else if (kindOf(label) !== null || first.file === page.file) {
        const grave = kindOf(label) !== null;
        const where = first.file === page.file
          ? `line ${first.line}`
          : `${first.file}:${first.line}`;
        this.diagnostics.push(page.source.diagnostic({
          code: "duplicate-label",
          severity: grave ? "error" : "warning",
          message: `The label "${label}" is used twice`,
          hint: `It was given first on ${where}`,
        }, span));
      }
    }
    if (page.id === "top") {
      const label = slug(page.title);
      const target: Target = {
        label,
        kind: "chapter",
        number: numbered.chapter,
        title: page.title,
        page: numbered.output,
        id: "",
        hiddenFrom: [],
      };
      if (!this.#titled.has(label)) this.#titled.set(label, target);
    }
    const own = new Set(page.labels.map(({ label }) => label));
    for (const target of numbered.targets) {
      if (!this.#targets.has(target.label) || own.has(target.label) && !this.#isWritten(target)) {
        this.#targets.set(target.label, target);
      }
    }
  }

  /** More labels than a book has; told once. */
  #refuse(page: NumberedPage["page"], span: Span): void {
    const { code, most } = LIMITS.labels;
    if (this.diagnostics.some((d) => d.code === code)) return;
    this.diagnostics.push(page.source.diagnostic({
      code,
      message: `The book has more than ${grouped(most)} labels`,
      hint: "Label what is referred to, and nothing else",
    }, span));
  }

  /** Whether the label's present owner was written by the author. */
  #isWritten(target: Target): boolean {
    return this.#written.get(target.label) !== undefined &&
      this.#targets.get(target.label)?.page !== target.page;
  }

  /** The target of a label. */
  resolve(label: string): Target | undefined {
    return this.#targets.get(label) ?? this.#titled.get(label.replace(/^sec-/, ""));
  }

  /** Every label. */
  names(): string[] {
    return [...this.#targets.keys()];
  }
}
