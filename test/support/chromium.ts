/** A real Chromium, where the machine has one: `CHROMIUM` names it, else it is looked for where Debian puts it. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Why there is no browser; undefined where there is one. */
export const NO_BROWSER = existsSync(EXECUTABLE)
  ? undefined
  : `${EXECUTABLE} is not there; set CHROMIUM to a Chromium`

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page of its own, with whatever went wrong on it. */
export interface Opened {
  readonly page: Page
  /** Messages on the console, uncaught errors, failed requests, requests to other hosts. */
  readonly troubles: readonly string[]
  close(): Promise<void>
}

/** `kept` is what the page finds in its storage, as if somebody had chosen it before. */
export async function openPage(
  browser: Browser,
  address: string,
  kept: Readonly<Record<string, string>> = {},
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options })
  const page = await context.newPage()
  // For what hangs, not for what is slow: beside other programs a recap takes half a minute.
  page.setDefaultTimeout(240_000)
  const troubles = troublesOf(page, address)
  // Runs in the page, which is why it is text.
  await page.addInitScript(
    `if (!localStorage.getItem('kawaraban.settings')) localStorage.setItem('kawaraban.settings', ${JSON.stringify(JSON.stringify(kept))})`,
  )
  await page.goto(address)
  await page.waitForSelector('#box')
  return { page, troubles, close: () => context.close() }
}

/** Collects what goes wrong on a page of the site at `address`; to be called before it is opened. */
export function troublesOf(page: Page, address: string): readonly string[] {
  const troubles: string[] = []
  page.on('console', (message) => troubles.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    // Suggestions for what was typed meanwhile are called off.
    if (why !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()} ${why}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`status ${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== address && protocol !== 'blob:') troubles.push(`another host: ${request.url()}`)
  })
  return troubles
}

/** Types a question and waits for what comes of it: the answer, with its pictures loaded. */
export async function askOn(page: Page, text: string): Promise<void> {
  const before = await page.locator('.message[data-view], .failure').count()
  await page.locator('#box').fill(text)
  await page.locator('#box').press('Escape')
  await page.locator('#box').press('Enter')
  await page.locator('.message[data-view], .failure').nth(before).waitFor()
  await picturesLoaded(page)
}

/** Until every picture on the page is drawn; rejects where one cannot be. */
export async function picturesLoaded(page: Page): Promise<void> {
  await page
    .locator('img')
    .evaluateAll((images) =>
      Promise.all(images.map((image) => (image as unknown as { decode(): unknown }).decode())),
    )
}
