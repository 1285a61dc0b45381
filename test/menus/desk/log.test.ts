import { describe, expect, it } from 'vitest'
import { newestFirst } from '#src/menus/desk/log.ts'

describe('the log of the desk', () => {
  it('has what the bot did about a decision above it, though both are of one instant', () => {
    const entries = [
      { at: 1, by: '7' },
      { at: 2, by: '7' },
      { at: 2, by: 'system' },
    ]
    const expected = ['system 2', '7 2', '7 1']
    const sorted = (all: typeof entries) => all.toSorted(newestFirst).map(({ at, by }) => `${by} ${at}`)
    expect(sorted(entries)).toEqual(expected)
    expect(sorted(entries.toReversed())).toEqual(expected)
  })
})
