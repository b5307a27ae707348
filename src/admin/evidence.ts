/** `evidence verify` and `evidence export`, put under one name. */
import type { Command } from 'commander'
import { registerReference } from '../domain/reference.ts'
import { exportMatter } from './evidence-export.ts'
import { verify } from './evidence-verify.ts'
import type { Perform } from './surroundings.ts'

/** Adds the commands of the evidence to the program. */
export function addEvidence(program: Command, perform: Perform): void {
  const evidence = program.command('evidence').description('the evidence: check that nobody changed it, hand it on')
  evidence
    .command('verify')
    .description('check every chain of hashes, every seal over them, and that every matter stands as its events say')
    .option('--committee <id>', 'only this committee')
    .option('--seal <digits...>', 'the code of a seal as the Office channel shows it, at least its first two lines')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nOnly a code from outside the database finds a database that was forged whole.')
    .action(async (options: Parameters<typeof verify>[1]) => perform((desk) => verify(desk, options)))
  evidence
    .command('export')
    .description('write the evidence of one matter: a .docx for people to read, and a JSON file to verify anywhere')
    .argument('<reference>', `the matter, such as Y12, or ${registerReference} for the committee's register`)
    .option('--committee <id>', 'the committee, needed when there are several')
    .option('--out <folder>', 'where to write REF.docx and REF.json; made if missing', '.')
    .option('--language <language>', 'of the .docx: vi or en', 'vi')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', '\nNo file is overwritten. The files hold what officers wrote: hand them on with care.')
    .action(async (typed: string, options: Parameters<typeof exportMatter>[2]) =>
      perform((desk) => exportMatter(desk, typed, options)),
    )
}
