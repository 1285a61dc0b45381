/** What a newcomer to the project forgets: each topic everywhere, each sentence in both languages, each setting told. */
import { describe, expect, it } from 'vitest'
import { SECTIONS } from '#src/briefing/section.ts'
import { paragraphs } from '#src/briefing/topics.ts'
import { SETTINGS } from '#src/config.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { AREAS } from '#src/i18n/sentences.ts'
import { TOPICS } from '#src/market/topic.ts'
import { codeOf, exists, filesIn, jsonOf, textOf } from './files.ts'
import { sentencesOf } from './sentences.ts'
import { withSettings } from '../../scripts/settings.ts'

const sources = filesIn(['src'])

describe('every topic', () => {
  it.each(TOPICS)('%s has a service, a chart and a section, each with a test', (topic) => {
    const wanted = [
      `src/services/${topic}.ts`,
      `src/charts/${topic}.ts`,
      `src/briefing/sections/${topic}.ts`,
      `test/services/${topic}.test.ts`,
      `test/briefing/sections/${topic}.test.ts`,
      // The charts' suite runs over all topics.
      'test/charts/topics.test.ts',
    ]
    expect(wanted.filter((path) => !exists(path))).toEqual([])
  })

  it.each(TOPICS)('%s has all its words in one file a language', (topic) => {
    for (const locale of LOCALES) {
      const areas = ['briefing', 'charts', 'commands'].map((area) => jsonOf(`locales/${locale}/${area}.json`))
      const { terms } = jsonOf(`locales/${locale}/glossary.json`)
      expect(
        [...areas, terms as object].filter((area) => topic in area),
        locale,
      ).toEqual([])
      expect(Object.keys(jsonOf(`locales/${locale}/topics/${topic}.json`)), locale).toEqual(
        'heading choice statements chart command term figures'.split(' '),
      )
    }
  })

  it('is listed in its four tables, and nowhere else', () => {
    const listing = sources.filter((path) => {
      const words = new Set(codeOf(path).match(/\w+/gu))
      return TOPICS.every((topic) => words.has(topic))
    })
    expect(listing).toEqual([
      'src/briefing/topics.ts',
      'src/i18n/keys.ts',
      'src/market/topic.ts',
      'src/services/index.ts',
    ])
  })

  it('is told in one paragraph of the recap', () => {
    expect([...paragraphs.values()].flat().toSorted()).toEqual([...SECTIONS].toSorted())
  })

  it.each([...SECTIONS])('%s has a heading in each language', (section) => {
    for (const locale of LOCALES) {
      expect(sentencesOf(locale, 'briefing').get(`headings.${section}`), locale).toMatch(/\S/)
    }
  })
})

