/** The markup of both platforms as far as their renderers write it, read back into plain lines. Pure. */

/** A stretch of text in one style. */
export interface Span {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
  readonly struck?: true
  readonly address?: string
}

export interface Line {
  readonly kind: 'title' | 'heading' | 'small' | 'item' | 'text' | 'gap'
  readonly spans: readonly Span[]
}

export type Passage =
  | Line
  | { readonly kind: 'code'; readonly text: string }
  /** Folded up until it is touched. */
  | { readonly kind: 'quote'; readonly lines: readonly Line[] }

/**
 * Discord's Markdown: headings, small print, lists, bold, italic, links, code blocks, backslashes, addresses; and times, which it shows
 * in the reader's own zone.
 */
export function readDiscord(content: string, language = 'en', zone?: string): Passage[] {
  const timed = content.replace(/<t:(-?\d+):([tDfFR])>/g, (_, seconds: string, style: string) =>
    new Intl.DateTimeFormat(language, {
      ...STAMPS[style],
      ...(zone !== undefined && { timeZone: zone }),
    }).format(Number(seconds) * 1000),
  )
  return timed.split(/```\n?([\s\S]*?)\n?```/).flatMap((part, index): Passage[] => {
    if (index % 2 === 1) return [{ kind: 'code', text: part.replaceAll('\u200b', '') }]
    const lines = part.replace(/^\n|\n$/g, '').split('\n')
    return part.trim() === '' ? [] : lines.map(discordLine)
  })
}

const STAMPS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  R: { dateStyle: 'long', timeStyle: 'short' },
}

function discordLine(line: string): Line {
  if (line.trim() === '') return { kind: 'gap', spans: [] }
  for (const [mark, kind] of DISCORD_MARKS) {
    if (line.startsWith(mark)) return { kind, spans: discordSpans(line.slice(mark.length)) }
  }
  return { kind: 'text', spans: discordSpans(line) }
}

const DISCORD_MARKS = [
  ['### ', 'heading'],
  ['## ', 'title'],
  ['-# ', 'small'],
  ['- ', 'item'],
] as const

function discordSpans(line: string): Span[] {
  return spansOf(
    line.matchAll(
      /\[((?:\\.|[^\]\\])+)\]\((https:[^\s()]+)\)|(\*{1,3})((?:\\.|[^*\\])+)\3|(https?:\/\/[^\s<>)\]]+)|\\(.)|~~((?:\\.|[^~\\])+)~~|([^\\*~h[]+|[*~h[\\])/gsu,
    ),
    (match) => {
      const [, linked, to, stars, marked, address, escaped, struck, plain] = match
      if (linked !== undefined && to !== undefined)
        return { text: linked.replace(/\*|\\(.)/gsu, '$1'), address: to }
      if (marked !== undefined) {
        const text = marked.replace(/\\(.)/gsu, '$1')
        return { text, ...(stars !== '*' && { bold: true }), ...(stars !== '**' && { italic: true }) }
      }
      if (struck !== undefined) return { text: struck.replace(/\\(.)/gsu, '$1'), struck: true }
      if (address !== undefined) return { text: address, address }
      return { text: escaped ?? plain ?? '' }
    },
  )
}

/** Telegram's HTML: bold, italic, links, preformatted text, expandable quotations, and the four escapes. */
export function readTelegram(html: string): Passage[] {
  return html.split(TELEGRAM_BLOCK).flatMap((part): Passage[] => {
    const [, code] = /^<pre>([\s\S]*)<\/pre>$/.exec(part) ?? []
    if (code !== undefined) return [{ kind: 'code', text: unescapeHtml(code) }]
    const [, quote] = /^<blockquote expandable>([\s\S]*)<\/blockquote>$/.exec(part) ?? []
    if (quote !== undefined) return [{ kind: 'quote', lines: quote.split('\n').map(telegramLine) }]
    const lines = part.replace(/^\n+|\n+$/g, '').split('\n')
    return part.trim() === '' ? [] : lines.map(telegramLine)
  })
}

const TELEGRAM_BLOCK = /(<pre>[\s\S]*?<\/pre>|<blockquote expandable>[\s\S]*?<\/blockquote>)/

function telegramLine(line: string): Line {
  if (line.trim() === '') return { kind: 'gap', spans: [] }
  const spans = spansOf(
    line.matchAll(
      /<a href="([^"]*)">([\s\S]*?)<\/a>|<b>([\s\S]*?)<\/b>|<i>([\s\S]*?)<\/i>|<s>([\s\S]*?)<\/s>|(https?:\/\/[^\s<>)]+)|([^<h]+|[<h])/gu,
    ),
    ([, to, linked, bold, italic, struck, address, plain]) => {
      if (to !== undefined && linked !== undefined)
        return { text: untagged(linked), address: unescapeHtml(to) }
      if (italic !== undefined) return { text: unescapeHtml(italic), italic: true }
      if (struck !== undefined) return { text: unescapeHtml(struck), struck: true }
      if (bold !== undefined)
        return { text: untagged(bold), bold: true, ...(bold.startsWith('<i>') && { italic: true }) }
      if (address !== undefined) return { text: unescapeHtml(address), address: unescapeHtml(address) }
      return { text: unescapeHtml(plain ?? '') }
    },
  )
  return { kind: 'text', spans }
}

function untagged(html: string): string {
  return unescapeHtml(html.replace(/<\/?[bi]>/gu, ''))
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

/** Neighbours of one style become one. */
function spansOf(matches: Iterable<RegExpMatchArray>, spanOf: (match: RegExpMatchArray) => Span): Span[] {
  const spans: Span[] = []
  for (const match of matches) {
    const span = spanOf(match)
    const last = spans.at(-1)
    const alike = last?.bold === span.bold && last?.italic === span.italic && last?.struck === span.struck
    if (last && alike && !last.address && !span.address) {
      spans[spans.length - 1] = { ...last, text: last.text + span.text }
    } else spans.push(span)
  }
  return spans
}
