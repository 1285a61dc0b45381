/** What becomes of rare events in one chat: caps, quiet hours, what goes on, and which goes first. */
import { describe, expect, it } from 'vitest'
import { decideFlashes, type FlashRules, type RareEvent } from '#src/alerts/flash.ts'
import { USUAL_FLASHES } from '#src/chat/flash.ts'
import type { FlashPost } from '#src/store/flashport.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
/** Nine in the morning in Tokyo, when a day ends. */
const AT = Date.parse('2025-11-24T00:00:00Z')
const NOW = AT + 5 * MINUTE

const rules = (rule: Partial<FlashRules['rule']> = {}, since = 0): FlashRules => ({
  ...{ rule: { ...USUAL_FLASHES, ...rule }, zone: 'Asia/Tokyo', since },
})

const event = (name: string, changes: Partial<RareEvent> = {}): RareEvent => ({
  ...{ first: name, subject: `subject ${name}`, weeks: 12, topic: 'funding', isConfirmed: true },
  ...{ at: AT, salience: 0.8, frozenAt: AT + MINUTE, ...changes },
})

const post = (name: string, changes: Partial<FlashPost> = {}): FlashPost => ({
  ...{ schedule: 's', flash: name, subject: `subject ${name}`, fate: 'posted', at: NOW - DAY, last: false },
  ...changes,
})

const decided = (...given: Parameters<typeof decideFlashes>) =>
  decideFlashes(...given).map(({ flash, fate, last }) => [
    (flash as RareEvent).first,
    last ? `${fate}, the last` : fate,
  ])

