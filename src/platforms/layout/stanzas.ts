/** A message in reading order, before a platform gives it its markup: stanzas of passages, each with its picture. */
import type { Block, Fact, Image, Message } from '#src/chat/message.ts'
import { clean, cleanLine } from './clean.ts'
import { type Grid, gridOf, recordsOf } from './table.ts'

/** What belongs together: a heading and what it heads, with the picture that follows. */
export interface Stanza {
  readonly passages: readonly Passage[]
  readonly image?: Image
}

export type Passage = Prose | Named | FactLine | GridPassage

/** Running text; `small` is for closing lines. */
export interface Prose {
  /** A `styled` text has marks of its own, as in `chat/styled.ts`. */
  readonly style: 'title' | 'subtitle' | 'heading' | 'text' | 'styled' | 'item' | 'quote' | 'small'
  readonly text: string
  /** Of a quote: what it is about, before its text. */
  readonly lead?: string
}

/** A short line in which figures stand out. */
export interface FactLine {
  readonly style: 'fact'
  readonly text: string
  readonly strong: readonly string[]
}

/** A value after its name; or, as a `record`, a row of a table that is too wide to stand in columns, under its name. */
export interface Named {
  readonly style: 'field' | 'record'
  readonly name: string
  readonly value: string
}

export interface GridPassage extends Grid {
  readonly style: 'grid'
}

export interface Screen {
  /** Cells of a monospaced line that a phone shows without breaking it. */
  readonly cells: number
  /** Rows of a table that are shown; how many more there are is said. */
  readonly rows: number
}

/** The stanzas of a message: its title unless a picture shows it, its blocks, the pictures that no block claims, its footer. */
export function stanzasOf(message: Message, screen: Screen): Stanza[] {
  const images = new Map(message.images.map((image) => [image.name, image]))
  const head = [
    ...(message.hidesTitle && images.size > 0 ? [] : [prose('title', cleanLine(message.title))]),
    prose('subtitle', cleanLine(message.subtitle ?? '')),
  ]
  const blocks = message.blocks.map((block): Stanza => {
    const passages = passagesOf(block, screen)
    // A quote has its heading inside.
    if (passages[0]?.style !== 'quote') passages.unshift(...prose('heading', cleanLine(block.heading ?? '')))
    const name = 'image' in block ? block.image : undefined
    const image = name === undefined ? undefined : images.get(name)
    if (image) images.delete(image.name)
    return { passages, ...(image && { image }) }
  })
  const unclaimed = [...images.values()].map((image) => ({ passages: [], image }))
  const stanzas: Stanza[] = [
    ...(message.picturesFirst ? unclaimed : []),
    { passages: head.flat() },
    ...blocks,
    ...(message.picturesFirst ? [] : unclaimed),
    { passages: message.footer.flatMap((line) => prose('small', clean(line))) },
  ]
  return stanzas.filter(({ passages, image }) => passages.length > 0 || image)
}

function passagesOf(block: Block, screen: Screen): Passage[] {
  if (block.kind === 'paragraph') return prose(block.styled ? 'styled' : 'text', clean(block.text))
  if (block.kind === 'bullets') return block.items.flatMap((item) => prose('item', clean(item)))
  if (block.kind === 'facts') return block.items.flatMap(factLine)
  if (block.kind === 'quote') {
    const lead = cleanLine(block.heading ?? '')
    return prose('quote', clean(block.text)).map((one) => (lead === '' ? one : { ...one, lead }))
  }
  if (block.kind === 'fields') {
    return named(
      'field',
      block.items.map(({ name, value }) => ({ name: cleanLine(name), value: cleanLine(value) })),
    )
  }
  const shown = { ...block, rows: block.rows.slice(0, screen.rows) }
  const more = block.rows.length - shown.rows.length
  const grid = gridOf(shown, screen.cells)
  const rest = more > 0 ? prose('text', `… +${more}`) : []
  if (grid) return [{ style: 'grid', ...grid }, ...rest]
  return [...named('record', recordsOf(shown)), ...rest]
}

function factLine({ text, strong = [] }: Fact): FactLine[] {
  const line = cleanLine(text)
  return line === '' ? [] : [{ style: 'fact', text: line, strong: strong.map(cleanLine) }]
}

/** Those that say anything. */
function named(style: Named['style'], items: readonly Omit<Named, 'style'>[]): Named[] {
  return items.filter(({ name, value }) => name !== '' || value !== '').map((one) => ({ style, ...one }))
}

function prose(style: Prose['style'], text: string): Prose[] {
  return text === '' ? [] : [{ style, text }]
}
