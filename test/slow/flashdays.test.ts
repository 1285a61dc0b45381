/** Ten days of the sample pass by the clock, and two chats have the flashes that they are to have: one as it is set up, one with more. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseQuiet, quietUntil } from '#src/chat/quiet.ts'
import { statementOf } from '#src/briefing/daily/statements.ts'
import { formatStatements } from '#src/briefing/format.ts'
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import { entryStatement } from '#src/briefing/flash/statements.ts'
import type { Statement } from '#src/briefing/section.ts'
import { type FlashRule, USUAL_FLASHES } from '#src/chat/flash.ts'
import { createWords } from '#src/i18n/words.ts'
import { historyAt } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, HOUR, isoOf, MINUTE } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readDay } from '#src/services/daily.ts'
import { readExtremes } from '#src/services/extremes.ts'
import type { Extreme, RankedExtreme } from '#src/services/extremes/extreme.ts'
import { openStore, type Store } from '#src/store/open.ts'
import { createFakeClock } from '../support/clock.ts'
import { beginFlashes, untilShown } from '../support/flashloop.ts'
import { sampleHistory } from '../support/histories.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster } from '../support/posters.ts'

const FROM = Date.parse('2025-11-14T00:00:00Z')
const TO = Date.parse('2025-11-24T12:00:00Z')
const ZONE = 'Asia/Tokyo'
const QUIET = '23:00-07:00'
/** Settlements and what follows within two hours, and the end of quiet hours: half an hour apart, as competitors wait for each other. */
const LOOKS = Array.from({ length: (TO - FROM) / HOUR + 1 }, (_, i) => FROM + i * HOUR)
  .filter((hour) => [0, 1, 8, 9, 16, 17, 22].includes(new Date(hour).getUTCHours()))
  .flatMap((hour) => [hour + 5 * MINUTE, hour + 36 * MINUTE])

interface Chat {
  readonly target: string
  readonly language: 'ja' | 'en'
  readonly rule: FlashRule
}

const USUAL: Chat = { target: 'discord:1', language: 'ja', rule: USUAL_FLASHES }
const MORE: Chat = { target: 'discord:2', language: 'en', rule: { ...USUAL_FLASHES, most: 7 } }

interface Posted {
  /** When it was decided that it is posted. */
  readonly at: number
  readonly target: string
  readonly title: string
  readonly text: string
}

interface Passed {
  readonly posted: readonly Posted[]
  /** What the chat that has more was posted. */
  readonly editions: readonly FlashEdition[]
}

let sample: History
let passed: Passed
beforeAll(async () => {
  sample = await sampleHistory()
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-flashdays-'))
  const store = await openStore(home)
  try {
    passed = await pass(sample, store)
  } finally {
    await store.close()
    await rm(home, { recursive: true })
  }
}, 120_000)

async function pass(record: History, store: Store): Promise<Passed> {
  const clock = createFakeClock(FROM - MINUTE)
  const poster = createFakePoster('discord')
  for (const { target, language, rule } of [USUAL, MORE]) {
    const what = { kind: 'flash', ...rule } as const
    const plan = planOf(target, { what, when: { kind: 'event' }, language, zone: ZONE })
    await store.schedules.add(target, plan, null, '42', clock.now())
  }
  let history = historyAt(record, clock.now())
  const { tick, work } = beginFlashes({ store, clock, poster, history: () => history })
  const worker = work()
  const posted: Posted[] = []
  for (const at of LOOKS) {
    clock.advance(at - clock.now())
    if (floorToHour(at) !== floorToHour(at - 31 * MINUTE)) history = historyAt(record, at)
    const made = await tick()
    worker.wake()
    await untilShown(posted.length + made, { poster, clock, store })
    for (const { target, text } of poster.shown.slice(posted.length)) {
      const title = poster.prepared.find((message) => text.startsWith(message.title))?.title ?? ''
      posted.push({ at, target, title, text })
    }
  }
  await worker.stop()
  const [schedule] = await store.schedules.list(MORE.target)
  const posts = await store.flashes.posts(schedule?.id ?? '', FROM)
  const frozen = posts
    .filter(({ fate }) => fate === 'posted')
    .map(async ({ flash }) => (await store.flashes.revisions(flash)).at(-1)?.content ?? '')
  return { posted, editions: (await Promise.all(frozen)).map((content) => JSON.parse(content)) }
}

function floorToHour(at: number): number {
  return Math.floor(at / HOUR) * HOUR
}

/** When each is posted, and its title. */
function postsOf({ target }: Chat): readonly (readonly [string, string])[] {
  return passed.posted
    .filter((one) => one.target === target)
    .map(({ at, title }) => [isoOf(at).slice(5, 16), title] as const)
}

