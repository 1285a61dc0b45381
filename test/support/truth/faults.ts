/** All that is wrong with a picture, by the assertions of what must be impossible. */
import { layoutFaults } from './boxes.ts'
import { claimFaults, countFaults, emptyFaults, eventFaults, namedFaults, withheldFaults } from './claims.ts'
import { seriesColorFaults } from './colors.ts'
import { curveFaults, figureFaults, markFaults, signFaults } from './figures.ts'
import { glyphFaults } from './glyphs.ts'
import { type Picture, sceneOf, symbolsOf } from './pictures.ts'
import { sheetFaults, staleFaults, windowFaults } from './windows.ts'

/** Of what a picture says and draws. */
export function specFaults(picture: Picture): string[] {
  const { spec, words, alt, readings, of, view, history } = picture
  const symbols = new Set(Object.values(symbolsOf(history)))
  return [
    ...windowFaults(spec, picture),
    ...figureFaults(spec, words),
    ...curveFaults(spec),
    ...signFaults(spec),
    ...markFaults(spec, words),
    ...withheldFaults(spec, of, view, readings, words),
    ...staleFaults(spec, picture),
    ...sheetFaults(spec, picture),
    ...countFaults(spec, alt, readings),
    ...claimFaults(spec, words),
    ...eventFaults(spec, symbols),
    ...namedFaults(spec, symbols),
    ...seriesColorFaults(spec),
    ...emptyFaults(spec),
    ...(/undefined|NaN|null|\{\{/.test(alt) ? [`alt: ${alt}`] : []),
  ].map((fault) => `${picture.name}: ${fault}`)
}

/** Of where it all stands. */
export function sceneFaults(picture: Picture): string[] {
  const scene = sceneOf(picture)
  const symbols = new Set(Object.values(symbolsOf(picture.history)))
  return [
    ...layoutFaults(scene, picture.layout),
    ...glyphFaults(scene),
    ...(picture.spec.body.type === 'tiles' ? namedFaults(picture.spec, symbols, scene) : []),
  ].map((fault) => `${picture.name}: ${fault}`)
}

/** Faults of many pictures, each kind told once with how often it was found. */
export function gathered(faults: readonly string[]): string {
  return [...new Set(faults)].slice(0, 60).join('\n')
}
