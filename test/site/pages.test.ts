/** Pages of an edition: every sentence of the recap with its evidence, charts as drawings, and feeds that readers accept. */
import { beforeAll, describe, expect, it } from 'vitest'
import { editionsOfHistory } from '#src/app/published.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { composeEdition } from '#src/briefing/compose.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { thinLine } from '#src/briefing/thin.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { coinsNamed } from '#src/site/coins.ts'
import { atomFeed, jsonFeed } from '#src/site/feeds.ts'
import { listedOf } from '#src/site/listed.ts'
import { overviewFiles } from '#src/site/overviews.ts'
import { embedOf, oembedOf } from '#src/site/page/embed.ts'
import { editionPage } from '#src/site/page/edition.ts'
import { documentOf } from '#src/site/page/frame.ts'
import { storyOf } from '#src/site/story.ts'
import { topicFigures } from '#src/site/topicfigures.ts'
import { sampleHistory } from '../support/recaps.ts'
import { measure } from '../support/truth/measure.ts'

const HOME = 'https://kawaraban.example'
const assets = { style: '/assets/style.css', early: '/assets/early.js', script: '/assets/page.js' }
const beside = { home: HOME, measure, previous: '2025-11-17', next: undefined, revisions: [] }
const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

let edition: Edition
beforeAll(async () => {
  const editions = editionsOfHistory(await sampleHistory())
  const [week] = await editions.weeks()
  if (!week) throw new Error('the sample has no edition')
  edition = await editions.read(week, 1)
})

