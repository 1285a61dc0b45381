/** The parts of a line by what they are: what is watched on one side, how it is reported on the other. */
import { quotable } from '../arguments/input.ts'
import type { DateToken } from './dates.ts'
import { LineError } from './refusal.ts'
import type { Term } from './terms.ts'
import type { NumberToken, SpanToken, TermToken, Token } from './tokens.ts'

/** How it is reported, as typed; undefined is not said. */
export interface Manner {
  readonly repeat: 'once' | 'each' | 'remind' | undefined
  /** Of `each` and `remind`. */
  readonly gap: SpanToken | undefined
  readonly hold: SpanToken | NumberToken | undefined
  readonly until: DateToken | SpanToken | NumberToken | 'unreadable' | undefined
  readonly silent: boolean
  readonly here: boolean
}

export interface Parts {
  readonly text: string
  readonly manner: Manner
  readonly terms: ReadonlySet<Term>
  readonly termTokens: readonly TermToken[]
  readonly numbers: readonly NumberToken[]
  readonly spans: readonly SpanToken[]
  readonly words: readonly Token[]
  /** Of `vol7`. */
  readonly days: number | undefined
  readonly venue: string | undefined
}

/** The longest first part of what a word can say of the manner. */
const AFTER: Readonly<Partial<Record<Term, 'each' | 'remind' | 'hold' | 'until'>>> = {
  ...{ each: 'each', remind: 'remind', hold: 'hold', until: 'until' },
}
const BEFORE: Readonly<Partial<Record<Term, 'each' | 'remind' | 'hold' | 'until'>>> = {
  ...{ eachAfter: 'each', remindAfter: 'remind', holdAfter: 'hold', untilAfter: 'until' },
}

/** Throws LineError where two parts of the manner contradict each other. */
export function partsOf(text: string, tokens: readonly Token[]): Parts {
  const used = new Set<Token>()
  const manner: { -readonly [Name in keyof Manner]: Manner[Name] } = {
    ...{ repeat: undefined, gap: undefined, hold: undefined, until: undefined, silent: false, here: false },
  }
  let isStep = false
  const take = (token: Token | undefined, isRight: boolean) => {
    if (token && isRight && !used.has(token)) {
      used.add(token)
      return token
    }
    return undefined
  }
  const setRepeat = (kind: NonNullable<Manner['repeat']>, token: Token) => {
    if (manner.repeat !== undefined && manner.repeat !== kind) throw contradiction(token, text)
    manner.repeat = kind
  }
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'term') continue
    const [before, after] = [tokens[index - 1], tokens[index + 1]]
    const role = AFTER[token.term] ?? BEFORE[token.term]
    const neighbour = AFTER[token.term] ? after : before
    if (role === 'each' || role === 'remind') {
      if (BEFORE[token.term] && before?.kind === 'number' && before.unit === 'percent') {
        // 3%ごと is a step.
        isStep = true
        used.add(token)
        continue
      }
      setRepeat(role, token)
      const gap = take(neighbour, neighbour?.kind === 'span')
      if (gap?.kind === 'span') manner.gap = gap
    } else if (role === 'hold') {
      const isLength = neighbour?.kind === 'span' || (neighbour?.kind === 'number' && neighbour.value === 0)
      const hold = take(neighbour, isLength)
      if (hold?.kind === 'span' || hold?.kind === 'number') manner.hold = hold
    } else if (role === 'until') {
      const until = take(
        neighbour,
        neighbour !== undefined && ['date', 'span', 'number', 'word'].includes(neighbour.kind),
      )
      manner.until =
        until?.kind === 'date' || until?.kind === 'span' || until?.kind === 'number' ? until : 'unreadable'
    } else if (token.term === 'once') setRepeat('once', token)
    else if (token.term === 'silent') manner.silent = true
    else if (token.term === 'here') manner.here = true
    else continue
    used.add(token)
  }
  const left = tokens.filter((token) => !used.has(token))
  // A date that nothing else says anything of is the end.
  const date = left.find((token) => token.kind === 'date')
  if (date && manner.until === undefined) manner.until = date
  const termTokens = left.filter((token) => token.kind === 'term').filter(({ term }) => term !== 'filler')
  return {
    text,
    manner,
    terms: new Set([...termTokens.map(({ term }) => term), ...(isStep ? (['step'] as const) : [])]),
    termTokens,
    numbers: left.filter((token) => token.kind === 'number'),
    spans: left.filter((token) => token.kind === 'span'),
    words: left.filter((token) => token.kind === 'word'),
    days: left.find((token) => token.kind === 'days')?.days,
    venue: left.find((token) => token.kind === 'venue')?.venue,
  }
}

/** What was typed of a token. */
export function typedOf({ from, to }: Pick<Token, 'from' | 'to'>, text: string): string {
  return text.slice(from, to)
}

/** The line with something else in a token's place. */
export function replaced({ from, to }: Pick<Token, 'from' | 'to'>, text: string, by: string): string {
  return `${text.slice(0, from)} ${by} ${text.slice(to)}`.replace(/\s+/gu, ' ').trim()
}

/** The line without a token. */
export function without(token: Pick<Token, 'from' | 'to'>, text: string): string {
  return replaced(token, text, '')
}

/** A part that says the contrary of another; the line without it is offered. */
export function contradiction(token: Pick<Token, 'from' | 'to'>, text: string): LineError {
  // A comparison that stood before it says nothing any more.
  const line = without(token, text).replace(/\s*[<>≤≥]=?$/u, '')
  return new LineError('contradicts', { word: quotable(typedOf(token, text)) }, [
    { line, label: quotable(line) },
  ])
}
