/**
 * The line of a block's code that says most of what it does.
 *
 * @module
 */

/**
 * The statement of a block that says what it does, on one line: the last if it calls something,
 * else the first.
 */
export function headline(lines: readonly string[]): string {
  const all = statements(lines);
  const last = all.at(-1) ?? "";
  const shown = /[\w.]\s*\(|~/.test(last) ? last : all[0] ?? "";
  return all.length > 1 && shown === all[0] && /^library\(/.test(shown) ? all[1] ?? shown : shown;
}

/** Statements of a block, each on one line, without comments. */
function statements(lines: readonly string[]): string[] {
  const out: string[] = [];
  let open = 0;
  let goesOn = false;
  for (const line of lines) {
    const text = line.trim().replace(/\s+#[^"']*$/, "");
    if (text === "" || text.startsWith("#")) continue;
    if (out.length > 0 && (open > 0 || goesOn || /^(\|>|%>%)/.test(text))) {
      out[out.length - 1] += ` ${text}`;
    } else out.push(text);
    open += (text.match(/[([{]/g)?.length ?? 0) - (text.match(/[)\]}]/g)?.length ?? 0);
    goesOn = /([~+\-*/,|&=<]|<-|\|>|%[^%]*%)$/.test(text);
  }
  return out;
}
