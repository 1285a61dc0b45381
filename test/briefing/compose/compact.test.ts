/** A schedule's chosen sections hold for the short form, too. */
import { describe, expect, it } from 'vitest'
import { compactLines } from '#src/briefing/compose/compact.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { Thread } from '#src/briefing/thread.ts'
import type { FormattedThread } from '#src/briefing/thread/format.ts'
import { en } from '../handmade.ts'

const line = (key: string, extremes: readonly string[] = []) =>
  ({ key, values: {}, evidence: {}, salience: 0.5, extremes }) as unknown as Statement
const lines = [
  line('thread:compact.price'),
  line('thread:entry.close', ['cross.sp500.close high 0']),
  line('thread:compact.coinsUp'),
  line('thread:compact.breadth'),
  line('thread:compact.watchPrices'),
]
const texts = ['price', 'shares', 'coins', 'breadth', 'watch']

function compact(sections?: readonly string[], said: ReadonlyMap<Statement, string> = new Map()) {
  const thread = { compact: lines } as unknown as Thread
  const formatted = { compact: texts } as unknown as FormattedThread
  return compactLines(thread, formatted, said, { sections, words: en } as never)
}

describe('the short form', () => {
  it('is the whole one where nothing was chosen', () => {
    expect(compact()).toEqual(texts)
  })

  it('begins with the price, and says of the rest what was chosen', () => {
    expect(compact(['assets', 'outlook'])).toEqual(['price', 'shares', 'watch'])
    expect(compact(['openinterest', 'movers'])).toEqual(['price', 'coins', 'breadth'])
  })

  it('has the strongest sentences of the chosen sections where there is room, before the watch list', () => {
    const odds = new Map([[line('macro.odds'), 'odds']])
    expect(compact(['macro'], odds)).toEqual(['price', 'odds'])
    expect(compact(['macro', 'outlook'], odds)).toEqual(['price', 'odds', 'watch'])
    expect(compact(['macro'], new Map([[line('macro.odds'), 'o'.repeat(300)]]))).toEqual(['price'])
  })
})
