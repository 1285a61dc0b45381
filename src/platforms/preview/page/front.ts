/** The edition beside the chat: fetched once it is made, and in the other language, without the chat being disturbed. */

/** What a language or an edition changes of the document; the chat stays. */
const PARTS = ['.masthead', '.about', 'main', '.to-chat']

/** Shows this page in a language; false where it cannot be fetched, and all stays as it is. */
export async function turnTo(language: string): Promise<boolean> {
  const link = document.querySelector<HTMLAnchorElement>(`.ways a[hreflang="${language}"]`)
  if (!link || !(await adopt(link.href))) return false
  // Where the address names a language, it names the one that is shown.
  if (location.pathname !== '/') history.replaceState(null, '', link.pathname + location.hash)
  return true
}

/** Shows the edition that was still being made when this page was sent. */
export async function awaitEdition(): Promise<void> {
  const { absent } = document.querySelector('main')?.dataset ?? {}
  if (absent === 'pending') await adopt(location.href)
}

async function adopt(address: string): Promise<boolean> {
  const url = new URL(address)
  // The server answers once the edition is made.
  url.searchParams.set('whole', '')
  const sent = await fetchDocument(url.href)
  const main = sent?.querySelector('main')
  if (!sent || !main) return false
  for (const part of PARTS) {
    const [shown, next] = [document.querySelector(part), sent.querySelector(part)]
    if (shown && next) shown.replaceWith(document.adoptNode(next))
  }
  const skips = [...sent.querySelectorAll('.skip')]
  for (const [index, skip] of [...document.querySelectorAll('.skip')].entries())
    skip.textContent = skips[index]?.textContent ?? ''
  document.title = sent.title
  document.documentElement.lang = sent.documentElement.lang
  const inks = sent.querySelector('#inks')
  document.querySelector('#inks')?.remove()
  if (inks) document.head.append(document.adoptNode(inks))
  return true
}

/** Parsed by the browser as it loads a page, so no text becomes markup here; undefined where it does not come. */
function fetchDocument(address: string): Promise<Document | undefined> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('GET', address)
    request.responseType = 'document'
    request.onload = () => resolve(request.status === 200 ? (request.responseXML ?? undefined) : undefined)
    request.onerror = () => resolve(undefined)
    request.send()
  })
}
