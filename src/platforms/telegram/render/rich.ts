/**
 * Rich messages: headings and real tables, which a phone lays out better than lines of figures in columns. Used for
 * words with tables that fit one message anyway, so that the ordinary form can take their place where they are not known.
 */
import type { Block, Fact, Message } from '#src/chat/message.ts'
import { clean, cleanLine } from '#src/platforms/layout/clean.ts'
import { stretchesOf } from '#src/chat/strong.ts'
import { type Failure, isRefused, WORDS } from '../failures.ts'
import { escapeHtml, strike, styledHtml } from './html.ts'
import { questionsIn } from './keyboard.ts'
import { RICH } from '../limits.ts'

/** Whether the Bot API server takes rich messages, as far as this process has learnt. */
export interface RichSupport {
  works(): boolean
  /** Learns from a refusal. */
  refused(failure: Failure): void
}

export function createRichSupport(): RichSupport {
  let works = true
  return {
    works: () => works,
    refused(failure) {
      if (isRefused(failure, WORDS.unknownMethod)) works = false
    },
  }
}

/** The message in the HTML of rich messages, or undefined where it has no table, has pictures, or is too long. */
export function richHtml(message: Message): string | undefined {
  const { blocks, images, title, subtitle, footer, actions } = message
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
  if (images.length > 0 || tables.length === 0) return undefined
  if (tables.some(({ columns }) => columns.length > RICH.columns)) return undefined
  const parts = [
    tag('h2', cleanLine(title)),
    tag('p', cleanLine(subtitle ?? '')),
    ...blocks.map(write),
    ...footer.map((line) => tag('footer', clean(line))),
    // What choices are about: their options are mere buttons.
    ...(actions ? questionsIn(actions).map((text) => tag('p', text)) : []),
  ].filter((part) => part !== '')
  const html = strike(parts.join(''), message.struck)
  const pieces = html.match(/<(h\d|p|li|tr|footer|table|ul)\b/g)?.length ?? 0
  return [...html].length <= RICH.characters && pieces <= RICH.blocks ? html : undefined
}

function write(block: Block): string {
  return tag('h3', cleanLine(block.heading ?? '')) + body(block)
}

function body(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.styled
        ? `<p>${styledHtml(clean(block.text)).replaceAll('\n', '<br>')}</p>`
        : tag('p', clean(block.text))
    case 'bullets':
      return `<ul>${block.items.map((item) => tag('li', clean(item))).join('')}</ul>`
    case 'facts':
      return `<p>${block.items.map(factHtml).join('<br>')}</p>`
    case 'quote':
      return `<blockquote>${escapeHtml(clean(block.text)).replaceAll('\n', '<br>')}</blockquote>`
    case 'fields':
      return `<table>${block.items
        .map(({ name, value }) => row([cell('td', name, 'left'), cell('td', value, 'right')]))
        .join('')}</table>`
    case 'table': {
      const { columns, rows } = block
      const aligned = (name: 'td' | 'th', texts: readonly string[]) =>
        row(texts.map((text, index) => cell(name, text, columns[index]?.align ?? 'left')))
      const titles = columns.map(({ title }) => title)
      const head = titles.some((title) => cleanLine(title) !== '') ? aligned('th', titles) : ''
      return `<table>${head}${rows.map((texts) => aligned('td', texts)).join('')}</table>`
    }
  }
}

function factHtml({ text, strong = [] }: Fact): string {
  return stretchesOf(cleanLine(text), strong.map(cleanLine))
    .map((one) => (one.strong ? `<b>${escapeHtml(one.text)}</b>` : escapeHtml(one.text)))
    .join('')
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.join('')}</tr>`
}

function cell(name: 'td' | 'th', text: string, align: 'left' | 'right'): string {
  return `<${name} align="${align}">${escapeHtml(cleanLine(text))}</${name}>`
}

function tag(name: string, text: string): string {
  return text === '' ? '' : `<${name}>${escapeHtml(text).replaceAll('\n', '<br>')}</${name}>`
}
