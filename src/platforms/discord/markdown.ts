/** Discord's Markdown: texts escaped, and the passages of a message in it. */
import type { Passage, Stanza } from '#src/platforms/layout/stanzas.ts'
import { colonAfter } from '#src/platforms/layout/colon.ts'

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

/** Stanzas as one text; those that begin with a heading need no empty line before them. */
export function textOf(stanzas: readonly Stanza[]): string {
  return stanzas
    .map(({ passages }, index) => {
      const style = passages[0]?.style
      const gap =
        index === 0
          ? ''
          : style === 'heading' || stanzas[index - 1]?.passages[0]?.style === 'title'
            ? '\n'
            : '\n\n'
      return gap + passages.map(write).join('\n')
    })
    .join('')
}

function write(passage: Passage): string {
  switch (passage.style) {
    case 'title':
      return `## ${escapeMarkdown(passage.text)}`
    case 'heading':
      return `### ${escapeMarkdown(passage.text)}`
    case 'subtitle':
      return `-# ${escapeMarkdown(passage.text)}`
    case 'small':
      return passage.text
        .split('\n')
        .map((line) => `-# ${escapeMarkdown(line)}`)
        .join('\n')
    case 'item':
      return `- ${escapeMarkdown(passage.text).replaceAll('\n', '\n  ')}`
    case 'text':
      return escapeMarkdown(passage.text)
    case 'field':
      return field(passage.name, passage.value)
    case 'record':
      return [bold(passage.name), escapeMarkdown(passage.value)].filter(Boolean).join('\n')
    case 'grid':
      // A backtick cannot be escaped in here; parted from its neighbours it closes nothing.
      return `\`\`\`\n${[passage.head, ...passage.rows].join('\n').replaceAll('`', '`\u200b')}\n\`\`\``
  }
}

function field(name: string, value: string): string {
  return name === '' ? bold(value) : `${escapeMarkdown(name)}${colonAfter(name)}${bold(value)}`.trimEnd()
}

function bold(text: string): string {
  return text === '' ? '' : `**${escapeWithin(text)}**`
}

const ADDRESS = /(https?:\/\/[A-Za-z0-9][A-Za-z0-9./_%?=&#~+-]*)/

/** What at a line's beginning makes a heading, small print, a list or a quotation. */
const LINE_MARK = /^(\s*(?:\d+(?=[.)]))?)(#|-|\+|[.)](?=\s))/gm
