/** Many troubles in one message, and the marks that stay in the lists until somebody has settled them. */
import { describe, expect, it } from 'vitest'
import { flashHeadline } from '#src/briefing/flash/compose.ts'
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import type { Delivery, Trouble } from '#src/chat/delivery.ts'
import type { Message } from '#src/chat/message.ts'
import { createWords } from '#src/i18n/words.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import { sampleHistory, textOf } from '../../support/bot.ts'
import { flashAt } from '../../support/flashes.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { noticesBy, sendNow } from '../../support/notices.ts'
import { planOf } from '../../support/plans.ts'
import { createDeskBot } from '../../support/scheduleservice.ts'

const history = await sampleHistory()
const FLASHES = [
  flashAt(history, 'marketcap.total down', '2025-02-27T00'),
  flashAt(history, 'funding.bitcoin down', '2025-10-21T00'),
]
const [ONE, OTHER] = ['telegram:-100', 'telegram:-200']
const ME = { chat: 'telegram:5', member: '5', manager: true, place: 'private', platform: 'telegram' } as const

async function troubled(language: 'ja' | 'en') {
  const bot = await createDeskBot(await temporaryFolder(), history)
  const poster = (platform: string) => bot.posters[platform]
  const flashes = new Map<string, FlashEdition>()
  const writer = createTroubles(
    {
      ...{ memory: bot.store.memory, alerts: bot.store.alerts },
      revisions: (id) => bot.store.schedules.revisions(id),
      approval: async () => undefined,
      edition: async () => undefined,
      flash: async (delivery) => flashes.get(delivery),
      now: bot.parts.now,
    },
    poster,
  )
  await bot.store.memory.saveSettings('member:telegram:5', { language })
  const trouble = async (target: string, changes: Partial<Delivery>): Promise<Trouble> => {
    const schedule = await bot.scheduleService.add(target, planOf(target), '5')
    const delivery = await bot.scheduleService.runNow(schedule)
    return { schedule, delivery: { ...delivery, ...changes }, lacks: [] }
  }
  const tell = async (...troubles: readonly Trouble[]) => {
    await sendNow(noticesBy(writer, poster, bot.parts.now), ...troubles)
    return bot.posters.telegram?.prepared.at(-1) as Message
  }
  return { bot, trouble, tell, flashes }
}

const WORDS = {
  en: {
    headings: [
      'May not have arrived (8): check the chats',
      'Not posted (1)',
      'Posted, but not all of it (1)',
    ],
    due: 'due ',
    more: 'and 2 more',
    title: '10 posts need your attention',
    lacking: 'posted, not published yet',
    label: '#-100 (1 to check)',
    list: 'may not have arrived. Check its History',
    mark: '1 possibly missing',
    option: '(check a post)',
  },
  ja: {
    headings: [
      '届いたか不明（8件）。投稿先をご確認ください。',
      '投稿されませんでした（1件）',
      '投稿しましたが、未完了の処理があります（1件）',
    ],
    due: '予定',
    more: 'ほか2件',
    title: 'ご確認いただきたい投稿が10件あります',
    lacking: '投稿済み、公開待ち',
    label: '#-100（確認待ち1件）',
    list: '届いていない可能性があります',
    mark: '届いたか不明な投稿1件',
    option: '（投稿の確認待ち）',
  },
} as const

