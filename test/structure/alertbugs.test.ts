/** Each bug that other bots had with alerts (B), and each fault that ours must bear (F), has a test that is named after it. */
import { expect, it } from 'vitest'
import { filesIn, textOf } from './files.ts'

/** How many of each there are. */
const KNOWN = { B: 38, F: 12 } as const
/** A title that begins with names of bugs: `B24, F12: a coin …`. */
const TITLE = /['"`]((?:[BF]\d{1,2}(?:, | and )?)+)[^'"`\n]*?: [^'"`\n]{5,}/gu

it('every bug and fault of alerts has a test whose title begins with its name', () => {
  const files = filesIn(['test'], '.ts').filter((file) => file !== 'test/structure/alertbugs.test.ts')
  const titles = files.flatMap((file) => [...textOf(file).matchAll(TITLE)].map(([, names = '']) => names))
  const tested = new Set(titles.flatMap((names) => names.match(/[BF]\d+/gu) ?? []))
  const all = Object.entries(KNOWN).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => `${kind}${index + 1}`),
  )
  expect(all.filter((name) => !tested.has(name))).toEqual([])
  expect([...tested].filter((name) => !all.includes(name))).toEqual([])
})
