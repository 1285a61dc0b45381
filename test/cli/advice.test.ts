/** What `doctor` advises: exchanges that answer elsewhere, clocks that differ, what is missing without a source. */
import { describe, expect, it } from 'vitest'
import type { Check } from '#src/cli/check.ts'
import { createWords } from '#src/i18n/words.ts'
import { SupplierError, type SupplierFault } from '#src/sources/supplier.ts'
import { run } from './doctoring.ts'

describe('the doctor', () => {
  it('names exchanges that answer elsewhere, the setting of a key, and says one thing once', async () => {
    const { code, text } = await run([
      failing('binance', 'blocked', { kind: 'exchange' }),
      failing('bybit', 'blocked', { kind: 'exchange' }),
      failing('fred', 'denied', { key: 'FRED_KEY' }),
      failing('mof', 'down'),
    ])
    expect(code).toBe(1)
    expect(text).toContain('Not available from this country or network: binance, bybit.')
    expect(text).toContain('EXCHANGES=okx,hyperliquid,kraken')
    expect(text).toContain('FRED_KEY')
    expect(text).toContain('mof: says down')
    expect(text).not.toContain('`')
  })

  it('reports a clock that is wrong', async () => {
    const probe = () => Promise.resolve({ latency: 5, skew: -120_000 })
    const { code, text } = await run([{ name: 'okx', kind: 'exchange', probe, close: async () => {} }])
    expect(code).toBe(1)
    expect(text).toMatch(/okx +clock differs/)
    expect(text).toContain('differs by 120 s')
  })

  it('says once that the clock is wrong, however many clocks say so', async () => {
    const off = (skew: number) => ({
      ...{ kind: 'exchange' as const, close: async () => {} },
      probe: () => Promise.resolve({ latency: 5, skew }),
    })
    const { text } = await run([
      { ...off(7_200_200), name: 'okx' },
      { ...off(7_200_900), name: 'bybit' },
    ])
    expect(text.match(/differs by/g)).toHaveLength(1)
    expect(text).toContain('The clock of this machine differs by 2 hours from okx, bybit.')
  })

  it('blamed this machine for one clock that is off: where others agree with it, it is the other’s', async () => {
    const { text } = await run([clocked('okx', 0), clocked('bybit', 1200), clocked('kraken', 300_000)])
    expect(text).toContain('The clock of kraken differs by 5 min, while others agree with this machine')
    expect(text).not.toContain('Synchronize')
    const ja = await run([clocked('okx', 0), clocked('kraken', 300_000)], 'ja')
    expect(ja.text).toContain('krakenの時計が5分ずれています。ほかの時計はこのマシンと一致しているため')
  })

  it('blames this machine where more clocks are off alike than agree with it, and nobody where there is one', async () => {
    const two = await run([clocked('okx', 120_000), clocked('bybit', 121_000), clocked('kraken', 0)])
    expect(two.text).toContain('The clock of this machine differs by 120 s from okx, bybit.')
    const one = await run([clocked('okx', 120_000)])
    expect(one.text).toContain('no other clock says which of the two is wrong')
    expect(one.text).not.toContain('Synchronize')
  })

  it('advised exchanges that fail themselves: it names those that answer, and none that was found to fail', async () => {
    const blocked = (name: string) => failing(name, 'blocked', { kind: 'exchange' })
    const some = await run([
      blocked('binance'),
      failing('okx', 'down', { kind: 'exchange' }),
      clocked('gate', 0),
    ])
    expect(some.text).toContain('EXCHANGES=gate,hyperliquid,kraken,')
    const none = [blocked('okx'), blocked('hyperliquid'), failing('kraken-usd', 'blocked')]
    expect((await run(none)).text).toContain('No other exchange answered either')
    expect((await run(none, 'ja')).text).toContain('応答する取引所がほかにありません')
  })

  it('left out an exchange that answers where its archive does not', async () => {
    const { text } = await run([
      clocked('binance', 0),
      failing('binance-archive', 'timeout'),
      failing('bybit', 'blocked', { kind: 'exchange' }),
      clocked('kraken', 0),
      failing('kraken-usd', 'timeout'),
    ])
    expect(text).toContain('EXCHANGES=binance,kraken,okx,hyperliquid,')
  })

  it('said that only figures are missing where nothing answers, or a platform does not', async () => {
    const discord = failing('discord', 'down', { kind: 'platform' })
    const last = async (checks: readonly Check[]) => (await run(checks)).text.trim().split('\n').at(-1)
    expect(await last([failing('mof', 'down'), discord])).toContain('nothing can be fetched or posted')
    expect(await last([failing('mof', 'down'), { ...clocked('discord', 0), kind: 'platform' }])).toContain(
      'every source among them',
    )
    expect(await last([clocked('okx', 0), discord])).toContain('On a platform among them nothing is')
    expect(await last([clocked('okx', 0), failing('mof', 'down')])).toContain(
      'Only their figures are missing',
    )
  })

  it.each([
    [
      'en',
      [
        'okx: www.okx.com/x answered 503: busy',
        'mof: jgbcm.csv ends at 2025-11-01, which is too old',
        'bls: bls prices BTC: price is "NaN", which is not a number',
        'yahoo: says something',
      ],
    ],
    [
      'ja',
      [
        'okx: www.okx.com/xの応答コードは503: busy',
        'mof: 2025-11-01までの古いデータしかありません（jgbcm.csv）',
        'bls: bls prices BTC：priceの値"NaN"は数値ではありません',
        'yahoo: says something（原文）',
      ],
    ],
  ] as const)('tells in %s what each of them says', async (locale, lines) => {
    const saying = (name: string, fault: SupplierFault, detail: string) =>
      failing(name, fault, {
        probe: () => Promise.reject(new SupplierError({ supplier: name, fault, detail })),
      })
    const { text } = await run(
      [
        saying('okx', 'down', 'www.okx.com/x answered 503: busy'),
        saying('mof', 'stale', 'jgbcm.csv ends at 2025-11-01, which is too old'),
        saying('bls', 'stale', 'bls prices BTC: price "NaN" is not a number'),
        saying('yahoo', 'down', 'says something'),
      ],
      locale,
    )
    for (const line of lines) expect(text).toContain(`  ${line}\n`)
    expect(text).toContain(locale === 'ja' ? '数値が不正' : 'no valid number')
  })

  it.each(['en', 'ja'] as const)('has words in %s for every fault', async (locale) => {
    const faults: SupplierFault[] = [
      ...(['limited', 'blocked', 'denied', 'down', 'timeout'] as const),
      ...(['unreached', 'malformed', 'empty', 'stale', 'unknown'] as const),
    ]
    const words = createWords(locale, 'UTC', 0)
    for (const fault of [...faults, 'senseless', 'failed']) {
      expect(words.find(`doctor:state.${fault}`), fault).toMatch(/\S/)
      expect(words.find(`doctor:advice.${fault}`, { name: 'x' }), fault).toMatch(/x/)
    }
  })
})

function failing(name: string, fault: SupplierFault, more: Partial<Check> = {}): Check {
  return {
    ...{ name, kind: 'service', close: async () => {} },
    probe: () => Promise.reject(new SupplierError({ supplier: name, fault, detail: `says ${fault}` })),
    ...more,
  }
}

/** An exchange that answers, with its clock so many milliseconds off. */
function clocked(name: string, skew: number): Check {
  return {
    ...{ name, kind: 'exchange' as const, close: async () => {} },
    probe: () => Promise.resolve({ latency: 5, skew }),
  }
}
