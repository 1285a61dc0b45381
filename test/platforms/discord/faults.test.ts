/** What the adapter does when Discord goes wrong, one fault a test, through the real client library. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import { startDiscord } from '#src/platforms/discord/connection.ts'
import { createFakeClock, eventually } from '../../support/clock.ts'
import { commandEvent, buttonEvent } from '../../support/discord/events.ts'
import { textOf } from '../../support/discord/interactions.ts'
import { image } from '../../support/messages.ts'
import { startLoopback } from '../../support/discord/server.ts'
import { finish, partsOf, quiet, reply, type Session, startSession } from '../../support/discord/session.ts'

const CALLBACK = /^\/interactions\//
const ORIGINAL = /@original$/
const FOLLOW = /^\/webhooks\/\d+\/[^/]+$/

const unhandled: unknown[] = []
const keep = (error: unknown) => unhandled.push(error)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', keep)
})
afterEach(() => {
  process.off('unhandledRejection', keep)
  expect(unhandled).toEqual([])
})

/** A session whose bot answers when told to, after the command was announced. */
async function announced() {
  let give: (one: Reply) => void = () => undefined
  const answer = new Promise<Reply>((resolve) => {
    give = resolve
  })
  const session = await startSession({ answer: () => answer })
  const shown = session.loopback.interact(commandEvent('funding'))
  await eventually(() => session.asked.length === 1)
  session.clock.advance(300)
  await quiet(session)
  expect(shown.acknowledged?.type).toBe(5)
  return { session, shown, give }
}

function warnings({ log }: Session): string[] {
  return log.filter((line) => line.startsWith('warning'))
}

describe('429', () => {
  it('of one bucket: the edit waits as long as Discord asks, and is made', async () => {
    const { session, shown, give } = await announced()
    session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'limit', retryAfter: 0.2 })
    give(reply('After the wait'))
    await eventually(() => shown.original !== undefined)
    expect(session.loopback.seen('PATCH', ORIGINAL)).toHaveLength(2)
    expect(textOf(shown.original)).toContain('After the wait')
    expect(session.loopback.problems).toEqual([])
  })

  it('of everything: nothing is asked before the time is over', async () => {
    const { session, shown, give } = await announced()
    session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'limit', retryAfter: 0.2, global: true })
    give(reply('After the wait'))
    await eventually(() => shown.original !== undefined)
    expect(textOf(shown.original)).toContain('After the wait')
    expect(session.loopback.problems).toEqual([])
  })
})

describe('429 for the bot itself', () => {
  it('of everything: commands are published when it is over, and not before', async () => {
    const clock = createFakeClock()
    const loopback = await startLoopback({ clock })
    loopback.faults.add('PUT', /commands$/, { kind: 'limit', retryAfter: 0.3, global: true })
    const { parts } = partsOf(clock, loopback)
    const discord = await startDiscord(parts)
    onTestFinished(async () => {
      await discord.close(0)
      await loopback.close()
    })
    const [first, second] = loopback.seen('PUT', /commands$/)
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(300)
    expect(loopback.commands).toHaveLength(2)
    expect(loopback.problems).toEqual([])
  })
})

describe('a server error', () => {
  it.each([500, 502])('%i on the first response: it is sent again at once', async (status) => {
    const session = await startSession()
    session.loopback.faults.add('POST', CALLBACK, { kind: 'status', status })
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(textOf(shown.original)).toContain('Funding turned negative')
    expect(session.loopback.seen('POST', CALLBACK)).toHaveLength(2)
  })

  it.each([500, 502])('%i on an edit: it is made again after a pause', async (status) => {
    const { session, shown, give } = await announced()
    session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'status', status })
    give(reply('In the end'))
    await finish(session)
    expect(textOf(shown.original)).toContain('In the end')
    expect(session.loopback.seen('PATCH', ORIGINAL)).toHaveLength(2)
  })

  it('that stays is reported to the log after three tries', async () => {
    const { session, give } = await announced()
    for (let n = 0; n < 3; n++)
      session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'status', status: 500 })
    give(reply('Never seen'))
    await finish(session)
    expect(session.loopback.seen('PATCH', ORIGINAL)).toHaveLength(3)
    expect(warnings(session)).toEqual(['warning: an answer did not reach Discord: lost (status 500)'])
  })

  it('on a further message: it is not sent twice', async () => {
    const session = await startSession({
      answer: () =>
        reply('Long', { blocks: [{ kind: 'paragraph', text: 'A figure of 12.5% is named. '.repeat(250) }] }),
    })
    session.loopback.faults.add('POST', FOLLOW, { kind: 'status', status: 502 })
    session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(session.loopback.seen('POST', FOLLOW)).toHaveLength(1)
    expect(warnings(session)).toEqual(['warning: a further message did not reach Discord: lost (status 502)'])
  })
})