describe.each(['ja', 'en'] as const)('in %s, many troubles', (language) => {
  const words = WORDS[language]

  it('are one message that names the first of each kind, with a button for each chat that opens its list', async () => {
    const { bot, trouble, tell } = await troubled(language)
    const troubles: Trouble[] = []
    for (let n = 0; n < 8; n++) troubles.push(await trouble(n < 4 ? ONE : OTHER, { state: 'uncertain' }))
    troubles.push(await trouble(ONE, { state: 'expired' }))
    const faults = [{ kind: 'crosspost', code: 'busy', retryAfter: 1_800_000 } as const]
    troubles.push(await trouble(OTHER, { state: 'sent', faults }))
    const message = await tell(...troubles)
    expect(message.title).toBe(words.title)
    const headings = message.blocks.flatMap((block) => ('heading' in block ? [block.heading] : []))
    expect(headings).toEqual(words.headings)
    const text = textOf(message)
    expect(text).toContain(words.more)
    expect(text).toContain(words.lacking)
    expect(bot.posters.telegram?.shown.map(({ target }) => target)).toEqual(['telegram:5'])
    const buttons = message.actions?.rows.flat().map((one) => 'label' in one && one.label)
    expect(buttons).toEqual(['#-100', '#-200'])
    const shown = { message, private: false, edit: false }
    bot.managers.add(`${OTHER} 5`)
    const opened = await bot.click(shown, 'chat=1', ME)
    expect(opened.edit).toBe(false)
    expect(JSON.stringify(opened.message.actions)).toContain('open=')
    expect((await bot.click(shown, 'chat=0', ME)).result).toBe('refused')
    await bot.store.close()
  })

  it('of flashes are each known by its headline, as several of one hour are alike otherwise', async () => {
    const { bot, trouble, tell, flashes } = await troubled(language)
    const error = { code: 'unapproved', text: '' } as const
    const troubles: Trouble[] = []
    for (const flash of FLASHES) {
      const { schedule, delivery, lacks } = await trouble(ONE, { state: 'skipped', error })
      flashes.set(delivery.id, flash)
      const what = { kind: 'flash', weeks: 12, most: 2, quiet: 'none' } as const
      troubles.push({ schedule: { ...schedule, what }, delivery, lacks })
    }
    const text = textOf(await tell(...troubles))
    const said = createWords(language, 'UTC', bot.parts.now())
    for (const flash of FLASHES) expect(text).toContain(flashHeadline(flash, said))
    expect(text).not.toContain(words.due)
    await bot.store.close()
  })

  it('of chats that the bot is no longer in have the names that their moderator knew, and no buttons', async () => {
    const { bot, trouble, tell } = await troubled(language)
    const telegram = bot.posters.telegram
    if (telegram) telegram.nameOf = async () => undefined
    const gone = async (target: string) => {
      const { schedule, ...rest } = await trouble(target, { state: 'dead' })
      return { ...rest, schedule: { ...schedule, state: 'paused', trouble: 'kicked' } as const }
    }
    const known = { platform: 'telegram', member: '5', chat: ONE, title: 'Traders', at: 0 } as const
    await bot.store.memory.rememberChat(known)
    const message = await tell(await gone(ONE), await gone(OTHER))
    expect(textOf(message)).toContain('Traders')
    expect(message.actions).toBeUndefined()
    await bot.store.close()
  })

  it('of which one may not have arrived mark it in the list and in /mychats until it is settled', async () => {
    const { bot, trouble } = await troubled(language)
    const { schedule, delivery } = await trouble(ONE, {})
    bot.managers.add(`${ONE} 5`)
    const chat = { platform: 'telegram', member: '5', chat: ONE, title: '#-100', at: 0 } as const
    await bot.store.memory.rememberChat(chat)
    const { ledger } = bot.store
    const [claimed] = await ledger.claim('w', 'telegram', bot.parts.now(), 60_000, 1)
    if (!claimed) throw new Error('nothing was claimed')
    const fault = { code: 'unknown', text: 'reset' }
    await ledger.end(claimed, { state: 'uncertain', now: bot.parts.now(), fault })
    await bot.scheduleService.runNow(schedule)
    const labels = async () => {
      const { message } = await bot.ask('mychats', { ...ME, memberLanguage: language })
      return message.actions?.rows.flat().map((one) => 'label' in one && one.label)
    }
    expect((await labels())?.[0]).toBe(words.label)
    const { message } = await bot.ask('mychats', { ...ME, memberLanguage: language })
    const opened = await bot.click({ message, private: false, edit: false }, 'chat=0', ME)
    const list = JSON.stringify(opened.message)
    for (const part of [words.list, words.mark, words.option]) expect(list).toContain(part)
    await bot.scheduleService.settle(delivery.id, 'arrived')
    expect((await labels())?.[0]).toBe('#-100')
    const after = await bot.click({ message, private: false, edit: false }, 'chat=0', ME)
    for (const part of [words.list, words.mark, words.option]) {
      expect(JSON.stringify(after.message)).not.toContain(part)
    }
    await bot.store.close()
  })
})
