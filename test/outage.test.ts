/** Outages: two lines each, however long, and waits that grow, differ, and end. */
import { describe, expect, it } from 'vitest'
import { createOutage } from '#src/outage.ts'
import { createFakeClock } from './support/clock.ts'

function outage(random?: () => number) {
  const clock = createFakeClock()
  const lines: string[] = []
  const log = {
    info: (text: string) => lines.push(text),
    warn: (text: string) => lines.push(`warning: ${text}`),
  }
  const one = createOutage({ ...{ name: 'X', clock, log, first: 1000 }, ...(random && { random }) })
  return { clock, lines, one }
}

describe('an outage', () => {
  it('is reported when it begins and when it is over, with the time that it took', () => {
    const { clock, lines, one } = outage()
    one.works()
    expect(lines).toEqual([])
    for (let hour = 0; hour < 48; hour++) {
      one.failed(hour === 0 ? 'down' : 'still down')
      clock.advance(3_600_000)
    }
    one.works()
    one.works()
    expect(lines).toEqual([
      'warning: X cannot be reached: down; tried again until it can, at least every 5 minutes',
      'X can be reached again, after 172800 s',
    ])
    one.failed('again')
    expect(lines).toHaveLength(3)
  })

  it('is waited out twice as long each time, up to five minutes, and from the beginning the next time', () => {
    const { one } = outage(() => 0)
    const waits = Array.from({ length: 11 }, () => one.failed('down') / 1000)
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    one.works()
    expect(one.failed('down')).toBe(1000)
  })

  it('leaves up to half of a wait to chance', () => {
    const { one } = outage(() => 0.999_999)
    const least = Array.from({ length: 11 }, () => Math.round(one.failed('down') / 100) / 10)
    expect(least).toEqual([0.5, 1, 2, 4, 8, 16, 32, 64, 128, 150, 150])
    const [first, other] = [outage().one, outage().one]
    const pairs = Array.from({ length: 8 }, () => [first.failed('') === other.failed('')])
    expect(pairs.flat()).toContain(false)
  })
})
