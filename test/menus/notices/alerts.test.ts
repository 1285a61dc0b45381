/** How the program's trouble is worded, and whom it reaches in which language. */
import { describe, expect, it } from 'vitest'
import { type Alarm, type Alert, alertMessage, createAlerts } from '#src/menus/notices/alerts.ts'
import { MINUTE } from '#src/market/time.ts'
import { textOf } from '../../support/bot.ts'
import { createVolatileMemory } from '../../support/memory.ts'
import { createFakePoster } from '../../support/posters.ts'

const NOW = Date.parse('2026-03-02T12:00:00Z')
const silent: Alarm = {
  ...{ kind: 'silent', name: 'Binance', since: NOW - 20 * MINUTE, fault: 'unreached', partly: false },
  tables: [
    { table: 'funding', answering: 3, all: 4 },
    { table: 'funding_next', answering: 3, all: 4 },
    { table: 'market_caps', answering: 0, all: 1 },
  ],
}
const alert = (began: readonly Alarm[], over: readonly Alarm[] = [], allSilent = false): Alert => ({
  ...{ began, over, allSilent, now: NOW },
})

describe('an alert', () => {
  it('says who has not answered for how long, why, and what is left of what it tells', () => {
    const en = textOf(alertMessage(alert([silent]), 'en'))
    expect(en).toContain('Binance has not answered for 20 minutes (cannot be reached).')
    expect(en).toContain('Funding: served by 3 of 4 sources. No source serves at the moment: Market caps.')
    const ja = textOf(alertMessage(alert([silent]), 'ja'))
    expect(ja).toContain('Binanceが20分間応答していません（接続できません）。')
    expect(ja).toContain('資金調達率は、データ提供元4件のうち3件から取得しています。')
    expect(ja).toContain('現在どのデータ提供元からも取得できないデータは、銘柄別の時価総額です。')
  })

  it('says of many that fall silent together what is left once', () => {
    const others = ['Bybit', 'OKX'].map((name) => ({ ...silent, name }))
    const en = textOf(alertMessage(alert([silent, ...others]), 'en'))
    expect(en.match(/Funding: served by 3 of 4 sources/g)).toHaveLength(1)
    expect(en.match(/has not answered for/g)).toHaveLength(3)
  })

  it('tells apart who answers nothing, who answers what cannot be used, and who leaves out a part', () => {
    const said = (how: object) => textOf(alertMessage(alert([{ ...silent, ...how } as Alarm]), 'en'))
    expect(said({ fault: 'malformed' })).toContain('Binance has sent no usable data for 20 minutes')
    expect(said({ partly: true })).toContain('Binance has sent only part of its data for 20 minutes')
    expect(said({ since: NOW - 300 * MINUTE })).toContain('for 5 hours')
    expect(textOf(alertMessage(alert([silent], [], true), 'en'))).toContain('No source answers.')
  })

  it.each(['en', 'ja'] as const)('words every kind of trouble, begun and over, in %s', (locale) => {
    const alarms: readonly Alarm[] = [
      silent,
      { kind: 'away', platform: 'discord', since: NOW - 12 * MINUTE },
      { kind: 'late', count: 7, since: NOW - 25 * MINUTE },
      { kind: 'lost', count: 6, all: 9, since: NOW - 40 * MINUTE },
    ]
    const [began, over] = [alertMessage(alert(alarms), locale), alertMessage(alert([], alarms), locale)]
    expect(began.blocks).toHaveLength(5)
    expect(over.blocks).toHaveLength(4)
    expect(new Set([...began.blocks, ...over.blocks].map((block) => JSON.stringify(block))).size).toBe(9)
    expect(began.title).not.toBe(over.title)
    expect(textOf(began)).toMatch(locale === 'ja' ? /6件が届きませんでした/ : /6 of 9 posts did not arrive/)
  })
})

describe('answering', () => {
  const chats = async () => {
    const memory = createVolatileMemory()
    await memory.saveSettings('member:discord:5', { language: 'ja' })
    await memory.saveSettings('telegram:-100', { language: 'en' })
    const posters = { discord: createFakePoster('discord'), telegram: createFakePoster('telegram') }
    const warnings: string[] = []
    const log = {
      info: () => {},
      warn: (text: string) => warnings.push(text),
      error: (text: string) => warnings.push(text),
    }
    const poster = (name: string) => posters[name as 'discord' | 'telegram']
    const parts = { memory, poster, log, owners: ['discord:5', 'telegram:6'], chats: ['telegram:-100'] }
    return { parts, posters, warnings }
  }

  it('reaches owners alone and the chats that are set, each in their language, else in both', async () => {
    const { parts, posters } = await chats()
    expect(await createAlerts(parts)(alert([silent]))).toBe(true)
    expect(posters.discord.shown).toMatchObject([{ target: 'discord:5', language: 'ja' }])
    const shown = posters.telegram.shown.map(({ target, language }) => `${target} ${language}`).sort()
    expect(shown).toEqual(['telegram:-100 en', 'telegram:6 en', 'telegram:6 ja'])
  })

  it('goes on where one of them refuses, and says in the log whom it did not reach', async () => {
    const { parts, posters, warnings } = await chats()
    posters.discord.script.push({ kind: 'refused', reason: 'kicked', code: '50007' })
    expect(await createAlerts(parts)(alert([silent]))).toBe(true)
    expect(warnings).toEqual(['discord:5 could not be told of trouble: refused'])
  })

  it('gives that no one was notified where no platform is there', async () => {
    const { parts } = await chats()
    expect(await createAlerts({ ...parts, poster: () => undefined })(alert([silent]))).toBe(false)
  })
})