describe('a rare event in a chat', () => {
  it('is posted at once where the week has room for all', () => {
    expect(decided(rules({ most: 3 }), [event('a'), event('b')], [], NOW)).toEqual([
      ['a', 'posted'],
      ['b', 'posted'],
    ])
  })

  it('is the last of the week where it is as many as a chat may have, counted over seven days', () => {
    const before = post('z', { at: NOW - 7 * DAY + HOUR })
    expect(decided(rules(), [event('a')], [before], NOW)).toEqual([['a', 'posted, the last']])
    expect(decided(rules(), [event('a')], [post('z', { at: NOW - 7 * DAY })], NOW)).toEqual([['a', 'posted']])
    for (const fate of ['left', 'missed'] as const) {
      expect(decided(rules(), [event('a')], [post('z', { fate })], NOW)).toEqual([['a', 'posted']])
    }
  })

  it('is left to the daily once the week is full', () => {
    const before = [post('y'), post('z')]
    expect(decided(rules(), [event('a')], before, NOW)).toEqual([['a', 'left']])
  })

  it('waits half an hour for others where not all can be posted, and the most salient are', () => {
    const all = [event('a', { salience: 0.7 }), event('b', { salience: 0.9 }), event('c', { salience: 0.8 })]
    expect(decided(rules(), all, [], AT + 30 * MINUTE)).toEqual([])
    expect(decided(rules(), all, [], AT + 31 * MINUTE)).toEqual([
      ['a', 'left'],
      ['b', 'posted'],
      ['c', 'posted, the last'],
    ])
  })

  it('counts what is not confirmed yet among those that compete, and never posts it', () => {
    const waiting = event('c', { isConfirmed: false, salience: 1 })
    const all = [event('a'), event('b', { salience: 0.9 }), waiting]
    expect(decided(rules(), all, [], NOW)).toEqual([])
    expect(decided(rules(), [waiting], [], AT + HOUR)).toEqual([])
    expect(decided(rules(), all, [], AT + 31 * MINUTE)).toEqual([
      ['b', 'posted'],
      ['a', 'posted, the last'],
    ])
  })

  it('is held until quiet hours end, and posted then unless it is older than half a day', () => {
    // Midnight in Tokyo, and seven in the morning.
    const at = Date.parse('2025-11-23T15:00:00Z')
    const ends = Date.parse('2025-11-23T22:00:00Z')
    const held = event('a', { at, frozenAt: at })
    expect(decided(rules(), [held], [], at + 5 * MINUTE)).toEqual([])
    expect(decided(rules(), [held], [], ends - MINUTE)).toEqual([])
    expect(decided(rules(), [held], [], ends)).toEqual([['a', 'posted']])
    const old = event('a', { at: ends - 12 * HOUR - MINUTE, frozenAt: at })
    expect(decided(rules(), [old], [], ends)).toEqual([['a', 'left']])
    const { quiet: _, ...loud } = USUAL_FLASHES
    expect(decided({ ...rules(), rule: loud }, [held], [], at)).toEqual([['a', 'posted']])
  })

  it('goes on with a post of the same subject of the day before, and is a post of its own after that', () => {
    const first = event('a', { at: AT - 16 * HOUR, subject: 'one' })
    const later = event('b', { subject: 'one' })
    const before = post('a', { subject: 'one', at: AT - 16 * HOUR })
    expect(decided(rules(), [first, later], [before], NOW)).toEqual([['b', 'joined']])
    const longAgo = event('a', { at: AT - 25 * HOUR, subject: 'one' })
    expect(decided(rules(), [longAgo, later], [before], NOW)).toEqual([['b', 'posted, the last']])
  })

  it('goes on in quiet hours, too: an edit rings nowhere', () => {
    const at = Date.parse('2025-11-23T16:00:00Z')
    const first = event('a', { at: at - 8 * HOUR, subject: 'one' })
    const later = event('b', { at, frozenAt: at, subject: 'one' })
    const before = post('a', { subject: 'one', at: at - 8 * HOUR })
    expect(decided(rules(), [first, later], [before], at + MINUTE)).toEqual([['b', 'joined']])
  })

  it('gives way to a later one of its subject where both were held', () => {
    const at = Date.parse('2025-11-23T16:00:00Z')
    const held = event('a', { at: at - HOUR, frozenAt: at - HOUR, subject: 'one' })
    const later = event('b', { at, frozenAt: at, subject: 'one' })
    const ends = Date.parse('2025-11-23T22:00:00Z')
    expect(decided(rules(), [held, later], [], ends)).toEqual([
      ['a', 'joined'],
      ['b', 'posted'],
    ])
  })

  it('is none of a chat that asks for other weeks or topics, or asked after it', () => {
    expect(decided(rules({ weeks: 26 }), [event('a')], [], NOW)).toEqual([])
    expect(decided(rules({ topics: ['volume'] }), [event('a')], [], NOW)).toEqual([])
    expect(decided(rules({}, NOW), [event('a')], [], NOW)).toEqual([])
    expect(decided(rules({ topics: ['funding'] }), [event('a')], [], NOW)).toEqual([['a', 'posted']])
  })

  it('keeps its chance where what moderators may not approve fills the week, while it is news', () => {
    const rules2 = { ...rules(), isApproved: true }
    const all = [event('a', { salience: 0.7 }), event('b', { salience: 0.9 }), event('c', { salience: 0.8 })]
    expect(decided(rules2, all, [], AT + 31 * MINUTE)).toEqual([
      ['b', 'posted'],
      ['c', 'posted, the last'],
    ])
    const open = (name: string) => post(name, { at: AT + 31 * MINUTE, isOpen: true })
    const [first] = all as [RareEvent]
    expect(decided(rules2, [first], [open('b'), open('c')], AT + 40 * MINUTE)).toEqual([])
    const missed = post('b', { at: AT + 31 * MINUTE, fate: 'missed' })
    expect(decided(rules2, [first], [missed, open('c')], AT + HOUR + 2 * MINUTE)).toEqual([
      ['a', 'posted, the last'],
    ])
    const sent = post('b', { at: AT + 31 * MINUTE })
    expect(decided(rules2, [first], [sent, post('c')], AT + HOUR + 2 * MINUTE)).toEqual([['a', 'left']])
    expect(decided(rules2, [first], [open('b'), open('c')], AT + 12 * HOUR + MINUTE)).toEqual([['a', 'left']])
  })

  it('is decided once', () => {
    const settled = (['posted', 'left', 'joined'] as const).map((fate) => post('a', { fate }))
    for (const one of settled) expect(decided(rules(), [event('a')], [one], NOW)).toEqual([])
  })
})
