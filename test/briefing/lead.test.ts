import { describe, expect, it } from 'vitest'
import { chooseLead, tellLead } from '#src/briefing/lead.ts'
import type { Section, SectionName, Statement } from '#src/briefing/section.ts'
import type { StatementKey } from '#src/i18n/keys.ts'
import { en, ja } from './telling.ts'

const say = (key: StatementKey, salience: number, values: Statement['values'] = {}): Statement => ({
  key,
  values,
  evidence: {},
  salience,
})
const section = (name: SectionName, ...statements: Statement[]): Section => ({
  name,
  statements,
  missing: [],
})
const funding = (salience: number) =>
  say('funding.turnedNegative', salience, {
    symbol: 'BTC',
    since: Date.UTC(2025, 9, 26),
    price: 114_900,
  })
const cap = (salience: number) => say('marketcap.change', salience, { change: 0.02, end: 3e12 })
const moves = (salience: number) => say('volatility.steady', salience, { symbol: 'BTC', now: 0.4 })
const spot = (salience: number) => say('volume.heldUp', salience, { ratio: 0.95 })
const breadth = (salience: number) => say('movers.breadthWide', salience, { up: 85, counted: 100 })

describe('the lead', () => {
  it('is the three strongest, strongest first', () => {
    const lead = chooseLead(
      [
        section('marketcap', cap(0.6)),
        section('funding', funding(0.9)),
        section('volatility', moves(0.7)),
        section('volume', spot(0.5)),
      ],
      en,
    )
    expect(lead.map((one) => one.key)).toEqual([
      'funding.turnedNegative',
      'volatility.steady',
      'marketcap.change',
    ])
  })

  it('takes one statement a section', () => {
    const both = section('correlation', say('correlation.tiers', 0.8, { top: 0.7, tail: 0.6 }), breadth(0.9))
    expect(chooseLead([both, section('volume', spot(0.6))], en).map((one) => one.key)).toEqual([
      'movers.breadthWide',
      'volume.heldUp',
    ])
  })

  it('keeps the order of telling among equals', () => {
    const lead = chooseLead(
      [section('marketcap', cap(0.7)), section('funding', funding(0.7)), section('volume', spot(0.7))],
      ja,
    )
    expect(lead.map((one) => one.key)).toEqual([
      'marketcap.change',
      'funding.turnedNegative',
      'volume.heldUp',
    ])
  })

  it('leaves out what has no sentence for it', () => {
    const silent = section('sectors', say('volume.share', 1, { share: 0.2 }))
    expect(chooseLead([silent, section('volume', spot(0.6))], en).map((one) => one.key)).toEqual([
      'volume.heldUp',
    ])
  })

  it('says that a week was quiet where nothing stands out', () => {
    const quiet = [
      section('marketcap', cap(0.3)),
      section('funding', funding(0.39)),
      section('volume', spot(0.1)),
    ]
    expect(chooseLead(quiet, en).map((one) => one.key)).toEqual([
      'lead.quiet',
      'funding.turnedNegative',
      'marketcap.change',
    ])
    expect(chooseLead([section('marketcap', cap(0.4))], en).map((one) => one.key)).toEqual([
      'marketcap.change',
    ])
  })

  it('leaves out a third that is hardly worth its place', () => {
    const sections = [
      section('marketcap', cap(0.2)),
      section('funding', funding(0.9)),
      section('volume', spot(0.1)),
    ]
    expect(chooseLead(sections, en).map((one) => one.key)).toEqual([
      'funding.turnedNegative',
      'marketcap.change',
    ])
  })

  it('is empty where nothing is known', () => {
    expect(chooseLead([section('marketcap')], en)).toEqual([])
  })

  it('tells the quiet week by its text, everything else by its lead', () => {
    expect(tellLead(say('lead.quiet', 0), ja)).toBe('暗号資産市場は目立った動きの少ない、静かな1週間でした。')
    expect(tellLead(breadth(0.9), en)).toBe('Of the top 100 coins, 85 rose.')
  })
})
