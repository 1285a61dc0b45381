/** The queue of the backfill is the same on every database. */
import { describe } from 'vitest'
import { backfillContract } from '../contracts/backfill.ts'
import { DATABASES } from '../support/databases.ts'

describe.each(DATABASES)('the queue of the backfill on $name', ({ open }) => backfillContract(open))
