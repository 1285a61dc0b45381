/** Discord's Markdown: texts escaped, and the passages of a message in it. */
import type { CommandText, InstantText } from '#src/chat/message.ts'
import type { Passage, Stanza } from '#src/platforms/layout/stanzas.ts'
import { colonAfter } from '#src/platforms/layout/colon.ts'
import { stretchesOf } from '#src/chat/strong.ts'
import { type Span, spansOf } from '#src/chat/styled.ts'

/**
 * A text that reads as it is: nothing in it is taken for markup, a mention, a time or a masked link. Addresses stay as
 * they are, since a backslash would become part of them.
 */
export function escapeMarkdown(text: string): string {
  return escapeWithin(text).replace(LINE_MARK, '$1\\$2')
}

/** The same for what does not begin a line. */
function escapeWithin(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_~`|[\]<>]/g, '\\$&')))
    .join('')
}

/** A time that Discord shows each reader in their own zone and language. */
export function stampOf({ at, style }: Pick<InstantText, 'at' | 'style'>): string {
  return `<t:${Math.floor(at / 1000)}:${STAMPS[style]}>`
}

const STAMPS = { time: 't', date: 'D', short: 'f', full: 'F', relative: 'R' } as const

/** What a text of a message is shown as in its place. */
export type Mark = InstantText | CommandText | StruckText

/** What no longer holds. */
export interface StruckText {
  readonly text: string
  readonly struck: true
}

/** `others` are marks that may stand within it. */
function markOf(mark: Mark, others: readonly Mark[], shield: Escape): string {
  if ('struck' in mark) return `~~${stamped(mark.text, others, shield)}~~`
  if ('at' in mark) return stampOf(mark)
  // A name that can be clicked puts the command into the field where one types.
  return mark.id === undefined ? escapeMarkdown(mark.text) : `<${mark.text}:${mark.id}>`
}

/**
 * Stanzas as one text; those that begin with a heading need no empty line before them. Where a text names one of the
 * `marks` that are instants, each reader sees it in their own time; in tables, which cannot, it stays as it is.
 */
export function textOf(stanzas: readonly Stanza[], marks: readonly Mark[] = []): string {
  // The longest first: another may be a part of it.
  const dated = marks.filter(({ text }) => text !== '').toSorted((a, b) => b.text.length - a.text.length)
  return stanzas
    .map(({ passages }, index) => {
      const style = passages[0]?.style
      const gap =
        index === 0
          ? ''
          : style === 'heading' || stanzas[index - 1]?.passages[0]?.style === 'title'
            ? '\n'
            : '\n\n'
      return gap + passages.map((passage) => write(passage, dated)).join('\n')
    })
    .join('')
}

type Escape = (text: string) => string

function write(passage: Passage, marks: readonly Mark[]): string {
  const plain = (text: string) => stamped(text, marks, escapeMarkdown)
  const within = (text: string) => stamped(text, marks, escapeWithin)
  const bold = (text: string) => (text === '' ? '' : `**${within(text)}**`)
  switch (passage.style) {
    case 'title':
      return `## ${plain(passage.text)}`
    case 'heading':
      return `### ${plain(passage.text)}`
    case 'subtitle':
      return `-# ${plain(passage.text)}`
    case 'small':
      return passage.text
        .split('\n')
        .map((line) => `-# ${plain(line)}`)
        .join('\n')
    case 'item':
      return `- ${plain(passage.text).replaceAll('\n', '\n  ')}`
    case 'text':
      return plain(passage.text)
    case 'styled':
      return spansOf(passage.text).map(writeSpan).join('')
    case 'fact':
      return stretchesOf(passage.text, passage.strong)
        .map(({ text, strong }, index) => (strong ? bold(text) : index === 0 ? plain(text) : within(text)))
        .join('')
    case 'quote':
      return [...(passage.lead === undefined ? [] : [bold(passage.lead)]), plain(passage.text)].join('\n')
    case 'field':
      return passage.name === ''
        ? bold(passage.value)
        : `${plain(passage.name)}${colonAfter(passage.name)}${bold(passage.value)}`.trimEnd()
    case 'record':
      return [bold(passage.name), plain(passage.value)].filter(Boolean).join('\n')
    case 'grid':
      // A backtick cannot be escaped in here; parted from its neighbours it closes nothing.
      return `\`\`\`\n${[passage.head, ...passage.rows].join('\n').replaceAll('`', '`\u200b')}\n\`\`\``
  }
}

/** People's words: nothing in them is a mention, a time or a command. */
function writeSpan({ text, bold, italic, url }: Span, index: number, all: readonly Span[]): string {
  const begins = index === 0 || all[index - 1]?.text.endsWith('\n') === true
  // An address alone links itself.
  if (url === text) return text
  const escaped = begins ? escapeMarkdown(text) : escapeWithin(text)
  const marks = `${bold ? '**' : ''}${italic ? '*' : ''}`
  const marked = `${marks}${escaped}${[...marks].toReversed().join('')}`
  return url === undefined ? marked : `[${marked}](${url})`
}

/** A text escaped but for the marks in it. */
function stamped(text: string, marks: readonly Mark[], shield: Escape): string {
  const [mark, ...others] = marks
  if (!mark) return shield(text)
  return text
    .split(mark.text)
    .map((part) => (part === '' ? '' : stamped(part, others, shield)))
    .join(markOf(mark, others, shield))
}

const ADDRESS = /(https?:\/\/[A-Za-z0-9][A-Za-z0-9./_%?=&#~+-]*)/

/** What at a line's beginning makes a heading, small print, a list or a quotation. */
const LINE_MARK = /^(\s*(?:\d+(?=[.)]))?)(#|-|\+|[.)](?=\s))/gm
