/** Feeds, maps, cards and structured data, held against the schemas of their standards. */
import { beforeAll, describe, expect, it } from 'vitest'
import { editionsOfHistory } from '#src/app/published.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { SiteFile } from '#src/site/files.ts'
import { type Listed, listedOf } from '#src/site/listed.ts'
import { fitted, type Oembed, oembedFilesFor } from '#src/site/oembed.ts'
import { overviewFiles } from '#src/site/overviews.ts'
import { editionPage } from '#src/site/page/edition.ts'
import { embedOf, oembedOf } from '#src/site/page/embed.ts'
import { documentOf } from '#src/site/page/frame.ts'
import { type Story, storyOf } from '#src/site/story.ts'
import { sampleHistory } from '../support/recaps.ts'
import { EDITION, faultsOfJson, faultsOfXml, JSON_FEED, NEWS_ARTICLE, OEMBED } from '../support/schemas.ts'
import { measure } from '../support/truth/measure.ts'

const HOME = 'https://kawaraban.example'
const assets = { style: '/assets/style.css', early: '/assets/early.js', script: '/assets/page.js' }

let edition: Edition
let stories: Record<Locale, Story>
let listed: Record<Locale, readonly Listed[]>
let files: ReadonlyMap<string, string>
beforeAll(async () => {
  const editions = editionsOfHistory(await sampleHistory())
  const [last, before] = await editions.weeks()
  if (!last || !before) throw new Error('the sample has no two editions')
  edition = await editions.read(last, 1)
  const earlier = await editions.read(before, 1)
  stories = inLanguages((locale) => storyOf(edition, locale))
  listed = inLanguages((locale) => [
    { ...listedOf(stories[locale], 60_000), updatedAt: Date.UTC(2025, 10, 25, 3) },
    listedOf(storyOf(earlier, locale), 61_000),
  ])
  files = byPath(overviewFiles(listed, HOME, assets))
})

function inLanguages<Value>(of: (locale: Locale) => Value): Record<Locale, Value> {
  return Object.fromEntries(LOCALES.map((one) => [one, of(one)])) as Record<Locale, Value>
}

function byPath(all: readonly SiteFile[]): ReadonlyMap<string, string> {
  return new Map(all.map(({ path, content }) => [path, String(content)]))
}

const pageOf = (locale: Locale) =>
  documentOf(
    editionPage(stories[locale], {
      ...{ home: HOME, measure, previous: undefined, next: undefined },
      revisions: [{ revision: 1, publishedAt: edition.week.end, change: undefined }],
    }),
    assets,
  )

const feed = (locale: Locale, kind: 'xml' | 'json') => files.get(`/${locale}/feed.${kind}`) ?? ''

describe.each(LOCALES)('feeds in %s', (locale) => {
  it('are Atom as RFC 4287 defines it, also on a site of no address and without an edition', async () => {
    for (const home of [HOME, '']) {
      for (const own of [listed, { ja: [], en: [] }]) {
        const atom = byPath(overviewFiles(own, home, assets)).get(`/${locale}/feed.xml`) ?? ''
        expect(await faultsOfXml(atom, 'atom')).toEqual([])
        // What the schema leaves to its rules: an author, absolute ids, none twice.
        expect(atom.indexOf('<author>')).toBeLessThan(
          atom.includes('<entry>') ? atom.indexOf('<entry>') : Infinity,
        )
        const ids = [...atom.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id = '']) => id)
        expect(ids.every((id) => URL.canParse(id))).toBe(true)
        expect(new Set(ids).size).toBe(ids.length)
      }
    }
    const enclosure = `<link rel="enclosure" type="image/png" length="60000" title="`
    expect(feed(locale, 'xml')).toContain(enclosure)
    expect(feed(locale, 'xml').match(/<link rel="alternate"/g)).toHaveLength(3)
  })

  it('are refused by the schema where they are spoilt', async () => {
    const atom = feed(locale, 'xml')
    for (const spoilt of [
      atom.replace(/<updated>[^<]*<\/updated>/, ''),
      atom.replace(/<updated>[^<]*</, '<updated>yesterday<'),
      atom.replace(/ href="[^"]*"/, ''),
      atom.replace('<entry>', '<entry><summary>twice</summary>'),
    ])
      expect(await faultsOfXml(spoilt, 'atom')).not.toEqual([])
  })

  it('are JSON Feed 1.1 with the sheet attached', () => {
    const value = JSON.parse(feed(locale, 'json'))
    expect(faultsOfJson(value, JSON_FEED)).toEqual([])
    expect(value.items[0].attachments[0]).toMatchObject({ mime_type: 'image/png', size_in_bytes: 60_000 })
    expect(value.items[0].date_modified).toBe('2025-11-25T03:00:00Z')
    expect(faultsOfJson({ ...value, items: [{}] }, JSON_FEED)).not.toEqual([])
  })
})

it('the map of the site is as sitemaps.org asks, and has every page in both languages', async () => {
  const map = files.get('/sitemap.xml') ?? ''
  expect(await faultsOfXml(map, 'sitemap')).toEqual([])
  expect(await faultsOfXml(map.replace('<loc>https:', '<loc>'), 'sitemap')).not.toEqual([])
  const locations = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, one = '']) => one.replace(HOME, ''))
  const pages = [...files.keys()]
    .filter((path) => /^\/(?:ja|en)\/.*index\.html$/.test(path))
    .map((path) => path.replace(/\/index\.html$/, '') || '/')
  expect(locations.map((one) => one.replace(/\/$/, '')).toSorted()).toEqual(
    [
      ...pages,
      ...LOCALES.flatMap((one) => listed[one].map(({ edition: name }) => `/${one}/${name}`)),
    ].toSorted(),
  )
  // Each of a pair names the other.
  const pairs = [...map.matchAll(/<url>(.*?)<\/url>/g)].map(([, url = '']) =>
    [...url.matchAll(/hreflang="(\w+)" href="([^"]*)"/g)].map(([, language, to]) => `${language} ${to}`),
  )
  for (const pair of pairs)
    expect(pairs.filter((one) => String(one) === String(pair))).toHaveLength(LOCALES.length)
  expect(files.get('/robots.txt')).toBe(`User-agent: *\nAllow: /\nSitemap: ${HOME}/sitemap.xml\n`)
})

