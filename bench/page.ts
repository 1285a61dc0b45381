/**
 * How fast the public site is read on a slow phone: `node bench/page.ts`.
 *
 * Chromium with a processor four times as slow and a line of 1.6 Mbit/s with 150 ms to the server and back, nothing kept from
 * before: when the largest thing of the first view is painted, what moves after that, and what was sent.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { LOCALES } from '#src/i18n/locale.ts'
import { startSite } from '#src/site/server.ts'
import { writeSite } from '#src/site/write.ts'
import { NO_BROWSER, openBrowser } from '../test/support/chromium.ts'
import { HOME, newest } from '../test/support/writtensite.ts'
import { median, print } from './print.ts'

const ROUNDS = 5
/** Milliseconds. */
const LIMIT = 1500
const SLOWER = 4
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 }

interface Load {
  /** Milliseconds until the largest thing of the first view is painted. */
  readonly largest: number
  /** What that is. */
  readonly element: string
  /** Cumulative layout shift. */
  readonly shift: number
  /** Bytes on the line, headers included. */
  readonly sent: number
}

async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
  const editions = await newest(9)
  await writeSite(folder, editions, { home: HOME, code: 'bench' })
  const site = await startSite({ folder, host: '127.0.0.1', port: 0 })
  const browser = await openBrowser()
  const [latest] = await editions.weeks()
  try {
    print('page                 LCP ms  element  CLS   KB sent')
    for (const path of LOCALES.flatMap((one) => [`/${one}/${latest?.edition}`, `/${one}/`])) {
      const loads: Load[] = []
      for (let round = 0; round < ROUNDS; round++) loads.push(await load(browser, `${site.address}${path}`))
      const largest = median(loads.map((one) => one.largest))
      const [{ element } = { element: '' }] = loads
      const shift = Math.max(...loads.map((one) => one.shift))
      const sent = median(loads.map((one) => one.sent)) / 1024
      print(
        `${path.padEnd(20)} ${largest.toFixed(0).padStart(6)}  ${element.padEnd(7)}  ${shift.toFixed(2)}  ${sent.toFixed(0).padStart(7)}`,
      )
      if (largest > LIMIT) print(`${path} takes ${largest.toFixed(0)} ms, at most ${LIMIT}`)
    }
  } finally {
    await browser.close()
    await site.close()
    await rm(folder, { recursive: true })
  }
}

async function load(browser: Browser, address: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 })
  const page = await context.newPage()
  const chromium = await context.newCDPSession(page)
  await chromium.send('Network.enable')
  await chromium.send('Network.emulateNetworkConditions', LINE)
  await chromium.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  let sent = 0
  chromium.on('Network.loadingFinished', ({ encodedDataLength }) => {
    sent += encodedDataLength
  })
  await page.addInitScript(WATCH)
  await page.goto(address, { waitUntil: 'networkidle' })
  const seen = (await page.evaluate('seen')) as Omit<Load, 'sent'>
  await context.close()
  return { ...seen, sent }
}

/** Runs in the page, which is why it is text. */
const WATCH = `globalThis.seen = { largest: 0, element: '', shift: 0 }
new PerformanceObserver((list) => {
  const last = list.getEntries().at(-1)
  seen.largest = last.startTime
  seen.element = last.element?.tagName.toLowerCase() ?? ''
}).observe({ type: 'largest-contentful-paint', buffered: true })
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.shift += value
}).observe({ type: 'layout-shift', buffered: true })`

if (NO_BROWSER) print(`Skipped: ${NO_BROWSER}`)
else await bench()
