/** Commands, suggestions, buttons and choices through the real client library against a loopback Discord. */
import { describe, expect, it } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import { image, prose } from '../../../support/messages.ts'
import { eventually } from '../../../support/clock.ts'
import {
  buttonEvent,
  CHANNEL,
  commandEvent,
  GUILD,
  MANAGE_GUILD,
  selectEvent,
  typingEvent,
} from '../../../support/discord/events.ts'
import { textOf } from '../../../support/discord/interactions.ts'
import { finish, quiet, reply, startSession } from '../../../support/discord/session.ts'

/** A promise and what settles it. */
function later<Value>() {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describe('a command', () => {
  it('that is answered at once is one response, with its picture, its description and its buttons', async () => {
    const session = await startSession({
      answer: () =>
        reply('Funding turned negative', {
          images: [image('funding', 'Bars of the funding rate')],
          actions: { id: 'Ab3-_xYz019', rows: [[{ kind: 'button', choice: 'refresh', label: 'Refresh' }]] },
        }),
    })
    const shown = session.loopback.interact(commandEvent('funding', { asset: 'btc' }))
    await finish(session)
    expect(shown.acknowledged?.type).toBe(4)
    expect(textOf(shown.original)).toContain('Funding turned negative')
    expect(shown.original?.files.map(({ name, type }) => [name, type])).toEqual([
      ['funding.png', 'image/png'],
    ])
    expect(shown.original?.private).toBe(false)
    expect(JSON.stringify(shown.original?.body)).toContain('"description":"Bars of the funding rate"')
    expect(JSON.stringify(shown.original?.body)).toContain('"custom_id":"a:Ab3-_xYz019:refresh"')
    expect(session.loopback.seen('POST', /./)).toHaveLength(1)
    expect(session.loopback.problems).toEqual([])
    expect(session.log.filter((line) => line.startsWith('warning'))).toEqual([])
  })

  it('that takes time is announced, then put in its place', async () => {
    const answer = later<Reply>()
    const session = await startSession({ answer: () => answer.promise })
    const shown = session.loopback.interact(commandEvent('funding'))
    await eventually(() => session.asked.length === 1)
    session.clock.advance(300)
    await eventually(() => shown.acknowledged !== undefined)
    expect(shown.acknowledged?.type).toBe(5)
    await quiet(session)
    session.clock.advance(5000)
    answer.resolve(reply('Funding turned negative'))
    await finish(session)
    expect(textOf(shown.original)).toContain('Funding turned negative')
    expect(shown.edits).toBe(1)
    expect(session.loopback.problems).toEqual([])
  })

  it('that never ends is given up with a sentence while its token lives', async () => {
    const session = await startSession({ answer: () => new Promise<Reply>(() => undefined) })
    const shown = session.loopback.interact(commandEvent('funding', {}, { guildLocale: 'ja', locale: 'ja' }))
    await eventually(() => session.asked.length === 1)
    await finish(session)
    expect(shown.acknowledged?.type).toBe(5)
    // The announcement, which all could see, is gone; that there is no answer is for the asker.
    expect(shown.removed).toBe(true)
    expect(shown.follows.map((one) => [one.private, textOf(one)])).toEqual([
      [true, expect.stringContaining('60秒以内に結果が得られなかった')],
    ])
    expect(session.clock.now() - shown.at).toBeLessThan(15 * 60_000)
  })

  it('whose answer breaks ends in a private sentence, and the log quotes nobody', async () => {
    const session = await startSession({
      answer: () => {
        throw new Error('cannot read "my secret words"')
      },
    })
    const shown = session.loopback.interact(commandEvent('funding', { asset: 'my secret words' }))
    await finish(session)
    expect(textOf(shown.original)).toContain('Something went wrong')
    expect(shown.original?.private).toBe(true)
    expect(session.log.join('\n')).toContain('/funding failed: Error')
    expect(session.log.join('\n')).not.toContain('secret')
  })

  it('carries who asks, where and in which language', async () => {
    const session = await startSession()
    const ask = (event: Parameters<typeof session.loopback.interact>[0]) => session.loopback.interact(event)
    ask(
      commandEvent(
        'funding',
        { asset: 'ビットコイン', private: true },
        { locale: 'ja', guildLocale: 'en-GB', permissions: MANAGE_GUILD },
      ),
    )
    ask(commandEvent('funding', {}, { context: 1, locale: 'de' }))
    ask(commandEvent('funding', {}, { context: 2, locale: 'ja' }))
    await finish(session)
    expect(session.asked).toEqual([
      {
        platform: 'discord',
        chat: `discord:${CHANNEL}`,
        community: `discord:guild:${GUILD}`,
        member: expect.any(String),
        manager: true,
        place: 'guild',
        roles: [],
        memberLanguage: 'ja',
        chatLanguage: 'en',
        input: { kind: 'command', name: 'funding', named: { asset: 'ビットコイン', private: 'true' } },
      },
      expect.objectContaining({ place: 'private', manager: true, memberLanguage: 'en' }),
      expect.objectContaining({ place: 'private', manager: false, memberLanguage: 'ja' }),
    ])
    expect(session.asked[1]).not.toHaveProperty('community')
  })

  it('is announced privately where the asker or the channel wants that', async () => {
    const session = await startSession({
      answer: async () => {
        const answer = later<Reply>()
        session.clock.after(5000, () => answer.resolve(reply('Late', {}, { private: true })))
        return answer.promise
      },
      parts: { prefersPrivate: ({ chat }) => Promise.resolve(chat === `discord:${CHANNEL}`) },
    })
    const chosen = session.loopback.interact(
      commandEvent('funding', { private: true }, { channel: '1200000000000000077' }),
    )
    const settled = session.loopback.interact(commandEvent('funding'))
    await eventually(() => session.asked.length === 2)
    await finish(session)
    for (const shown of [chosen, settled]) {
      expect(shown.acknowledged?.data).toEqual({ flags: 64 })
      expect(shown.original?.private).toBe(true)
    }
    expect(session.loopback.problems).toEqual([])
  })

  it('that was announced in public never shows a private answer there', async () => {
    const answer = later<Reply>()
    const session = await startSession({ answer: () => answer.promise })
    const shown = session.loopback.interact(commandEvent('funding'))
    await eventually(() => session.asked.length === 1)
    session.clock.advance(300)
    await eventually(() => shown.acknowledged !== undefined)
    answer.resolve(reply('For you alone', {}, { private: true }))
    await finish(session)
    expect(shown.removed).toBe(true)
    expect(shown.follows.map((message) => message.private)).toEqual([true])
    expect(session.loopback.problems).toEqual([])
  })

  it('with a long answer goes on in further messages, whole', async () => {
    const session = await startSession({
      answer: () => reply('Long', { blocks: [{ kind: 'paragraph', text: prose(9000) }] }),
    })
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    const all = [shown.original, ...shown.follows].map(textOf).join(' ')
    expect(shown.follows.length).toBeGreaterThanOrEqual(2)
    expect(all.match(/In week \d+ open/g)?.length).toBe(prose(9000).match(/In week \d+ open/g)?.length)
    expect(session.loopback.problems).toEqual([])
  })

  it('says how much is left out where a member alone has the bot and Discord takes six messages', async () => {
    const session = await startSession({
      answer: () => reply('Long', { blocks: [{ kind: 'paragraph', text: prose(40_000) }] }),
    })
    const shown = session.loopback.interact(commandEvent('funding', {}, { guildInstall: false }))
    await finish(session)
    expect(shown.follows).toHaveLength(5)
    expect(textOf(shown.follows.at(-1))).toMatch(/\d+ parts of this answer did not fit here/)
    expect(session.loopback.problems).toEqual([])
  })

  it('goes without pictures, saying so, where they cannot be drawn or are larger than the server takes', async () => {
    const picture = () => reply('Funding', { images: [image('funding')] })
    const broken = await startSession({
      answer: picture,
      parts: { draw: () => Promise.reject(new Error('no canvas')) },
    })
    const first = broken.loopback.interact(commandEvent('funding'))
    await finish(broken)
    expect(textOf(first.original)).toContain('The charts could not be drawn right now')
    const small = await startSession({ answer: picture })
    const second = small.loopback.interact(commandEvent('funding', {}, { fileLimit: 10 }))
    await finish(small)
    expect(textOf(second.original)).toContain('exceed the limit of this server')
    expect([...broken.loopback.problems, ...small.loopback.problems]).toEqual([])
  })

  it('delivered twice is answered once', async () => {
    const session = await startSession()
    const event = commandEvent('funding')
    session.loopback.interact(event)
    session.loopback.gateway.dispatch('INTERACTION_CREATE', event)
    await finish(session)
    expect(session.asked).toHaveLength(1)
    expect(session.loopback.seen('POST', /callback/)).toHaveLength(1)
  })
})

describe('suggestions', () => {
  it('are sent as the bot gives them, at most 25', async () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ label: `C${n} - Coin`, value: `coin-${n}` }))
    const session = await startSession({
      suggest: () =>
        Promise.resolve([{ label: 'x'.repeat(140), value: 'long' }, { label: 'no', value: '' }, ...many]),
    })
    const shown = session.loopback.interact(typingEvent('funding', 'asset', 'b'))
    await finish(session)
    const { choices } = shown.acknowledged?.data as { choices: { name: string; value: string }[] }
    expect(choices).toHaveLength(25)
    expect(choices[1]).toEqual({ name: 'C0 - Coin', value: 'coin-0' })
    expect(session.loopback.problems).toEqual([])
  })

  it('are none, within a second, where the bot is slow or fails', async () => {
    const slow = await startSession({ suggest: () => new Promise(() => undefined) })
    const waiting = slow.loopback.interact(typingEvent('funding', 'asset', 'b'))
    await eventually(() => slow.clock.waiting > 0)
    await finish(slow)
    expect(waiting.acknowledged?.data).toEqual({ choices: [] })
    expect(Number(waiting.acknowledged?.at) - waiting.at).toBeLessThan(1000)
    const broken = await startSession({ suggest: () => Promise.reject(new Error('no')) })
    const failed = broken.loopback.interact(typingEvent('funding', 'asset', 'b'))
    await finish(broken)
    expect(failed.acknowledged?.data).toEqual({ choices: [] })
  })
})

