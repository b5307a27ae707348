/**
 * The Vietnamese locale files, named once so that keys are typed. Read by the compiler only, never run.
 * A new locales/vi/<noun>.json is one line here; test/architecture.test.ts compares this list with the folder.
 */
export { default as ask } from '../locales/vi/ask.json' with { type: 'json' }
export { default as command } from '../locales/vi/command.json' with { type: 'json' }
export { default as consultation } from '../locales/vi/consultation.json' with { type: 'json' }
export { default as digest } from '../locales/vi/digest.json' with { type: 'json' }
export { default as directory } from '../locales/vi/directory.json' with { type: 'json' }
export { default as evidence } from '../locales/vi/evidence.json' with { type: 'json' }
export { default as finding } from '../locales/vi/finding.json' with { type: 'json' }
export { default as general } from '../locales/vi/general.json' with { type: 'json' }
export { default as merged } from '../locales/vi/merged.json' with { type: 'json' }
export { default as refusal } from '../locales/vi/refusal.json' with { type: 'json' }
export { default as response } from '../locales/vi/response.json' with { type: 'json' }
export { default as seal } from '../locales/vi/seal.json' with { type: 'json' }
export { default as sheet } from '../locales/vi/sheet.json' with { type: 'json' }
