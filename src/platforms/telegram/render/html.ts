/** Telegram's HTML: texts escaped, and the passages of a message in it. */
import { colonAfter } from '#src/platforms/layout/colon.ts'
import type { Passage, Stanza } from '#src/platforms/layout/stanzas.ts'
import { stretchesOf } from '#src/chat/strong.ts'
import { spansOf } from '#src/chat/styled.ts'

/** A text that reads as it is. An `@name` mentions no one: an invisible joiner after the sign keeps it from being a name. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@\u2060')
}

/** Stanzas as one text, an empty line between them. */
export function htmlOf(stanzas: readonly Stanza[]): string {
  return stanzas
    .filter(({ passages }) => passages.length > 0)
    .map(({ passages }) => passages.map(write).join('\n'))
    .join('\n\n')
}

/** The same with texts that no longer hold struck through, but for those in preformatted lines. */
export function strike(html: string, struck: readonly string[] = []): string {
  if (struck.length === 0) return html
  return html
    .split(/(<pre>[\s\S]*?<\/pre>)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : struck.reduce((text, one) => text.replaceAll(escapeHtml(one), `<s>${escapeHtml(one)}</s>`), part),
    )
    .join('')
}

/** The text that Telegram shows and counts: tags are gone, escapes are characters again. */
export function shownText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Formatted stretches of a text. */
export function entitiesIn(html: string): number {
  return html.match(/<[a-z]/g)?.length ?? 0
}

function write(passage: Passage): string {
  switch (passage.style) {
    case 'title':
    case 'heading':
      return bold(passage.text)
    case 'item':
      return `• ${escapeHtml(passage.text)}`
    case 'subtitle':
    case 'small':
    case 'text':
      return escapeHtml(passage.text)
    case 'styled':
      return styledHtml(passage.text)
    case 'fact':
      return stretchesOf(passage.text, passage.strong)
        .map(({ text, strong }) => (strong ? bold(text) : escapeHtml(text)))
        .join('')
    case 'quote': {
      const lead = passage.lead === undefined ? '' : `${bold(passage.lead)}${colonAfter(passage.lead)}`
      return `<blockquote expandable>${lead}${escapeHtml(passage.text)}</blockquote>`
    }
    case 'field':
      return field(passage.name, passage.value)
    case 'record':
      return [bold(passage.name), escapeHtml(passage.value)].filter(Boolean).join('\n')
    case 'grid':
      return `<pre>${escapeHtml([passage.head, ...passage.rows].join('\n'))}</pre>`
  }
}

/** People's words with their bold, italic and linked stretches. */
export function styledHtml(text: string): string {
  return spansOf(text)
    .map((span) => {
      const words = escapeHtml(span.text)
      const italic = span.italic ? `<i>${words}</i>` : words
      const bold = span.bold ? `<b>${italic}</b>` : italic
      return span.url === undefined ? bold : `<a href="${attributeOf(span.url)}">${bold}</a>`
    })
    .join('')
}

function attributeOf(url: string): string {
  return url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

function field(name: string, value: string): string {
  return name === '' ? bold(value) : `${escapeHtml(name)}${colonAfter(name)}${bold(value)}`.trimEnd()
}

function bold(text: string): string {
  return text === '' ? '' : `<b>${escapeHtml(text)}</b>`
}
