/** What the preview page opens on: the newest edition as the site shows it, the editions before it, and their files. */
import type { Edition } from '#src/briefing/edition.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import { createPainter, type Painter } from '#src/charts/paint.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { inkRules } from '#src/charts/svg.ts'
import { type Config, LIVE } from '#src/config.ts'
import type { Editions } from '#src/editions/freeze.ts'
import { makeEditionInSteps } from '#src/editions/make.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf } from '#src/market/time.ts'
import { lastWeekAt, weekEnding } from '#src/market/week.ts'
import type { Front, FrontFile, FrontPage } from '#src/platforms/preview/front.ts'
import { chartFiles, readStyle } from '#src/site/files.ts'
import { editionPage } from '#src/site/page/edition.ts'
import type { Page } from '#src/site/page/frame.ts'
import { type Story, storyOf } from '#src/site/story.ts'
import type { EditionStore } from '#src/store/editions.ts'

export interface FrontParts {
  readonly config: Pick<Config, 'data'>
  readonly history: () => History
  readonly editions: Pick<Editions, 'find'>
  readonly store: Pick<EditionStore, 'weeks'>
  readonly renderer: Renderer
}

/** Editions and stories that are kept ready. */
const KEPT = 12

/** An edition's name in an address: `/ja/2025-11-17`. */
const EDITION = /^\/([a-z]+)\/(\d{4}-\d{2}-\d{2})(?:\/([a-z]+)\.(csv|png|svg|json))?$/u

export function createFront(parts: FrontParts): Front {
  const { config, history, editions, store, renderer } = parts
  let painter: Promise<Painter> | undefined
  const measure = async () => {
    painter ??= createPainter()
    return (await painter).measure
  }
  const made = new WeakMap<History, Map<string, Promise<Edition>>>()
  const stories = new Map<string, Story>()

  return {
    style: readStyle(),
    async newest(language) {
      const [newest] = await weeks()
      return newest === undefined ? undefined : pageOf(newest, language)
    },
    async at(path) {
      const [, language, edition, file] = EDITION.exec(path) ?? []
      const locale = LOCALES.find((one) => one === language)
      return locale && edition !== undefined && file === undefined ? pageOf(edition, locale) : undefined
    },
    async file(path) {
      const [, language, edition, name, ending] = EDITION.exec(path) ?? []
      const locale = LOCALES.find((one) => one === language)
      const story = locale && edition !== undefined && name ? await storyFor(edition, locale) : undefined
      if (!story) return undefined
      if (ending === 'json') return name === 'edition' ? { type: TYPES.json, body: story.json } : undefined
      return chartFile(story, path, name ?? '')
    },
  }

  /** Closing Mondays of the editions that there are, newest first. */
  async function weeks(): Promise<readonly string[]> {
    if (config.data === LIVE) {
      const frozen = await store.weeks({ data: { kind: 'live', name: LIVE }, zone: 'UTC' })
      return frozen.map(({ week }) => week)
    }
    const { now, from } = history()
    const found: string[] = []
    for (let end = lastWeekAt(now).end; end - 7 * DAY >= from; end -= 7 * DAY) found.push(dayOf(end))
    return found
  }

  /** As it was frozen; of a dataset's weeks otherwise as it is made of them. */
  async function editionOf(named: string): Promise<Edition | undefined> {
    if (!(await weeks()).includes(named)) return undefined
    const current = history()
    const week = weekEnding(named)
    const frozen = await editions.find(current, week)
    if (frozen || config.data === LIVE) return frozen
    const known = made.get(current) ?? new Map<string, Promise<Edition>>()
    made.set(current, known)
    const making = known.get(named) ?? makeEditionInSteps(current, week)
    if (known.size >= KEPT) known.clear()
    known.set(named, making)
    return making
  }

  async function storyFor(named: string, locale: Locale): Promise<Story | undefined> {
    const edition = await editionOf(named)
    if (!edition) return undefined
    const key = `${locale} ${edition.id} ${edition.revision}`
    const story = stories.get(key) ?? storyOf(edition, locale)
    if (stories.size >= KEPT) stories.clear()
    stories.set(key, story)
    return story
  }

  async function pageOf(named: string, locale: Locale): Promise<FrontPage | undefined> {
    const story = await storyFor(named, locale)
    if (!story) return undefined
    const all = await weeks()
    const place = all.indexOf(named)
    const shown = { home: '', measure: await measure(), isAlone: true, revisions: [] }
    return contentOf(editionPage(story, { ...shown, previous: all[place + 1], next: all[place - 1] }))
  }

  async function chartFile(story: Story, path: string, name: string): Promise<FrontFile | undefined> {
    const image = [story.sheet, ...story.parts.map(({ chart }) => chart)].find((one) => one?.name === name)
    if (!image) return undefined
    const type = TYPES[path.slice(-3) as 'csv' | 'png' | 'svg']
    const spec = image.spec as ChartSpec
    if (type === TYPES.png) return { type, body: await renderer.render(spec) }
    const files = chartFiles(
      image,
      layOut(spec, await measure()),
      story,
      path.slice(0, path.lastIndexOf('/')),
    )
    const found = files.find((file) => file.path === path)
    return found && { type, body: found.content }
  }
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
} as const

function contentOf({ words, path, paths, title, number, body, inks }: Page): FrontPage {
  return {
    language: words.locale,
    path,
    paths,
    title,
    ...(number !== undefined && { number }),
    body: String(body),
    inks: inks.length === 0 ? '' : inkRules(inks),
  }
}