describe.each(LOCALES)('an edition in %s', (locale) => {
  it('is a NewsArticle of schema.org', () => {
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(pageOf(locale)) ?? []
    expect(faultsOfJson(JSON.parse(data), NEWS_ARTICLE)).toEqual([])
    expect(faultsOfJson({ ...JSON.parse(data), headline: '' }, NEWS_ARTICLE)).not.toEqual([])
  })

  it('is there for programs as edition.json', () => {
    expect(faultsOfJson(JSON.parse(stories[locale].json), EDITION)).toEqual([])
    expect(faultsOfJson({ ...JSON.parse(stories[locale].json), id: 'none' }, EDITION)).not.toEqual([])
  })

  it('has what Open Graph and a large card require, as every page of the site', () => {
    const all = new Map(
      [...files].filter(([path]) => path.startsWith(`/${locale}/`) && path.endsWith('.html')),
    )
    for (const [path, page] of [...all, ['the edition', pageOf(locale)] as const]) {
      const properties = new Map(
        [...page.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)">/g)].map(
          ([, name = '', value = '']) => [name, value],
        ),
      )
      // ogp.me: title, type, image and url; of an image its size and words.
      for (const name of ['og:title', 'og:type', 'og:image', 'og:url', 'og:image:alt', 'og:description'])
        expect(properties.get(name), `${path} ${name}`).toMatch(/./)
      for (const name of ['og:image', 'og:url']) expect(properties.get(name), path).toMatch(/^https:\/\//)
      expect(properties.get('og:type'), path).toMatch(/^(?:website|article)$/)
      expect(properties.get('og:locale'), path).toMatch(/^[a-z]{2}_[A-Z]{2}$/)
      expect(properties.get('twitter:card'), path).toBe('summary_large_image')
      expect(page.match(/hreflang="(?:ja|en)" href="https:/g), path).toHaveLength(LOCALES.length)
      expect(page.match(/<h1[ >]/g), path).toHaveLength(1)
    }
  })

  it('embeds as oEmbed 1.0 asks, within the sizes that are asked for', () => {
    const story = stories[locale]
    for (const image of [story.sheet, ...story.parts.map(({ chart }) => chart)]) {
      if (!image) continue
      const scene = layOut(image.spec as ChartSpec, measure)
      const answer = JSON.parse(oembedOf(embedOf(image, scene, story, HOME))) as Oembed
      expect(faultsOfJson(answer, OEMBED)).toEqual([])
      for (const most of [{ width: 400 }, { height: 200 }, { width: 3000, height: 3000 }, { width: 1 }]) {
        const small = fitted(answer, most)
        expect(small.width).toBeLessThanOrEqual(most.width ?? answer.width)
        expect(small.height).toBeLessThanOrEqual(most.height ?? answer.height)
        expect(small.html).toContain(`width="${small.width}" height="${small.height}"`)
        expect(small.thumbnail_width ?? 0).toBeLessThanOrEqual(most.width ?? 1200)
      }
    }
  })
})

it.each([
  ['/ja/2025-11-24', ['/embed/ja/2025-11-24/sheet/oembed.json']],
  [
    '/en/2025-11-24/#funding',
    ['/embed/en/2025-11-24/funding/oembed.json', '/embed/en/2025-11-24/sheet/oembed.json'],
  ],
  ['/en/2025-11-24/funding.png', ['/embed/en/2025-11-24/funding/oembed.json']],
  ['/embed/ja/2025-11-24/macro', ['/embed/ja/2025-11-24/macro/oembed.json']],
  ['/ja/', []],
  ['/fr/2025-11-24', []],
  ['/ja/../../etc/passwd', []],
])('the address %s embeds by %j', (path, files) => {
  expect(oembedFilesFor(`${HOME}${path}`)).toEqual(files)
  expect(oembedFilesFor('nothing')).toEqual([])
})

describe('what the terms of sources ask for', () => {
  it('stands on every page that shows their figures, and on the embeds', () => {
    const credit = 'Data provided by CoinGecko (https://www.coingecko.com)'
    const readings = Object.fromEntries(
      Object.entries(edition.readings).map(([name, reading]) => [
        name,
        { ...reading, sources: ['CoinGecko'] },
      ]),
    ) as unknown as Edition['readings']
    const live: Edition = { ...edition, data: { ...edition.data, kind: 'live' }, readings }
    const story = storyOf(live, 'en')
    expect(story.isSimulated).toBe(false)
    const own = [listedOf(story, 1)]
    const pages = [...byPath(overviewFiles({ ja: [], en: own }, HOME, assets))].filter(([path]) =>
      /^\/en\/.*\.html$/.test(path),
    )
    expect(pages.length).toBeGreaterThan(15)
    for (const [path, page] of pages) expect(page, path).toContain(credit)
    const beside = { home: HOME, measure, previous: undefined, next: undefined, revisions: [] }
    const page = documentOf(editionPage(story, beside), assets)
    expect(page).toContain(credit)
    expect(page).not.toContain('Sample')
    for (const { chart } of story.parts) {
      if (!chart) continue
      const scene = layOut(chart.spec as ChartSpec, measure)
      expect(documentOf(embedOf(chart, scene, story, HOME), assets)).toContain(credit)
    }
  })
})
