/** What `/status` says of the past while it is fetched, in both languages. */
import { describe, expect, it } from 'vitest'
import { createPast } from '#src/app/past.ts'
import { formatPast, pastBlocks } from '#src/briefing/details/backfill.ts'
import { sentencesOf } from '#src/collector/backfill/sentences.ts'
import { createWords } from '#src/i18n/words.ts'
import type { BackfillJob } from '#src/store/backfill.ts'

const none = { gaps: 0 }

describe('the progress of the past', () => {
  it('is reported by kind of sentence: ready, being fetched, withheld with its reason', () => {
    const rows = sentencesOf([
      { kind: 'caps', of: 100, done: 62, ...none },
      { kind: 'candles.daily', of: 150, done: 150, ...none },
      { kind: 'turnover.spot', of: 7, done: 0, why: 'blocked', ...none },
      { kind: 'funding.settled', of: 40, done: 40, why: 'down', ...none },
    ])
    const of = (name: string) => rows.find((row) => row.name === name)
    expect(of('ranks')).toEqual({ name: 'ranks', state: 'fetching', done: 62, of: 100 })
    expect(of('returns')).toMatchObject({ state: 'fetching', done: 212, of: 250 })
    expect(of('volatility')?.state).toBe('ready')
    expect(of('funding')).toEqual({ name: 'funding', state: 'ready', done: 40, of: 40 })
    expect(of('volume')).toMatchObject({ state: 'withheld', why: 'blocked' })
  })

  it('is withheld where all that is left is held, though some of it came', () => {
    const rows = (held: boolean) =>
      sentencesOf([
        { kind: 'turnover.spot', of: 7, done: 7, ...none },
        { kind: 'turnover.perp', of: 4, done: 1, why: 'limited', ...none, ...(held && { held }) },
      ]).filter(({ name }) => name === 'volume')
    expect(rows(false)).toEqual([{ name: 'volume', state: 'fetching', done: 8, of: 11 }])
    expect(rows(true)).toEqual([{ name: 'volume', state: 'withheld', done: 8, of: 11, why: 'limited' }])
    const said = (locale: 'en' | 'ja') => pastBlocks(rows(true), createWords(locale, 'UTC', 0))
    expect(said('en')).toMatchObject([
      { items: ['Volume: 8 of 11 fetched; the rest is withheld (rate limited)'] },
    ])
    expect(said('ja')).toMatchObject([
      {
        items: ['取引高：11件中8件は取得済み、残りは取得を見合わせ中（アクセス制限中）'],
      },
    ])
  })

  it.each([
    [
      'en' as const,
      ['Ranks: being fetched (62 of 100)', 'Volume: withheld (refuses this network)', 'Ready: Funding'],
    ],
    [
      'ja' as const,
      [
        '順位：取得中（100件中62件）',
        '取引高：取得を見合わせ中（このネットワークからの利用を拒否しています）',
        '取得済み：資金調達率',
      ],
    ],
  ])('reads well in %s', (locale, items) => {
    const rows = [
      { name: 'ranks', state: 'fetching' as const, done: 62, of: 100 },
      { name: 'volume', state: 'withheld' as const, done: 0, of: 7, why: 'blocked' },
      { name: 'funding', state: 'ready' as const, done: 40, of: 40 },
    ]
    const [block] = pastBlocks(rows, createWords(locale, 'UTC', 0))
    expect(block).toMatchObject({ kind: 'bullets', items })
    // The page says the same, and how much of it there is.
    const formatted = formatPast(rows, createWords(locale, 'UTC', 0))
    expect(formatted?.items.map(({ text }) => text)).toEqual(items)
    expect(formatted?.items.map(({ state }) => state)).toEqual(['fetching', 'withheld', 'ready'])
    expect(formatted).toMatchObject({ done: 102, of: 147, isFetching: true })
    expect(formatted?.summary).toBe(locale === 'ja' ? '3種類のうち1種類が取得済み' : '1 of 3 kinds ready')
  })

  it.each([
    ['en' as const, 'Volume: withheld (CoinGecko: refuses this network; next attempt 00:00 UTC on 1 Jan)'],
    [
      'ja' as const,
      '取引高：取得を見合わせ中（CoinGecko：このネットワークからの利用を拒否しています、次の取得：UTC 1月1日0時）',
    ],
  ])('names the source that refuses in %s', async (locale, line) => {
    const job = { kind: 'turnover.spot', state: 'waiting', tries: 0, cursor: 1, to: 1, lastError: 'blocked' }
    const waiting = ['a', 'b'].map((id) => ({ ...job, id, source: 'coingecko', retryAt: 2 }) as BackfillJob)
    const past = createPast(
      { all: async () => waiting },
      () => 1,
      () => [{ name: 'coingecko', title: 'CoinGecko' }],
    )
    await past.listen()
    const [block] = pastBlocks(past.rows(), createWords(locale, 'UTC', 0))
    expect(block).toMatchObject({ items: expect.arrayContaining([line]) })
  })

  it('says when what is withheld will be asked again, in both languages', () => {
    const until = Date.UTC(2025, 11, 1)
    const rows = sentencesOf([
      { kind: 'turnover.spot', of: 7, done: 2, why: 'spent', held: true, until, ...none },
      { kind: 'turnover.perp', of: 4, done: 4, ...none },
    ]).filter(({ name }) => name === 'volume')
    expect(rows).toEqual([{ name: 'volume', state: 'withheld', done: 6, of: 11, why: 'spent', until }])
    const said = (locale: 'en' | 'ja') => pastBlocks(rows, createWords(locale, 'UTC', 0))
    expect(said('en')).toMatchObject([
      {
        items: [
          'Volume: 6 of 11 fetched; the rest is withheld (this month’s calls are used up; next attempt 00:00 UTC on 1 Dec 2025)',
        ],
      },
    ])
    expect(said('ja')).toMatchObject([
      {
        items: [
          '取引高：11件中6件は取得済み、残りは取得を見合わせ中（今月の呼び出し回数の上限に到達、次の取得：UTC 2025年12月1日0時）',
        ],
      },
    ])
  })

  it('says nothing once all is there, or where nothing is fetched', () => {
    expect(
      pastBlocks([{ name: 'ranks', state: 'ready', done: 1, of: 1 }], createWords('en', 'UTC', 0)),
    ).toEqual([])
    expect(formatPast([], createWords('en', 'UTC', 0))).toBeUndefined()
    expect(sentencesOf([])).toEqual([])
  })
})
