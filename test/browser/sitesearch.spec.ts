/** The search of the public site and its list, as people use them: typed, linked to, without scripts, and light. */
import { expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { describeSite, sideways } from '../support/servedsite.ts'

describeSite('the search of the public site', 2, ({ editions, visit }) => {
  it.each([
    ['ja', 'ビットコイン', '一致した文'],
    ['en', 'bitcoin', 'Matching sentences'],
  ])('loads its index when the box is used, and answers while it is typed (%s)', async (locale, typed, said) => {
    const { page, open, troubles, close } = await visit({ width: 390, theme: 'dark', scripts: 'on' })
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(request.url()))
    await open(`/${locale}/search`)
    expect(loaded.filter((one) => one.includes('/assets/search-'))).toEqual([])
    await page.locator('#q').pressSequentially(typed)
    await page.locator('#results mark').first().waitFor()
    expect(loaded.some((one) => one.includes(`/assets/search-${locale}-`))).toBe(true)
    expect(await page.locator('#results [role="status"]').textContent()).toContain(said)
    expect(await page.locator('#results mark').first().textContent()).toBe('BTC')
    expect(await violationsOf(page)).toEqual([])
    expect(await sideways(page)).toBe(0)
    // A sentence leads to the section it stands in.
    const link = page.locator('#results li p:not(.finding):not(.when) a').first()
    const [, id = ''] = ((await link.getAttribute('href')) ?? '').split('#')
    await link.click()
    await page.locator(`#${id}`).waitFor()
    expect(troubles).toEqual([])
    await close()
  })

  it('answers what a link asks, and says where there is nothing', async () => {
    const { page, open, close } = await visit({ width: 820, theme: 'light', scripts: 'on' })
    const [edition = ''] = editions()
    await open(`/en/search?q=${edition}`)
    await page.locator('#results li').first().waitFor()
    expect(await page.locator('#results .finding a').first().getAttribute('href')).toBe(`/en/${edition}`)
    const status = page.locator('#results [role="status"]')
    for (const [query, words] of [
      ['xyzzy', 'No edition says this.'],
      ['2019-01-07', 'There is no edition for this date.'],
    ] as const) {
      await page.locator('#q').fill(query)
      await status.filter({ hasText: words }).waitFor()
      expect(await page.locator('#results li').count()).toBe(0)
    }
    await page.locator('#q').fill('')
    await status.filter({ hasText: /^$/ }).waitFor({ state: 'attached' })
    await close()
  })

  it('finds the index of a page that a newer one has replaced', async () => {
    const { page, open, close } = await visit({ width: 820, theme: 'light', scripts: 'on' })
    let isOld = true
    await page.route('**/en/search', async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replaceAll(/search-en-(\d{4})\.[0-9a-f]+/g, 'search-en-$1.gone')
      await route.fulfill(isOld ? { response, body } : { response })
      isOld = false
    })
    await open('/en/search')
    await page.locator('#q').fill('bitcoin')
    await page.locator('#results mark').first().waitFor()
    expect(isOld).toBe(false)
    await close()
  })

  it('leads by year, topic and coin where no script runs', async () => {
    const { page, open, close } = await visit({ width: 820, theme: 'light', scripts: 'off' })
    await open('/ja/')
    await page.locator('#q').fill('BTC')
    await page.locator('form.search button').click()
    expect(new URL(page.url()).pathname).toBe('/ja/search')
    expect(await page.locator('noscript p').textContent()).toContain('スクリプト')
    for (const path of ['/ja/2025', '/ja/topics/funding', '/ja/coins/bitcoin'])
      expect(await page.locator(`.browse a[href="${path}"]`).count(), path).toBe(1)
    await close()
  })

  it('has a list whose first view is light, its first picture at once and the others later', async () => {
    const { page, open, close } = await visit({ width: 1440, theme: 'light', scripts: 'on' })
    const sizes: Promise<number>[] = []
    page.on('response', (response) =>
      sizes.push(
        response.body().then(
          (body) => body.length,
          () => 0,
        ),
      ),
    )
    await open('/ja/')
    await page.waitForLoadState('networkidle')
    const bytes = (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0)
    expect(bytes).toBeLessThan(300_000)
    const pictures = page.locator('.card img')
    expect(await pictures.first().getAttribute('fetchpriority')).toBe('high')
    expect(await pictures.first().getAttribute('loading')).toBeNull()
    expect(await pictures.nth(1).getAttribute('loading')).toBe('lazy')
    await close()
  })
})