describe.each(LOCALES)('the page of an edition in %s', (locale) => {
  it('says what the recap says, with the evidence of each claim folded under it', () => {
    const document = documentOf(editionPage(storyOf(edition, locale), beside), assets)
    const words = createWords(locale, grammarOf(locale).zone, edition.week.end)
    const { said, thread } = composeEdition(edition, {
      ...{ words, theme: 'light', colors: 'standard', length: 'full', charts: 10 },
    })
    const text = plain(document)
    expect(said.size).toBeGreaterThan(10)
    for (const sentence of [...said.values(), ...thread.summary, ...thread.timeline, ...thread.watch])
      expect(text).toContain(sentence)
    const folded = [...document.matchAll(/<details class="evidence">/g)].length
    expect(folded).toBeGreaterThan(said.size / 2)
    expect(document.match(/<h1>/g)).toHaveLength(1)
    expect(document).toContain(`<html lang="${locale}">`)
    expect(document).toMatch(/<svg [^>]*role="img" aria-label="[^"]{20,}"/)
    expect(document).not.toMatch(/undefined|\[object|NaN/)
    // Nothing that runs is written into the page: two files of ours, and data.
    const scripts = [...document.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    expect(scripts).toEqual([
      '<script src="/assets/early.js">',
      '<script type="module" src="/assets/page.js">',
      '<script type="application/ld+json">',
    ])
    expect(document).not.toMatch(/\son\w+="/)
  })

  it('says of an edition with few figures what it lacks, and links to no part that it has not', () => {
    const without = Object.entries(edition.readings).map(([topic, reading]) => [
      topic,
      {
        ...reading,
        figures: {},
        missing: [{ figure: 'price.bitcoin.end', reason: 'no-data', source: 'prices_daily' }],
      },
    ])
    const bare: Edition = { ...edition, readings: Object.fromEntries(without) }
    const document = documentOf(editionPage(storyOf(bare, locale), beside), assets)
    const words = createWords(locale, grammarOf(locale).zone, edition.week.end)
    expect(plain(document)).toContain(thinLine(bare, words))
    for (const [, id] of document.matchAll(/href="#([\w-]+)"/g)) expect(document).toContain(`id="${id}"`)
  })

  it('counts the values behind a row of the table only where the row shows what they make up', () => {
    const coverage = { used: 20, expected: 21 }
    const { funding } = edition.readings
    const name = `funding.bitcoin.${funding.value.sheetVenue}.weekMean8h`
    const shown = funding.value.sheet?.value ?? Number.NaN
    const rowWith = (value: number) => {
      const figures = { ...funding.figures, [name]: { ...funding.figures[name], value, coverage } }
      const readings = { ...edition.readings, funding: { ...funding, figures } }
      return storyOf({ ...edition, readings } as Edition, locale).rows.at(-1)?.coverage
    }
    expect(rowWith(shown)).toContain('21')
    expect(rowWith(shown / 2)).toBeUndefined()
  })

  it('follows a mean over venues with the names of those it is made of', () => {
    const words = createWords(locale, grammarOf(locale).zone, edition.week.end)
    const { funding } = edition.readings
    const rate = { ...funding.figures['funding.bitcoin.weekMean8h'], value: 0.0001, sources: ['binance'] }
    const figures = { ...funding.figures, 'funding.bitcoin.weekMean8h': rate }
    const readings = { ...edition.readings, funding: { ...funding, figures } }
    const [followed] = topicFigures('funding', { ...edition, readings } as Edition, words)
    expect(followed?.value).toMatch(/^\+?0\.0100% ?[（(]Binance[）)]$/u)
  })

  it('labels no text with what the heading over it says, and begins each with a capital', () => {
    const words = createWords(locale, grammarOf(locale).zone, edition.week.end)
    const story = storyOf(edition, locale)
    expect(story.view).toBeDefined()
    const label = words.say('thread:view.line', { text: '' }).trim()
    for (const text of [story.view, story.reference, ...story.thenAndNow]) {
      expect(text?.startsWith(label) ?? false).toBe(false)
      expect(text ?? '').not.toMatch(/^\p{Ll}/u)
    }
  })

  it('has the editors’ note above the view, with its words as they wrote them and nothing of their own markup', () => {
    const note = '**CPI** <script>alert(1)</script>\n[list](https://example.com/?a=1&b="2)'
    const document = documentOf(editionPage(storyOf(edition, locale, note), beside), assets)
    const heading = locale === 'ja' ? '編集部より' : 'From the editors'
    expect(document).toContain(
      `<h2>${heading}</h2><p><strong>CPI</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>`,
    )
    expect(document).toContain(
      '<a rel="noopener nofollow" href="https://example.com/?a=1&amp;b=&quot;2">list</a>',
    )
    expect(documentOf(editionPage(storyOf(edition, locale), beside), assets)).not.toContain(heading)
  })

  it('loads nothing from elsewhere, and says that its data are a sample', () => {
    const document = documentOf(editionPage(storyOf(edition, locale), beside), assets)
    const loaded = [
      ...document.matchAll(/<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"/g),
    ]
    expect(loaded.length).toBeGreaterThan(1)
    for (const [, address = ''] of loaded) expect(address).toMatch(/^\//)
    expect(plain(document)).toContain(locale === 'ja' ? 'サンプルデータ' : 'Sample data')
  })

  it('says where a link to it is shown that its data are a sample', () => {
    const page = editionPage(storyOf(edition, locale), beside)
    const [marked, bare] = [page, { ...page, isSimulated: false }].map((one) =>
      [...documentOf(one, assets).matchAll(/<meta [^>]*description" content="([^"]*)">/g)].map(
        ([, text = '']) => plain(text),
      ),
    )
    const notice = page.words.say('site:simulated')
    expect(marked).toEqual(Array(2).fill(expect.stringContaining(page.description)))
    for (const text of marked ?? []) expect(text.startsWith(notice)).toBe(true)
    expect(bare).toEqual([page.description, page.description])
  })

  it('is named on its card by its headline, and shown by the sheet', () => {
    const story = storyOf(edition, locale)
    const document = documentOf(editionPage(story, beside), assets)
    const name = edition.week.edition
    expect(document).toContain(`<meta property="og:image" content="${HOME}/${locale}/${name}/sheet.png">`)
    expect(document).toContain(`<link rel="canonical" href="${HOME}/${locale}/${name}">`)
    for (const one of LOCALES) expect(document).toContain(`hreflang="${one}" href="${HOME}/${one}/${name}"`)
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(document) ?? []
    expect(JSON.parse(data)).toMatchObject({
      '@type': 'NewsArticle',
      headline: story.headline,
      inLanguage: locale,
      datePublished: `${name}T00:00:00Z`,
      image: [{ '@type': 'ImageObject', url: `${HOME}/${locale}/${name}/sheet.png` }],
    })
    expect(plain(/<title>.*<\/title>/.exec(document)?.[0] ?? '')).toContain(story.headline)
  })
})

it('a chart says how it is embedded, as oEmbed 1.0 asks', () => {
  const story = storyOf(edition, 'en')
  const chart = story.parts.find((part) => part.chart)?.chart
  if (!chart) throw new Error('the edition has no chart')
  const phone = layOut(chart.phone?.spec as ChartSpec, measure)
  const page = embedOf(chart, layOut(chart.spec as ChartSpec, measure), story, HOME, phone)
  // Narrow frames get the drawing of phones; ids stay unique.
  const markup = documentOf(page, assets)
  expect(markup.match(/<div class="(?:wide|phone)"><div class="drawing"><svg /g)).toHaveLength(2)
  const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(markup).toContain(`>kawaraban.example/en/${edition.week.edition}#${chart.name}</a>`)
  const at = `${HOME}/embed/en/${edition.week.edition}/${chart.name}`
  expect(documentOf(page, assets)).toContain(`type="application/json+oembed" href="${at}/oembed.json"`)
  const answer = JSON.parse(oembedOf(page))
  expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 760, height: 470 })
  expect(answer.html).toContain(`<iframe src="${at}"`)
})

describe('feeds', () => {
  it.each(LOCALES)('have what RFC 4287 and JSON Feed 1.1 ask for (%s)', (locale) => {
    const listed = [listedOf(storyOf(edition, locale), 1234)]
    const words = createWords(locale, 'UTC', 0)
    const atom = atomFeed(listed, words, HOME)
    // 4.1.1 and 4.1.2: one id, title and updated each, an author, links by rel and type.
    expect(atom).toContain(`<published>${edition.week.edition}T00:00:00Z</published>`)
    for (const element of ['id', 'title', 'updated'])
      expect(atom.match(new RegExp(`<${element}>`, 'g')), element).toHaveLength(2)
    expect(atom).toMatch(/<author><name>[^<]+<\/name><\/author>/)
    expect(atom).toContain(`<link rel="self" type="application/atom+xml" href="${HOME}/${locale}/feed.xml"/>`)
    expect(atom).toMatch(/<updated>\d{4}-\d{2}-\d{2}T[\d:.]+Z<\/updated>/)
    expect(atom).toContain(`<id>${HOME}/${locale}/${edition.week.edition}</id>`)
    const feed = JSON.parse(jsonFeed(listed, words, HOME))
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      language: locale,
      items: [{ id: `${HOME}/${locale}/${edition.week.edition}`, title: listed[0]?.headline }],
    })
    expect(feed.items[0].content_text.length).toBeGreaterThan(20)
  })

  it('say by their date of change alone that an edition was corrected', () => {
    const [words, one] = [createWords('en', 'UTC', 0), listedOf(storyOf(edition, 'en'), 1234)]
    const corrected = { ...one, updatedAt: Date.UTC(2025, 11, 2, 3) }
    const [before, after] = [atomFeed([one], words, HOME), atomFeed([corrected], words, HOME)]
    const bare = (feed: string) => feed.replaceAll(/<updated>[^<]*<\/updated>/gu, '')
    expect(bare(after)).toBe(bare(before))
    expect(after.match(/<updated>2025-12-02T03:00:00/gu)).toHaveLength(2)
    // Without an address ids are names, as they must be absolute.
    expect(atomFeed([one], words, '')).toContain(`<id>urn:kawaraban:en:${edition.week.edition}</id>`)
  })

  it.each(LOCALES)('say of simulated data that they are, in each entry (%s)', (locale) => {
    const [words, one] = [createWords(locale, 'UTC', 0), listedOf(storyOf(edition, locale), 1234)]
    const notice = words.say('site:simulated')
    const feeds = (of: typeof one) => [atomFeed([of], words, HOME), jsonFeed([of], words, HOME)]
    for (const feed of feeds(one)) expect(feed).toContain(notice)
    for (const feed of feeds({ ...one, isSimulated: false })) expect(feed).not.toContain(notice)
  })

  it('stand with lists, glossary, method and the map of the site, also before the first edition', () => {
    const paths = overviewFiles({ ja: [], en: [] }, HOME, assets).map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining([
        '/ja/index.html',
        '/en/feed.xml',
        '/ja/glossary/index.html',
        '/sitemap.xml',
        '/robots.txt',
      ]),
    )
  })
})

describe('the page of a coin', () => {
  it('leads to the other language only where that has the page, as does the map of the site', () => {
    const [ja, en] = (['ja', 'en'] as const).map((one) => listedOf(storyOf(edition, one), 1234))
    if (!ja || !en) throw new Error('the edition is in two languages')
    const files = overviewFiles({ ja: [ja], en: [{ ...en, coins: [] }] }, HOME, assets)
    const textOf = (path: string) => String(files.find((one) => one.path === path)?.content ?? '')
    expect(textOf('/ja/coins/bitcoin/index.html')).toContain(`href="${HOME}/ja/coins/bitcoin"`)
    expect(textOf('/en/coins/bitcoin/index.html')).toBe('')
    for (const { path, content } of files) expect(String(content), path).not.toContain('/en/coins/bitcoin')
    expect(textOf('/ja/topics/funding/index.html')).toContain('href="/en/topics/funding"')
  })

  it.each(['../../../escape', 'a/b', '..', '-coin', 'コイン', ''])('is not made of the id %j', (id) => {
    const [known = 'bitcoin', symbol = 'BTC'] = Object.entries(edition.symbols)[0] ?? []
    const figures = { [`price.${id}.end`]: { value: 1 }, [`price.${known}.end`]: { value: 1 } }
    const readings = { price: { figures } } as never
    const statement = { key: 'price.week', values: { coins: [known, id] }, evidence: [] } as never
    const coins = coinsNamed({ symbols: { [known]: symbol, [id]: 'BAD' }, readings }, [statement])
    expect(coins).toEqual([{ id: known, symbol }])
  })
})
