/** A level that the week crossed and lost again: in the timeline alone. */
import { describe, expect, it } from 'vitest'
import { compactOf } from '#src/briefing/thread/compact.ts'
import { holds } from '#src/briefing/thread/holds.ts'
import { summaryOf } from '#src/briefing/thread/summary.ts'
import { entry, material } from './given.ts'

const above = entry('cross.gold.beyond', {
  ...{ kind: 'first-beyond', level: 4000, direction: 'up', value: 4043, salience: 0.9 },
})

describe('a level crossed inside the week', () => {
  it('is held where the week ended beyond it', () => {
    const total = entry('marketcap.total.beyond', {
      ...{ kind: 'first-beyond', level: 3e12, direction: 'down', value: 2.99e12 },
    })
    const at = (end?: number) => holds(total, material({ marketcap: { end } as never }).readings)
    expect([at(2.9e12), at(3e12), at(3.1e12), at()]).toEqual([true, false, false, false])
  })

  it('counts as held at the boundary, and anything but a level does', () => {
    expect(holds({ ...above, scope: 'boundary' }, material().readings)).toBe(true)
    expect(holds(entry('cross.gold.close'), material().readings)).toBe(true)
  })

  it('and lost again is reported neither in the summary nor in the short form', () => {
    const given = material({
      price: { end: 90_000, weekReturn: -0.03 },
      extremes: [above],
      assets: { gold: 0.01 },
    })
    const watch = { lines: [], levels: [] }
    const lines = [...summaryOf(given), ...compactOf(given, [], watch)]
    expect(lines.flatMap(({ extremes = [] }) => extremes)).toEqual([])
  })
})
