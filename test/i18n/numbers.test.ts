import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moneyPrinter } from '#src/i18n/money.ts'
import {
  formatAmount,
  formatCoins,
  formatLevel,
  formatNumber,
  formatPercent,
  formatPrice,
  formatRoundPrice,
  formatThousands,
} from '#src/i18n/numbers.ts'

describe('a number', () => {
  it('is grouped, and has U+2212 for minus', () => {
    expect(formatNumber(1234567)).toBe('1,234,567')
    expect(formatNumber(-0.149, 3)).toBe('−0.149')
    expect(formatNumber(-0.149, 3).charCodeAt(0)).toBe(0x2212)
  })

  it('has no sign where it rounds to zero, whatever style is asked for', () => {
    for (const sign of ['auto', 'always', 'never'] as const) {
      expect(formatNumber(-0.04, 1, sign)).toBe('0.0')
      expect(formatNumber(0.04, 1, sign)).toBe('0.0')
      expect(formatNumber(-0, 0, sign)).toBe('0')
    }
  })

  it('shows a plus on request only', () => {
    expect(formatNumber(2.3, 1)).toBe('2.3')
    expect(formatNumber(2.3, 1, 'always')).toBe('+2.3')
    expect(formatNumber(-2.3, 1, 'always')).toBe('−2.3')
    expect(formatNumber(-2.3, 1, 'never')).toBe('2.3')
  })
})

it('a number of coins is counted, and from a billion on told in large units', () => {
  expect(formatCoins(292_887.4, 'en')).toBe('292,887')
  expect(formatCoins(999_999_999, 'ja')).toBe('999,999,999')
  expect(formatCoins(60_282_471_289_949, 'en')).toBe('60.3T')
  expect(formatCoins(60_282_471_289_949, 'ja')).toBe('60.3兆')
})

describe('a percentage', () => {
  it('is made of a fraction', () => {
    expect(formatPercent(0.149)).toBe('14.9%')
    expect(formatPercent(-0.149)).toBe('−14.9%')
    expect(formatPercent(-0.000042, 4)).toBe('−0.0042%')
    expect(formatPercent(0.98, 0)).toBe('98%')
  })
})

describe('an amount of dollars', () => {
  it.each([
    [135e9, '$135B', '1,350億ドル'],
    [2.98e12, '$2.98T', '2.98兆ドル'],
    [3e12, '$3.00T', '3.00兆ドル'],
    [423e9, '$423B', '4,230億ドル'],
    [423.36e9, '$423.4B', '4,234億ドル'],
    [99.96e9, '$100B', '1,000億ドル'],
    [999.44e9, '$999.4B', '9,994億ドル'],
    [230e9, '$230B', '2,300億ドル'],
    [65.8e9, '$65.8B', '658億ドル'],
    [1.35e9, '$1.35B', '13.5億ドル'],
    [135e6, '$135M', '1.35億ドル'],
    [13.5e6, '$13.5M', '1,350万ドル'],
    [999.6e9, '$1.00T', '1.00兆ドル'],
    [0, '$0', '0ドル'],
  ])('of %d is %s, %s', (usd, en, ja) => {
    expect(formatAmount(usd, 'en')).toBe(en)
    expect(formatAmount(usd, 'ja')).toBe(ja)
  })

  it('carries its sign before the currency', () => {
    expect(formatAmount(-135e9, 'en')).toBe('−$135B')
    expect(formatAmount(-135e9, 'ja')).toBe('−1,350億ドル')
    expect(formatAmount(135e9, 'en', 'always')).toBe('+$135B')
    expect(formatAmount(-135e9, 'ja', 'never')).toBe('1,350億ドル')
  })

  it('says three significant digits, four of hundreds of billions, in both languages', () => {
    fc.assert(
      fc.property(fc.double({ min: 1000, max: 9e14, noNaN: true }), (usd) => {
        const three = Number(usd.toPrecision(3))
        const rounded = three >= 1e11 && three < 1e12 ? Math.round(usd / 1e8) * 1e8 : three
        expect(dollarsOf(formatAmount(usd, 'en'))).toBeCloseTo(rounded, -Math.floor(Math.log10(usd)) + 4)
        expect(dollarsOf(formatAmount(usd, 'ja')) / dollarsOf(formatAmount(usd, 'en'))).toBeCloseTo(1, 2)
      }),
    )
  })

  it('says exactly the same from ten million on', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e7, max: 9e14, noNaN: true }), (usd) => {
        expect(dollarsOf(formatAmount(usd, 'ja'))).toBeCloseTo(dollarsOf(formatAmount(usd, 'en')), 3)
      }),
    )
  })

  it('never prints more than four figures before a unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 9e14, noNaN: true }), (usd) => {
        expect(formatAmount(usd, 'ja')).toMatch(/^[\d,.]{1,5}(?:兆|億|万[\d,]*)?ドル$/)
        expect(formatAmount(usd, 'en')).toMatch(/^\$[\d,.]{1,7}[TBM]?$/)
      }),
    )
  })
})

