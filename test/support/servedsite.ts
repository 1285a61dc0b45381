/** The sample's last editions as a site that is served, and a browser that reads it: one of each for all tests of a file. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Listening } from '#src/http.ts'
import { startSite } from '#src/site/server.ts'
import { writeSite } from '#src/site/write.ts'
import { NO_BROWSER, openBrowser, troublesOf } from './chromium.ts'
import { HOME, newest } from './writtensite.ts'

export interface Look {
  readonly width: number
  readonly theme: 'light' | 'dark'
  /** Pixels of the screen for one of the page. */
  readonly scale?: number
  /** `off` as a browser that runs none; `lost` as if the site's own did not arrive, where tools must run theirs. */
  readonly scripts?: 'on' | 'off' | 'lost'
  readonly options?: BrowserContextOptions
}

export interface Visited {
  readonly page: Page
  readonly context: BrowserContext
  readonly troubles: readonly string[]
  /** Opens an address of the site: `/ja/`. */
  open(path: string): Promise<void>
  close(): Promise<void>
}

export interface ServedSite {
  /** Closing Mondays, newest first. */
  editions(): readonly string[]
  /** One page of every kind. */
  pathsIn(locale: string): string[]
  visit(look: Look): Promise<Visited>
}

/** Describes what is tried on `count` editions; where there is no browser, the name says so and everything is skipped. */
export function describeSite(name: string, count: number, tests: (site: ServedSite) => void): void {
  describe.skipIf(NO_BROWSER)(`${name}${NO_BROWSER ? ` (skipped: ${NO_BROWSER})` : ''}`, () => {
    let folder: string
    let site: Listening
    let browser: Browser
    let editions: readonly string[]
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
      const published = await newest(count)
      editions = (await published.weeks()).map(({ edition }) => edition)
      await writeSite(folder, published, { home: HOME, code: 'one' })
      site = await startSite({ folder, host: '127.0.0.1', port: 0 })
      browser = await openBrowser()
    }, 300_000)
    afterAll(async () => {
      await browser?.close()
      await site?.close()
      if (folder) await rm(folder, { recursive: true })
    })
    tests({
      editions: () => editions,
      pathsIn: (locale) => pathsOf(locale, editions[0] ?? ''),
      async visit({ width, theme, scale = 1, scripts = 'on', options = {} }) {
        const context = await browser.newContext({
          viewport: { width, height: 900 },
          colorScheme: theme,
          deviceScaleFactor: scale,
          javaScriptEnabled: scripts !== 'off',
          // A page that glides to its place is not where it will be when it is looked at.
          reducedMotion: 'reduce',
          ...options,
        })
        const page = await context.newPage()
        const troubles = troublesOf(page, new URL(site.address).origin)
        if (scripts === 'lost')
          await page.route('**/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
        const open = async (path: string) => void (await page.goto(`${site.address}${path}`))
        return { page, context, troubles, open, close: () => context.close() }
      },
    })
  })
}

function pathsOf(locale: string, edition: string): string[] {
  return [
    `/${locale}/${edition}`,
    `/${locale}/`,
    `/embed/${locale}/${edition}/funding`,
    `/${locale}/2025`,
    `/${locale}/topics/funding`,
    `/${locale}/coins/bitcoin`,
    `/${locale}/search`,
    `/${locale}/glossary`,
    `/${locale}/method`,
  ]
}

/** Pixels that the page is wider than its window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
