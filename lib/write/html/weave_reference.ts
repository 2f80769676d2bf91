/**
 * References to what a book has numbered, and citations, as links.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import { escapeHtml } from "../../../templates/html.ts";
import { authorsShort } from "../../weave/page/citation.ts";
import { kindOf, PREFIXES } from "../../weave/page/label.ts";
import type { Target } from "../../weave/page/number_page.ts";
import type { CitationMeta, CitedWork, ReferenceMeta } from "../../weave/rules/reference.ts";
import type { Fault } from "../../weave/page/source.ts";
import { FOREIGN_PREFIXES, MEANT_PREFIXES } from "../../weave/page/vocabulary.ts";
import { targetText, type WeaveContext } from "./woven.ts";

/** Where faults and the words for the search go. */
interface Listener {
  fault(fault: Fault, span: Span): void;
  say(words: string): void;
}

/** Weaves the references of one page, whose output file is `output`. */
export class ReferenceWeaver {
  /** Keys of the works that the page cites. */
  readonly cited = new Set<string>();
  readonly #output: string;
  readonly #context: WeaveContext;
  readonly #to: Listener;

  constructor(output: string, context: WeaveContext, to: Listener) {
    this.#output = output;
    this.#context = context;
    this.#to = to;
  }

  /** A reference as a link. */
  reference(meta: ReferenceMeta): string {
    const found = this.#resolve(meta.label);
    if (!found) {
      const near = nearest(meta.label, this.#context.labels());
      this.#to.fault({
        code: "unknown-label",
        message: `Nothing is labelled "${meta.label}"`,
        hint: near === null
          ? `Label it: {#${meta.label}} or \`#| label: ${meta.label}\``
          : `The nearest label is "${near}"`,
      }, meta);
      return `<a>${escapeHtml(meta.label)}</a>`;
    }
    const { target, rest } = found;
    return this.#linkTo(target, meta) + escapeHtml(rest);
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

  #linkTo(target: Target, meta: ReferenceMeta): string {
    const text = meta.bare
      ? target.number || target.title
      : targetText(target, this.#context.chapterWord);
    this.#to.say(text.replace("\u00a0", " "));
    if (target.hiddenFrom.includes(this.#context.audience)) return escapeHtml(text);
    const peek = target.page === this.#output || target.title === ""
      ? ""
      : ` data-peek="${escapeHtml(`${text}. ${target.title}`)}"`;
    const href = escapeHtml(hrefOf(target, this.#output));
    return `<a class="ref" href="${href}"${peek}>${escapeHtml(text)}</a>`;
  }

  /** Works that are cited, with links to their entries. */
  citation(meta: CitationMeta): string {
    const { works } = this.#context;
    const [first] = meta.works;
    if (meta.narrative && first && !works.has(first.key)) return this.#maybeHandle(first);
    const parts = meta.works.map((work) => this.#work(work, meta.narrative));
    this.#to.say(parts.join("; ").replace(/<[^>]*>/g, ""));
    return meta.narrative ? parts.join("") : `(${parts.join("; ")})`;
  }

  /** `@name` in a sentence that is neither key nor label: a fault if it looks like one. */
  #maybeHandle(work: CitedWork): string {
    // A label may begin as its author likes: a heading {#rooms}.
    if (this.#context.resolve(work.key)) {
      const { start, end } = work;
      const after = work.after === "" ? "" : escapeHtml(` [${work.after}]`);
      return this.reference({ label: work.key, bare: false, start, end }) + after;
    }
    const text = `@${work.key}${work.after === "" ? "" : ` [${work.after}]`}`;
    this.#to.say(text);
    if (!this.#context.worksComplete) return escapeHtml(text);
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
    if (!close && work.key.includes("/")) return escapeHtml(text);
    const named = name.length > 0 && foreign !== undefined;
    this.#to.fault({
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
    return escapeHtml(text);
  }

  #work(work: CitedWork, narrative: boolean): string {
    const label = kindOf(work.key) ? this.#context.resolve(work.key) : undefined;
    if (label) {
      return this.reference({ label: work.key, bare: false, start: work.start, end: work.end });
    }
    const found = this.#context.works.get(work.key);
    if (!found && !this.#context.worksComplete) return escapeHtml(work.key);
    if (!found) {
      const near = nearest(work.key, this.#context.works.keys());
      this.#to.fault({
        code: "unknown-citation",
        message: `The bibliography has no entry "${work.key}"`,
        hint: near === null
          ? this.#context.works.size === 0
            ? "Name a BibTeX or CSL-JSON file in book.yml: `bibliography: references.bib`"
            : "Add it to the bibliography, or write \\@ for the sign itself"
          : `Did you mean "${near}"?`,
      }, work);
      return escapeHtml(work.key);
    }
    this.cited.add(work.key);
    const year = this.#context.yearOf.get(work.key) ?? found.year;
    const link = (text: string) =>
      `<a class="cite" href="#ref-${slugKey(work.key)}">${escapeHtml(text)}</a>`;
    const after = work.after ? `, ${escapeHtml(work.after)}` : "";
    const before = work.before ? `${escapeHtml(work.before)} ` : "";
    if (narrative) return `${escapeHtml(authorsShort(found))} (${link(year)}${after})`;
    if (work.yearOnly) return before + link(year) + after;
    return before + link(`${authorsShort(found)}, ${year}`) + after;
  }
}

/** A key as a fragment of an address. */
export function slugKey(key: string): string {
  return key.replace(/[^\w.-]/g, "-");
}

/** The relative address of a target, seen from an output file. */
export function hrefOf(target: Target, from: string): string {
  const fragment = target.id === "" ? "" : `#${target.id}`;
  if (target.page === from) return fragment || "#main";
  return `${relative(from, target.page)}${fragment}`;
}

/** The relative address of one output file, seen from another. */
export function relative(from: string, to: string): string {
  const a = from.split("/").slice(0, -1);
  const b = to.split("/");
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  return [...a.slice(common).map(() => ".."), ...b.slice(common)].join("/");
}
