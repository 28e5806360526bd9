import { describe, expect, it } from 'vitest';
import { declaredHost } from './hosts';

describe('hosts that may be called', () => {
  it.each([
    'hooks.slack.com',
    'prod-12.westeurope.logic.azure.com',
    'default1a2b.3c.environment.api.powerplatform.com',
  ])('%s is declared', (host) => expect(declaredHost(host)).toBeDefined());

  it.each([
    'logic.azure.com',
    '.logic.azure.com',
    'evil.example',
    'logic.azure.com.evil.example',
    'evillogic.azure.com',
    'evil.example/.logic.azure.com',
    'evil.example#.logic.azure.com',
    'user@evil.logic.azure.com',
    'a..logic.azure.com',
    '-a.logic.azure.com',
    'A.logic.azure.com',
    'a.logic.azure.com:8443',
    'a.logic.azure.com.',
    'evil.example\\.logic.azure.com',
    `${'a'.repeat(64)}.logic.azure.com`,
    `${'a.'.repeat(150)}logic.azure.com`,
    'files.slack.com',
    'toString',
  ])('%s is refused', (host) => expect(declaredHost(host)).toBeUndefined());
});
