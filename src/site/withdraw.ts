/** An edition that is published no more: its address stays and says so; pictures and data go. */
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { startOfDay } from '#src/market/time.ts'
import { editionPath } from './addresses.ts'
import { type Assets, documentOf } from './page/frame.ts'
import { withdrawnPage } from './page/withdrawn.ts'
import { prune } from './prune.ts'
import { put } from './put.ts'

export async function withdraw(folder: string, edition: string, home: string, assets: Assets): Promise<void> {
  for (const locale of LOCALES) {
    const path = editionPath(locale, { edition })
    const words = createWords(locale, grammarOf(locale).zone, startOfDay(edition))
    await put(folder, {
      path: `${path}/index.html`,
      content: documentOf(withdrawnPage(edition, words, home), assets),
    })
    await prune(folder, path, (file) => file === `${path}/index.html`)
    await prune(folder, `embed${path}`, () => false)
  }
}
