/**
 * Fields that mean that a value is missing.
 *
 * @module
 */

/** Recognises missing fields without making strings; a field of blanks is missing anyway. */
export class MissingTexts {
  /** There are others than `NA` and the empty field, numbers perhaps. */
  readonly declared: boolean;
  private readonly texts: Uint8Array[];
  private readonly longest: number;

  constructor(texts: ReadonlySet<string>) {
    const written = [...texts].filter((t) => t.trim() !== "");
    this.texts = written.map((t) => new TextEncoder().encode(t));
    this.declared = written.some((t) => t !== "NA");
    this.longest = this.texts.reduce((most, t) => Math.max(most, t.length), 0);
  }

  has(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.isBlank(bytes, start, end)) return true;
    if (end - start > this.longest) return false;
    next: for (const text of this.texts) {
      if (text.length !== end - start) continue;
      for (let i = 0; i < text.length; i++) if (text[i] !== bytes[start + i]) continue next;
      return true;
    }
    return false;
  }

  /** Whether a field is empty but for blanks. */
  isBlank(bytes: Uint8Array, start: number, end: number): boolean {
    let i = start;
    while (i < end && isBlank(bytes[i]!)) i++;
    return i === end;
  }
}

/** A blank or a tab. */
export function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}