describe('a connection that breaks', () => {
  it('after the first response was accepted: the second try learns of it, and the answer goes on', async () => {
    const { session, shown, give } = await (async () => {
      let give: (one: Reply) => void = () => undefined
      const answer = new Promise<Reply>((resolve) => {
        give = resolve
      })
      const session = await startSession({ answer: () => answer })
      session.loopback.faults.add('POST', CALLBACK, { kind: 'reset', accepted: true })
      const shown = session.loopback.interact(commandEvent('funding'))
      await eventually(() => session.asked.length === 1)
      session.clock.advance(300)
      await quiet(session)
      return { session, shown, give }
    })()
    expect(session.loopback.seen('POST', CALLBACK)).toHaveLength(2)
    give(reply('All the same'))
    await finish(session)
    expect(textOf(shown.original)).toContain('All the same')
    expect(warnings(session)).toEqual([])
  })

  it('after an edit was accepted: it is made again, to the same effect', async () => {
    const { session, shown, give } = await announced()
    session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'reset', accepted: true })
    give(reply('Once'))
    await finish(session)
    expect(textOf(shown.original)).toContain('Once')
    expect(shown.edits).toBe(2)
  })

  it('by silence: a first response that nobody confirms is sent again within its three seconds', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', CALLBACK, { kind: 'silence' })
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(session.loopback.seen('POST', CALLBACK)).toHaveLength(2)
    expect(textOf(shown.original)).toContain('Funding turned negative')
    expect(session.clock.now() - shown.at).toBeLessThan(3000)
  })

  it('between the gateway and us: the answer in the making still arrives, and the session resumes', async () => {
    const { session, shown, give } = await announced()
    session.loopback.gateway.drop()
    give(reply('Through the gap'))
    await eventually(() => shown.original !== undefined)
    expect(textOf(shown.original)).toContain('Through the gap')
    await eventually(() => session.loopback.gateway.resumed.length === 1)
    const next = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(textOf(next.original)).toContain('Through the gap')
    expect(session.loopback.gateway.identified).toHaveLength(1)
  })
})

describe('a refusal', () => {
  it('10062: the interaction is over; nothing more is sent about it', async () => {
    const session = await startSession()
    const event = commandEvent('funding')
    session.loopback.faults.add('POST', CALLBACK, { kind: 'status', status: 404, code: 10062 })
    session.loopback.interact(event)
    await finish(session)
    expect(session.loopback.seen('POST', /./)).toHaveLength(1)
    expect(session.loopback.seen('PATCH', /./)).toHaveLength(0)
    expect(warnings(session)).toEqual([
      'warning: the first response to a command did not reach Discord: refused with status 404, code 10062',
    ])
  })

  it('40060 at the first try: somebody else has answered, and we keep still', async () => {
    const session = await startSession({ answer: () => new Promise<Reply>(() => undefined) })
    session.loopback.faults.add('POST', CALLBACK, { kind: 'status', status: 400, code: 40060 })
    session.loopback.interact(commandEvent('funding'))
    await eventually(() => session.asked.length === 1)
    await finish(session)
    expect(session.loopback.seen('PATCH', /./)).toHaveLength(0)
    expect(warnings(session)).toEqual(['warning: an interaction of Discord had been answered elsewhere'])
  })

  it('50035: what is wrong is logged by its place, and the member reads a sentence', async () => {
    const { session, shown, give } = await announced()
    const errors = {
      components: { 0: { content: { _errors: [{ code: 'X', message: 'my secret words' }] } } },
    }
    session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'status', status: 400, code: 50035, errors })
    give(reply('Refused'))
    await finish(session)
    expect(textOf(shown.original)).toContain('Discord did not accept this answer')
    expect(warnings(session)).toEqual([
      'warning: an answer did not reach Discord: refused with status 400, code 50035 at components.0.content',
    ])
  })

  it('50035 of a first response: the sentence is the first response', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', CALLBACK, { kind: 'status', status: 400, code: 50035 })
    const shown = session.loopback.interact(commandEvent('funding', {}, { locale: 'ja', guildLocale: 'ja' }))
    await finish(session)
    expect(textOf(shown.original)).toContain('Discordが回答を受け付けませんでした')
  })

  it('40005: the answer goes without its pictures', async () => {
    const { session, shown, give } = await announced()
    session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'status', status: 413, code: 40005 })
    give(reply('Funding', { images: [image('funding')] }))
    await finish(session)
    expect(textOf(shown.original)).toContain('exceed the limit of this server')
    expect(shown.original?.files).toEqual([])
    expect(session.loopback.problems).toEqual([])
  })

  it.each([
    [403, 50001],
    [403, 50013],
    [404, 10003],
    [404, 10008],
  ])('%i %i of an edit: it is not tried again', async (status, code) => {
    const { session, give } = await announced()
    session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'status', status, code })
    give(reply('Gone'))
    await finish(session)
    expect(session.loopback.seen('PATCH', ORIGINAL)).toHaveLength(1)
    expect(warnings(session)).toHaveLength(1)
  })
})

