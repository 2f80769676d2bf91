/**
 * What was made of a page, ready for looking pieces up in it.
 *
 * @module
 */
import { unescape } from "@std/html";
import type { Piece } from "./pieces.ts";

const ENTITIES: Readonly<Record<string, string>> = { nbsp: " ", thinsp: " ", shy: "" };

/** The text of markup; what stands between tags of a line is not torn. */
export function textOf(html: string): string {
  const plain = html.replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]*>/g, "");
  return unescape(plain).replace(
    /&(\w+);/g,
    (all: string, name: string) => ENTITIES[name] ?? all,
  );
}

/** Letters and digits alone: neither quotes, dashes nor blanks are compared. */
export function letters(text: string): string {
  return text.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "");
}

/** A page that was made. */
export class BuiltPage {
  /** Letters and digits of all that a reader can see, in order. */
  readonly words: string;
  readonly #mathematics: string;
  readonly #code: string;
  /** Letters of files beside the page: its R script. */
  readonly #script: string;
  readonly #addresses: string;
  readonly #ids: Set<string>;

  constructor(html: string, script: string) {
    const body = html.replace(/^[\s\S]*?<body\b[^>]*>/, "");
    const alts = [...body.matchAll(/\b(?:alt|aria-label|title|value|aria-description)="([^"]*)"/g)]
      .map((match) => match[1]).join("\n");
    const head = html.slice(0, html.length - body.length);
    this.#mathematics = letters(
      [...body.matchAll(/<annotation\b[^>]*>([\s\S]*?)<\/annotation>/g)]
        .map((match) =>
          textOf(match[1]!).replace(/\\(?:begin|end)\{[^}]*\}(?:\{[^}]*\})?/g, "")
            .replace(/\\text\w*\{/g, "")
        ).join("\n"),
    );
    const visible = body.replace(/<math\b[\s\S]*?<\/math>/g, "")
      .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "");
    this.words = letters(
      textOf(visible) + alts + textOf(/<title>.*?<\/title>/.exec(head)?.[0] ?? ""),
    );
    this.#code = textOf(visible).replace(/\s+/g, "");
    this.#script = letters(script);
    this.#addresses = [...body.matchAll(/\b(?:href|src|data-\w+)="([^"]*)"/g)]
      .map((match) => decoded(unescape(match[1]!))).join("\n");
    this.#ids = new Set(
      [...body.matchAll(/\bhref="[^"#]*#([^"]*)"/g), ...body.matchAll(/\bid="([^"]*)"/g)]
        .map((match) => decoded(match[1]!)),
    );
  }

  /** Whether a reader has a piece. */
  holds({ kind, text }: Piece): boolean {
    switch (kind) {
      case "code":
        return this.#code.includes(text.replace(/\s+/g, "")) || this.words.includes(letters(text));
      case "words":
        return this.words.includes(letters(text));
      case "mathematics": {
        const plain = letters(text);
        return this.#mathematics.includes(plain) || this.words.includes(plain);
      }
      case "reference":
        return this.#leadsTo(text);
      case "address":
        return this.#hasAddress(text);
    }
  }

  /** Whether the script of the page has a piece of code. */
  inScript({ kind, text }: Piece): boolean {
    return kind === "code" && this.#script.includes(letters(text));
  }

  /** A work's entry in the list below, a label's place on this page or another. */
  #leadsTo(name: string): boolean {
    const plain = name.replace(/[:_.]/g, "-").toLowerCase();
    return [...this.#ids].some((id) => {
      const own = id.replace(/[:_.]/g, "-").toLowerCase();
      return own === plain || own.endsWith(`-${plain}`) || own === plain.replace(/^tab-/, "tbl-");
    }) || this.words.includes(letters(name));
  }

  #hasAddress(address: string): boolean {
    const plain = decoded(address).replace(/^(?:\.\.\/)+/, "").replace(/^\//, "");
    if (plain === "") return true;
    if (this.#addresses.includes(plain)) return true;
    // A page's own name has another ending here, and a picture's a digest.
    const stem = plain.split("/").at(-1)!.replace(/\.\w+$/, "");
    return this.#addresses.includes(stem) || this.words.includes(letters(plain));
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
