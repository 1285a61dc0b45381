/** The same token in two processes, by an operator's mistake: every member is answered, and the log says what is wrong. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { startDiscord } from '#src/platforms/discord/connection.ts'
import { startTelegram } from '#src/platforms/telegram/connection.ts'
import { eventually } from '../support/clock.ts'
import { commandEvent } from '../support/discord/events.ts'
import { textOf } from '../support/discord/interactions.ts'
import {
  partsOf as discordParts,
  quiet as discordQuiet,
  startSession as startDiscordSession,
} from '../support/discord/session.ts'
import {
  partsOf as telegramParts,
  quiet,
  startSession as startTelegramSession,
} from '../support/telegram/session.ts'
import { saidBy } from '../support/telegram/menus.ts'

describe('the same token in two processes', () => {
  it('on Telegram leaves no member without an answer, is said in the log, and the one that is left goes on alone', async () => {
    const session = await startTelegramSession()
    const { loopback, clock, group } = session
    await eventually(() => loopback.updates.polled)
    const { log, parts } = telegramParts(clock, loopback)
    const other = await startTelegram(parts)
    let isOpen = true
    const close = async () => {
      if (!isOpen) return
      isOpen = false
      let closed = false
      const closing = other.close(0).finally(() => {
        closed = true
      })
      await eventually(() => {
        if (!closed) clock.skip()
        return closed
      })
      await closing
    }
    onTestFinished(close)
    // Telegram tells the older of two that poll at once to go.
    await eventually(() => [session.telegram.state(), other.state()].includes('conflict'))
    const answered = (question: number) => saidBy(group).filter(({ replyTo }) => replyTo === question).length
    const askNow = () => {
      loopback.write(group, '/funding')
      return group.messages.at(-1)?.id ?? 0
    }
    for (let count = 0; count < 8; count++) {
      const question = askNow()
      for (let turn = 0; turn < 40 && answered(question) === 0; turn++) {
        await quiet(session)
        clock.advance(3000)
      }
      // In the moment in which one takes over, Telegram may hand what was not confirmed yet to both.
      expect(answered(question)).toBeGreaterThanOrEqual(1)
      expect(answered(question)).toBeLessThanOrEqual(2)
    }
    expect(loopback.updates.confirmed).toBeGreaterThan(0)
    const conflicts = [...session.log, ...log].filter((line) => line.includes('409'))
    expect(conflicts.length).toBeGreaterThan(0)
    expect(conflicts.length).toBeLessThanOrEqual(40)
    await close()
    for (let turn = 0; turn < 20 && session.telegram.state() !== 'ready'; turn++) {
      await quiet(session)
      clock.advance(5000)
    }
    const alone = askNow()
    for (let turn = 0; turn < 20 && answered(alone) === 0; turn++) {
      await quiet(session)
      clock.advance(5000)
    }
    await quiet(session)
    expect(answered(alone)).toBe(1)
    expect(session.telegram.state()).toBe('ready')
    expect(loopback.problems).toEqual([])
  })

  it('on Discord answers every member once, though Discord tells both', async () => {
    const session = await startDiscordSession()
    const { loopback, clock } = session
    const { asked, log, parts } = discordParts(clock, loopback)
    const other = await startDiscord(parts)
    onTestFinished(async () => {
      const closing = other.close(0)
      while (clock.skip());
      await closing
    })
    expect(loopback.gateway.identified).toEqual([
      [0, 1],
      [0, 1],
    ])
    for (let question = 1; question <= 8; question++) {
      const record = loopback.interactWithAll(commandEvent('funding'))
      await eventually(() => record.original !== undefined)
      await discordQuiet(session)
      clock.advance(2000)
      await discordQuiet(session)
      expect(textOf(record.original)).toContain('Funding turned negative')
      expect(record.follows).toEqual([])
      expect(record.removed).toBe(false)
    }
    // Both were asked: Discord takes the first response alone.
    expect(session.asked).toHaveLength(8)
    expect(asked).toHaveLength(8)
    const warnings = [...session.log, ...log].filter((line) => line.startsWith('warning'))
    expect(warnings).toHaveLength(8)
    expect(new Set(warnings)).toEqual(
      new Set(['warning: an interaction of Discord had been answered elsewhere']),
    )
    expect(loopback.problems).toEqual([])
  })
})
