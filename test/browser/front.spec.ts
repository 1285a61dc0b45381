/** The front as people meet it: the newest edition with the chat beside or below it, for everybody, and light. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import { faultsOf } from '../support/accessible.ts'
import { violationsOf } from '../support/axe.ts'
import { askOn, picturesLoaded } from '../support/chromium.ts'
import { describeInBrowser } from '../support/servedbrowser.ts'

const WIDTHS = [390, 820, 1440]
const looks = LOCALES.flatMap((language) =>
  WIDTHS.flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ language, width, theme }))),
)
/** Bytes over the wire of all that a first visit loads. */
const MOST_BYTES = 400_000

describeInBrowser('the front', ({ visit }) => {
  it.each(looks)('can be used by everybody in $language at $width px, $theme', async ({
    language,
    width,
    theme,
  }) => {
    // What moves is paler until it has come.
    const options = { viewport: { width, height: 844 }, reducedMotion: 'reduce' } as const
    const { page, troubles, close } = await visit({ language, theme }, options)
    await whole(page)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await foundOn(page)).toEqual([])
    await page.locator('.menu').click()
    expect(await foundOn(page)).toEqual([])
    await page.keyboard.press('Escape')
    await askOn(page, '/fundng')
    await askOn(page, '/funding btc')
    expect(await foundOn(page)).toEqual([])
    await fits(page)
    expect(troubles).toEqual([])
    await close()
  })

  it('loads at most 400 KB over the wire before a chart is opened, and no font', async () => {
    const { page, close } = await visit({}, { viewport: { width: 1440, height: 900 } })
    await whole(page)
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.setCacheDisabled', { cacheDisabled: true })
    const types: string[] = []
    let bytes = 0
    session.on('Network.responseReceived', ({ type }) => types.push(type))
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.reload()
    await page.waitForSelector('#box')
    await page.waitForLoadState('load')
    expect(types.length).toBeGreaterThan(20)
    expect(types).not.toContain('Font')
    expect(bytes).toBeGreaterThan(20_000)
    expect(bytes).toBeLessThan(MOST_BYTES)
    await close()
  })

  it('can be read without scripts, which the chat says it needs', async () => {
    const { page: first, close: end } = await visit({})
    await whole(first)
    const address = first.url()
    const context = await first.context().browser()?.newContext({ javaScriptEnabled: false, locale: 'ja-JP' })
    const page = await context?.newPage()
    await page?.goto(address)
    expect(await page?.locator('main h1').innerText()).toMatch(/BTC/)
    expect(await page?.locator('main figure svg').count()).toBeGreaterThan(3)
    expect(await page?.locator('.chat').innerText()).toContain('スクリプト')
    await context?.close()
    await end()
  })

  it('greets a first visit with what this is, three questions, and the way to a platform', async () => {
    for (const language of LOCALES) {
      const { page, troubles, close } = await visit({ language }, { viewport: { width: 390, height: 844 } })
      await whole(page)
      expect(await page.locator('.about').isVisible()).toBe(true)
      // One tap leads to the box, below the edition.
      await page.locator('.to-chat').click()
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('box')
      expect(await inSight(page, '#box')).toBe(true)
      // The browser says a moment later that the chat is in sight.
      await page.locator('.to-chat').waitFor({ state: 'hidden' })
      expect(await page.locator('.example').count()).toBe(3)
      const guides = page.locator('.welcome .guide a')
      expect(await guides.count()).toBe(3)
      for (const href of await guides.evaluateAll((links) =>
        links.map((one) => one.getAttribute('href') ?? ''),
      ))
        expect((await page.request.get(new URL(href, page.url()).href)).status()).toBe(200)
      await page.locator('.example').first().click()
      await page.waitForSelector('.message[data-view]')
      await picturesLoaded(page)
      expect(troubles).toEqual([])
      await close()
    }
  })

  it('turns edition and chat to the other language together, and keeps the conversation', async () => {
    const { page, troubles, close } = await visit({ language: 'en' })
    await whole(page)
    await askOn(page, '/funding')
    await page.locator('#box').fill('/pri')
    await page.locator('.ways a[hreflang=ja]').click()
    await page.waitForSelector('html[lang=ja]')
    expect(await page.locator('.chat').getAttribute('aria-label')).toBe('市場について質問する')
    await page.locator('main h1', { hasText: '続落' }).waitFor()
    expect(await page.locator('.message[data-view]').count()).toBe(1)
    expect(await page.locator('#box').inputValue()).toBe('/pri')
    // The next visit comes in it from the start.
    await page.reload()
    await page.waitForSelector('#box')
    expect(await page.locator('html').getAttribute('lang')).toBe('ja')
    expect(await page.locator('.about').count()).toBe(0)
    // An edition before it has an address of its own, with the same chat.
    await page.locator('.turn .previous').click()
    await page.waitForURL(/\/ja\/\d{4}-\d{2}-\d{2}$/)
    await page.waitForSelector('.message[data-view]')
    await page.locator('.ways a[hreflang=en]').click()
    await page.waitForURL(/\/en\/\d{4}-\d{2}-\d{2}$/)
    expect(troubles).toEqual([])
    await close()
  })

  it.each([390, 1440])('loses nothing over a reload at %d px', async (width) => {
    const { page, troubles, close } = await visit({ language: 'en' }, { viewport: { width, height: 844 } })
    await whole(page)
    await askOn(page, '/funding btc')
    await askOn(page, '/price')
    await page.locator('.message .control', { hasText: 'More' }).last().click()
    await page.waitForSelector('.message .control:has-text("Less")')
    await page.locator('#box').pressSequentially('/open')
    const before = await stateOf(page)
    await page.reload()
    await page.waitForSelector('.message[data-view]')
    await picturesLoaded(page)
    expect(await stateOf(page)).toEqual(before)
    // What is shown again can be gone on with.
    await page.locator('.message .control', { hasText: 'Less' }).last().click()
    await page.locator('.message .control', { hasText: 'More' }).last().waitFor()
    expect(troubles).toEqual([])
    await close()
  })

  it('lets go of an answer that another version of the page has kept', async () => {
    const { page, troubles, close } = await visit({ language: 'en' })
    await askOn(page, '/price')
    const old = JSON.stringify({ kind: 'answer', reply: { text: 'of an older page' }, time: 0 })
    await page.evaluate((text) => sessionStorage.setItem('kawaraban.conversation.2', text), old)
    await page.reload()
    await page.waitForSelector('#box')
    expect(await page.locator('.own .bubble').allInnerTexts()).toEqual(['/price'])
    await askOn(page, '/funding btc')
    expect(await page.locator('.message[data-view]').count()).toBe(1)
    expect(troubles).toEqual([])
    await close()
  })

  it('asks an unanswered question again after a reload', async () => {
    const { page, close } = await visit({ language: 'en' })
    await page.route('**/ask', () => {})
    await page.locator('#box').fill('/funding')
    await page.locator('#box').press('Escape')
    await page.locator('#box').press('Enter')
    await page.locator('.working').waitFor()
    await page.reload()
    await page.unroute('**/ask')
    await page.locator('.failure', { hasText: 'reloaded before the answer came' }).waitFor()
    await page.getByRole('button', { name: 'Ask again' }).click()
    await page.waitForSelector('.message[data-view]')
    expect(await page.locator('.own').count()).toBe(1)
    await close()
  })

  it('has an address for each answer, which shows the question and its answer', async () => {
    const { page, troubles, close } = await visit({ language: 'en' })
    await askOn(page, '/funding eth 30d')
    const href = await page.locator('.address-of').getAttribute('href')
    expect(href).toBe('/?ask=%2Ffunding+eth+30d')
    const tab = await page.context().newPage()
    await tab.goto(new URL(href ?? '', page.url()).href)
    await tab.waitForSelector('.message[data-view]')
    await picturesLoaded(tab)
    expect(await tab.locator('.own .bubble').innerText()).toBe('/funding eth 30d')
    expect(await tab.locator('.message[data-view]').innerText()).toMatch(/ETH/)
    // Once, however often it is loaded.
    await tab.reload()
    await tab.waitForSelector('.message[data-view]')
    expect(await tab.locator('.own').count()).toBe(1)
    // What would change something waits to be sent.
    const asked: string[] = []
    tab.on('request', (request) => request.url().endsWith('/ask') && asked.push(request.url()))
    await tab.goto(new URL('/?ask=%2Flanguage+ja', page.url()).href)
    await tab.waitForFunction("document.querySelector('#box')?.value === '/language ja'")
    expect(asked).toEqual([])
    expect(troubles).toEqual([])
    await close()
  })

  it('offers the nearest commands as buttons that ask', async () => {
    for (const [language, word] of [
      ['en', 'Nearest'],
      ['ja', '近いもの'],
    ] as const) {
      const { page, troubles, close } = await visit({ language })
      await askOn(page, '/fundng')
      const answer = page.locator('.message[data-view]').last()
      expect(await answer.innerText()).toContain(word)
      expect(await answer.locator('.command').allInnerTexts()).toEqual(
        expect.arrayContaining(['/funding', '/help']),
      )
      await answer.locator('.command', { hasText: '/funding' }).click()
      await page.locator('.message[data-view]').nth(1).waitFor()
      expect(await page.locator('.own .bubble').last().innerText()).toBe('/funding')
      expect(troubles).toEqual([])
      await close()
    }
  })

  it('lists commands by their use, as /help does', async () => {
    const { page, close } = await visit({ language: 'ja' })
    await page.locator('.menu').click()
    expect(await page.locator('.commands h3').allInnerTexts()).toEqual([
      '市場',
      '週報',
      '管理者向け',
      '自分の設定',
      'ボットについて',
    ])
    await page.locator('.commands button', { hasText: '/price' }).click()
    expect(await page.locator('#box').inputValue()).toBe('/price ')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('box')
    await close()
  })

  it.each([390, 1440])('has Save in sight wherever something is to be saved, at %d px', async (width) => {
    for (const language of LOCALES) {
      const { page, troubles, close } = await visit({ language }, { viewport: { width, height: 844 } })
      await whole(page)
      await askOn(page, '/schedule add')
      const save = page.locator('.control.main').last()
      expect(await save.innerText()).toMatch(/Save|保存/)
      expect(await uncovered(page, '.message:last-child .control.main')).toBe(true)
      expect(troubles).toEqual([])
      await close()
    }
  })

  it('can be used at 320 px and at 200 %', async () => {
    for (const language of LOCALES) {
      const { page, troubles, close } = await visit({ language }, { viewport: { width: 320, height: 640 } })
      await whole(page)
      await fits(page)
      await askOn(page, '/schedule add')
      await fits(page)
      await page.locator('.menu').click()
      await fits(page)
      await page.keyboard.press('Escape')
      expect(troubles).toEqual([])
      await close()
      // A window of 1280 px at 200 % is one of 640 px.
      const { page: zoomed, close: end } = await visit(
        { language },
        { viewport: { width: 640, height: 430 } },
      )
      await whole(zoomed)
      await fits(zoomed)
      await askOn(zoomed, '/funding')
      await fits(zoomed)
      await end()
    }
  })

  it('says that the server is gone, keeps what was typed, and goes on when it is back', async () => {
    for (const [language, word] of [
      ['en', 'does not answer'],
      ['ja', '応答しません'],
    ] as const) {
      const { page, close } = await visit({ language })
      await whole(page)
      await page.route('**/ask', (route) => route.abort())
      await page.locator('#box').fill('/funding btc')
      await page.locator('#box').press('Escape')
      await page.locator('#box').press('Enter')
      await page.locator('.failure', { hasText: word }).waitFor()
      await page.locator('#box').pressSequentially('/draft')
      // The other language cannot come now: all stays in this one.
      await page.route('**/start?*', (route) => route.abort())
      await page.locator('.ways a:not([aria-current])').click()
      await page.locator('.offline', { hasText: word }).waitFor()
      expect(await page.locator('.chat').getAttribute('aria-label')).toMatch(
        language === 'en' ? /^Ask/ : /^市場/,
      )
      expect(await page.locator('#box').inputValue()).toBe('/draft')
      await page.unrouteAll()
      await page.locator('.failure button').click()
      await page.waitForSelector('.message[data-view]')
      expect(await page.locator('.own').count()).toBe(1)
      await close()
    }
  })
})

/** The first page comes while the edition is being made, and in the language that the browser asks for. */
async function whole(page: Page): Promise<void> {
  await page.locator('main:not([data-absent]):not([lang])').waitFor()
}

/** What is wrong for those who read by ear, by keyboard or with weak eyes. */
async function foundOn(page: Page): Promise<string[]> {
  return [...(await faultsOf(page)), ...(await violationsOf(page))]
}

async function fits(page: Page): Promise<void> {
  const [wide, window] = await page.evaluate(
    () => [document.documentElement.scrollWidth, innerWidth] as const,
  )
  expect(wide).toBeLessThanOrEqual(window)
}

function inSight(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })
}

/** Whether a press in its middle reaches it, without scrolling. */
function uncovered(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return document.elementFromPoint(left + width / 2, top + height / 2) === element
  })
}

/** What a reader had before them. */
function stateOf(page: Page) {
  return page.evaluate(() => ({
    texts: [...document.querySelectorAll('.messages > *')].map((one) => one.textContent),
    draft: (document.querySelector('#box') as HTMLInputElement).value,
    scrolled: Math.round(scrollY),
    own: Math.round(document.querySelector('.thread')?.scrollTop ?? 0),
  }))
}
