/** That every language says the same things. */
import { basename } from 'node:path'
import { exportedNames, type Faults, type Tree } from './tree.ts'

/** Key → the placeholders of its text; the plural forms of a key are one. */
type Texts = ReadonlyMap<string, ReadonlySet<string>>

/** Keys one language has and another lacks, and placeholders that differ. */
export function findLocaleDifferences(tree: Tree): Faults {
  const languages = languagesOf(tree)
  const vietnamese = textsOf(tree, 'vi')
  return languages.flatMap((language) => {
    const texts = textsOf(tree, language)
    return [
      ...missing(vietnamese, texts).map((key) => `${language} lacks ${key}`),
      ...missing(texts, vietnamese).map((key) => `vi lacks ${key}, which ${language} has`),
      ...[...texts]
        .filter(([key, names]) => (vietnamese.get(key) ?? names).symmetricDifference(names).size > 0)
        .map(([key]) => `${language} fills other placeholders than vi in ${key}`),
    ]
  })
}

/** Vietnamese files that the typed keys do not know, and the other way round. */
export function findUntypedLocales(tree: Tree): Faults {
  const listed = exportedNames(tree.get('src/locale-files.ts') ?? '')
  const present = filesOf(tree, 'vi').map((path) => basename(path, '.json'))
  return [
    ...present.filter((name) => !listed.includes(name)).map((name) => `src/locale-files.ts lacks ${name}`),
    ...listed.filter((name) => !present.includes(name)).map((name) => `locales/vi lacks ${name}.json`),
  ]
}

function languagesOf(tree: Tree): readonly string[] {
  const languages = [...tree.keys()].flatMap((path) => /^locales\/(\w+)\//.exec(path)?.[1] ?? [])
  return [...new Set(languages)].filter((language) => language !== 'vi')
}

function filesOf(tree: Tree, language: string): readonly string[] {
  return [...tree.keys()].filter((path) => path.startsWith(`locales/${language}/`))
}

function textsOf(tree: Tree, language: string): Texts {
  const texts = new Map<string, Set<string>>()
  for (const path of filesOf(tree, language)) collect(JSON.parse(tree.get(path) ?? ''), basename(path, '.json'), texts)
  return texts
}

function collect(node: unknown, key: string, texts: Map<string, Set<string>>): void {
  if (typeof node === 'object' && node !== null) {
    for (const [name, child] of Object.entries(node)) collect(child, `${key}.${name}`, texts)
    return
  }
  const stem = key.replace(/_(zero|one|two|few|many|other)$/, '')
  const names = String(node)
    .matchAll(/\{\{-?\s*([\w.]+)/g)
    .map(([, name]) => name ?? '')
  texts.set(stem, (texts.get(stem) ?? new Set()).union(new Set(names)))
}

function missing(wanted: Texts, present: Texts): readonly string[] {
  return [...wanted.keys()].filter((key) => !present.has(key))
}
