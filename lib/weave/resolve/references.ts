/**
 * References to what a book has numbered, and citations.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import { authorsShort } from "../page/citation.ts";
import { kindOf, PREFIXES } from "../page/label.ts";
import type { Target } from "../page/number_page.ts";
import { statementWord } from "../page/statements.ts";
import { FOREIGN_PREFIXES, MEANT_PREFIXES } from "../page/vocabulary.ts";
import type { CitationMeta, CitedWork, ReferenceMeta } from "../rules/reference.ts";
import type { ResolveContext } from "./page_tree.ts";
import type { PageRecord } from "./record.ts";
import { citationText, type Inline, type Reference, type Work } from "./tree.ts";

type Text = { type: "text"; text: string } | { type: "faulty"; text: string };

/** Resolves the references of one page, whose output file is `output`. */
export class References {
  /** Keys of the works that the page cites. */
  readonly cited = new Set<string>();
  readonly #output: string;
  readonly #context: ResolveContext;
  readonly #record: PageRecord;

  constructor(output: string, context: ResolveContext, record: PageRecord) {
    this.#output = output;
    this.#context = context;
    this.#record = record;
  }

  /** A reference, and what of its label belongs to the sentence. */
  reference(meta: ReferenceMeta): (Reference | Text)[] {
    const found = this.#resolve(meta.label);
    if (!found) {
      const near = nearest(meta.label, this.#context.labels());
      this.#record.fault({
        code: "unknown-label",
        message: `Nothing is labelled "${meta.label}"`,
        hint: near === null
          ? `Label it: {#${meta.label}} or \`#| label: ${meta.label}\``
          : `The nearest label is "${near}"`,
      }, meta);
      return [{ type: "faulty", text: meta.label }];
    }
    const { target, rest } = found;
    const link = this.#linkTo(target, meta);
    return rest === "" ? [link] : [link, { type: "text", text: rest }];
  }

  /**
   * What a label leads to. A chunk may be called by a name that has the prefix already, so that
   * `fig:fig-means` is `fig-means`; a full stop within a label may be the sentence's.
   */
  #resolve(label: string): { target: Target; rest: string } | null {
    const { resolve } = this.#context;
    const whole = resolve(label) ?? resolve(label.replace(/^[a-z]+-(?=[a-z]+-)/, ""));
    if (whole) return { target: whole, rest: "" };
    for (let at = label.lastIndexOf("."); at > 0; at = label.lastIndexOf(".", at - 1)) {
      const target = resolve(label.slice(0, at));
      if (target) return { target, rest: label.slice(at) };
    }
    return null;
  }

  #linkTo(target: Target, meta: ReferenceMeta): Reference | Text {
    const text = meta.bare
      ? target.number || target.title
      : targetText(target, this.#context.chapterWord);
    this.#record.say(text.replace("\u00a0", " "));
    // What failed has no place to lead to.
    if (target.number === "?") return { type: "faulty", text };
    if (target.hiddenFrom.includes(this.#context.audience)) return { type: "text", text };
    const { page, id, title } = target;
    const peek = page === this.#output || title === "" ? "" : `${text}. ${title}`;
    return { type: "reference", text, page, id, peek };
  }

  /** Works that are cited. */
  citation(meta: CitationMeta): Inline[] {
    const { works } = this.#context;
    const [first] = meta.works;
    if (meta.narrative && first && !works.has(first.key)) return this.#maybeHandle(first);
    const parts = this.#record.silently(() => meta.works.flatMap((work) => this.#work(work)));
    const words = citationText(parts, meta.narrative);
    this.#record.say(meta.narrative ? words : words.slice(1, -1));
    return [{ type: "citation", narrative: meta.narrative, parts }];
  }

  /** Lists a work that no sentence cites, or, `*`, every work. */
  listWork(key: string, span: Span): void {
    const { works, worksComplete } = this.#context;
    if (key === "*") { for (const each of works.keys()) this.cited.add(each); }
    else if (works.has(key)) this.cited.add(key);
    else if (worksComplete) this.#tellOfWork(key, span);
  }

  /** `@name` in a sentence that is neither key nor label: a fault if it looks like one. */
  #maybeHandle(work: CitedWork): Inline[] {
    // A label may begin as its author likes: a heading {#rooms}.
    if (this.#context.resolve(work.key)) {
      const { start, end } = work;
      const link = this.reference({ label: work.key, bare: false, start, end });
      return work.after === "" ? link : [...link, { type: "text", text: ` [${work.after}]` }];
    }
    const text = `@${work.key}${work.after === "" ? "" : ` [${work.after}]`}`;
    this.#record.say(text);
    if (this.#context.worksComplete) this.#tellOfHandle(work);
    return [{ type: "text", text }];
  }

  #tellOfHandle(work: CitedWork): void {
    const [prefix = "", ...name] = work.key.split("-");
    const meant = prefix in FOREIGN_PREFIXES
      ? null
      : MEANT_PREFIXES[prefix] ?? nearest(prefix, Object.keys(PREFIXES));
    const label = `${meant}-${name.join("-")}`;
    const near = name.length > 0 && this.#context.resolve(label)
      ? label
      : nearest(work.key, [...this.#context.works.keys(), ...this.#context.labels()]);
    const foreign = FOREIGN_PREFIXES[prefix];
    const close = near !== null && work.key.length > 3;
    // A package of npm is called so: `@scope/name`.
    if (!close && work.key.includes("/")) return;
    const named = name.length > 0 && foreign !== undefined;
    this.#record.fault({
      code: "unknown-reference",
      severity: close ? "error" : "warning",
      message: `"@${work.key}" is neither a label nor in the bibliography`,
      hint: close
        ? `Did you mean "@${near}"? If it is neither, write \\@${work.key}`
        : name.length > 0 && meant !== null
        ? `Labels of this kind begin with "${meant}-": @${label}`
        : named
        ? `There are no labels of ${foreign} here; write the words, or \\@ for the sign itself`
        : `Labels begin with ${
          Object.keys(PREFIXES).map((each) => `${each}-`).join(", ")
        }; write \\@${work.key} for the sign itself`,
    }, work);
  }

  #work(work: CitedWork): (Work | Reference | Text)[] {
    const label = kindOf(work.key) ? this.#context.resolve(work.key) : undefined;
    if (label) {
      return this.reference({ label: work.key, bare: false, start: work.start, end: work.end });
    }
    const found = this.#context.works.get(work.key);
    if (!found) {
      if (this.#context.worksComplete) this.#tellOfWork(work.key, work);
      return [{ type: "faulty", text: work.key }];
    }
    this.cited.add(work.key);
    return [{
      type: "work",
      key: work.key,
      authors: authorsShort(found),
      year: this.#context.yearOf.get(work.key) ?? found.year,
      yearOnly: work.yearOnly,
      before: work.before,
      after: work.after,
    }];
  }

  #tellOfWork(key: string, span: Span): void {
    const near = nearest(key, this.#context.works.keys());
    this.#record.fault({
      code: "unknown-citation",
      message: `The bibliography has no entry "${key}"`,
      hint: near === null
        ? this.#context.works.size === 0
          ? "Name a BibTeX or CSL-JSON file in book.yml: `bibliography: references.bib`"
          : "Add it to the bibliography, or write \\@ for the sign itself"
        : `Did you mean "${near}"?`,
    }, span);
  }
}

/** A target's words: `Table 4.1`. */
function targetText(target: Target, chapterWord: string): string {
  const word = target.kind === "chapter" ? chapterWord : statementWord(target.kind);
  return target.number === "" ? target.title : `${word}\u00a0${target.number}`;
}
