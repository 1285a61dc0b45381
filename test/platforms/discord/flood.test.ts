/**
 * Bursts in a channel of Discord's, through discord.js, at the limits that Discord enforces: one member's thirty commands
 * keep neither another's answer nor a due post waiting, and what is refused is seen by its member alone.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '#src/bot/command.ts'
import { ANSWER_RATES, CHAT_RATES, SHARED_RATES } from '#src/bot/request/cooldown.ts'
import type { Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { createTestBot, realCommands, sampleHistory } from '../../support/bot.ts'
import { createFakeClock, eventually } from '../../support/clock.ts'
import { ASKER, buttonEvent, CHANNEL, commandEvent, GUILD } from '../../support/discord/events.ts'
import { type InteractionRecord, textOf } from '../../support/discord/interactions.ts'
import { finish, quiet, reply, type Session, startSession } from '../../support/discord/session.ts'

let history: History
let commands: readonly Command[]
beforeAll(async () => {
  history = await sampleHistory()
  commands = await realCommands()
})

const OTHER = '1200000000000000009'
const COINS = 'btc eth sol xrp doge ada avax link dot ltc'.split(' ')
const ASKED = ['7d', '30d', '90d'].flatMap((window) => COINS.map((assets) => ({ assets, window })))

interface Computing extends Session {
  readonly computing: () => boolean
}

/** The bot as it is in life, on a Discord that enforces its limits by the test's clock. */
async function begin(): Promise<Computing> {
  const clock = createFakeClock()
  const { bot } = createTestBot({
    ...{ commands, history: () => history, now: clock.now, clock },
    ...{ rates: ANSWER_RATES, sharedRates: SHARED_RATES, chatRates: CHAT_RATES },
  })
  const buckets = { limit: 5, window: 5, global: 50 }
  // What is being computed is not over because nothing is heard of it.
  let running = 0
  const counted = {
    ...bot,
    answer: (request: Request) => {
      running++
      return bot.answer(request).finally(() => running--)
    },
  }
  const session = await startSession({
    clock,
    loopback: { buckets, bucketClock: clock },
    parts: { bot: counted },
  })
  return { ...session, computing: () => running > 0 }
}

/** Waits until neither the sockets nor the bot have anything more to do, with the clock standing still. */
async function still(session: Computing): Promise<void> {
  do {
    await eventually(() => !session.computing())
    await quiet(session)
  } while (session.computing())
}

/** Waits until every answer is shown, moving the clock to whatever it waits for. */
async function shown(session: Computing): Promise<void> {
  for (await still(session); session.discord.running() > 0; await still(session)) session.clock.skip()
}

/** What the member sees of an interaction: the answer, or what was said in its place. */
const seen = ({ original, follows }: InteractionRecord) => [...(original ? [original] : []), ...follows]
const isPublic = (record: InteractionRecord) => seen(record).some((one) => !one.private)
const ask = (
  { loopback }: Session,
  options: Readonly<Record<string, string>>,
  member: string,
  locale: string,
  name = 'price',
) => loopback.interact(commandEvent(name, options, { member, locale, guildLocale: locale }))

