/** The text of a .pdf as it stands in the file. A scan has none: reading pictures of letters is not done here. */
import { getDocumentProxy } from 'unpdf'

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

/**
 * Page by page, lines as lines, with the words of notes and stamps laid over the page.
 * @param mostCharacters no further page is read once this many are gathered
 * @throws when it is damaged or locked with a password
 */
export async function textOfPdf(bytes: Uint8Array, mostCharacters = Number.POSITIVE_INFINITY): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  try {
    let text = ''
    for (let number = 1; number <= pdf.numPages && text.length < mostCharacters; number++) {
      text += `${await textOfPage(await pdf.getPage(number))}\n`
    }
    return text.trim()
  } finally {
    await pdf.loadingTask.destroy()
  }
}

async function textOfPage(page: Page): Promise<string> {
  const { items } = await page.getTextContent()
  const words = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
  return [words.join(''), ...(await stampsOn(page))].join('\n')
}

async function stampsOn(page: Page): Promise<readonly string[]> {
  const annotations: readonly { readonly contentsObj?: { readonly str?: string } }[] = await page.getAnnotations()
  return annotations.flatMap(({ contentsObj }) => contentsObj?.str || [])
}
