import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { jsonSchemas } from '../../src/playbook/schema.ts'

it.each(Object.entries(jsonSchemas()))('playbooks/schema/%s is what the code says (npm run schema writes it)', (name, schema) => {
  expect(readFileSync(new URL(`../../playbooks/schema/${name}`, import.meta.url), 'utf8')).toBe(schema)
})
