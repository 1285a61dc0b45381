import { beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, findExplained, suggestExplained } from '#src/bot/explanations.ts'
import { suggestCommands } from '#src/bot/help.ts'
import { nameOfTerm, TERMS } from '#src/briefing/glossary.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import glossary from '../../locales/en/glossary.json' with { type: 'json' }
import { all, ask, commands, loadHistory, textOf } from './asking.ts'

const [en, ja] = [createWords('en', 'UTC', 0), createWords('ja', 'Asia/Tokyo', 0)]

let sample: History
beforeAll(async () => {
  sample = await loadHistory('data/sample')
})

describe('/explain', () => {
  it('knows every term of the glossary, and no other', () => {
    expect([...TERMS].sort()).toEqual(Object.keys(glossary.terms).sort())
  })

  it('finds each term by its id and by its name in either language, whatever language is spoken', () => {
    for (const term of TERMS) {
      for (const typed of [term, nameOfTerm(term, en), nameOfTerm(term, ja)]) {
        expect(findExplained(typed, sample, en), typed).toEqual({ kind: 'term', term })
        expect(findExplained(typed, sample, ja), typed).toEqual({ kind: 'term', term })
      }
    }
  })

  it('finds a term by its beginning where only one begins so', () => {
    expect(findExplained('建玉', sample, ja)).toEqual({ kind: 'term', term: 'openinterest' })
  })

  it('tells what a term is, how it is computed, how to read it, and an example', async () => {
    for (const locale of LOCALES) {
      const { message } = await ask('/explain funding', sample, locale)
      expect(message.blocks).toHaveLength(4)
      expect(textOf(message)).toContain('10.95%')
    }
  })

  it('explains every claim of the latest edition with its rule', async () => {
    const claims = claimsOf(sample)
    expect(claims.length).toBeGreaterThan(10)
    for (const { key } of claims) {
      const { message } = await ask(`/explain ${key}`, sample, 'ja')
      expect(textOf(message), key).toContain(key)
    }
  })

  it('offers the three nearest terms where it knows none', () => {
    expect(() => findExplained('volatilty', sample, en)).toThrow(
      expect.objectContaining({
        key: 'commands.unknownTerm',
        candidates: expect.arrayContaining([expect.objectContaining({ value: 'volatility' })]),
      }),
    )
  })

  it('suggests terms before claims', () => {
    const [first] = suggestExplained('fund', sample, en)
    expect(first).toEqual({ value: 'funding', label: 'Funding rate' })
    expect(suggestExplained('funding.', sample, en).map(({ value }) => value)).toContain(
      'funding.turnedNegative',
    )
  })
})

describe('/help', () => {
  it('lists every command with something to type', async () => {
    const text = textOf((await ask('/help', sample, 'en')).message)
    for (const { name } of commands) expect(text).toContain(`/${name} – `)
  })

  it('suggests exactly the commands that there are', () => {
    const context = { history: sample, words: en, uses: new Map<string, number>() }
    const names = suggestCommands('', context).map(({ value }) => value)
    expect(names.sort()).toEqual(
      all
        .filter(({ platforms, permission }) => platforms === undefined && permission !== 'owner')
        .map(({ name }) => name)
        .sort(),
    )
  })

  it('tells a command’s options and other names', async () => {
    const { message } = await ask('/help oi', sample, 'ja')
    expect(textOf(message)).toContain('/oi')
    expect(message.blocks[0]).toMatchObject({ kind: 'table', rows: { length: 5 } })
  })
})

describe('/brief', () => {
  it('begins with the reader’s language where it is told in both', async () => {
    const { message } = await ask('/brief lang:both length:text', sample, 'ja')
    const text = textOf(message)
    expect(message.title).toContain('マーケット週報')
    expect(text.indexOf('マーケット週報')).toBeLessThan(text.indexOf('Weekly briefing'))
  })

  it('holds the sections asked for, and the figures as a file', async () => {
    const { message } = await ask('/brief sections:funding,volatility file:json', sample, 'en')
    const headings = message.blocks.flatMap(({ heading }) => (heading === undefined ? [] : [heading]))
    expect(headings.slice(1)).toEqual(['Funding', 'Volatility'])
    const [file] = message.files ?? []
    expect(JSON.parse(file?.text ?? '')).toMatchObject({ edition: '2025-11-24', revision: 1 })
  })

  it('refuses a section that there is not', async () => {
    await expect(ask('/brief sections:weather', sample, 'en')).rejects.toMatchObject({
      key: 'brief.badSections',
    })
  })
})
