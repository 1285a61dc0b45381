import { describe, expect, it } from 'vitest'
import { decide } from '#src/alerts/quiet.ts'
import { parseQuiet, quietUntil } from '#src/chat/quiet.ts'
import type { DueBox } from '#src/store/alerts/boxes.ts'

const at = (text: string) => Date.parse(text)
const night = { from: 23 * 60, to: 7 * 60 }
const until = (zone: string, now: string, hours = night) => {
  const end = quietUntil(hours, zone, at(now))
  return end === undefined ? undefined : new Date(end).toISOString()
}

describe('B15: quiet hours: UTC or local, wrap at midnight, end = start, never flushed', () => {
  it.each([
    ['2025-11-24T13:59:00Z', undefined],
    ['2025-11-24T14:00:00Z', '2025-11-24T22:00:00.000Z'],
    ['2025-11-24T21:59:00Z', '2025-11-24T22:00:00.000Z'],
    ['2025-11-24T22:00:00Z', undefined],
  ])('in Tokyo at %s until %s', (now, end) => {
    expect(until('Asia/Tokyo', now)).toBe(end)
  })

  it('in New York over both changes of the clocks', () => {
    expect(until('America/New_York', '2026-03-08T04:30:00Z')).toBe('2026-03-08T11:00:00.000Z')
    expect(until('America/New_York', '2026-11-01T03:30:00Z')).toBe('2026-11-01T12:00:00.000Z')
  })

  it('ends once where its end comes twice', () => {
    const hours = { from: 60, to: 90 }
    // 01:30 comes at 05:30 and at 06:30.
    expect(until('America/New_York', '2026-11-01T05:10:00Z', hours)).toBe('2026-11-01T05:30:00.000Z')
    expect(until('America/New_York', '2026-11-01T06:10:00Z', hours)).toBeUndefined()
  })

  it('reads hours, and none that are none', () => {
    expect(parseQuiet('23:00-07:00')).toEqual(night)
    expect(['', undefined, '07:00-07:00', '24:00-07:00', '7-8'].map(parseQuiet)).toEqual(
      Array(5).fill(undefined),
    )
  })
})

describe('F11: zone changes and DST', () => {
  const rules = { zone: 'America/New_York', most: 20 }
  const full = { target: 't', owner: 'o', zone: 'UTC', flushAt: 0, sentToday: 20 }

  it('quiet hours that begin or end in an hour that is left out end at a time that is there', () => {
    const early = { from: 23 * 60, to: 150 }
    expect(until('America/New_York', '2026-03-08T06:59:00Z', early)).toBe('2026-03-08T07:30:00.000Z')
    expect(until('America/New_York', '2026-03-08T07:30:00Z', early)).toBeUndefined()
    const within = { from: 135, to: 165 }
    for (let minute = 0; minute < 180; minute++) {
      const now = new Date(at('2026-03-08T05:30:00Z') + minute * 60_000).toISOString()
      expect(until('America/New_York', now, within)).toBeUndefined()
    }
  })

  it.each([
    ['2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T03:59:00Z', '2026-03-09T12:00:00Z'],
    ['2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T04:59:00Z', '2026-11-02T13:00:00Z'],
  ])('a day of 23 or 25 hours has as many messages as any other: %s', (day, first, last, morning) => {
    for (const now of [first, last])
      expect(decide({ ...full, day }, rules, at(now))).toEqual({
        ...{ kind: 'hold', until: at(morning), listed: 'full' },
      })
    const next = decide({ ...full, day }, rules, at(last) + 60_000)
    expect(next).toMatchObject({ kind: 'send' })
  })
})

describe('when a box may send', () => {
  const box: DueBox = { target: 't', owner: 'o', zone: 'UTC', flushAt: 0, sentToday: 0 }
  const rules = { zone: 'UTC', most: 20 }
  const now = at('2025-11-24T05:00:00Z')

  it('a minute after its last message', () => {
    expect(decide({ ...box, lastAt: now - 59_000 }, rules, now)).toEqual({ kind: 'hold', until: now + 1000 })
    expect(decide({ ...box, lastAt: now - 60_000 }, rules, now)).toMatchObject({ kind: 'send' })
  })

  it('at once where the clock was set back behind its last message', () => {
    expect(decide({ ...box, lastAt: now + 3_600_000 }, rules, now)).toMatchObject({ kind: 'send' })
  })

  it('counts the messages of one day of its zone', () => {
    const sent = { ...box, day: '2025-11-24', sentToday: 19 }
    expect(decide(sent, rules, now)).toEqual({ kind: 'send', day: '2025-11-24', listed: 'last' })
    const full = { ...sent, sentToday: 20 }
    expect(decide(full, rules, now)).toEqual({
      kind: 'hold',
      until: at('2025-11-25T08:00:00Z'),
      listed: 'full',
    })
    expect(decide({ ...full, day: '2025-11-23' }, rules, now)).toMatchObject({ kind: 'send' })
  })
})
