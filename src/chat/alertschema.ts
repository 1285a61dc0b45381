/** The form of an alert's plan, for what enters as JSON: the store's rows, drafts and files. */
import { LOCALES } from '#src/i18n/locale.ts'
import * as v from 'valibot'
import type { AlertPlan, Condition } from './alert.ts'

const FINITE = v.pipe(v.number(), v.finite())
const SIDE = v.picklist(['above', 'below'])
const DIRECTION = v.picklist(['up', 'down', 'either'])
const asset = v.string()

const CONDITION: v.GenericSchema<unknown, Condition> = v.variant('kind', [
  v.object({
    kind: v.literal('price'),
    asset,
    venue: v.exactOptional(v.string()),
    side: v.picklist(['above', 'below', 'either']),
    level: FINITE,
  }),
  v.object({
    ...{ kind: v.literal('change'), asset, side: DIRECTION, by: FINITE },
    window: v.picklist(['5m', '15m', '1h', '4h', '24h', '7d', '30d']),
  }),
  v.object({ kind: v.literal('move'), asset, by: FINITE }),
  v.object({ kind: v.literal('funding'), asset, side: SIDE, level: FINITE, predicted: v.boolean() }),
  v.object({ kind: v.literal('flip'), asset }),
  v.object({ kind: v.literal('streak'), asset, sign: v.picklist(['positive', 'negative']), length: FINITE }),
  v.object({
    ...{ kind: v.literal('interest'), asset, side: DIRECTION, by: FINITE },
    ...{ unit: v.picklist(['coins', 'usd']), window: v.picklist(['24h', '7d']) },
  }),
  v.object({ kind: v.literal('volatility'), asset, days: v.picklist([7, 30]), side: SIDE, level: FINITE }),
  v.object({ kind: v.literal('cap'), asset, side: SIDE, level: FINITE }),
  v.object({ kind: v.literal('rank'), asset, side: SIDE, place: FINITE }),
  v.object({ kind: v.literal('spread'), asset, by: FINITE }),
  v.object({ kind: v.literal('extreme'), of: v.string(), side: v.picklist(['high', 'low']), weeks: FINITE }),
  v.object({ kind: v.literal('stale'), asset, after: FINITE }),
])

const PLAN: v.GenericSchema<unknown, AlertPlan> = v.object({
  target: v.string(),
  condition: CONDITION,
  repeat: v.variant('kind', [
    v.object({ kind: v.literal('once') }),
    v.object({ kind: v.picklist(['each', 'remind']), gap: FINITE }),
  ]),
  ...{ hold: FINITE, until: FINITE, silent: v.boolean() },
  look: v.object({
    ...{ language: v.picklist(LOCALES), zone: v.string() },
    ...{ theme: v.picklist(['dark', 'light']), colors: v.picklist(['standard', 'jp', 'cvd']) },
  }),
})

/** The plan in a stored text; undefined where it is none that this version knows. */
export function parseAlertPlan(text: string): AlertPlan | undefined {
  try {
    const result = v.safeParse(PLAN, JSON.parse(text))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}
