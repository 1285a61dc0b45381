/** What Telegram shows of the bot: set in each language, once, and never again while it is there. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { startTelegram, type TelegramParts } from '#src/platforms/telegram/connection.ts'
import { checkProfiles } from '#src/platforms/telegram/profile.ts'
import { createFakeClock } from '../../support/clock.ts'
import { startLoopback } from '../../support/telegram/server.ts'
import { DEFINITION, partsOf, quiet, stop } from '../../support/telegram/session.ts'

const profiles: NonNullable<TelegramParts['profiles']> = [
  { name: 'Kawaraban', description: 'The market', short_description: 'Market' },
  { language_code: 'ja', name: '瓦版', description: '市況', short_description: '市' },
]
const SETTING = /^set(?:My(?:Name|Description|ShortDescription|DefaultAdministratorRights)|ChatMenuButton)$/

async function connected(given: Partial<TelegramParts> = { profiles }) {
  const clock = createFakeClock()
  const loopback = await startLoopback({ clock, definition: DEFINITION })
  const { parts, log } = partsOf(clock, loopback, { parts: given })
  const start = async () => {
    const telegram = await startTelegram(parts)
    await quiet({ loopback })
    return telegram
  }
  const first = await start()
  return { clock, loopback, log, start, first }
}

describe('what Telegram shows of the bot', () => {
  it('is in each language, with the menu of commands and the rights that the bot uses', async () => {
    const { clock, loopback, first, log } = await connected()
    onTestFinished(() => stop({ loopback, telegram: first, clock }))
    const { profile } = loopback
    expect([profile.get('name'), profile.get('name ja')]).toEqual(['Kawaraban', '瓦版'])
    expect([profile.get('description'), profile.get('description ja')]).toEqual(['The market', '市況'])
    expect([profile.get('short_description'), profile.get('short_description ja')]).toEqual(['Market', '市'])
    expect(profile.get('button')).toEqual({ type: 'commands' })
    expect(profile.get('rights')).toMatchObject({ can_pin_messages: true, can_delete_messages: false })
    expect(profile.get('rights channels')).toMatchObject({
      can_post_messages: true,
      can_restrict_members: false,
    })
    expect(log).toContain('changed 9 things that Telegram shows of the bot')
    expect(loopback.problems).toEqual([])
  })

  it('is set where it differs alone: names may be changed a few times a day', async () => {
    const { clock, loopback, first, start } = await connected()
    await first.close(0)
    expect(loopback.seen(SETTING)).toHaveLength(9)
    loopback.profile.set('description ja', 'somebody else’s')
    const second = await start()
    onTestFinished(() => stop({ loopback, telegram: second, clock }))
    expect(loopback.seen(SETTING).slice(9)).toMatchObject([
      { method: 'setMyDescription', params: { language_code: 'ja', description: '市況' } },
    ])
  })

  it('waits for the next start where Telegram refuses, with one line and without keeping anybody waiting', async () => {
    const clock = createFakeClock()
    const loopback = await startLoopback({ clock, definition: DEFINITION })
    loopback.faults.add(/^setMyName$/, { kind: 'limit', retryAfter: 86_000 })
    const { parts, log } = partsOf(clock, loopback, { parts: { profiles } })
    const telegram = await startTelegram(parts)
    onTestFinished(() => stop({ loopback, telegram, clock }))
    await quiet({ loopback })
    expect(telegram.state()).toBe('ready')
    expect(log.filter((line) => line.includes('shows of the bot'))).toEqual([
      expect.stringMatching(/^warning: what Telegram shows of the bot was left as it is: setMyName: /),
    ])
    expect(loopback.seen(SETTING)).toHaveLength(1)
  })

  it('is left as it is where nothing is given', async () => {
    const { clock, loopback, first } = await connected({})
    onTestFinished(() => stop({ loopback, telegram: first, clock }))
    expect(loopback.seen(SETTING)).toEqual([])
    expect(loopback.profile.get('name')).toBe('Kawaraban Bot')
  })

  it('that is longer than Telegram takes is told before anything is sent', () => {
    const [one] = profiles
    expect(() =>
      checkProfiles([{ ...one, name: 'x'.repeat(65), description: '', short_description: 'x'.repeat(121) }]),
    ).toThrow('name: 65 characters, at most 64\nshort_description: 121 characters, at most 120')
  })
})
