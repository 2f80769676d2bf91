/**
 * Reading what stands in quotes: strings with escapes, raw strings, names in backticks.
 *
 * @module
 */

/** A quoted text that was read, or why it could not be. */
export interface Quoted {
  /** Just behind the closing quote, or behind what was looked at. */
  end: number;
  value: string;
  /** Present if something is wrong. */
  fault?: { code: string; message: string; hint: string; start: number; end: number };
}

const SIMPLE: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'",
  "`": "`",
  " ": " ",
  "\n": "\n",
};

/** Reads from the opening quote at `start` (one of `"`, `'`, or a backtick). */
export function readQuoted(text: string, start: number): Quoted {
  const quote = text[start]!;
  const parts: string[] = [];
  let from = start + 1;
  let fault: Quoted["fault"];
  for (let i = from; i < text.length;) {
    const c = text[i]!;
    if (c === quote) {
      parts.push(text.slice(from, i));
      const value = parts.join("");
      return fault ? { end: i + 1, value, fault } : { end: i + 1, value };
    }
    if (c !== "\\") {
      i++;
      continue;
    }
    parts.push(text.slice(from, i));
    const escape = readEscape(text, i);
    if (escape === null) {
      const shown = text.slice(i, i + 2);
      fault ??= {
        code: "unknown-escape",
        message: `${
          JSON.stringify(shown).slice(1, -1).replace("\\\\", "\\")
        } is no escape of a string`,
        hint: "Write a backslash as \\\\",
        start: i,
        end: Math.min(i + 2, text.length),
      };
      i += 2;
    } else {
      parts.push(escape.value);
      i = escape.end;
    }
    from = i;
  }
  const line = text.indexOf("\n", start);
  const end = line < 0 ? text.length : line;
  const what = quote === "`" ? "name in backticks" : "string";
  return {
    end,
    value: text.slice(start + 1, end),
    fault: {
      code: quote === "`" ? "unclosed-name" : "unclosed-string",
      message: `This ${what} is never closed`,
      hint: `Add the closing ${quote}`,
      start,
      end,
    },
  };
}

/** The escape that begins with the backslash at `at`, or null if there is no such escape. */
function readEscape(text: string, at: number): { value: string; end: number } | null {
  const c = text[at + 1];
  if (c === undefined) return null;
  const simple = SIMPLE[c];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  if (c >= "0" && c <= "7") {
    const digits = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))![0];
    const code = parseInt(digits, 8) & 0xff;
    return code === 0 ? null : { value: String.fromCharCode(code), end: at + 1 + digits.length };
  }
  const limit = c === "x" ? 2 : c === "u" ? 4 : c === "U" ? 8 : 0;
  if (limit === 0) return null;
  const braced = c !== "x" && text[at + 2] === "{";
  const from = at + (braced ? 3 : 2);
  const digits = /^[0-9a-fA-F]*/.exec(text.slice(from, from + limit))![0];
  const end = from + digits.length;
  if (digits === "" || (braced && text[end] !== "}")) return null;
  const code = parseInt(digits, 16);
  if (code === 0 || code > 0x10ffff) return null;
  return { value: String.fromCodePoint(code), end: braced ? end + 1 : end };
}

/** Reads a raw string `r"(…)"` from its `r` at `start`; null if none begins there. */
export function readRaw(text: string, start: number): Quoted | null {
  const quote = text[start + 1];
  if (quote !== '"' && quote !== "'") return null;
  let open = start + 2;
  while (text[open] === "-") open++;
  const bracket = text[open];
  const close = bracket === "(" ? ")" : bracket === "[" ? "]" : bracket === "{" ? "}" : null;
  if (close === null) return null;
  const closing = close + "-".repeat(open - start - 2) + quote;
  const at = text.indexOf(closing, open + 1);
  if (at >= 0) return { end: at + closing.length, value: text.slice(open + 1, at) };
  const line = text.indexOf("\n", start);
  const end = line < 0 ? text.length : line;
  return {
    end,
    value: "",
    fault: {
      code: "unclosed-string",
      message: "This raw string is never closed",
      hint: `Add ${closing}`,
      start,
      end,
    },
  };
}
