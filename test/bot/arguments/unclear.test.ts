/** A word that is a coin and an option is asked about, unless the rest says which. */
import { describe, expect, it } from 'vitest'
import { asset, choice } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { readArguments, UnclearError } from '#src/bot/request/read.ts'
import { createWords } from '#src/i18n/words.ts'
import { coinsOf, contextIn, refusal } from './reading.ts'

describe('a word that is a coin and an option', () => {
  const funding = defineCommand({
    name: 'funding',
    args: {
      asset: asset({ default: 'btc' }),
      window: choice(['7d', '30d'], { default: '30d' }),
      unit: choice(['8h', 'apr'], { default: '8h' }),
      venues: choice(['top', 'all'], { default: 'top' }),
    },
    examples: [],
    run: () => {
      throw new Error('is not run')
    },
  })
  const of = coinsOf(['btc', 'eth', 'apr', 'all', '42'])
  const read = (words: readonly string[], history = of, locale: 'en' | 'ja' = 'en') =>
    readArguments(funding, { kind: 'command', name: 'funding', words }, contextIn(history, locale))
  const asked = (words: readonly string[], locale: 'en' | 'ja' = 'en') =>
    refusal(() => read(words, of, locale)) as UnclearError

  it('is asked about where it may be either, with both to choose from', () => {
    const error = asked(['apr'])
    expect(error).toBeInstanceOf(UnclearError)
    expect(error.key).toBe('chat.coinOrOption')
    expect(error.choices).toEqual(['asset=apr', 'unit=apr'])
    expect(error.candidates.map(({ label }) => label)).toEqual(['APR - apr (#3)', 'Annualized (unit)'])
    expect(asked(['all']).choices).toEqual(['asset=all', 'venues=all'])
    const words = createWords('ja', 'UTC', 0)
    const said = words.find(`errors:${error.key}`, error.values)
    expect(said).toContain('「apr」は銘柄の名前でもあり')
  })

  it('keeps what else was typed for the question that follows', () => {
    expect(asked(['apr', '7d']).typed).toEqual({ window: '7d' })
  })

  it('is the option where a coin is named, before it or after', () => {
    for (const words of [
      ['eth', 'apr'],
      ['apr', 'eth'],
    ]) {
      expect(read(words).given).toEqual({ asset: 'eth', unit: 'apr' })
    }
  })

  it('is the coin where the option is named, and what is named is never asked about', () => {
    expect(read(['apr', 'unit=8h']).given).toEqual({ asset: 'apr', unit: '8h' })
    expect(read(['unit=apr']).given).toEqual({ unit: 'apr' })
    expect(read(['asset=apr']).given).toEqual({ asset: 'apr' })
  })

  it('is the option where no coin goes by it', () => {
    expect(read(['apr', 'all'], coinsOf(['btc', 'eth'])).given).toEqual({ unit: 'apr', venues: 'all' })
  })

  it('is a coin alone where it is no option: 42', () => {
    expect(read(['42']).given).toEqual({ asset: '42' })
  })
})
