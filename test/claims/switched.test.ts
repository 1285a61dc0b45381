/**
 * The rules of support switched off one by one in the program: the checker finds what such an edition claims.
 *
 * Not switched here, because no predicate stands for them: S1 (each sentence names its venue by its key), S5 and S6
 * (a statement's values hold one measure of one set of venues), S10 (the sentence is gone), S12 and S14 (locales),
 * S15 (one verdict is computed once), S19 (the ledger's order), S20 but for spot volume, S21 (the ledger's guards: `extremes.test.ts` recomputes each
 * entry). Of the predicates, `isCoarse` only leaves names out and `isByCoins` only chooses between two true sentences; the sectors'
 * (S13) add members to a sentence, and a sentence without them is found by its values.
 *
 * `faults.test.ts` has their sentences.
 */
import { afterAll, expect, it, vi } from 'vitest'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { checkExtreme } from './extremes/check.ts'
import { sampleFolder } from './folders.ts'
import type { EditionTexts } from './product/briefing.ts'
import { type MarketRecord, readRecord } from './record/record.ts'
import { weekTo } from './record/time.ts'
import { RULES } from './rules/index.ts'
import { readOf } from './rules/read.ts'
import { checkStatement } from './statements/checker.ts'
import { CHECKERS } from './statements/table.ts'
import { threadOf } from './thread/required.ts'

interface Switched {
  readonly rule: string
  readonly module: string
  readonly predicate: string
  /** What it answers in place of what holds. */
  readonly answers: (...args: never[]) => unknown
  readonly monday: string
  readonly sample?: true
  /** A fault that the checker must name. */
  readonly finds: RegExp
}

const SERVICES = '#src/services'
const yes = () => true
const no = () => false

const CASES: readonly Switched[] = [
  {
    rule: 'S2',
    module: `${SERVICES}/openinterest/support.ts`,
    predicate: 'isPeakAtEdge',
    answers: no,
    monday: '2025-04-14',
    sample: true,
    finds: /S2.*the highest day is where the window begins|openinterest\.below\w*Peak/u,
  },
  {
    rule: 'S3',
    module: `${SERVICES}/funding/support.ts`,
    predicate: 'turnOf',
    answers: () => 'negative',
    monday: '2025-09-22',
    finds: /funding\..*urned/u,
  },
  {
    rule: 'S3 majority',
    module: `${SERVICES}/funding/support.ts`,
    predicate: 'fundingWord',
    answers: () => 'negative',
    monday: '2025-10-13',
    finds: /funding\.negative|outlook\.funding/u,
  },
  {
    rule: 'S4',
    module: `${SERVICES}/funding/support.ts`,
    predicate: 'fundingWord',
    answers: () => 'high',
    monday: '2025-10-06',
    finds: /outlook\.funding|funding\.high/u,
  },
  {
    rule: 'S7 price',
    module: `${SERVICES}/openinterest/support.ts`,
    predicate: 'isByPrice',
    answers: yes,
    monday: '2025-10-13',
    finds: /openinterest\./u,
  },
  {
    rule: 'S7 leverage',
    module: `${SERVICES}/openinterest/support.ts`,
    predicate: 'leverageWord',
    answers: () => 'unwound',
    monday: '2025-11-17',
    finds: /view\.unwound|outlook\.unwound/u,
  },
  {
    rule: 'S8 funding',
    module: `${SERVICES}/openinterest/support.ts`,
    predicate: 'fundingObjects',
    answers: no,
    monday: '2025-11-17',
    finds: /newShorts: funding objects/u,
  },
  {
    rule: 'S8 sign',
    module: `${SERVICES}/openinterest/support.ts`,
    predicate: 'quadrantOf',
    answers: () => 'long-unwinding',
    monday: '2025-10-20',
    finds: /longUnwinding: coins moved/u,
  },
  {
    rule: 'S8 positive',
    module: `${SERVICES}/funding/support.ts`,
    predicate: 'stayedPositive',
    answers: yes,
    monday: '2025-11-03',
    sample: true,
    finds: /funding did not stay positive/u,
  },
  {
    rule: 'S9',
    module: `${SERVICES}/correlation/support.ts`,
    predicate: 'hasShifted',
    answers: yes,
    monday: '2025-10-06',
    finds: /correlation\.(?:fell|rose).*(?:moved by less|without the day)/u,
  },
  {
    rule: 'S11',
    module: `${SERVICES}/volatility/support.ts`,
    predicate: 'volatilityVerdict',
    answers: () => ({ word: 'low', moved: 'fell', days: 257, span: 'year' }),
    monday: '2025-09-22',
    finds: /place\.span|S11/u,
  },
  {
    rule: 'S17',
    module: `${SERVICES}/volatility/support.ts`,
    predicate: 'volatilityVerdict',
    answers: () => ({ word: 'low', moved: 'fell', days: 243, span: 'record' }),
    monday: '2025-09-08',
    finds: /volatility\.\w*Low/u,
  },
  {
    rule: 'S18',
    module: `${SERVICES}/assets/support.ts`,
    predicate: 'isRiskOff',
    answers: yes,
    monday: '2025-10-06',
    finds: /assets\.riskOff|S18/u,
  },
  {
    rule: 'S18 crypto alone',
    module: `${SERVICES}/assets/support.ts`,
    predicate: 'sellingWasCrypto',
    answers: yes,
    monday: '2025-10-06',
    finds: /sellingWasCrypto|cryptoAlone/u,
  },
  {
    rule: 'S20',
    module: `${SERVICES}/volume/support.ts`,
    predicate: 'heldUp',
    answers: yes,
    monday: '2025-01-27',
    sample: true,
    finds: /volume\.heldUp/u,
  },
]

