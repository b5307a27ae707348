/**
 * The Vietnamese locale files, named once so that keys are typed. Read by the compiler only, never run.
 * A new locales/vi/<noun>.json is one line here; test/architecture.test.ts compares this list with the folder.
 */
export { default as general } from '../locales/vi/general.json' with { type: 'json' }
