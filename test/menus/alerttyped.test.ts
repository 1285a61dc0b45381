/** What is typed and what is answered: each way to be wrong names its word, or says what is known, and shows the way on. */
import { beforeAll, describe, expect, it } from 'vitest'
import { ALERT_QUOTAS } from '#src/chat/alert.ts'
import type { Request } from '#src/chat/request.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { choicesOf } from '../support/bot.ts'
import { type AlertBot, createAlertBot, privatelyIn, shownIn } from '../support/alertbot.ts'
import { sampleHistory } from '../support/histories.ts'
import { buildHistory } from '../support/history.ts'

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})

/** Two coins of one ticker. */
const twins = buildHistory({
  assets: [
    { id: 'adcoin', symbol: 'ACC', name: 'AdCoin' },
    { id: 'accelerator', symbol: 'ACC', name: 'Accelerator' },
  ],
  daily: { adcoin: ['2025-11-22', 1], accelerator: ['2025-11-22', 2] },
  marketCaps: { adcoin: ['2025-11-22', 5e6, 5e6], accelerator: ['2025-11-22', 9e6, 9e6] },
})

/** The places in which members set alerts of their own: Telegram's private chat, and a channel on Discord. */
const PLACES: Readonly<Record<string, (language: Locale) => Partial<Request>>> = {
  Telegram: (language) => privatelyIn(language),
  Discord: (memberLanguage) => ({
    ...({ platform: 'discord', chat: 'discord:10', community: 'discord:guild:1', place: 'guild' } as const),
    ...{ member: '42', memberLanguage },
  }),
}

const theSample = () => sample
const open = { privateChats: { open: async () => ({ kind: 'open', target: 'discord:777' }) as const } }

/** The line, what is said in Japanese and in English, and the buttons below it. */
interface Row {
  readonly typed: string
  readonly ja: readonly string[]
  readonly en: readonly string[]
  readonly of?: () => History
}

const ROWS: readonly Row[] = [
  {
    typed: 'btc < 95000',
    ja: ['BTCはすでに9万5,000ドルを下回っています（8万7,520ドル）', '[戻りを待つ] [BTC 9万5,000ドル超え]'],
    en: ['BTC is already below $95,000, at $87,520', '[Wait for it to come back] [BTC above $95,000]'],
  },
  {
    typed: 'btc 80000',
    ja: ['上回ったとき、下回ったとき、どちらですか？', '[下回る（いまから−8.6%）] [どちらでも]'],
    en: ['Above or below?', '[Below (−8.6% from now)] [Either]'],
  },
  {
    typed: 'btc < 87500',
    ja: ['BTCの現在値とほぼ同じです（差0.02%）', 'すぐに鳴ります', '[8万7,000ドル]', '[このまま]'],
    en: ['BTC is 0.02% away from there', 'it would ring at once', '[$87,000]', '[As typed]'],
  },
  {
    typed: 'bitcon < 90k',
    ja: ['「bitcon」という銘柄は見つかりません', '次のどれかですか？', '[BTC]'],
    en: ['No coin is called “bitcon”', 'Did you mean one of these?', '[BTC]'],
  },
  {
    typed: '東京 < 5',
    ja: ['「東京」という銘柄は見つかりません', 'ティッカーか名前でご指定ください'],
    en: ['No coin is called “東京”', 'Type its ticker or name'],
  },
  {
    typed: 'acc < 1',
    of: () => twins,
    ja: ['「acc」という銘柄はいくつかあります', '[ACC - Accelerator (#1)] [ACC - AdCoin (#2)]'],
    en: ['Several coins are called “acc”', '[ACC - Accelerator (#1)] [ACC - AdCoin (#2)]'],
  },
  ...['0', '-5'].map((word) => ({
    typed: `btc < ${word}`,
    ja: [`「${word}」は価格として読めません`, '例：9万、90000'],
    en: [`“${word}” is not a price`, 'Try 90000 or 90k'],
  })),
  {
    typed: 'btc 9万%',
    ja: ['「9万%」は価格として読めません'],
    en: ['“9万%” is not a price'],
  },
  {
    typed: 'btc 5%',
    ja: ['期間は？', '[1時間] [24時間]'],
    en: ['Over which time?', '[1 hour] [24 hours]'],
  },
  {
    typed: 'btc -5% 2h',
    ja: ['「2h」の期間はありません', '5分・15分・1時間・4時間・24時間・7日・30日', '[1時間] [4時間]'],
    en: ['“2h” is not one of the windows', '5m, 15m, 1h, 4h, 24h, 7d, 30d', '[1 hour] [4 hours]'],
  },
  {
    typed: 'btc funding > 3%',
    ja: ['8時間換算で3%は、過去365日の最高（0.03%）の106倍です', '[年率3%（0.0027%）] [このまま]'],
    en: ['3% per 8 hours is 106 times the highest of 365 days (0.03%)', '[3% a year (0.0027%)] [As typed]'],
  },
  {
    typed: 'btc +0.3% 5m',
    ja: ['BTCは1日に約', '[このまま]'],
    en: ['BTC is estimated to do that about', '[As typed]'],
  },
  {
    typed: 'btc < 1350万円',
    ja: ['「1350万円」ではなく、水準はドルで指定してください', '円換算は日次の為替しかなく'],
    en: ['Levels are in dollars, not “1350万円”', 'Yen rates are daily here'],
  },
  {
    typed: 'pepe oi -10%',
    ja: ['PEPEの建玉残高は記録していません', '記録があるのはBTC、ETH'],
    en: ['The open interest of PEPE is not on record', 'On record: BTC, ETH'],
  },
  {
    typed: 'btc > 99500 hold 3h',
    ja: ['「3h」の継続は指定できません', '[15分] [1時間]'],
    en: ['“3h” is not one of the times to hold', '[15 minutes] [1 hour]'],
  },
  {
    typed: 'btc > 99500 every 1m',
    ja: ['くり返しの間隔は15分〜7日です（「1m」は指定できません）', '[15分] [1時間]'],
    en: ['Repeats are 15 minutes to 7 days apart, not “1m”', '[15 minutes] [1 hour]'],
  },
  {
    typed: 'btc > 99500 until 2030',
    ja: ['「2030」は期限として読めないか、範囲の外です', '[90日] [365日]'],
    en: ['“2030” is not an end', 'a year at most', '[90 days] [365 days]'],
  },
  {
    typed: 'btc > 99500 until yesterday',
    ja: ['「yesterday」は期限として読めないか、範囲の外です', '[7日] [90日]'],
    en: ['“yesterday” is not an end', '[7 days] [90 days]'],
  },
  {
    typed: 'btc > 99500 here',
    ja: ['この場所への設定は管理者だけです', '自分宛てにしますか？', '[自分宛て]'],
    en: ['Only moderators set alerts for this place', 'For you alone?', '[For me]'],
  },
]

