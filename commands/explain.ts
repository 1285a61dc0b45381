/** `/explain`: a term of the field, the week's extremes, or claims of the latest edition, with their evidence. */
import { text } from '#src/bot/arguments.ts'
import { nameOfClaim } from '#src/bot/answer/claimwords.ts'
import { defineCommand } from '#src/bot/command.ts'
import { evidenceMessage, findExplained, suggestExplained } from '#src/bot/answer/explanations.ts'
import { quotable } from '#src/bot/arguments/input.ts'
import { formatRange } from '#src/charts/days.ts'
import type { Block } from '#src/chat/message.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { PROOF } from '#src/briefing/sections/extremes.ts'
import { formatEvidence, formatRule } from '#src/briefing/evidence.ts'
import { formatTerm, nameOfTerm, namesOfTerm, TERMS } from '#src/briefing/glossary.ts'

export default defineCommand({
  name: 'explain',
  args: {
    term: text({
      optional: true,
      suggest: (typed, { history, words }) => suggestExplained(typed, history, words),
    }),
  },
  use: 'briefing',
  examples: ['/explain', '/explain OI', '/explain ドミナンス', '/explain extremes'],
  run({ term }, { history, words }) {
    const isSimulated = history.kind === 'simulated'
    const simulated = isSimulated ? words.say('method.simulated') : undefined
    const footer = [words.say('commands:explain.footer')]
    // Whatever shows figures says twice that they are simulated.
    const footerOfFigures = [...footer, ...(simulated === undefined ? [] : [simulated])]
    const gap = words.grammar.wide
    if (term === undefined) {
      const { comma } = words.grammar
      const terms = TERMS.map((one) => nameOfTerm(one, words)).join(comma)
      return {
        kind: 'message',
        message: {
          title: words.say('commands:explain.title'),
          ...(simulated !== undefined && { subtitle: simulated }),
          blocks: [
            { kind: 'paragraph', heading: words.say('commands:explain.headings.terms'), text: terms },
            {
              kind: 'bullets',
              heading: words.say('commands:explain.headings.claims'),
              items: [
                words.say('commands:explain.extremes'),
                ...evidenceMessage(history).map((claim) => nameOfClaim(claim, words)),
              ],
            },
          ],
          images: [],
          footer: footerOfFigures,
        },
      }
    }
    const found = findExplained(term, history, words)
    if (found.kind === 'term') {
      const [title = term, other] = namesOfTerm(found.term, words)
      return {
        kind: 'message',
        message: {
          title,
          ...(other !== undefined && other !== title && { subtitle: other }),
          blocks: formatTerm(found.term, words),
          images: [],
          footer,
        },
      }
    }
    const symbolOf = (id: string) => history.asset(id)?.symbol ?? id
    const blocks = found.claims.map((claim): Block => {
      const { sources: _, ...rest } = claim.evidence
      // Venues did not supply what was simulated in their names.
      const shown = isSimulated ? { ...claim, evidence: rest } : claim
      return formatEvidence(shown, words, symbolOf)
    })
    if (found.kind === 'extremes') {
      const { start, end } = lastWeekAt(history.now)
      const rule: Block = { kind: 'paragraph', text: formatRule(PROOF.rule, words) }
      const none: Block = { kind: 'paragraph', text: words.say('commands:explain.noExtremes') }
      return {
        kind: 'message',
        message: {
          title: words.say('commands:explain.extremes'),
          subtitle: [formatRange(start, end, words), simulated].filter(Boolean).join(gap),
          blocks: blocks.length > 0 ? [...blocks, rule] : [none],
          images: [],
          footer: footerOfFigures,
        },
      }
    }
    const [only, ...others] = found.claims
    const name = only && others.length === 0 ? nameOfClaim(only, words) : quotable(term)
    return {
      kind: 'message',
      message: {
        title: words.say('commands:explain.claim', { name }),
        ...(simulated !== undefined && { subtitle: simulated }),
        blocks,
        images: [],
        footer: footerOfFigures,
      },
    }
  },
})
