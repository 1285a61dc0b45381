/** What a worker had when it died, finished by another: nothing is posted twice, nothing is lost. */
import { describe, expect, it } from 'vitest'
import { startWorker } from '#src/delivery/worker.ts'
import { NO_PRESENCE } from '#src/store/presence.ts'
import { createFakeClock, eventually } from '../../support/clock.ts'
import { noticesInto } from '../../support/notices.ts'
import {
  DUE,
  HOUR,
  makePosts,
  MINUTE,
  SECOND,
  silentLog,
  usePostingWorker,
} from '../../support/postingworker.ts'

const { lastOf, pass, runTick, schedule, settled, start, state } = usePostingWorker()

describe('a worker that dies', () => {
  it.each(['discord', 'telegram'] as const)('while %s has a part leaves it to another', async (platform) => {
    const poster = platform === 'discord' ? state.discord : state.telegram
    const plan = await schedule(`${platform}:1`)
    poster.script.push({ kind: 'hangs' })
    await state.worker.stop()
    // Its clock stands still: a dead one.
    startWorker({
      ledger: state.store.ledger,
      presence: NO_PRESENCE,
      posters: [poster],
      makePosts,
      notices: noticesInto([]),
      clock: createFakeClock(DUE),
      log: silentLog,
    })
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => poster.calls.length === 1)
    state.worker = start()
    await pass(3 * MINUTE)
    if (platform === 'discord') {
      expect(poster.shown).toHaveLength(1)
      expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    } else {
      expect(poster.calls).toHaveLength(1)
      expect(await lastOf(plan)).toMatchObject({ state: 'uncertain', error: { code: 'interrupted' } })
      expect(state.notified).toHaveLength(1)
    }
  })

  it('while it opens a thread in a forum, which knows no nonce, is looked for, and held where it cannot be', async () => {
    state.discord.repeats = async () => false
    const plan = await schedule('discord:1')
    state.discord.script.push({ kind: 'hangs' })
    await state.worker.stop()
    const parts = { ledger: state.store.ledger, presence: NO_PRESENCE, posters: [state.discord], makePosts }
    const dead = { ...parts, notices: noticesInto([]), log: silentLog }
    startWorker({ ...dead, clock: createFakeClock(DUE) })
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.discord.calls.length === 1)
    let looks = 0
    state.discord.find = async () => {
      looks++
      return { kind: 'unknown', reason: 'archived' }
    }
    state.worker = start()
    await pass(3 * MINUTE)
    expect([state.discord.calls.length, looks]).toEqual([1, 1])
    expect(await lastOf(plan)).toMatchObject({ state: 'uncertain', error: { code: 'unknown' } })
  })

  it.each([
    ['there', 'sent'],
    ['absent', 'uncertain'],
  ] as const)('before the clock was set back is looked for: %s, so it is %s', async (kind, end) => {
    const plan = await schedule('discord:1')
    state.discord.script.push({ kind: 'hangs' })
    await state.worker.stop()
    const parts = {
      ledger: state.store.ledger,
      posters: [state.discord],
      makePosts,
      notices: noticesInto([]),
      log: silentLog,
    }
    const dead = startWorker({ ...parts, presence: NO_PRESENCE, clock: createFakeClock(DUE + 10 * MINUTE) })
    state.clock.advance(HOUR)
    await runTick(dead)
    await eventually(() => state.discord.calls.length === 1)
    let looks = 0
    state.discord.find = async () => {
      looks++
      return kind === 'there' ? { kind, messages: [{ id: '7' }] } : { kind }
    }
    const presence = { ...NO_PRESENCE, hasEnded: (id: string) => id === dead.id }
    // What was marked in the future may be of any age.
    state.worker = start({ presence, clock: createFakeClock(DUE + 5 * MINUTE) })
    await eventually(() => looks > 0)
    await settled()
    expect(state.discord.calls).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: end })
  })

  it.each([
    ['discord', 'sent'],
    ['telegram', 'uncertain'],
  ] as const)('and is known to have ended leaves what %s has at once: %s', async (platform, end) => {
    const poster = platform === 'discord' ? state.discord : state.telegram
    const plans = [await schedule(`${platform}:1`), await schedule(`${platform}:2`)]
    poster.script.push({ kind: 'hangs' }, { kind: 'hangs' })
    await state.worker.stop()
    const parts = {
      ledger: state.store.ledger,
      posters: [poster],
      makePosts,
      notices: noticesInto([]),
      log: silentLog,
      inFlight: 1,
    }
    const dead = startWorker({ ...parts, presence: NO_PRESENCE, clock: createFakeClock(DUE) })
    state.clock.advance(HOUR)
    await runTick(dead)
    await eventually(() => poster.calls.length === 1)
    const left: string[] = []
    const presence = {
      ...NO_PRESENCE,
      hasEnded: (id: string) => id === dead.id,
      leave: (id: string) => void left.push(id),
    }
    poster.script.length = 0
    state.worker = start({ presence })
    // No lease has ended: the clock stands still.
    await eventually(() => poster.shown.length === (platform === 'discord' ? 2 : 1))
    await settled()
    expect(left).toEqual([dead.id])
    expect(state.worker.share()).toBe(1)
    const states = await Promise.all(plans.map(lastOf))
    expect(states.map((one) => one?.state).sort()).toEqual(['sent', end])
  })

  it('before it sent anything loses nothing', async () => {
    const plan = await schedule('telegram:1')
    await state.worker.stop()
    state.clock.advance(HOUR)
    await runTick()
    expect(await state.store.ledger.claim('dead', 'telegram', state.clock.now(), MINUTE, 9)).toHaveLength(1)
    state.worker = start()
    await pass(90 * SECOND)
    expect(state.telegram.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', tries: 2 })
  })

  it('learns that its claim is another worker’s: it sends nothing', async () => {
    await schedule('telegram:1')
    await state.worker.stop()
    state.clock.advance(HOUR)
    await runTick()
    const [stale] = await state.store.ledger.claim('slow', 'telegram', state.clock.now(), MINUTE, 9)
    state.clock.advance(2 * MINUTE)
    await state.store.ledger.expireLeases(state.clock.now())
    await state.store.ledger.claim('other', 'telegram', state.clock.now(), MINUTE, 9)
    const at = { now: state.clock.now(), lease: MINUTE, nonceWindow: 0 }
    expect(stale && (await state.store.ledger.mark(stale, 0, 'n', at))).toBe('lost')
  })
})
