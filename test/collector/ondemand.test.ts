import { describe, expect, it } from 'vitest'
import { shareFetches } from '#src/collector/ondemand.ts'
import { MINUTE } from '#src/market/time.ts'

function fetching(answers: (() => Promise<boolean>)[]) {
  let now = 0
  const asked: string[] = []
  const fetch = shareFetches(
    async (asset) => {
      asked.push(asset)
      return (await answers.shift()?.()) ?? false
    },
    () => now,
  )
  return { fetch, asked, pass: (milliseconds: number) => (now += milliseconds) }
}

describe('fetches on demand', () => {
  it('are one for all who ask at the same time, and one for each asset', async () => {
    const { fetch, asked } = fetching([async () => true, async () => true])
    expect(await Promise.all([fetch('pepe'), fetch('pepe'), fetch('bonk')])).toEqual([true, true, true])
    expect(asked).toEqual(['pepe', 'bonk'])
  })

  it('are not repeated for ten minutes where nobody had the asset', async () => {
    const { fetch, asked, pass } = fetching([async () => false, async () => true])
    expect(await fetch('pepe')).toBe(false)
    pass(9 * MINUTE)
    expect(await fetch('pepe')).toBe(false)
    expect(asked).toHaveLength(1)
    pass(2 * MINUTE)
    expect(await fetch('pepe')).toBe(true)
    expect(asked).toHaveLength(2)
  })

  it('of settlements and of open interest are their own, and are not repeated for five minutes', async () => {
    const { fetch, asked, pass } = fetching(Array.from({ length: 4 }, () => async () => true))
    await Promise.all([fetch('pepe'), fetch('pepe', 'funding'), fetch('pepe', 'openinterest')])
    expect(asked).toHaveLength(3)
    pass(4 * MINUTE)
    expect(await fetch('pepe', 'funding')).toBe(true)
    expect(asked).toHaveLength(3)
    pass(2 * MINUTE)
    expect(await fetch('pepe', 'funding')).toBe(true)
    expect(asked).toHaveLength(4)
  })

  it('that fail are everybody’s failure, and the next who asks tries again', async () => {
    const { fetch, asked } = fetching([() => Promise.reject(new Error('full disk')), async () => true])
    const [first, second] = await Promise.allSettled([fetch('pepe'), fetch('pepe')])
    expect([first.status, second.status]).toEqual(['rejected', 'rejected'])
    expect(await fetch('pepe')).toBe(true)
    expect(asked).toHaveLength(2)
  })
})