const WORDS = createWords('en', ZONE, TO)

/** What the daily of the day and the recap of the week state of the same value. */
function statedOf(entry: RankedExtreme, edition: FlashEdition): readonly { by: string; text: string }[] {
  const isSame = (one: Extreme) =>
    one.series === entry.series && one.kind === entry.kind && one.at === entry.at
  const day = dayOf(edition.settledAt - 1)
  const daily = readDay(sample, day).facts.find(({ extreme }) => isSame(extreme))
  const week = weekEnding(mondayAfter(day), 'UTC')
  const recap = readExtremes(sample, week).find(isSame)
  const said = (by: string, statement: Statement) => ({
    by,
    text: formatStatements([statement], WORDS).join(''),
  })
  return [
    ...(daily
      ? [
          said(
            'daily',
            statementOf(
              {
                extreme: { ...entry, ...daily.extreme },
                by: 'since',
                ...(daily.coins && { coins: daily.coins }),
              },
              edition.symbols,
            ),
          ),
        ]
      : []),
    ...(recap ? [said('recap', entryStatement({ ...entry, ...recap }, edition))] : []),
  ]
}

/** `2025-11-24` of any day of the week before it. */
function mondayAfter(day: string): string {
  const start = Date.parse(`${day}T00:00:00Z`)
  return dayOf(start + ((8 - new Date(start).getUTCDay()) % 7 || 7) * DAY)
}

describe('ten days of flashes', () => {
  it('are the rarest of a week where a chat has two', () => {
    expect(postsOf(USUAL)).toEqual([
      ['11-15T00:05', '速報｜恐怖・強欲指数は17に低下、4月以来の低さ'],
      // Two at once where one is left to have: half an hour later the rarer.
      ['11-20T00:36', '速報｜BybitのETH資金調達率は4月以来の低さ'],
      ['11-22T08:36', '速報｜BinanceのBTC資金調達率は2024年10月以降の最低'],
    ])
  })

  it('are all that happened where a chat has seven, what fell into quiet hours after them', () => {
    expect(postsOf(MORE)).toEqual([
      ['11-15T00:05', 'Flash: fear and greed index drops to 17, the lowest since April'],
      ['11-20T00:05', 'Flash: Bybit ETH funding lowest since April'],
      ['11-20T00:05', 'Flash: BTC volatility lowest since July'],
      // Settled at one in the morning.
      ['11-20T22:05', 'Flash: Bybit BTC funding lowest since at least April'],
      ['11-22T08:05', 'Flash: Binance BTC funding lowest since at least October 2024'],
      ['11-22T08:05', 'Flash: OKX ETH funding lowest since at least April'],
      ['11-23T00:05', 'Flash: total market cap below $3T for the first time in half a year'],
      ['11-24T00:05', 'Flash: Bybit ETH funding negative for 128 hours, the longest since at least April'],
    ])
  })

  it('are never posted in quiet hours', () => {
    const hours = parseQuiet(QUIET)
    if (!hours) throw new RangeError(QUIET)
    expect(LOOKS.filter((at) => quietUntil(hours, ZONE, at) !== undefined).length).toBeGreaterThan(0)
    expect(passed.posted.filter(({ at }) => quietUntil(hours, ZONE, at) !== undefined)).toEqual([])
  })

  it('say word for word what the daily of the day or the recap of the week states of the same value', () => {
    const texts = passed.posted.filter(({ target }) => target === MORE.target).map(({ text }) => text)
    const compared = passed.editions.flatMap((edition) =>
      [edition.extreme, ...edition.beside].flatMap((entry) =>
        statedOf(entry, edition).map(({ by, text }) => ({
          of: `${by} ${entry.series} ${entry.kind}`,
          text,
          isSaid: texts.some((one) => one.includes(text)),
        })),
      ),
    )
    expect(compared.filter(({ isSaid }) => !isSaid)).toEqual([])
    // Of a settlement a recap states the lowest of its week, and a daily the mean of its day.
    expect(compared.map(({ of }) => of)).toEqual([
      'daily sentiment.fearGreed.value low',
      'daily volatility.bitcoin.rv30d low',
      'recap volatility.bitcoin.rv30d low',
      'recap funding.bitcoin.bybit.settlement low',
      'recap funding.ethereum.okx.settlement low',
      'daily marketcap.total.beyond first-beyond',
      'recap marketcap.total.beyond first-beyond',
      'daily funding.ethereum.bybit.run longest-run',
      'recap funding.ethereum.bybit.run longest-run',
      'daily funding.ethereum.binance.run longest-run',
      'recap funding.ethereum.binance.run longest-run',
    ])
  })
})
