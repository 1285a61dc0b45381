/** `/explain`: a term of the field, or claims of the latest edition with their evidence. */
import { text } from '#src/bot/arguments.ts'
import { nameOfClaim } from '#src/bot/claimwords.ts'
import { defineCommand } from '#src/bot/command.ts'
import { claimsOf, findExplained, suggestExplained } from '#src/bot/explanations.ts'
import { quotable } from '#src/bot/input.ts'
import { tellEvidence } from '#src/briefing/evidence.ts'
import { nameOfTerm, namesOfTerm, TERMS, tellTerm } from '#src/briefing/glossary.ts'

export default defineCommand({
  name: 'explain',
  args: {
    term: text({
      optional: true,
      suggest: (typed, { history, words }) => suggestExplained(typed, history, words),
    }),
  },
  examples: ['/explain', '/explain OI', '/explain ドミナンス'],
  run({ term }, { history, words }) {
    const footer = [words.say('commands:explain.footer')]
    if (term === undefined) {
      const comma = words.locale === 'ja' ? '、' : ', '
      const terms = TERMS.map((one) => nameOfTerm(one, words)).join(comma)
      return {
        kind: 'message',
        message: {
          title: words.say('commands:explain.title'),
          blocks: [
            { kind: 'paragraph', heading: words.say('commands:explain.headings.terms'), text: terms },
            {
              kind: 'bullets',
              heading: words.say('commands:explain.headings.claims'),
              items: claimsOf(history).map((claim) => nameOfClaim(claim, words)),
            },
          ],
          images: [],
          footer,
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
          blocks: tellTerm(found.term, words),
          images: [],
          footer,
        },
      }
    }
    const symbolOf = (id: string) => history.asset(id)?.symbol ?? id
    const [only, ...others] = found.claims
    const name = only && others.length === 0 ? nameOfClaim(only, words) : quotable(term)
    return {
      kind: 'message',
      message: {
        title: words.say('commands:explain.claim', { name }),
        blocks: found.claims.map((claim) => tellEvidence(claim, words, symbolOf)),
        images: [],
        footer,
      },
    }
  },
})