describe('thirty commands of one member at once', () => {
  it.each([
    ['en-US', /^## One moment\nYou have had several answers here just now\. Ask again in \d+ s/u],
    ['ja', /^## 少しお待ちください\nここでは続けてお答えしたばかりです。\d+秒後に/u],
  ])('keep neither another’s answer nor a due post waiting (%s)', async (locale, words) => {
    const session = await begin()
    const { loopback, clock, discord } = session
    const target = `discord:${CHANNEL}`
    const prepared = await discord.poster.prepare(reply('The week in crypto').message, 'en')
    const burst = ASKED.map((options) => ask(session, options, ASKER, locale))
    const other = ask(session, { asset: 'btc' }, OTHER, locale, 'funding')
    await still(session)
    const due = clock.now()
    await discord.poster.waitForSlot(target, 1)
    const outcome = discord.poster.send(prepared, 0, { target, options: {}, nonce: 'n', title: 'Weekly' })
    await quiet(session)
    expect(await outcome).toMatchObject({ kind: 'sent' })
    expect(clock.now() - due).toBe(0)
    await shown(session)

    expect(isPublic(other)).toBe(true)
    expect((other.acknowledged?.at ?? Number.POSITIVE_INFINITY) - other.at).toBeLessThanOrEqual(3000)
    expect(clock.now() - other.at).toBeLessThanOrEqual(5000)
    expect(burst.filter(isPublic)).toHaveLength(5)
    const held = burst.filter((record) => !isPublic(record))
    expect(held).toHaveLength(25)
    for (const record of held) expect(textOf(seen(record)[0])).toMatch(words)
    expect(loopback.refused).toBe(0)
    expect(loopback.problems).toEqual([])
  })
})

describe('the same question in one channel', () => {
  it.each([
    ['en-US', 'Answered here a moment ago', 'Go to the answer'],
    ['ja', '同じ質問には少し前にお答えしています', '回答を見る'],
  ])('is answered by the way to the answer that is there, to the asker alone (%s)', async (locale, title, button) => {
    const session = await begin()
    const first = ask(session, { assets: 'btc' }, ASKER, locale)
    await shown(session)
    const second = ask(session, { assets: 'bitcoin' }, OTHER, locale)
    await shown(session)
    const [answer] = seen(first)
    const [pointer, ...more] = seen(second)
    expect(more).toEqual([])
    expect(pointer?.private).toBe(true)
    expect(textOf(pointer)).toContain(title)
    expect(textOf(pointer)).toContain(button)
    expect(JSON.stringify(pointer?.body)).toContain(
      `https://discord.com/channels/${GUILD}/${CHANNEL}/${answer?.id}`,
    )
    // Nothing of it stays for the others, not even that something was being made.
    expect(second.acknowledged?.type === 4 || second.removed).toBe(true)
    session.clock.advance(120_000)
    const later = ask(session, { assets: 'btc' }, OTHER, locale)
    await shown(session)
    expect(isPublic(later)).toBe(true)
    expect(session.loopback.problems).toEqual([])
  })

  it('is answered anew where the answer shows something else now', async () => {
    const session = await begin()
    const first = ask(session, { assets: 'btc' }, ASKER, 'en-US')
    await shown(session)
    const id = /"(a:[\w-]{11}:)[^"]*"/u.exec(JSON.stringify(seen(first)[0]?.body))?.[1] ?? ''
    const clicked = buttonEvent(`${id}window=90d`, { member: ASKER })
    session.loopback.interact({ ...clicked, message: { id: seen(first)[0]?.id } })
    await shown(session)
    const again = ask(session, { assets: 'btc' }, OTHER, 'en-US')
    const changed = ask(session, { assets: 'btc', window: '90d' }, OTHER, 'en-US')
    await shown(session)
    expect(isPublic(again)).toBe(true)
    expect(textOf(seen(changed)[0])).toContain('Answered here a moment ago')
    expect(session.loopback.problems).toEqual([])
  })
})

describe('an answer that Discord does not take in time', () => {
  it('is dropped, and its announcement goes', async () => {
    let give: () => void = () => undefined
    const ready = new Promise<void>((resolve) => {
      give = resolve
    })
    const session = await startSession({ answer: () => ready.then(() => reply('Funding turned negative')) })
    const { loopback, clock } = session
    const record = loopback.interact(commandEvent('funding'))
    await quiet(session)
    clock.advance(500)
    await quiet(session)
    expect(record.acknowledged?.type).toBe(5)
    loopback.faults.add('PATCH', /@original$/u, { kind: 'silence' })
    give()
    await quiet(session)
    clock.advance(30_000)
    await finish(session)
    expect(record.removed).toBe(true)
    expect(seen(record)).toEqual([])
    expect(session.log).toContain('an answer that Discord did not take in time was dropped')
  })
})
