/** Every short answer, in both languages: what it is made of, how long it may be, and that its figures are the answer's own. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { renderDiscord } from '#src/platforms/discord/render/render.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { readMacro } from '#src/services/macro.ts'
import { lengthOf, renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { someOf } from '../support/cases.ts'
import { type Asked, ask, loadHistory, marketCommands, questionsOf, textOf } from './asking.ts'

let sample: History
beforeAll(async () => {
  sample = await loadHistory('data/sample')
})

const asked = marketCommands.flatMap((command) =>
  LOCALES.map((locale) => {
    const questions = someOf([...command.examples, ...questionsOf(command)], 4)
    return [command.name, locale, questions] as const
  }),
)
/** Letters and figures: what ends a sentence does not make another one of it. */
const lettersOf = (text: string) => text.replaceAll(/[.。\s]/gu, '')

describe.each(asked)('/%s in short (%s)', (name, locale, questions) => {
  it('is a finding and at most six facts, in one message of each platform', async () => {
    for (const typed of questions) {
      const { answer, short } = await ask(typed, sample, locale)
      if (answer.kind !== 'section' || !short) throw new TypeError(`${typed} has no short form`)
      expect(answer.short?.facts.length, typed).toBeLessThanOrEqual(6)
      const calls = renderTelegram(short)
      expect(calls, typed).toHaveLength(1)
      for (const call of calls) {
        expect(lengthOf(call), typed).toBeLessThanOrEqual(call.method === 'sendPhoto' ? 1024 : 4096)
      }
      expect(renderDiscord(short), typed).toHaveLength(1)
    }
  })

  it('has three facts at least, as it is asked for most', async () => {
    const { answer } = await ask(questions.at(-1)?.split(' ')[0] ?? '', sample, locale)
    expect(answer.kind === 'section' && answer.short?.facts.length).toBeGreaterThanOrEqual(3)
  })

  it('begins with the finding in other words than the picture has', async () => {
    for (const typed of questions) {
      const { short } = await ask(typed, sample, locale)
      const [first] = linesOf(short)
      expect(first, typed).toBeDefined()
      expect(lettersOf(first ?? ''), typed).not.toBe(lettersOf(short?.title ?? ''))
      for (const { spec } of short?.images ?? []) {
        expect(lettersOf(first ?? ''), typed).not.toBe(lettersOf(titleIn(spec)))
      }
    }
  })

  it('states no figure that the whole answer, its table and its picture do not', async () => {
    for (const typed of questions) {
      const one = await ask(typed, sample, locale)
      const known = new Set(await allFigures(typed, name, one, locale))
      for (const line of linesOf(one.short)) {
        for (const figure of figuresIn(line)) expect([...known], `${typed}: ${line}`).toContain(figure)
      }
    }
  })

  it('says that the data are a sample in its small print and on its picture', async () => {
    const { short } = await ask(questions[0] ?? '', sample, locale)
    expect(short?.footer.join()).toMatch(/simulated|シミュレーション/u)
    for (const { spec } of short?.images ?? [])
      expect(JSON.stringify(spec)).toMatch(/simulated|シミュレーション/u)
  })

  it('has no line that says nothing but what the finding says', async () => {
    for (const typed of questions) {
      const [finding = '', ...lines] = linesOf((await ask(typed, sample, locale)).short)
      const said = figuresIn(finding)
      const repeats = lines.filter((line) => {
        const figures = figuresIn(line)
        return figures.length > 0 && figures.every((one) => said.includes(one))
      })
      // Three are left in any case.
      const left = lines.filter((line) => figuresIn(line).length > 0).length - repeats.length
      expect(repeats.length === 0 || left < 3, `${typed}: ${repeats.join()}`).toBe(true)
    }
  })
})

function linesOf(message: Message | undefined): string[] {
  const blocks = message?.blocks ?? []
  return blocks.flatMap((block) => (block.kind === 'facts' ? block.items.map(({ text }) => text) : []))
}

function titleIn(spec: unknown): string {
  const { title = '' } = spec as { readonly title?: string | { readonly text?: string } }
  return typeof title === 'string' ? title : (title.text ?? '')
}

/** Where else the figures of a short answer stand: another unit, the coins beside the one that was asked for. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  funding: ['unit:apr', 'unit:8h'],
  macro: ['view:ust', 'view:jgb'],
}
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  funding: ['/funding', '/funding unit:apr'],
  openinterest: ['/openinterest btc', '/openinterest eth'],
  volatility: ['/volatility eth', '/volatility btc'],
  correlation: ['/correlation view:table', '/correlation btc eth', '/correlation btc eth sol'],
  price: ['/price', '/price eth'],
  volume: ['/volume', '/volume window:30d', '/volume window:90d'],
}

/** Of the answer in full, of the same in other views, and of the pictures, whatever their size. */
async function allFigures(typed: string, name: string, one: Asked, locale: Locale): Promise<string[]> {
  const views = ['view:table', ...(BESIDE[name] ?? [])].map((view) => `${typed.replace(' apr', '')} ${view}`)
  const others = [...views, ...(ELSEWHERE[name] ?? [])].map((question) =>
    // What was asked for in a view already has no other.
    ask(question, sample, locale).catch(() => undefined),
  )
  const found = [one, ...(await Promise.all(others))].flatMap((known) => known?.message ?? [])
  return [...(name === 'macro' ? yields() : []), ...found.flatMap(figuresOf)]
}

function figuresOf(message: Message): string[] {
  const specs = message.images.flatMap(({ spec, phone }) => [spec, phone?.spec])
  return [textOf(message), message.footer.join(), JSON.stringify(specs)].flatMap(figuresIn)
}

/** The ends of the drawn curves, as they are printed. */
function yields(): string[] {
  const { curves } = readMacro(sample, lastWeekAt(sample.now)).value
  const print = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return curves.flatMap(({ points }) => points.map(({ now }) => print.format(now)))
}

/** Numbers without their signs' spelling: a fall of 3.1% is −3.1%. */
function figuresIn(text: string): string[] {
  return (text.match(/\d[\d,.]*/gu) ?? []).map((one) => one.replace(/[.,]$/u, ''))
}