describe('a round level', () => {
  it('is reported in whole trillions', () => {
    expect(formatLevel(3e12, 'en')).toBe('$3T')
    expect(formatLevel(3e12, 'ja')).toBe('3兆ドル')
    expect(formatLevel(1.5e12, 'en')).toBe('$1.5T')
  })
})

describe('a price', () => {
  it('has 万 in Japanese from ten thousand on', () => {
    expect(formatPrice(86512, 'en')).toBe('$86,512')
    expect(formatPrice(86512, 'ja')).toBe('8万6,512ドル')
    expect(formatPrice(20000, 'ja')).toBe('2万ドル')
    expect(formatPrice(4321.4, 'ja')).toBe('4,321ドル')
  })

  it('has two decimals below a thousand, and four significant digits below one', () => {
    expect(formatPrice(142.5, 'en')).toBe('$142.50')
    expect(formatPrice(142.5, 'ja')).toBe('142.50ドル')
    expect(formatPrice(0.00001234567, 'en')).toBe('$0.00001235')
    expect(formatPrice(0.5, 'ja')).toBe('0.5ドル')
    expect(formatPrice(0, 'en')).toBe('$0')
  })

  it('is reported in round terms to three significant digits', () => {
    expect(formatRoundPrice(114_963, 'en')).toBe('$115,000')
    expect(formatRoundPrice(114_963, 'ja')).toBe('11万5,000ドル')
  })
})

describe('a sum in another currency', () => {
  const yen = { perUsd: 150, day: 0 }
  const printer = (locale: 'en' | 'ja', currency: 'usd' | 'jpy' | 'both') =>
    moneyPrinter({ locale, money: { currency, yen } })

  it('is reported in dollars, in yen, or in dollars with yen behind', () => {
    expect(printer('en', 'usd').amount(3.2e12)).toBe('$3.20T')
    expect(printer('en', 'jpy').amount(3.2e12)).toBe('¥480T')
    expect(printer('en', 'both').amount(3.2e12)).toBe('$3.20T (¥480T)')
    expect(printer('ja', 'jpy').amount(3.2e12)).toBe('480兆円')
    expect(printer('ja', 'both').amount(3.2e12)).toBe('3.20兆ドル（約480兆円）')
    expect(printer('ja', 'jpy').amount(-1.35e9, 'always')).toBe('−2,030億円')
  })

  it('has prices to five digits, as a rate has no more', () => {
    expect(printer('en', 'jpy').price(86_512)).toBe('¥12,977,000')
    expect(printer('ja', 'jpy').price(86_512)).toBe('1,297万7,000円')
    expect(printer('en', 'jpy').price(2.5)).toBe('¥375.00')
    expect(printer('ja', 'jpy').price(0.00001)).toBe('0.0015円')
    expect(printer('ja', 'both').roundPrice(114_963)).toBe('11万5,000ドル（約1,720万円）')
  })

  it('keeps a round level in dollars, where it is round', () => {
    expect(printer('en', 'jpy').level(3e12)).toBe('$3T (¥450T)')
    expect(printer('ja', 'jpy').level(3e12)).toBe('3兆ドル（約450兆円）')
  })

  it('stays in dollars without a rate', () => {
    const money = { currency: 'both' } as const
    expect(moneyPrinter({ locale: 'ja', money }).amount(3.2e12)).toBe('3.20兆ドル')
  })
})

describe('a count of persons in thousands', () => {
  it('is printed in persons', () => {
    expect(formatThousands(119, 'en')).toBe('119,000')
    expect(formatThousands(119, 'ja')).toBe('11万9,000')
    expect(formatThousands(-33, 'ja')).toBe('3万3,000')
    expect(formatThousands(-33, 'en')).toBe('33,000')
  })
})

function dollarsOf(text: string): number {
  const plain = text.replace(/[$,ドル]/g, '')
  const english = /^([\d.]+)([TBM]?)$/.exec(plain)
  if (english) return Number(english[1]) * { T: 1e12, B: 1e9, M: 1e6, '': 1 }[english[2] as 'T']
  const japanese = /^(?:([\d.]+)(兆|億|万))([\d.]*)$/.exec(plain)
  return Number(japanese?.[1]) * { 兆: 1e12, 億: 1e8, 万: 1e4 }[japanese?.[2] as '兆'] + Number(japanese?.[3])
}
