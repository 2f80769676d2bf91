/**
 * R's own way of writing an object (`saveRDS`), versions 2 and 3, in XDR: big-endian numbers, each
 * item after a word of flags whose last byte says what it is. "R Internals", section "Serialization
 * Formats", describes it. Nothing is made of what stands in a file but vectors and their attributes.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import { ByteDictionary } from "../delimited/byte_dictionary.ts";
import { numberText } from "../factor.ts";
import {
  ALONE,
  type Attributes,
  HAS_ATTRIBUTES,
  HAS_TAG,
  KIND,
  LATIN1,
  MISSING,
  NAMED,
  NONE,
  OF_LANGUAGE,
  type RContent,
  type RObject,
  SAVE_A_FRAME,
  UTF8,
} from "./r_format.ts";
import { XdrBytes } from "./xdr_bytes.ts";

/** Reads the object that bytes hold; `what` is the file in messages. */
export function readObject(bytes: Uint8Array, what: string): RObject {
  return new ObjectReader(bytes, what).whole();
}

/** Reads the objects of a workspace, each with its name. */
export function readBindings(bytes: Uint8Array, what: string): [string, RObject][] {
  return new ObjectReader(bytes, what).bindings();
}

class ObjectReader {
  readonly #bytes: XdrBytes;
  readonly #known: RObject[] = [];
  /** Pairs of names and values, as attributes are written, by the object that stands for them. */
  readonly #tags = new WeakMap<RObject, Map<string, RObject>>();
  #objects = 0;
  /** Elements that are written as a rule and not one by one. */
  #unwritten = 0;
  /** In what texts are written that do not say it themselves. */
  #encoding = "utf-8";

  constructor(bytes: Uint8Array, private readonly what: string) {
    this.#bytes = new XdrBytes(bytes, what);
  }

  /** The objects of a workspace and their names, in order. */
  bindings(): [string, RObject][] {
    const whole = this.whole();
    if (whole.kind === "null") return [];
    const found = this.#tags.get(whole);
    if (!found || whole.kind !== "list") this.#bytes.damaged("names and objects are expected", 0);
    return [...found];
  }

  whole(): RObject {
    const bytes = this.#bytes;
    bytes.take(2);
    const version = bytes.int();
    if (version !== 2 && version !== 3) bytes.damaged(`format ${version} is not known`, 2);
    bytes.take(8);
    if (version === 3) {
      const name = bytes.ascii(bytes.length(1));
      this.#encoding = /^(utf-?8|ascii|ansi_x3.4-1968)$/i.test(name) ? "utf-8" : name;
    }
    const object = this.#item(0);
    if (bytes.at < bytes.end) bytes.damaged("more bytes follow than belong to it");
    return object;
  }

