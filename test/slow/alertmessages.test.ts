/** What alerts report on its way to chats, with platforms that fail in every way. The names beginning with B and F are bugs of other bots, and faults. */
import { describe, expect, it } from 'vitest'
import { createPrivateChats } from '#src/menus/alerts/privatechats.ts'
import { createVolatileMemory } from '../support/memory.ts'
import { createFakePoster } from '../support/posters.ts'
import { MINUTE } from '../alerts/engine.ts'
import { createPostingEngine } from '../support/alertposting.ts'

const chats = (count: number, platform: 'discord' | 'telegram' = 'telegram') =>
  Array.from({ length: count }, (_, index) => `${platform}:${index + 1}`)
const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value)

describe('messages of alerts', () => {
  it.each([
    'discord',
    'telegram',
  ] as const)('B12: “told” is written before or without the send: the network is down for ten minutes on %s, and all arrive after it, once', async (platform) => {
    const engine = await createPostingEngine()
    for (const target of chats(5, platform)) await engine.set(target)
    const { script } = engine[platform]
    script.push(...times(1000, { kind: 'unreached', reason: 'no route' } as const))
    await engine.minute({ 'price:bitcoin': 89_000 })
    await engine.pass(10 * MINUTE)
    expect(engine.shown()).toEqual([])
    const [alert] = await engine.store.alerts.list(`member:${platform}:1`, engine.clock.now())
    expect(await engine.store.alerts.firings(alert?.id ?? '', 9)).toMatchObject([{ fate: 'waits' }])
    script.length = 0
    await engine.pass(10 * MINUTE)
    expect(
      engine
        .shown()
        .map(({ target }) => target)
        .toSorted(),
    ).toEqual(chats(5, platform))
    expect(await engine.store.alerts.firings(alert?.id ?? '', 9)).toMatchObject([{ fate: 'posted' }])
  })

  it('B13: blind retry: digests in triplicate: an answer is lost on Telegram, nothing is sent again, and its owner reads of it', async () => {
    const engine = await createPostingEngine()
    await engine.set('telegram:1')
    engine.telegram.script.push({ kind: 'lost', arrives: true })
    await engine.minute({ 'price:bitcoin': 89_000 })
    await engine.pass(30 * MINUTE, 10_000)
    const texts = engine.shown().map(({ text }) => text)
    expect(texts).toHaveLength(2)
    expect(texts.filter((text) => text.includes('届いていない可能性'))).toHaveLength(1)
    const [alert] = await engine.store.alerts.list('member:telegram:1', engine.clock.now())
    expect(await engine.store.alerts.firings(alert?.id ?? '', 9)).toMatchObject([{ fate: 'uncertain' }])
    expect(engine.opened).toEqual([])
  })

  it('B19: opening many private chats: quarantined: a thousand firings open none', async () => {
    const engine = await createPostingEngine()
    for (const target of chats(20, 'discord')) {
      for (let level = 0; level < 50; level++) await engine.set(target)
    }
    // Some of them end as nobody knows, and that is reported without opening one, too.
    engine.discord.script.push(...times(3, { kind: 'refused', reason: 'kicked', code: '50007' } as const))
    await engine.minute({ 'price:bitcoin': 89_000 })
    await engine.pass(3 * MINUTE)
    expect(engine.shown()).toHaveLength(17)
    expect(engine.opened).toEqual([])
  }, 30_000)

  it('F8: a storm of 429 is obeyed: nothing is asked again before the time that was named, and all arrive', async () => {
    const engine = await createPostingEngine()
    for (const target of chats(5)) await engine.set(target)
    engine.telegram.script.push(...times(5, { kind: 'busy', retryAfter: 5 * MINUTE } as const))
    await engine.minute({ 'price:bitcoin': 89_000 })
    await engine.pass(4 * MINUTE)
    expect(engine.telegram.calls).toHaveLength(5)
    await engine.pass(3 * MINUTE)
    expect(engine.shown()).toHaveLength(5)
    expect(engine.telegram.calls).toHaveLength(10)
  })
})

describe('private chats that are opened', () => {
  const message = { title: 'Set', blocks: [], images: [], footer: [] }
  const first = { message, rows: [], command: 'alerts', state: {} }

  it('B19: opening many private chats: quarantined: of 50 alerts set in a minute 10 open one', async () => {
    const poster = createFakePoster('discord')
    const log = { info() {}, warn() {}, error() {} }
    const privateChats = createPrivateChats({
      memory: createVolatileMemory(),
      poster: () => poster,
      now: () => 1e12,
      log,
    })
    const opened = []
    for (const member of chats(50))
      opened.push(await privateChats.open({ platform: 'discord', member: member.slice(9) }, first, 'en'))
    expect(opened.filter(({ kind }) => kind === 'open')).toHaveLength(10)
    expect(opened.filter(({ kind }) => kind === 'later')).toHaveLength(40)
    expect(poster.shown).toHaveLength(10)
  })
})
