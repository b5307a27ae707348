/** That the README tells every setting, and no other. */
import type { SettingRow } from '../../src/config.ts'
import type { Faults } from './tree.ts'

/** Differences between the rows of the README's table ("| `NAME` | …") and the settings. */
export function findSettingDifferences(readme: string, settings: readonly SettingRow[]): Faults {
  const told = [...readme.matchAll(/^\|\s*`([A-Z][A-Z\d_]+)`\s*\|/gm)].map(([, name]) => name ?? '')
  const known = settings.map(({ name }) => name)
  return [
    ...known.filter((name) => !told.includes(name)).map((name) => `README.md does not tell ${name}`),
    ...told.filter((name) => !known.includes(name)).map((name) => `README.md tells ${name}, which is no setting`),
    ...told.filter((name, index) => told.indexOf(name) !== index).map((name) => `README.md tells ${name} twice`),
  ]
}
