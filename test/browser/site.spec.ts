/** The public site as people read it: on three widths, by night, in both languages, without scripts, by keyboard, on paper. */
import { expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import { faultsOf } from '../support/accessible.ts'
import { violationsOf } from '../support/axe.ts'
import { describeSite, sideways } from '../support/servedsite.ts'

const WIDTHS = [390, 820, 1440]
const looks = LOCALES.flatMap((locale) =>
  WIDTHS.flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ locale, width, theme }))),
)
const pages = LOCALES.flatMap((locale) =>
  WIDTHS.flatMap((width) => (['on', 'lost'] as const).map((scripts) => ({ locale, width, scripts }))),
)
/** Bytes of all that is loaded for an edition, not compressed. */
const MOST_BYTES = 300_000

describeSite('the public site', 2, ({ editions, pathsIn, visit }) => {
  it.each(looks)('can be read by everybody in $locale at $width px, $theme', async ({ locale, ...look }) => {
    const { page, open, troubles, close } = await visit({ ...look, scripts: 'off' })
    for (const path of pathsIn(locale)) {
      await open(path)
      expect(await faultsOf(page), path).toEqual([])
      expect(await sideways(page), path).toBe(0)
    }
    expect(troubles).toEqual([])
    await close()
  })

  it.each(pages)('breaks no rule of WCAG in $locale at $width px, its scripts $scripts', async (one) => {
    const { locale, width, scripts } = one
    const { page, open, troubles, close } = await visit({ width, scripts, theme: 'light' })
    for (const path of pathsIn(locale)) {
      await open(path)
      expect(await violationsOf(page), path).toEqual([])
      if (scripts === 'lost') continue
      await page.emulateMedia({ colorScheme: 'dark' })
      // By night colours alone are others.
      expect(await violationsOf(page, ['color-contrast']), `${path}, dark`).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
    }
    expect(troubles).toEqual([])
    await close()
  })

  it.each(LOCALES)('has everything that is folded in reach of the keyboard (%s)', async (locale) => {
    const { page, open, troubles, close } = await visit({ width: 1440, theme: 'light', scripts: 'off' })
    await open(`/${locale}/${editions()[0]}`)
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
    const { page, open, close } = await visit({ ...look, theme: 'light' })
    for (const path of LOCALES.flatMap(pathsIn)) {
      await open(path)
      if (style !== '') await page.addStyleTag({ content: style })
      expect(await sideways(page), path).toBe(0)
    }
    await close()
  })

  it('is two pages of A4, also where the reader has chosen the dark', async () => {
    const { page, open, close } = await visit({ width: 1440, theme: 'dark' })
    for (const path of LOCALES.flatMap((locale) => editions().map((edition) => `/${locale}/${edition}`))) {
      await open(path)
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), path).toHaveLength(2)
    }
    // Inks too: what is light by night would not be seen on paper.
    await page.evaluate("document.documentElement.dataset.theme = 'dark'")
    await page.emulateMedia({ media: 'print' })
    const ink = await page
      .locator('.hero text')
      .first()
      .evaluate((text) => getComputedStyle(text).fill)
    expect(ink).toMatch(/^rgb\((?:\d{1,2}, ){2}\d{1,2}\)$/)
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe('rgb(0, 0, 0)')
    expect(
      await page.locator('.ways, .files, .evidence, .turn, .display').filter({ visible: true }).count(),
    ).toBe(0)
    await close()
  })

  it.each(LOCALES)('is light: page, style and drawings together, and no script (%s)', async (locale) => {
    const { page, open, close } = await visit({ width: 1440, theme: 'light', scripts: 'off' })
    const loaded: { readonly type: string; readonly bytes: Promise<number> }[] = []
    page.on('response', (response) =>
      loaded.push({
        type: response.request().resourceType(),
        // The icon may come when the page is gone.
        bytes: response.body().then(
          (body) => body.length,
          () => 0,
        ),
      }),
    )
    await open(`/${locale}/${editions()[0]}`)
    await page.waitForLoadState('networkidle')
    const bytes = (await Promise.all(loaded.map((one) => one.bytes))).reduce((sum, one) => sum + one, 0)
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(MOST_BYTES)
    expect(loaded.map(({ type }) => type)).not.toContain('script')
    await close()
  })
})
