/** The view of positioning and what became of it: no claim that its verdict or its condition contradicts. */
import { describe, expect, it } from 'vitest'
import type { EditionMemory } from '#src/briefing/memory.ts'
import type { ThreadMaterial } from '#src/briefing/thread/material.ts'
import { thenAndNowOf } from '#src/briefing/thread/thenandnow.ts'
import { viewOf } from '#src/briefing/thread/view.ts'
import type { LeverageVerdict } from '#src/services/verdicts.ts'

interface Given {
  readonly word: LeverageVerdict['word']
  readonly coins: readonly [low: number, high: number]
  readonly peak?: readonly [low: number, high: number]
  /** Negative settlements in a row at the week's end; undefined where no venue has a record of runs. */
  readonly endRun?: number
  /** The longest negative run in the week. */
  readonly run?: number
  readonly low?: number
  readonly high?: number
  readonly earlier?: readonly EditionMemory[]
}

/** What the two rules read of an edition, and nothing else. */
function material({ word, coins, peak, endRun, run, low = 95, high = 110, earlier = [] }: Given) {
  const leverage = {
    word,
    coinsWeek: { low: coins[0], high: coins[1] },
    ...(peak && { coinsFromPeak: { low: peak[0], high: peak[1] } }),
  }
  const venue = { venue: 'binance', ...(run !== undefined && { negativeRun: { settlements: run } }) }
  const readings = {
    openinterest: { value: { leverage, rows: [] } },
    funding: { value: { venues: [venue], verdict: { venues: [venue] } } },
    price: { value: { low: { at: 0, price: low }, high: { at: 0, price: high } } },
    watch: { value: endRun === undefined ? {} : { run: { venue: 'binance', prints: endRun } } },
    volatility: { value: { rows: [] } },
    macro: { value: {} },
  }
  return { readings, extremes: [], earlier } as unknown as ThreadMaterial
}

/** The view of a week, and the condition that it names. */
function view(given: Given) {
  const { key, evidence } = viewOf(material(given)) ?? {}
  return [key, evidence?.condition]
}

/** A view of last week as this week finds it. A broken level stands beside it, as hits alone are not told. */
function became(last: Given, now: Given) {
  const memory = { view: viewOf(material(last)), watched: [{ side: 'below', level: 100 }], levels: [] }
  const [first] = thenAndNowOf(material({ ...now, earlier: [memory as unknown as EditionMemory] }))
  return [first?.outcome, (first?.line.values.now as { key: string } | undefined)?.key]
}

describe('our view', () => {
  it('says that positions were cut for the week’s fall in coins, else for the distance from the peak', () => {
    const peak = [-0.25, -0.22] as const
    expect(view({ word: 'unwound', coins: [-0.07, -0.05], peak })).toEqual([
      'thread:view.unwound',
      'notBackBelow',
    ])
    expect(view({ word: 'unwound', coins: [-0.07, -0.049], peak })).toEqual([
      'thread:view.unwoundPeak',
      'refills',
    ])
  })

  it('does not call positions uncleared that lie 20 % under their peak, though coins were added', () => {
    const coins = [0.02, 0.03] as const
    expect(view({ word: 'added', coins, peak: [-0.21, -0.19] })[0]).toBe('thread:view.added')
    expect(view({ word: 'added', coins, peak: [-0.22, -0.2] })[0]).toBeUndefined()
    expect(view({ word: 'added', coins })[0]).toBe('thread:view.addedLevel')
  })

  it('names a run as what would change it only where the run is not there already', () => {
    const coins = [0.02, 0.03] as const
    expect(view({ word: 'added', coins, endRun: 2 })[1]).toBe('fewerOrRun')
    expect(view({ word: 'added', coins, endRun: 3 })[1]).toBe('fewerOrBelow')
    expect(view({ word: 'added', coins })[1]).toBe('fewerOrBelow')
  })

  it('takes no side where coins moved without a direction', () => {
    expect(view({ word: 'mixed', coins: [-0.03, -0.01] })[0]).toBe('thread:view.trimmed')
    expect(view({ word: 'mixed', coins: [-0.03, -0.009] })[0]).toBeUndefined()
  })
})

describe('what became of the view', () => {
  const added: Given = { word: 'added', coins: [0.02, 0.03], endRun: 0 }

  it('was wrong from a fall of 2 % in coins on, as its condition says', () => {
    expect(became(added, { word: 'mixed', coins: [-0.03, -0.02] })).toEqual(['missed', 'coinsFell'])
    expect(became(added, { word: 'mixed', coins: [-0.03, -0.019] })).toEqual(['held', undefined])
  })

  it('was wrong where the run that it named came', () => {
    expect(became(added, { word: 'calm', coins: [0, 0], run: 3 })).toEqual(['missed', 'run'])
    expect(became(added, { word: 'calm', coins: [0, 0], run: 2 })).toEqual(['held', undefined])
  })

  it('was wrong where the level that it named broke', () => {
    const rebuilt: Given = { word: 'rebuilt', coins: [0.02, 0.03] }
    expect(became(rebuilt, { word: 'calm', coins: [0, 0], low: 94.9 })).toEqual(['missed', 'brokeOnly'])
    expect(became(rebuilt, { word: 'calm', coins: [0, 0], low: 95 })).toEqual(['held', undefined])
  })

  it('of an unwinding was wrong where coins came back, or the level broke without them', () => {
    const unwound: Given = { word: 'unwound', coins: [-0.07, -0.06] }
    expect(became(unwound, { word: 'rebuilt', coins: [0.02, 0.03] })).toEqual(['missed', 'coinsRose'])
    expect(became(unwound, { word: 'calm', coins: [0, 0.019], low: 94 })).toEqual(['missed', 'broke'])
    expect(became(unwound, { word: 'calm', coins: [0, 0.019] })).toEqual(['held', undefined])
  })

  it('that took no side is never said to have held', () => {
    const calm: Given = { word: 'calm', coins: [0, 0] }
    expect(became(calm, { word: 'unwound', coins: [-0.06, -0.05] })).toEqual(['missed', 'coinsFell'])
    expect(became(calm, { word: 'mixed', coins: [-0.06, -0.04] })[0]).toBe('moved')
  })
})
