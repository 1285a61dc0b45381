/** Candles and rates to come of every exchange against the contract of suppliers. */
import { supplierContract } from '../contracts/supplier.ts'
import { MORE_CASES } from '../sources/exchanges/bodies.ts'

for (const one of MORE_CASES) supplierContract(one)