describe('a control', () => {
  const PAYLOAD = 'a:Ab3-_xYz019:refresh'

  it('clicked edits the answer that it belongs to', async () => {
    const session = await startSession({ answer: () => reply('Fresh', {}, { edit: true }) })
    const shown = session.loopback.interact(buttonEvent(PAYLOAD))
    await finish(session)
    expect(session.asked[0]?.input).toEqual({ kind: 'click', payload: PAYLOAD })
    expect(shown.acknowledged?.type).toBe(7)
    expect(textOf(shown.original)).toContain('Fresh')
    expect(session.loopback.problems).toEqual([])
  })

  it('clicked edits later what takes time', async () => {
    const answer = later<Reply>()
    const session = await startSession({ answer: () => answer.promise })
    const shown = session.loopback.interact(buttonEvent(PAYLOAD))
    await eventually(() => session.asked.length === 1)
    session.clock.advance(300)
    await eventually(() => shown.acknowledged !== undefined)
    answer.resolve(reply('Fresh', { images: [image('funding')] }, { edit: true }))
    await finish(session)
    expect(shown.acknowledged?.type).toBe(6)
    expect(shown.original?.files).toHaveLength(1)
    expect(session.loopback.problems).toEqual([])
  })

  it('clicked by others gives them a private hint and leaves the answer alone', async () => {
    const session = await startSession({ answer: () => reply('Not yours', {}, { private: true }) })
    const quick = session.loopback.interact(buttonEvent(PAYLOAD))
    await finish(session)
    expect([quick.acknowledged?.type, quick.original?.private]).toEqual([4, true])
  })

  it('of a choice sends what was chosen', async () => {
    const session = await startSession({ answer: () => reply('Week', {}, { edit: true }) })
    session.loopback.interact(selectEvent('s:Ab3-_xYz019:0', 'a:Ab3-_xYz019:window=30d'))
    await finish(session)
    expect(session.asked[0]?.input).toEqual({ kind: 'click', payload: 'a:Ab3-_xYz019:window=30d' })
  })

  it('that is none of ours says so, privately', async () => {
    const session = await startSession()
    const shown = session.loopback.interact(buttonEvent('somebody-elses', { locale: 'ja' }))
    await finish(session)
    expect(session.asked).toEqual([])
    expect(textOf(shown.original)).toContain('このボタンは使えません')
    expect(shown.original?.private).toBe(true)
    expect(session.loopback.problems).toEqual([])
  })
})
