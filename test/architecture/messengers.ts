/** That nobody but its own folder knows a messenger: what one of them needs is a capability, and everybody's. */
import { type Faults, sourcesIn, type Tree, withoutComments } from './tree.ts'

/** Where a messenger is written down: the registry, and the settings. */
const atHome = ['src/messengers/index.ts', 'src/config.ts']
/** The command that prints one vendor's own form of an app, and the list of commands it stands in. */
const ofOneVendor = ['src/admin/slack-manifest.ts', 'src/admin/run.ts']
/** The sandbox is no vendor: it stands in for all of them, shows how they look, and is the program's clock. */
const standIn = 'sandbox'

/** Names of messengers in the code (not the comments) of others. */
export function findMessengerNames(tree: Tree): Faults {
  const folders = sourcesIn(tree, 'src/messengers').flatMap(
    ([path]) => /^src\/messengers\/([^/]+)\//.exec(path)?.[1] ?? [],
  )
  const vendors = [...new Set(folders)].filter((folder) => folder !== standIn)
  return sourcesIn(tree, 'src')
    .filter(([path]) => ![...atHome, ...ofOneVendor].includes(path) && !path.startsWith(`src/messengers/${standIn}/`))
    .flatMap(([path, source]) => {
      const code = withoutComments(source).toLowerCase()
      const foreign = vendors.filter((folder) => !path.startsWith('src/messengers/') || !isKin(path, folder))
      const named = new Set(foreign.map(familyOf).filter((family) => code.includes(family)))
      return [...named].map((family) => `${path} knows ${family}`)
    })
}

/** "zalo-oa" and "zalo-bot" are of one vendor. */
function familyOf(folder: string): string {
  return folder.split('-')[0] ?? folder
}

function isKin(path: string, folder: string): boolean {
  return path.split('/')[2]?.startsWith(familyOf(folder)) ?? false
}
