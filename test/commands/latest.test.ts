/** On a live market `/funding`, `/openinterest`, `/volume` and `/macro` answer with now, and the last Monday beside it. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { sampleHistory } from '../support/histories.ts'
import { ask } from './asking.ts'
import { liveAt, MONDAY, NOW, said } from './live.ts'

let sample: History
let live: History
beforeAll(async () => {
  sample = await sampleHistory()
  live = liveAt(sample, NOW)
})

describe('answers of a live market', () => {
  it.each([
    [
      '/funding',
      'BTC funding −0.0033% per 8 hours, +0.0062% on Monday, 17 November',
      'BTCの資金調達率は8時間換算−0.0033%、11月17日（月）時点は+0.0062%',
      ['00:00 UTC on 20 Nov\nunder 6 hours', '05:00 UTC on 20 Nov\nunder 1 hour'],
    ],
    [
      '/funding eth apr',
      'ETH funding −4.2% a year, +7.1% on Monday, 17 November',
      'ETHの資金調達率は年率−4.2%、11月17日（月）時点は+7.1%',
      ['under 6 hours'],
    ],
    [
      '/openinterest',
      'Perpetual futures open interest $151.5B, +1.1% since Monday, 17 November ($149.8B)',
      '無期限先物の建玉は1,515億ドル、11月17日（月）の1,498億ドルから+1.1%',
      ['20 Nov 2025\nunder 6 hours'],
    ],
    [
      '/oi btc',
      'BTC open interest $48.0B, −1.7% since Monday, 17 November ($48.8B)',
      'BTCの建玉は480億ドル、11月17日（月）の488億ドルから−1.7%',
      ['Binance\n$13.6B\n−3.9%\n20 Nov 2025\nunder 6 hours'],
    ],
    [
      '/volume',
      'Spot volume $65.7B on 19 November, against $66.2B a day in the week to Monday',
      '現物の取引高は11月19日に657億ドル、月曜までの週は1日平均662億ドル',
      ['19 Nov 2025', 'under 6 hours'],
    ],
    [
      '/volume perp',
      'Perpetual volume $252.6B on 19 November, against $269.7B a day in the week to Monday',
      '無期限先物の取引高は11月19日に2,526億ドル、月曜までの週は1日平均2,697億ドル',
      ['under 6 hours'],
    ],
    [
      '/macro',
      'Odds of a Fed cut 38.2%, 46.0% on Monday, 17 November',
      '米利下げ確率は38.2%、11月17日（月）時点は46.0%',
      ['00:00 UTC on 20 Nov (under 6 hours old)', '20 (Monday: 16)', 'UK inflation 3.6%'],
    ],
  ])('%s begins with the newest figure and its age', async (typed, titleEn, titleJa, inside) => {
    const [en, ja] = await said(typed, live)
    expect(en.split('\n')[0]).toBe(titleEn)
    expect(ja.split('\n')[0]).toBe(titleJa)
    for (const part of inside) expect(en).toContain(part)
    expect(en).toContain('\nLast whole week: ')
    expect(ja).toContain('\n直近の週：')
  })

  it('call no rate of the Monday current', async () => {
    const [en, ja] = await said('/funding', live)
    expect(en).toContain('Rate at the end of the week (8h, weighted by open interest)\n+0.0062%')
    expect(en).not.toContain('Current rate')
    expect(ja).toContain('週末時点（8時間換算、建玉加重）')
    expect((await said('/funding week:2025-11-10', live))[0]).not.toContain('Current rate')
  })

  it.each([
    '/funding',
    '/openinterest',
    '/volume',
    '/macro',
  ])('%s of a past week, of a history that is not live, and where nothing is newer is the week alone', async (typed) => {
    expect((await said(`${typed} week:2025-11-10`, live))[0]).not.toContain('Last whole week')
    expect((await said(typed, { ...sample, now: MONDAY }))[0]).not.toContain('Last whole week')
    expect((await said(typed, liveAt(sample, MONDAY)))[0]).not.toContain('Last whole week')
  })
})

describe('a short answer of a live market', () => {
  it.each([
    [
      '/funding',
      'en',
      'BTC funding −0.0033% per 8 hours, +0.0062% on Monday, 17 November',
      'As of 00:00 UTC on 17 Nov:',
    ],
    [
      '/oi btc',
      'ja',
      'BTCの建玉は480億ドル、11月17日（月）の488億ドルから−1.7%',
      '日本時間11月17日9時時点：',
    ],
    [
      '/volume',
      'en',
      'Spot volume $65.7B on 19 November, against $66.2B a day in the week to Monday',
      'As of 00:00 UTC on 17 Nov:',
    ],
    ['/macro', 'ja', '米利下げ確率は38.2%、11月17日（月）時点は46.0%', '日本時間11月17日9時時点：'],
  ] as const)('begins with now, and dates the figures of the week: %s (%s)', async (typed, locale, now, dated) => {
    const { short } = await ask(typed, live, locale)
    const lines = short?.blocks.flatMap((block) =>
      block.kind === 'facts' ? block.items.map(({ text }) => text) : [],
    )
    expect(lines?.[0]).toBe(now)
    const at = lines?.indexOf(dated) ?? -1
    expect(at).toBeGreaterThan(0)
    expect(lines?.slice(at + 1).length).toBeGreaterThanOrEqual(3)
  })
})
