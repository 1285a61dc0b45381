/** The dashboard shows figures that exist, under the names that the program gives them. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createFigures } from '#src/health/figures.ts'

const dashboard = readFileSync(new URL('../../docs/grafana/kawaraban.json', import.meta.url), 'utf8')

const operators = (language: string) =>
  readFileSync(new URL(`../../docs/operators${language}.md`, import.meta.url), 'utf8')

it('asks for no figure that the program does not have', async () => {
  const figures = createFigures({
    version: '1',
    deliveries: () => Promise.resolve({ pending: 1 }),
    alerts: () => Promise.resolve({ active: 1 }),
    unsent: () => Promise.resolve({ due: 1 }),
    suppliers: () => [{ name: 'a', age: 1, open: false }],
    caches: () => [{ name: 'a', hits: 1, misses: 1 }],
  })
  const text = await figures.text()
  const known = new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  )
  const asked = [...new Set(dashboard.match(/kawaraban_[a-z0-9_]+/g))]
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.filter((name) => !known.has(name))).toEqual([])
  // And of alerts all are shown, and described for operators in both languages.
  const ofAlerts = [...text.matchAll(/^# TYPE kawaraban(_alerts?\S*)/gm)].map(([, name = '']) => name)
  expect(ofAlerts).toHaveLength(7)
  for (const page of [dashboard, operators(''), operators('.ja')])
    expect(ofAlerts.filter((name) => !page.includes(name))).toEqual([])
})
