/** The public site as people read it: on three widths, by night, in both languages, without scripts, by keyboard, on paper. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Listening } from '#src/http.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { startSite } from '#src/site/server.ts'
import { writeSite } from '#src/site/write.ts'
import { faultsOf } from '../support/accessible.ts'
import { NO_BROWSER, openBrowser, troublesOf } from '../support/chromium.ts'
import { HOME, newest } from '../support/writtensite.ts'

const WIDTHS = [390, 820, 1440]
const looks = LOCALES.flatMap((locale) =>
  WIDTHS.flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ locale, width, theme }))),
)
/** Bytes of all that is loaded for an edition, not compressed. */
const MOST_BYTES = 300_000

describe.skipIf(NO_BROWSER)(`the public site${NO_BROWSER ? ` (skipped: ${NO_BROWSER})` : ''}`, () => {
  let folder: string
  let site: Listening
  let browser: Browser
  let editions: readonly string[]
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
    const published = await newest(2)
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

  it.each(looks)('can be read by everybody in $locale at $width px, $theme', async ({ locale, ...look }) => {
    const { page, troubles, close } = await visit({ ...look, javaScript: false })
    for (const path of pathsIn(locale)) {
      await page.goto(`${site.address}${path}`)
      expect(await faultsOf(page), path).toEqual([])
      expect(await sideways(page), path).toBe(0)
    }
    expect(troubles).toEqual([])
    await close()
  })

  it.each(LOCALES)('has everything that is folded in reach of the keyboard (%s)', async (locale) => {
    const { page, troubles, close } = await visit({ width: 1440, theme: 'light', javaScript: false })
    await page.goto(`${site.address}/${locale}/${editions[0]}`)
    await page.keyboard.press('Tab')
    const skip = page.locator('.skip')
    expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#content')
    const evidence = page.locator('details.evidence').first()
    // The skip link has led past the masthead: links of the first picture, then the first claim.
    for (let n = 0; n < 15 && !(await evidence.locator('summary:focus').count()); n++)
      await page.keyboard.press('Tab')
    expect(await evidence.locator('li').first().isVisible()).toBe(false)
    await page.keyboard.press('Enter')
    expect(await evidence.locator('li').first().isVisible()).toBe(true)
    await page.keyboard.press('Tab')
    const outline = await page.locator(':focus').evaluate((element) => getComputedStyle(element).outlineWidth)
    expect(outline).toBe('3px')
    expect(troubles).toEqual([])
    await close()
  })

  it.each([
    ['320 px', { width: 320 }, ''],
    ['a zoom of 200 %', { width: 720, scale: 2 }, ''],
    ['letters of twice the size', { width: 820 }, 'html { font-size: 200% }'],
  ] as const)('needs no scrolling sideways at %s', async (_, look, style) => {
    const { page, close } = await visit({ ...look, theme: 'light' })
    for (const path of LOCALES.flatMap(pathsIn)) {
      await page.goto(`${site.address}${path}`)
      if (style !== '') await page.addStyleTag({ content: style })
      expect(await sideways(page), path).toBe(0)
    }
    await close()
  })

  it('is two pages of A4, also where the reader has chosen the dark', async () => {
    const { page, close } = await visit({ width: 1440, theme: 'dark' })
    for (const path of LOCALES.flatMap((locale) => editions.map((edition) => `/${locale}/${edition}`))) {
      await page.goto(`${site.address}${path}`)
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), path).toHaveLength(2)
    }
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe('rgb(0, 0, 0)')
    expect(await page.locator('.ways, .files, .evidence, .turn').filter({ visible: true }).count()).toBe(0)
    await close()
  })

  it.each(LOCALES)('is light: page, style and drawings together, and no script (%s)', async (locale) => {
    const { page, close } = await visit({ width: 1440, theme: 'light', javaScript: false })
    const loaded: { readonly type: string; readonly bytes: Promise<number> }[] = []
    page.on('response', (response) =>
      loaded.push({
        type: response.request().resourceType(),
        bytes: response.body().then((body) => body.length),
      }),
    )
    await page.goto(`${site.address}/${locale}/${editions[0]}`, { waitUntil: 'networkidle' })
    const bytes = (await Promise.all(loaded.map((one) => one.bytes))).reduce((sum, one) => sum + one, 0)
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(MOST_BYTES)
    expect(loaded.map(({ type }) => type)).not.toContain('script')
    await close()
  })

  /** One page of every kind. */
  function pathsIn(locale: string): string[] {
    const [edition] = editions
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

  async function visit(look: Look) {
    const { width, theme, scale = 1, javaScript = true } = look
    const options: BrowserContextOptions = {
      viewport: { width, height: 900 },
      colorScheme: theme,
      deviceScaleFactor: scale,
      javaScriptEnabled: javaScript,
    }
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const troubles = troublesOf(page, new URL(site.address).origin)
    return { page, troubles, close: () => context.close() }
  }
})

interface Look {
  readonly width: number
  readonly theme: 'light' | 'dark'
  /** Pixels of the screen for one of the page. */
  readonly scale?: number
  readonly javaScript?: boolean
}

/** Pixels that the page is wider than its window. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
