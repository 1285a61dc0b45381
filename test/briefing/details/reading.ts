/** Details as a test reads them: every field and cell as it is printed, and readings that hold only what is told. */
import type { Block } from '#src/chat/message.ts'
import { createWords } from '#src/i18n/words.ts'
import type { MissingFigure, Reading } from '#src/market/reading.ts'
import { weekEnding } from '#src/market/week.ts'

export const week = weekEnding('2025-11-24')
export const ja = createWords('ja', 'Asia/Tokyo', week.end)
export const en = createWords('en', 'UTC', week.end)

/** A reading of the week with these values, and these figures missing. */
export function readingOf<V>(value: unknown, missing: readonly MissingFigure[] = []): Reading<V> {
  const rest = { topic: 'funding', week, asOf: week.end, sources: ['binance'], figures: {} } as const
  return { ...rest, missing, value: value as V, coverage: { used: 2, expected: 3 } }
}

/** `name: value` of each field, `a | b` of each row under its columns, or the text. */
export function printed(blocks: Block | readonly Block[]): string[] {
  return [blocks].flat().flatMap((block: Block): string[] => {
    if (block.kind === 'paragraph') return [block.text]
    if (block.kind === 'bullets') return [...block.items]
    if (block.kind === 'facts') return block.items.map(({ text }) => text)
    if (block.kind === 'quote') return [block.text]
    if (block.kind === 'fields') return block.items.map(({ name, value }) => `${name}: ${value}`)
    return [block.columns.map(({ title }) => title), ...block.rows].map((cells) => cells.join(' | '))
  })
}
