/** `/explain`: a term of the field, or a claim of the latest edition with its evidence. */
import { text } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { claimsOf, findExplained, suggestExplained } from '#src/bot/explanations.ts'
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
  examples: ['/explain', '/explain funding', '/explain 建玉'],
  run({ term }, { history, words }) {
    const footer = [words.say('commands:explain.footer')]
    if (term === undefined) {
      const comma = words.locale === 'ja' ? '、' : ', '
      const terms = TERMS.map((one) => nameOfTerm(one, words)).join(comma)
      const claims = claimsOf(history).map(({ key }) => key)
      return {
        kind: 'message',
        message: {
          title: words.say('commands:explain.title'),
          blocks: [
            { kind: 'paragraph', heading: words.say('commands:explain.headings.terms'), text: terms },
            {
              kind: 'paragraph',
              heading: words.say('commands:explain.headings.claims'),
              text: claims.join(', '),
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
    return {
      kind: 'message',
      message: {
        title: words.say('commands:explain.claim', { name: found.claim.key }),
        blocks: [tellEvidence(found.claim, words, symbolOf)],
        images: [],
        footer,
      },
    }
  },
})