describe('every file of sentences', () => {
  it('is there in each language, and read', () => {
    for (const locale of LOCALES) {
      const wanted = [...AREAS, ...TOPICS.map((topic) => `topics/${topic}`)]
      expect(filesIn([`locales/${locale}`], '.json'), locale).toEqual(
        wanted.map((file) => `locales/${locale}/${file}.json`).sort(),
      )
    }
  })

  it.each(AREAS)('%s has the same keys in both languages, but for second wordings', (area) => {
    const keys = LOCALES.map((locale) => [...sentencesOf(locale, area).keys()].filter(isFirst).sort())
    expect(keys[0]).toEqual(keys[1])
  })

  it.each(AREAS)('%s names the same values in both languages', (area) => {
    const [ja, en] = [sentencesOf('ja', area), sentencesOf('en', area)]
    const different = [...ja]
      .filter(([key]) => isFirst(key) && !LISTS_APART.has(`${area}:${key}`))
      .filter(([key, text]) => String(namesIn(text)) !== String(namesIn(en.get(key) ?? '')))
      .map(([key, text]) => `${key}: ja ${namesIn(text)}, en ${namesIn(en.get(key) ?? '')}`)
    expect(different).toEqual([])
  })

  it.each(AREAS)('%s has second wordings only beside first ones, with the same values', (area) => {
    for (const locale of LOCALES) {
      const sentences = sentencesOf(locale, area)
      for (const [key, text] of sentences) {
        if (isFirst(key)) continue
        const first = sentences.get(key.replace('_otherwise', ''))
        expect(first, `${locale} ${key}`).toBeDefined()
        const names = (sentence: string) => (area === 'thread' ? withoutSubject(sentence) : namesIn(sentence))
        expect(names(text), `${locale} ${key}`).toEqual(names(first ?? ''))
      }
    }
  })

  it('uses only formats that exist, and names fragments that exist', () => {
    const formats = new Set(
      filesIn(['src/i18n'])
        .filter((path) => path.endsWith('formats.ts'))
        .flatMap((path) => [...textOf(path).matchAll(/^ {2}(\w+): /gm)].map((match) => match[1])),
    )
    expect(formats.size).toBeGreaterThan(30)
    for (const locale of LOCALES) {
      const briefing = sentencesOf(locale, 'briefing')
      for (const area of AREAS) {
        for (const [key, text] of sentencesOf(locale, area)) {
          for (const [, format = '', options = ''] of text.matchAll(/\{\{\w+, *(\w+)(\([^)]*\))?/g)) {
            expect(formats, `${locale} ${area} ${key}`).toContain(format)
            const fragment = /\b(?:of|as): *(\w+)/.exec(options)?.[1]
            if (fragment === undefined) continue
            const found = [...briefing.keys()].some((one) =>
              format === 'list' ? one === `fragments.${fragment}` : one === `fragments.${fragment}.up`,
            )
            expect(found, `${locale} ${area} ${key}: fragment ${fragment}`).toBe(true)
          }
        }
      }
    }
  })

  it('has a text for every statement that a section makes, and no statement that none makes', () => {
    // The table of topics names figures, and makes no statement.
    const files = filesIn(['src/briefing']).filter((path) => path !== 'src/briefing/topics.ts')
    const code = files.map(textOf).join('\n')
    for (const locale of LOCALES) {
      const texts = [...sentencesOf(locale, 'briefing').keys()].filter((key) =>
        /^[^.]+\.[^.]+\.text$/.test(key),
      )
      const keys = texts.map((key) => key.replace(/\.text$/, ''))
      for (const [, key = ''] of code.matchAll(
        new RegExp(`(?<!startsWith\\()'((?:${[...SECTIONS].join('|')})\\.\\w+)'`, 'g'),
      )) {
        expect(keys, locale).toContain(key)
      }
      const silent = keys.filter((key) => !code.includes(`'${key}'`) && !endsInCode(key, code))
      expect(silent, locale).toEqual([])
    }
  })
})

describe('Japanese', () => {
  const japanese = AREAS.flatMap((area) =>
    [...sentencesOf('ja', area)].map(([key, text]) => ({
      key: `${area}:${key}`,
      // What is typed stands in the descriptions of commands as it is typed.
      text:
        area === 'commands'
          ? withoutCode(text).replace(/\b[a-z][A-Za-z]*(?:[:,][a-z][A-Za-z]*)*:?/g, '')
          : text,
    })),
  )

  it('prints ranges with the wave dash alone', () => {
    expect(japanese.filter(({ text }) => text.includes('～')).map(({ key }) => key)).toEqual([])
  })

  it('has no English words but tickers, proper names and terms that Japanese notes print in Latin', () => {
    const foreign = japanese.flatMap(({ key, text }) =>
      (withoutCode(text).match(/[A-Za-z][A-Za-z&-]*/g) ?? [])
        .filter((word) => !LATIN.has(word))
        .map((word) => `${key}: ${word}`),
    )
    expect(foreign).toEqual([])
  })

  it('says 暗号資産', () => {
    expect(japanese.filter(({ text }) => /仮想通貨|暗号通貨/.test(text))).toEqual([])
  })

  it('has no half-width colon, bracket or comma in its running text', () => {
    const halfWidth = japanese.filter(
      ({ key, text }) => !key.startsWith('errors:') && /[:(),;]/.test(withoutCode(text)),
    )
    expect(halfWidth).toEqual([])
  })

  it('ends its sentences in です・ます, never in plain forms', () => {
    const plain = japanese.filter(
      ({ key, text }) =>
        /\.text$/.test(key) &&
        /(?:だ|である|した|する|った)。/.test(text.replaceAll('ました。', '').replaceAll('でした。', '')),
    )
    expect(plain).toEqual([])
  })
})

describe('minus', () => {
  it('is U+2212 before every figure of a sentence', () => {
    for (const locale of LOCALES) {
      for (const area of AREAS) {
        for (const [key, text] of sentencesOf(locale, area)) {
          expect(withoutCode(text), `${locale} ${area} ${key}`).not.toMatch(/(?:^|[\s(（])-\d/)
        }
      }
    }
  })
})

describe('every setting', () => {
  it('is in the operators’ guide as the program knows it: npm run settings writes it there', () => {
    expect(textOf('docs/operators.md')).toBe(withSettings(textOf('docs/operators.md')))
  })

  it('is in the Japanese guide, with its default', () => {
    const rows = textOf('docs/operators.ja.md').split('\n')
    for (const setting of SETTINGS) {
      const name = setting.name.startsWith('SOURCE_URL_') ? 'SOURCE_URL_…' : setting.name
      const row = rows.find((line) => line.startsWith(`| \`${name}\``))
      expect(row, setting.name).toBeDefined()
      expect(row, setting.name).toContain(setting.default)
      expect(row?.includes('` * |'), `${setting.name} is a secret`).toBe(setting.secret === true)
    }
  })
})

/** Keys whose wordings differ in the values that they name, each with its reason. */
const LISTS_APART: ReadonlySet<string> = new Set([
  // Japanese says the day once more: 同じ10日に.
  'thread:openings.same',
])

/** Latin words of Japanese sentences. */
const LATIN: ReadonlySet<string> = new Set(
  [
    // tickers, indices and products
    'BTC ETH USDT USDC S&P TOPIX KOSPI CSI STOXX WTI VIX DVOL ETF USD JPY',
    // venues and suppliers
    'Binance Bybit OKX Hyperliquid Gate Bitget Kraken Futures Deribit Coinbase DefiLlama Polymarket Kalshi Kawaraban',
    'Bitfinex Bitstamp Gemini HTX KuCoin',
    'CoinGecko CoinMarketCap CoinGlass FRED QuickChart Discord Telegram BotFather PostgreSQL SQLite SOL ISO W Ctrl C d',
    // sectors and terms
    'L DePIN AI DeFi RWA FF PCE bp pt x OI FOMC Extreme Fear Greed UTC IANA Asia Tokyo America New York ID URL JSON PNG SVG CSV Web YYYY-MM-DD r UTF- Shift JIS',
  ].flatMap((line) => line.split(' ')),
)

function isFirst(key: string): boolean {
  return !key.endsWith('_otherwise')
}

/** A sentence may begin with its subject and date it behind, or open with the date (`who`): the subject is the same. */
function withoutSubject(text: string): string[] {
  return namesIn(text).filter((name) => !['who', 'subject', 'at', 'a', 'from'].includes(name))
}

/** Names of the values that a sentence prints, each once, sorted. */
function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? ''))].sort()
}

/** A sentence without its placeholders and without what is typed or named as it stands: commands, files, settings. */
function withoutCode(text: string): string {
  return text
    .replace(/\{\{[^}]*\}\}/g, '')
    .replace(/`[^`]*`/g, '')
    .replace(/https?:\/\/[\w./-]+/g, '')
    .replace(/[\w./-]+\.(?:md|json|csv|ts)\b/g, '')
    .replace(/\b[A-Z]+_[A-Z_]+\b/g, '')
    .replace(/\bnpm (?:start|run \w+)|@\w+|--\w+|\/[a-z]+(?: [a-z]+)*|(?<=\d),(?=\d)/g, '')
}

/** Keys put together at run time: `volatility.${key}`, `${side}First`. */
function endsInCode(key: string, code: string): boolean {
  const [area = '', name = ''] = key.split('.')
  if (code.includes(`\`${area}.\${key}\``) && code.includes(`'${name}'`)) return true
  const suffix = /(First|Again|Unseen)$/.exec(name)?.[1]
  return (
    suffix !== undefined && code.includes(`}${suffix}\``) && code.includes(`'${key.replace(suffix, '')}'`)
  )
}
