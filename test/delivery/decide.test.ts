/** What becomes of a part that did not simply arrive, case by case. */
import { describe, expect, it } from 'vitest'
import { decide, type Situation } from '#src/delivery/decide.ts'
import { nonceOf } from '#src/delivery/nonce.ts'
import { backOff } from '#src/delivery/timings.ts'

const fresh: Situation = {
  tries: 1,
  reason: 'due',
  now: 1_000_000,
  doubtful: false,
  findable: false,
  nonceLeft: 90_000,
  random: () => 0,
}
const unknown = (repeatable: boolean) => ({ kind: 'unknown' as const, reason: 'time-out', repeatable })
const refused = (reason: 'forbidden' | 'gone' | 'kicked' | 'invalid') => ({
  kind: 'refused' as const,
  reason,
  code: 'x',
})

describe('a part', () => {
  it('that the platform had no time for is tried when it says, which counts as no try', () => {
    expect(decide({ kind: 'busy', retryAfter: 7000 }, fresh)).toMatchObject({
      kind: 'again',
      runAfter: fresh.now + 7000,
      counts: false,
      unsent: true,
    })
  })

  it('that may have arrived is repeated only where and as long as its nonce holds', () => {
    expect(decide(unknown(true), fresh)).toMatchObject({ kind: 'again', unsent: false })
    expect(decide(unknown(true), { ...fresh, nonceLeft: 4000 })).toMatchObject({ state: 'uncertain' })
    expect(decide(unknown(false), fresh)).toMatchObject({ kind: 'end', state: 'uncertain' })
    expect(decide(unknown(true), { ...fresh, tries: 40 })).toMatchObject({ kind: 'again' })
  })

  it('whose platform is out of reach is tried again and again, every five minutes at last', () => {
    for (const tries of [1, 8, 200]) {
      expect(decide({ kind: 'unreached', reason: 'DNS' }, { ...fresh, tries })).toMatchObject({
        kind: 'again',
        counts: true,
        unsent: true,
        runAfter: fresh.now + (tries === 1 ? 5000 : 300_000),
      })
    }
  })

  it('whose earlier try may have arrived is never called unsent, failed or refused', () => {
    const doubtful = { ...fresh, doubtful: true }
    expect(decide({ kind: 'busy', retryAfter: 1 }, doubtful)).toMatchObject({ unsent: false })
    expect(decide({ kind: 'unreached', reason: 'DNS' }, doubtful)).toMatchObject({ unsent: false })
    for (const reason of ['forbidden', 'gone', 'kicked', 'invalid'] as const) {
      expect(decide(refused(reason), doubtful)).toMatchObject({ kind: 'end', state: 'uncertain' })
    }
  })

  it('that was refused pauses its schedule at once only where nothing can be mended', () => {
    expect(decide(refused('gone'), fresh)).toMatchObject({ state: 'dead', refusal: { final: true } })
    expect(decide(refused('kicked'), fresh)).toMatchObject({ state: 'dead', refusal: { final: true } })
    expect(decide(refused('invalid'), fresh)).toMatchObject({ state: 'failed', refusal: { final: false } })
    expect(decide(refused('forbidden'), fresh)).toMatchObject({
      kind: 'again',
      runAfter: fresh.now + 300_000,
      refusal: { reason: 'forbidden', final: false },
    })
  })
})

describe('waiting', () => {
  it('doubles from five seconds to five minutes, less up to a quarter by chance', () => {
    const waits = Array.from({ length: 10 }, (_, index) => backOff(index + 1, () => 0) / 1000)
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300, 300])
    expect(backOff(1, () => 1)).toBe(3750)
  })
})

describe('a nonce', () => {
  it('fits, and is another for each part and each resending by a person', () => {
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
    const nonces = [nonceOf(id, 0, 0), nonceOf(id, 1, 0), nonceOf(id, 0, 1), nonceOf(id, 35, 35)]
    expect(new Set(nonces).size).toBe(4)
    expect(Math.max(...nonces.map((nonce) => nonce.length))).toBeLessThanOrEqual(25)
    expect(nonceOf(id, 0, 0)).toBe(nonces[0])
  })
})
