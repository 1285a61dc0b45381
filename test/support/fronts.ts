/** Fronts for pages whose editions are not what a test is about. */
import type { Front, FrontPage } from '#src/platforms/preview/front.ts'

/** No edition yet. */
export const EMPTY_FRONT: Front = {
  newest: async () => undefined,
  at: async () => undefined,
  file: async () => undefined,
  style: Promise.resolve(''),
}

/** One edition in both languages, with one file. */
export const SMALL_FRONT: Front = {
  newest: async (language) => pageIn(language),
  at: async (path) => [pageIn('ja'), pageIn('en')].find((page) => page.path === path),
  file: async (path) =>
    path === '/en/2025-11-24/funding.csv'
      ? { type: 'text/csv; charset=utf-8', body: 'Day,BTC\r\n' }
      : undefined,
  style: Promise.resolve(
    ':root {\n  --paper: #fff;\n}\nhtml {\n  color: #000;\n}\n.sheet {\n  color: #111;\n}\n',
  ),
}

function pageIn(language: 'ja' | 'en'): FrontPage {
  const titles = { ja: 'BTC6.9%安', en: 'BTC falls 6.9%' }
  return {
    language,
    path: `/${language}/2025-11-24`,
    paths: { ja: '/ja/2025-11-24', en: '/en/2025-11-24' },
    title: titles[language],
    number: 'No. 47 / 2025',
    body: `<article><h1>${titles[language]}</h1><p>${'A week in figures. '.repeat(80)}</p></article>`,
    inks: ':root{--ink-up:#08766e}',
  }
}
