/**
 * Makes the pictures of the documents, in both languages: the page, the sheet, an answer as Discord shows it, and what
 * chats of both platforms show on a phone. `npm run pictures`
 */
import { mkdir, writeFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { askOn, NO_BROWSER, openBrowser, openPage } from '../test/support/chromium.ts'
import { serveSample } from '../test/support/served.ts'
import { chatPictures } from './pictures/chats.ts'

const FOLDER = new URL('../docs/pictures/', import.meta.url)
const SHOWN = [
  { language: 'ja', theme: 'light', zone: 'Asia/Tokyo' },
  { language: 'en', theme: 'dark', zone: 'UTC' },
] as const

if (NO_BROWSER) {
  process.stderr.write(`No pictures were made: ${NO_BROWSER}\n`)
  process.exitCode = 2
} else {
  await mkdir(FOLDER, { recursive: true })
  const [served, browser] = await Promise.all([serveSample(), openBrowser()])
  try {
    for (const kept of SHOWN) {
      await write(`preview-${kept.language}.png`, await pageOf(browser, served.address, kept))
      await write(`discord-${kept.language}.png`, await discordOf(browser, served.address, kept))
      await write(`sheet-${kept.language}.png`, await sheetOf(browser, served.address, kept))
    }
    for (const [name, picture] of await chatPictures(browser)) await write(`chat-${name}.png`, picture)
  } finally {
    await browser.close()
    await served.close()
  }
}

/** The newest edition, and an answer beside it. */
async function pageOf(browser: Browser, address: string, kept: (typeof SHOWN)[number]): Promise<Uint8Array> {
  const { page, close } = await openPage(browser, address, kept, {
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  })
  await page.locator('main:not([data-absent]):not([lang])').waitFor()
  await askOn(page, '/funding btc')
  await page.locator('#box').blur()
  const picture = await page.screenshot()
  await close()
  return picture
}

/** An answer as Discord will show it, drawn from the request that it would be sent. */
async function discordOf(
  browser: Browser,
  address: string,
  kept: (typeof SHOWN)[number],
): Promise<Uint8Array> {
  // As wide as the chat has a line to itself, and high enough for all of it: what lies under the page's box would be cut.
  const { page, close } = await openPage(browser, address, kept, {
    viewport: { width: 1000, height: 1600 },
    reducedMotion: 'reduce',
  })
  await askOn(page, '/funding btc')
  await page.getByRole('button', { name: 'Discord' }).click()
  const answer = page.locator('.discord').last()
  await answer.locator('.picture img').first().waitFor()
  await page.waitForFunction('[...document.images].every((image) => image.complete)')
  // Away from the chart, which shows under the pointer that it opens.
  await page.mouse.move(0, 0)
  const picture = await answer.screenshot()
  await close()
  return picture
}

/** The bytes that a platform would be sent. */
async function sheetOf(browser: Browser, address: string, kept: (typeof SHOWN)[number]): Promise<Uint8Array> {
  const { page, close } = await openPage(browser, address, kept)
  await askOn(page, '/brief compact')
  const path = await page.locator('.picture img').first().getAttribute('src')
  const picture = new Uint8Array(await (await fetch(`${address}${path}`)).arrayBuffer())
  await close()
  return picture
}

async function write(name: string, picture: Uint8Array): Promise<void> {
  await writeFile(new URL(name, FOLDER), picture)
  process.stdout.write(`docs/pictures/${name}\n`)
}