  #count(): void {
    keepWithin(LIMITS.fileObjects, ++this.#objects, `Objects in ${this.what}`, {
      hint: "Save a table alone",
    });
  }

  // ---- items ----------------------------------------------------------------------------------

  #item(depth: number): RObject {
    if (depth > LIMITS.nesting.most) {
      fail(LIMITS.nesting.code, `${this.what} holds lists that are nested too deeply`, {
        hint: "Save a table alone",
      });
    }
    this.#count();
    const at = this.#bytes.at;
    const flags = this.#bytes.int();
    const content = this.#content(flags & 0xff, flags, at, depth);
    if ("attributes" in content) return content;
    return {
      ...content,
      attributes: flags & HAS_ATTRIBUTES ? this.#attributes(depth) : NONE,
      at,
    };
  }

  /** An item without its attributes, or with them where they do not stand behind it. */
  #content(kind: number, flags: number, at: number, depth: number): RContent | RObject {
    switch (kind) {
      case KIND.logical:
      case KIND.integer:
        return { kind: kind === KIND.logical ? "logical" : "integer", values: this.#bytes.ints() };
      case KIND.double:
        return { kind: "double", ...this.#bytes.doubles() };
      case KIND.character:
        return this.#texts();
      case KIND.list:
      case KIND.expression:
        return this.#list(kind, depth);
      case KIND.complex:
        this.#bytes.take(16 * this.#bytes.length(16));
        return { kind: "other", what: "complex numbers" };
      case KIND.raw:
        this.#bytes.take(this.#bytes.length(1));
        return { kind: "other", what: "raw bytes" };
      case KIND.slots:
        return { kind: "other", what: "an object with slots" };
      case KIND.text:
        return this.#single(flags);
      case KIND.alternative:
        return this.#alternative(depth);
      default:
        return this.#ofLanguage(kind, flags, at, depth);
    }
  }

  #list(kind: number, depth: number): RContent {
    const n = this.#bytes.length(4);
    const items: RObject[] = [];
    for (let i = 0; i < n; i++) items.push(this.#item(depth + 1));
    return kind === KIND.list ? { kind: "list", items } : { kind: "other", what: "an expression" };
  }

  /** Texts: each stands with its flags and its length, and is made a string once. */
  #texts(): RContent {
    const bytes = this.#bytes;
    const n = bytes.length(8);
    const codes = new Int32Array(n);
    const seen = new ByteDictionary(bytes.bytes);
    const texts: string[] = [];
    const places = new Map<string, number>();
    const codeOf: number[] = [];
    for (let i = 0; i < n; i++) {
      const { at } = bytes;
      const flags = bytes.int();
      if ((flags & 0xff) !== KIND.text) bytes.damaged("a text is expected", at);
      const length = bytes.textLength();
      const from = bytes.at;
      const to = length < 0 ? from : from + length;
      bytes.at = to;
      const place = seen.place(at, to);
      if (place === codeOf.length) {
        if (length < 0) codeOf.push(-1);
        else {
          const text = this.#decoded(from, to, flags);
          // The same text may be written in two ways.
          const before = places.get(text);
          codeOf.push(before ?? texts.length);
          if (before === undefined) places.set(text, texts.push(text) - 1);
        }
      }
      codes[i] = codeOf[place]!;
    }
    return { kind: "character", codes, texts };
  }

  #decoded(from: number, to: number, flags: number): string {
    return this.#bytes.text(
      from,
      to,
      flags & UTF8 ? "utf-8" : flags & LATIN1 ? "latin1" : this.#encoding,
    );
  }

  #single(flags: number): RContent {
    const length = this.#bytes.textLength();
    const from = this.#bytes.take(Math.max(0, length));
    const texts = length < 0 ? [] : [this.#decoded(from, this.#bytes.at, flags)];
    return { kind: "character", codes: Int32Array.of(texts.length - 1), texts };
  }

  #attributes(depth: number): Attributes {
    const at = this.#bytes.at;
    const pairs = this.#item(depth + 1);
    if (pairs.kind === "null") return NONE;
    const found = this.#tags.get(pairs);
    if (!found) this.#bytes.damaged("attributes are expected", at);
    return found;
  }

  /** A chain of pairs, which may be long: its links are followed one after another. */
  #pairs(kind: number, first: number, start: number, depth: number): RObject {
    const tagged = new Map<string, RObject>();
    const items: RObject[] = [];
    let flags = first;
    let attributes: Attributes = NONE;
    let attributed = kind === KIND.attributedPairs || kind === KIND.attributedLanguage;
    for (;;) {
      if (attributed || flags & HAS_ATTRIBUTES) {
        const own = this.#attributes(depth);
        if (items.length === 0) attributes = own;
      }
      const tag = flags & HAS_TAG ? this.#item(depth + 1) : null;
      const value = this.#item(depth + 1);
      items.push(value);
      if (tag?.kind === "other" && tag.what.startsWith(NAMED)) {
        tagged.set(tag.what.slice(NAMED.length), value);
      }
      const at = this.#bytes.at;
      const next = this.#bytes.int();
      attributed = (next & 0xff) === KIND.attributedPairs;
      if ((next & 0xff) !== KIND.pairs && !attributed) {
        this.#bytes.at = at;
        this.#item(depth + 1);
        break;
      }
      this.#count();
      flags = next;
    }
    const isList = kind === KIND.pairs || kind === KIND.attributedPairs;
    const made: RObject = isList
      ? { kind: "list", items, attributes, at: start }
      : { kind: "other", what: OF_LANGUAGE[kind] ?? "an expression", attributes, at: start };
    this.#tags.set(made, tagged);
    return made;
  }

  /** What a table has no place for: it is passed over, and called by its name. */
  #ofLanguage(kind: number, flags: number, at: number, depth: number): RContent | RObject {
    if (ALONE.has(kind)) {
      return kind === 254
        ? { kind: "null", attributes: NONE, at }
        : { kind: "other", what: "an environment", attributes: NONE, at };
    }
    switch (kind) {
      case KIND.known: {
        const index = (flags >>> 8) || this.#bytes.int();
        return this.#known[index - 1] ?? this.#bytes.damaged(`there is no object ${index}`, at);
      }
      case KIND.symbol: {
        const text = this.#item(depth + 1);
        const name = text.kind === "character"
          ? text.texts[0] ?? "NA"
          : this.#bytes.damaged("no name");
        return this.#remember({ kind: "other", what: `${NAMED}${name}`, attributes: NONE, at });
      }
      case KIND.persistent:
      case KIND.package:
      case KIND.namespace: {
        this.#bytes.take(4);
        const n = this.#bytes.length(4);
        for (let i = 0; i < n; i++) this.#item(depth + 1);
        return this.#remember({ kind: "other", what: "an environment", attributes: NONE, at });
      }
      case KIND.environment: {
        this.#bytes.take(4);
        const made = this.#remember({
          kind: "other",
          what: "an environment",
          attributes: NONE,
          at,
        });
        for (let i = 0; i < 4; i++) this.#item(depth + 1);
        return made;
      }
      case KIND.pointer: {
        const made: RObject = {
          kind: "other",
          what: "a pointer into memory",
          attributes: NONE,
          at,
        };
        this.#remember(made);
        this.#item(depth + 1);
        this.#item(depth + 1);
        if (flags & HAS_ATTRIBUTES) this.#attributes(depth);
        return made;
      }
      case KIND.weak:
        return this.#remember({
          kind: "other",
          what: "a weak reference",
          attributes: flags & HAS_ATTRIBUTES ? this.#attributes(depth) : NONE,
          at,
        });
      case KIND.special:
      case KIND.builtin:
        this.#bytes.take(this.#bytes.length(1));
        return { kind: "other", what: "a function" };
      case KIND.pairs:
      case KIND.closure:
      case KIND.promise:
      case KIND.language:
      case KIND.dots:
      case KIND.attributedPairs:
      case KIND.attributedLanguage:
        return this.#pairs(kind, flags, at, depth);
      case KIND.bytecode:
        return fail(
          "not-a-table",
          `${this.what} holds compiled code, as functions and fitted models have, and no data frame`,
          {
            hint: SAVE_A_FRAME,
          },
        );
      default:
        return this.#bytes.damaged(`there is no kind of object ${kind}`, at);
    }
  }

  #remember(object: RObject): RObject {
    this.#known.push(object);
    return object;
  }

  /** A vector that R writes by a rule instead of its elements: `1:n`, numbers not yet made texts. */
  #alternative(depth: number): RObject {
    const at = this.#bytes.at;
    const info = this.#item(depth + 1);
    const state = this.#item(depth + 1);
    const attributes = this.#attributes(depth);
    const name = info.kind === "list" && info.items[0]?.kind === "other"
      ? info.items[0].what.slice(NAMED.length)
      : "";
    const made = this.#expanded(name, state);
    return made
      ? { ...made, attributes, at }
      : this.#bytes.damaged(`a vector "${name}" is not known`, at);
  }

  #expanded(name: string, state: RObject): RContent | null {
    const inner = state.kind === "list" ? state.items[0] : undefined;
    if (name.startsWith("wrap_") && inner) return inner;
    if (name === "compact_intseq" || name === "compact_realseq") {
      if (state.kind !== "double" || state.values.length !== 3) return null;
      const [n, first, step] = state.values as unknown as [number, number, number];
      if (!(Number.isInteger(n) && n >= 0)) return null;
      this.#bytes.refuseRows(n);
      this.#unwritten += n;
      keepWithin(LIMITS.fileCells, this.#unwritten, `Elements in ${this.what}`, {
        hint: "Take out columns and rows that the page does not need",
      });
      const isWhole = name === "compact_intseq";
      const values = isWhole ? new Int32Array(n) : new Float64Array(n);
      for (let i = 0; i < n; i++) values[i] = first + step * i;
      return values instanceof Int32Array
        ? { kind: "integer", values }
        : { kind: "double", values };
    }
    if (name === "deferred_string" && (inner?.kind === "integer" || inner?.kind === "double")) {
      return asTexts(inner.values, inner.kind === "integer");
    }
    return null;
  }
}

/** Numbers as R's `as.character` writes them. */
function asTexts(values: Int32Array | Float64Array, whole: boolean): RContent {
  const texts: string[] = [];
  const places = new Map<number, number>();
  const codes = Int32Array.from(values, (value) => {
    if (whole ? value === MISSING : Number.isNaN(value)) return -1;
    let code = places.get(value);
    if (code === undefined) {
      code = texts.push(numberText(value)) - 1;
      places.set(value, code);
    }
    return code;
  });
  return { kind: "character", codes, texts };
}
