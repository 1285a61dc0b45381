/** Every exchange against the contract of suppliers. */
import { describe, expect, it } from 'vitest'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { supplierContract } from '../../contracts/supplier.ts'
import { CASES } from './bodies.ts'
import { someOf } from '../../support/cases.ts'

describe('the table of exchanges', () => {
  it('is tried whole by the contract', () => {
    expect([...new Set(CASES.map(({ name }) => name))].sort()).toEqual(Object.keys(EXCHANGES).sort())
  })
})

for (const one of someOf(CASES, 3)) supplierContract(one)