describe.each(Object.entries(PLACES))('on %s', (_, placeOf) => {
  it.each([
    'ja',
    'en',
  ] as const)('each line is answered to its member alone, and sets nothing (%s)', async (language) => {
    const bots = new Map<() => History, AlertBot>()
    for (const { typed, of = theSample, ...said } of ROWS) {
      const bot = bots.get(of) ?? (await createAlertBot(of, open))
      bots.set(of, bot)
      const who = placeOf(language)
      const reply = await bot.ask(`alert ${typed}`, who)
      for (const text of said[language]) expect(shownIn(reply), typed).toContain(text)
      expect(reply.private || who.place === 'private', typed).toBe(true)
      expect(await bot.store.alerts.count(), typed).toMatchObject({ active: 0 })
      expect(bot.warnings).toEqual([])
    }
  })

  it.each([
    ['ja', 'アラートが多すぎます'],
    ['en', 'There are too many alerts'],
  ] as const)('one more than all may have is neither put back nor set again (%s)', async (language, text) => {
    const bot = await createAlertBot(() => sample, { ...open, total: 2 })
    const who = placeOf(language)
    const now = Date.parse('2025-11-24T01:00:00Z')
    const list = async () => bot.store.alerts.list(`member:${who.platform}:${who.member}`, now)
    await bot.ask('alert btc > 100000 once', who)
    const saved = await bot.ask('alert btc > 105000', who)
    const deleted = await bot.click(saved, 'undo', who)
    await bot.ask('alert btc > 110000', who)
    const full = await bot.click(deleted, 'restore', who)
    expect([full.result, shownIn(full)]).toEqual(['refused', expect.stringContaining(text)])
    const [ended] = await list()
    if (!ended) throw new Error('none is set')
    const { id, revision } = ended
    const item = await bot.click(await bot.ask('alerts', who), `open=${id}`, who)
    await bot.store.alerts.change({ id, revision, now, to: { kind: 'end' } })
    await bot.ask('alert btc > 115000', who)
    const again = await bot.click(item, 'again', who)
    expect([again.result, shownIn(again)]).toEqual(['refused', expect.stringContaining(text)])
    expect((await list()).map(({ state }) => state)).toEqual(['ended', 'active', 'active'])
  })

  it.each([
    ['ja', '同じ条件のアラート1があります', '[開く]'],
    ['en', 'Alert 1 is the same', '[Open]'],
  ] as const)('the same again is opened in its place (%s)', async (language, text, button) => {
    const bot = await createAlertBot(() => sample, open)
    const who = placeOf(language)
    await bot.ask('alert btc > 99000', who)
    const again = await bot.ask('alert btc > 99050', who)
    expect(shownIn(again)).toContain(text)
    expect(shownIn(again)).toContain(button)
    expect(shownIn(await bot.click(again, choicesOf(again)[0] ?? '', who))).toMatch(/99,000|9万9,000/u)
  })

  it.each([
    ['ja', `上限の${ALERT_QUOTAS.member.alerts}件です`, '終了済みの1件を消しますか？', '[消して保存]'],
    [
      'en',
      `You have ${ALERT_QUOTAS.member.alerts} alerts, the most`,
      'Remove 1 that ended?',
      '[Remove and save]',
    ],
  ] as const)('one more than there is room for takes the place of those that ended (%s)', async (language, ...texts) => {
    const bot = await createAlertBot(() => sample, open)
    const who = placeOf(language)
    await bot.ask('alert btc > 99000', who)
    const owner = `member:${who.platform}:${who.member}`
    const [first] = await bot.store.alerts.list(owner, bot.parts.now())
    if (!first) throw new Error('none was set')
    const { target, condition, repeat, hold, until, silent, look } = first
    const plan = { target, condition, repeat, hold, until, silent, look }
    for (let i = 1; i < ALERT_QUOTAS.member.alerts; i++) {
      const wish = { owner, plan, watches: [], now: bot.parts.now() }
      await bot.store.alerts.add({ ...wish, most: { alerts: 30, watches: 200, total: 1000 } })
    }
    const { id, revision } = first
    await bot.store.alerts.change({ id, revision, now: bot.parts.now(), to: { kind: 'end' } })
    const full = await bot.ask('alert eth > 9000', who)
    for (const text of texts) expect(shownIn(full)).toContain(text)
    await bot.click(full, 'clear', who)
    const all = await bot.store.alerts.list(owner, bot.parts.now())
    expect(all).toHaveLength(ALERT_QUOTAS.member.alerts)
    expect(all.at(-1)).toMatchObject({ condition: { asset: 'ethereum' }, state: 'active' })
  })

  it.each([
    ['ja', '有効期限が切れました'],
    ['en', 'These buttons have expired'],
  ] as const)('a button of more than ninety days ago says that it has expired (%s)', async (language, text) => {
    const bot = await createAlertBot(() => sample, open)
    const who = placeOf(language)
    const saved = await bot.ask('alert btc > 99000', who)
    bot.pass(91 * 86_400_000)
    expect(shownIn(await bot.click(saved, 'edit', who))).toContain(text)
  })

  it.each([
    ['ja', 'btc 資金調達率', '[BTC 資金調達率の符号転換]'],
    ['en', 'btc foo < 80k', '[BTC below $80,000]'],
  ] as const)('a line that is offered is said as it is understood (%s)', async (language, line, button) => {
    const bot = await createAlertBot(() => sample, open)
    expect(shownIn(await bot.ask(`alert ${line}`, placeOf(language)))).toContain(button)
  })

  it('here, in a private chat, is one’s own', async () => {
    const bot = await createAlertBot(() => sample, open)
    const alone: Partial<Request> = {
      ...{ platform: 'telegram', chat: 'telegram:5', member: '5', place: 'private', manager: true },
    }
    await bot.ask('alert btc > 99000 here', alone)
    const now = bot.parts.now()
    expect(await bot.store.alerts.list('member:telegram:5', now)).toHaveLength(1)
    expect(await bot.store.alerts.list('telegram:5', now)).toEqual([])
  })

  it.each([
    ['ja', '削除されています', '設定した本人だけ'],
    ['en', 'That alert was deleted', 'Only its owner can do that'],
  ] as const)('a button of a deleted alert says so, and one of another’s is theirs (%s)', async (language, gone, others) => {
    const bot = await createAlertBot(() => sample, open)
    const who = placeOf(language)
    const saved = await bot.ask('alert btc > 99000', who)
    await bot.click(saved, 'undo', who)
    expect(shownIn(await bot.click(saved, 'edit', who))).toContain(gone)
    const mine = await bot.ask('alert eth > 9000', who)
    const stranger = { ...who, member: '99', chat: who.place === 'private' ? 'telegram:99' : 'discord:10' }
    await bot.ask('alert btc > 99000', stranger)
    const theirs = await bot.ask('alerts', stranger)
    const [alert] = await bot.store.alerts.list(`member:${who.platform}:${who.member}`, bot.parts.now())
    expect(shownIn(mine)).not.toContain(others)
    expect(shownIn(await bot.click(theirs, `open=${alert?.id}`, stranger))).toContain(others)
  })
})
