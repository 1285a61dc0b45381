/** Every data service against the contract of suppliers, feed by feed. */
import { describe, expect, it } from 'vitest'
import { SUPPLIERS } from '#src/sources/suppliers.ts'
import { settingsFor, supplierContract } from '../contracts/supplier.ts'
import { CASES } from './bodies/cases.ts'
import { NOW } from './bodies/week.ts'

describe('the table of data services', () => {
  it.each(Object.entries(SUPPLIERS))('%s says what it gives', (name, entry) => {
    const supplier = entry.create(settingsFor('http://127.0.0.1:1', { now: NOW }))
    expect(supplier.name).toBe(name)
    expect([...new Set(supplier.feeds.map((feed) => feed.name))]).toEqual(entry.gives)
  })

  it('is tried whole by the contract', () => {
    const tried = CASES.map(({ name, create }) => `${name} ${create.name}`)
    for (const [name, { create }] of Object.entries(SUPPLIERS))
      expect(tried).toContain(`${name} ${create.name}`)
  })
})

for (const one of CASES)
  supplierContract({ ...one, title: `${one.name} ${one.feed}${one.reach ? ` ${one.reach}` : ''}` })
