/** The map of correlations, read back: a triangle of at most twelve coins, the alike together; few coins in a table. */
import { describe, expect, it } from 'vitest'
import { chartOf } from '#src/briefing/topics.ts'
import { clusteredOrder } from '#src/charts/clusters.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureReadings } from '../support/readings.ts'

const en = fixtureLook('en')
const { correlation } = fixtureReadings()
const { matrix } = correlation.value
if (!matrix) throw new Error('the fixture has no matrix')

describe('the map of correlations', () => {
  it('holds every pair of at most twelve coins under its own names', () => {
    const body = bodyOf(matrix)
    if (body.type !== 'matrix') throw new Error('a matrix was expected')
    expect(body.names.length).toBeLessThanOrEqual(12)
    const indexOf = (name: string) => matrix.symbols.indexOf(name)
    body.names.forEach((row, i) => {
      body.names.slice(0, i).forEach((column, j) => {
        expect(body.values[i]?.[j]).toBe(matrix.values[indexOf(row)]?.[indexOf(column)])
      })
    })
  })

  it('has null where a correlation is unknown', () => {
    const values = matrix.values.map((row, i) => row.map((value, j) => (i + j === 1 ? Number.NaN : value)))
    const body = bodyOf({ ...matrix, values })
    if (body.type !== 'matrix') throw new Error('a matrix was expected')
    expect(body.values.flat().filter((value) => value === null)).toHaveLength(2)
  })

  it('is a table of three pairs for three coins', () => {
    const few = {
      assets: matrix.assets.slice(0, 3),
      symbols: matrix.symbols.slice(0, 3),
      values: matrix.values.slice(0, 3).map((row) => row.slice(0, 3)),
    }
    const body = bodyOf(few)
    if (body.type !== 'rows') throw new Error('rows were expected')
    expect(body.rows).toHaveLength(3)
    expect(body.reach).toBe(1)
  })

  it('is headed by a pair of its own, with the number in its cell', () => {
    const spec = chartOf('correlation', correlation, 'map', en)?.spec
    if (spec?.body.type !== 'matrix') throw new Error('a matrix was expected')
    const { names, values } = spec.body
    const found = [...spec.heading.title.matchAll(/(\S+)\/(\S+) [^(]*\((-?[\d.]+)\)/g)]
    expect(found).toHaveLength(2)
    for (const [, one = '', other = '', number] of found)
      expect(values[names.indexOf(one)]?.[names.indexOf(other)]?.toFixed(2)).toBe(number)
  })

  it('states in words the number of coins that it draws', () => {
    const chart = chartOf('correlation', correlation, 'map', en)
    const count = Math.min(12, matrix.symbols.length)
    expect(chart?.alt).toContain(`${count} largest coins`)
  })
})

describe('an order by likeness', () => {
  it('puts the alike together, and holds each once', () => {
    const likeness = [
      [1, 0.1, 0.9, 0.2],
      [0.1, 1, 0.2, 0.8],
      [0.9, 0.2, 1, 0.3],
      [0.2, 0.8, 0.3, 1],
    ]
    const order = clusteredOrder(likeness)
    expect([...order].sort()).toEqual([0, 1, 2, 3])
    expect(Math.abs(order.indexOf(0) - order.indexOf(2))).toBe(1)
    expect(Math.abs(order.indexOf(1) - order.indexOf(3))).toBe(1)
  })
})

function bodyOf(drawn: NonNullable<typeof matrix>) {
  const value = { ...correlation.value, matrix: drawn }
  return (chartOf('correlation', { ...correlation, value }, 'map', en)?.spec as ChartSpec).body
}