describe("Discord's clocks", () => {
  it('three seconds: a response that comes later is refused, and we survive it', async () => {
    const session = await startSession()
    const event = commandEvent('funding')
    // The event reaches us late: the clock had gone on before it was read.
    session.loopback.interact(event)
    session.clock.advance(3500)
    await finish(session)
    expect(warnings(session).join()).toContain('code 10062')
  })

  it('fifteen minutes, passed while the answer was being made: the edit is refused and given up', async () => {
    const clock = createFakeClock()
    const loopback = await startLoopback({ clock })
    // The adapter's own clock stands still: it has slept, and Discord's has not.
    const asleep = createFakeClock()
    let give: (one: Reply) => void = () => undefined
    const answer = new Promise<Reply>((resolve) => {
      give = resolve
    })
    const { parts, log, asked } = partsOf(asleep, loopback, { answer: () => answer })
    const discord = await startDiscord(parts)
    onTestFinished(async () => {
      await discord.close(0)
      await loopback.close()
    })
    const shown = loopback.interact(commandEvent('funding'))
    await eventually(() => asked.length === 1)
    asleep.advance(300)
    await eventually(() => shown.acknowledged !== undefined)
    await quiet({ loopback })
    clock.advance(15 * 60_000 + 1)
    give(reply('Too late'))
    await eventually(() => discord.running() === 0)
    expect(loopback.seen('PATCH', ORIGINAL)).toHaveLength(1)
    expect(shown.original).toBeUndefined()
    expect(log.at(-1)).toBe('warning: an answer did not reach Discord: refused with status 401, code 50027')
  })

  it('fifteen minutes: an edit after that is refused once and given up', async () => {
    const { session, give } = await announced()
    session.loopback.faults.add('PATCH', ORIGINAL, { kind: 'status', status: 401, code: 50027 })
    give(reply('Too late'))
    await finish(session)
    expect(warnings(session)).toEqual([
      'warning: an answer did not reach Discord: refused with status 401, code 50027',
    ])
    // The bot's own token is not taken for a bad one by that.
    const next = session.loopback.interact(buttonEvent('a:Ab3-_xYz019:refresh'))
    await finish(session)
    expect(next.acknowledged).toBeDefined()
  })
})

describe('the log', () => {
  it('never holds the token of the bot or of an interaction, nor what members typed', async () => {
    const session = await startSession({
      answer: () => {
        throw new RangeError('what about "geheime Worte"?')
      },
    })
    session.loopback.faults.add('POST', CALLBACK, { kind: 'reset', accepted: false })
    session.loopback.faults.add('POST', CALLBACK, { kind: 'status', status: 400, code: 50035 })
    session.loopback.interact(commandEvent('funding', { asset: 'geheime Worte' }))
    session.loopback.gateway.dispatch('INTERACTION_CREATE', {
      id: 1,
      token: 'secret-token-x',
      data: 'geheime Worte',
    })
    await finish(session)
    const log = session.log.join('\n')
    expect(log).toContain('malformed interaction')
    expect(log).not.toMatch(/secret|geheim/)
  })
})
