/** The sample's bot on a page, and a browser that opens it: one of each for all tests of a file. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { NO_BROWSER, openBrowser, openPage, type Opened } from './chromium.ts'
import { type Served, serveSample } from './served.ts'

export interface InBrowser {
  /** Opens the page in a context of its own, as `openPage` does. */
  visit(kept?: Parameters<typeof openPage>[2], options?: Parameters<typeof openPage>[3]): Promise<Opened>
  /** What the program has warned of so far. */
  warnings(): readonly string[]
}

/** Describes what is tried in a browser; where there is none, the name says so and everything is skipped. */
export function describeInBrowser(name: string, tests: (inBrowser: InBrowser) => void): void {
  describe.skipIf(NO_BROWSER)(`${name}${NO_BROWSER ? ` (skipped: ${NO_BROWSER})` : ''}`, () => {
    let served: Served
    let browser: Browser
    beforeAll(async () => {
      served = await serveSample()
      browser = await openBrowser()
    })
    afterAll(async () => {
      await browser?.close()
      await served?.close()
    })
    tests({
      visit: (kept, options) => openPage(browser, served.address, kept, options),
      warnings: () => served.warnings,
    })
  })
}
