/** What every chart says beside its drawing: its source, its age, and its text alternative. */
import type { Reading } from '#src/market/reading.ts'
import { HOUR } from '#src/market/time.ts'
import type { ChartLook } from './look.ts'
import type { Skin } from './spec.ts'

/** What decides the colours and the language of a picture. */
export function skinOf(look: ChartLook): Skin {
  return { theme: look.theme, colors: look.colors, locale: look.words.locale }
}

/** The source line. A simulated history is named as one, whatever the line says. */
export function sourceOf({ words, source, simulated }: ChartLook): string {
  const label = words.say('charts:simulated')
  if (!simulated || source.includes(label)) return source
  const gap = words.grammar.wide
  return source === '' ? label : label + gap + source
}

/** The subtitle, with the age of what it shows where the youngest fact is older than the window's end by much. */
export function agedSubtitle(text: string, reading: Reading<unknown>, look: ChartLook): string {
  const stale = reading.week.end - reading.asOf > STALE_AFTER
  return stale ? text + look.words.say('charts:stale', { asOf: reading.asOf }) : text
}

/** Sentences and the source, at most 1024 characters; sentences in the middle give way first. */
export function altOf(look: ChartLook, sentences: readonly string[]): string {
  const { gap } = look.words.grammar
  const named = sourceOf(look).replace(/[.。]$/, '')
  // It is a sentence of its own here.
  const source = look.words.say('charts:sourceEnd', {
    source: named.charAt(0).toUpperCase() + named.slice(1),
  })
  const kept = [...sentences]
  const whole = () => [...kept, source].join(gap)
  while (kept.length > 1 && whole().length > ALT_MOST) kept.pop()
  const text = whole()
  return text.length <= ALT_MOST ? text : `${text.slice(0, ALT_MOST - 1)}…`
}

const ALT_MOST = 1024
/** Daily facts may be a day behind a boundary; beyond that their age is said. */
const STALE_AFTER = 36 * HOUR
