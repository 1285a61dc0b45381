/** What people write with a little markup: `**bold**`, `*italic*`, `[words](https://…)` and addresses alone. */

/** A stretch of a text in one style. */
export interface Span {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
  /** Where it leads: https alone. */
  readonly url?: string
}

/** What one mark turns a text into; the first that begins earliest counts. */
const MARKS = [
  /\[([^[\]\n]+)\]\((https:\/\/[^\s()<>]+)\)/u,
  /\*\*(?=\S)([^\n]*?\S)\*\*(?!\*)/u,
  /(?<![*\\])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?!\*)/u,
  /(?<![\w_])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\w_])/u,
  /https:\/\/[A-Za-z0-9][A-Za-z0-9./_%?=&#~+:@!$;,-]*[A-Za-z0-9/_%=&#~+-]/u,
] as const
const [LINK, BOLD, ITALIC, SLANTED, ADDRESS] = [0, 1, 2, 3, 4]

/** The text in stretches, in order. Marks that are not closed stay as they were written. */
export function spansOf(text: string, style: Omit<Span, 'text'> = {}): readonly Span[] {
  if (text === '') return []
  const found = MARKS.map((mark, kind) => ({ kind, match: mark.exec(text) }))
    .flatMap(({ kind, match }) => (match ? [{ kind, match }] : []))
    .filter(({ kind }) => style.url === undefined || (kind !== LINK && kind !== ADDRESS))
    .toSorted((a, b) => a.match.index - b.match.index || a.kind - b.kind)[0]
  if (!found) return [{ text, ...style }]
  const { kind, match } = found
  const [whole, inner = '', url = ''] = match
  return [
    ...spansOf(text.slice(0, match.index), style),
    ...within(kind, { whole, inner, url }, style),
    ...spansOf(text.slice(match.index + whole.length), style),
  ]
}

function within(
  kind: number,
  { whole, inner, url }: { readonly whole: string; readonly inner: string; readonly url: string },
  style: Omit<Span, 'text'>,
): readonly Span[] {
  if (kind === LINK) return spansOf(inner, { ...style, url })
  if (kind === BOLD) return spansOf(inner, { ...style, bold: true })
  if (kind === ITALIC || kind === SLANTED) return spansOf(inner, { ...style, italic: true })
  return [{ text: whole, ...style, url: whole }]
}

/** The same without its marks, for where nothing can stand out: an address follows the words that lead to it. */
export function plainOf(text: string): string {
  const spans = spansOf(text)
  return spans
    .map((span, index) => {
      const { url, text: words } = span
      const isLast = spans[index + 1]?.url !== url
      return url === undefined || url === words || !isLast ? words : `${words} (${url})`
    })
    .join('')
}

/** Addresses in a text that are not https; empty where there are none. */
export function otherAddresses(text: string): readonly string[] {
  return [...text.matchAll(/\b(?!https:)[a-z][a-z0-9+.-]{1,15}:\/\/[^\s)\]）」]+/giu)].map(([found]) => found)
}
