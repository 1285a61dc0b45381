/** What stands at the address of an edition that is published no more. */
import { html } from 'hono/html'
import { LOCALES } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import { startOfDay } from '#src/market/time.ts'
import { editionPath } from '../addresses.ts'
import type { Page } from './frame.ts'

/** `edition` is its closing Monday. */
export function withdrawnPage(edition: string, words: Words, home: string): Page {
  const date = startOfDay(edition)
  const title = words.say('site:withdrawn.title', { date })
  const description = words.say('site:withdrawn.description')
  return {
    ...{ words, home, title, description },
    path: editionPath(words.locale, { edition }),
    paths: Object.fromEntries(LOCALES.map((one) => [one, editionPath(one, { edition })])),
    inks: [],
    isSimulated: false,
    isUnlisted: true,
    body: html`<h1>${title}</h1><p class="notice">${description}</p>`,
  }
}
