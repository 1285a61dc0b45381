/** The yield curve and the odds of a decision, read back. */
import { describe, expect, it } from 'vitest'
import { chartOf } from '#src/briefing/topics.ts'
import type { Chart } from '#src/charts/look.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureReadings } from '../support/readings.ts'

const ja = fixtureLook('ja')
const en = fixtureLook('en')
const { macro } = fixtureReadings()

describe('the yield curve', () => {
  it('has changes in basis points that are the difference of the yields under them', () => {
    const { changes } = curvesOf(chartOf('macro', macro, 'main', en))
    expect(changes.rows.length).toBeGreaterThan(0)
    for (const { value, label, detail } of changes.rows) {
      const [before, now] = detail.split(' → ').map((text) => Number.parseFloat(text)) as [number, number]
      expect(value ?? 0).toBeCloseTo((now - before) * 100, 1)
      expect(label.text).toBe(`${sign(value ?? 0)}${Math.abs(Math.round(value ?? 0))} bp`)
    }
  })

  it('has as many decimals as its source, so that changes are those of the yields beside them', () => {
    const [row] = macro.value.curves
    if (!row) throw new Error('the fixture has no curve')
    const points = [2, 10].map((tenorYears) => ({ tenorYears, weekAgo: 1.684, now: 1.706 }))
    const fine = { ...row, points, slope2s10s: 0.846, slopeWeekAgo: 0.824, weekChange: 0.022 }
    const reading = { ...macro, value: { ...macro.value, curves: [fine] } }
    const chart = chartOf('macro', reading as typeof macro, 'main', en)
    const { changes, box } = curvesOf(chart)
    expect(changes.rows[0]).toMatchObject({ detail: '1.684% → 1.706%', label: { text: '+2 bp' } })
    expect(box?.text).toContain('82.4')
    expect(box?.text).toContain('84.6')
    expect(box?.text).toContain('+2.2')
    expect(chart?.alt).toContain('1.706%')
  })

  it('names both dates, and has the same tenors on both', () => {
    const { curve } = curvesOf(chartOf('macro', macro, 'main', ja))
    expect(curve.legend).toBe('実線11/21、破線11/14')
    expect(curve.now.map(({ years }) => years)).toEqual(curve.before.map(({ years }) => years))
  })

  it('names in its source line a curve that has no new data', () => {
    const value = {
      ...macro.value,
      curves: macro.value.curves.filter(({ curve }) => curve === 'ust'),
      curveEnds: { ust: '2025-11-21', jgb: '2025-05-29' },
    }
    const chart = chartOf('macro', { ...macro, value } as typeof macro, 'ust', en)
    expect((chart?.spec as ChartSpec).heading.source).toContain('Japan: no data after 29 May, so left out')
  })
})

describe('odds', () => {
  it('are drawn where no curve is known, a week ago set back and no signed colour', () => {
    const reading = { ...macro, value: { ...macro.value, curves: [] } }
    const { body } = chartOf('macro', reading, 'main', en)?.spec as ChartSpec
    if (body.type !== 'rows') throw new Error('rows were expected')
    expect(body.rows.map(({ name }) => name.text)).toEqual(['Cut', 'Cut, a week ago', 'Hold', 'Hike'])
    expect(body.rows.map(({ ink }) => ink)).toEqual(['slate', 'zero', 'slate', 'slate'])
  })
})

function curvesOf(chart: Chart | undefined) {
  const { body } = chart?.spec as ChartSpec
  if (body?.type !== 'curves') throw new Error('curves were expected')
  return body
}

function sign(value: number): string {
  return Math.round(value) === 0 ? '' : value > 0 ? '+' : '−'
}