describeWithShared('a rule switched off', ['dataset'], () => {
  const folders = { recorded: sharedFolder('dataset') as string, sample: sampleFolder }
  const records = { recorded: readRecord(folders.recorded), sample: readRecord(folders.sample) }

  // What was made with a rule switched off is no edition for the files after this one.
  afterAll(() => vi.resetModules())

  it.each(CASES)('is found: $rule, $predicate', async ({
    module,
    predicate,
    answers,
    monday,
    sample,
    finds,
  }) => {
    const kind = sample ? 'sample' : 'recorded'
    const before = faultsOf(await editionWith(folders[kind], monday), records[kind])
    expect(before.filter((fault) => finds.test(fault))).toEqual([])
    const asked = vi.fn(answers)
    vi.doMock(module, async (original) => ({ ...(await original<object>()), [predicate]: asked }))
    try {
      const after = faultsOf(await editionWith(folders[kind], monday), records[kind])
      expect(asked).toHaveBeenCalled()
      expect(after.find((fault) => finds.test(fault))).toBeDefined()
    } finally {
      vi.doUnmock(module)
    }
  })
})

/** The edition of a week, made by modules that are loaded anew. */
async function editionWith(folder: string, monday: string): Promise<EditionTexts> {
  vi.resetModules()
  const { editionsOf } = await import('./product/editions.ts')
  const [edition] = await editionsOf(folder, monday, monday)
  return edition as EditionTexts
}

function faultsOf(edition: EditionTexts, record: MarketRecord): string[] {
  const { briefing, monday } = edition
  const statements = [
    ...briefing.sections.flatMap((one) => one.statements),
    // What looks back needs the edition before.
    ...threadOf(briefing).filter(({ key }) => !key.includes(':then.')),
  ]
  const read = readOf(edition, record)
  return [
    ...statements.flatMap((one) =>
      checkStatement(
        { record, week: weekTo(monday), statement: { text: { ja: '', en: '' }, ...one }, edition: briefing },
        CHECKERS,
      ),
    ),
    ...RULES.flatMap((rule) => rule.check(read)),
    ...briefing.extremes.flatMap((entry) => checkExtreme(record, entry, weekTo(monday))),
  ]
}
