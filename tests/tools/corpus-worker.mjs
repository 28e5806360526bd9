// Reads documents on a thread of its own, so that one that hangs or eats memory can be ended from outside.
import { tsImport } from 'tsx/esm/api';

await tsImport('./corpus-worker-body.ts', import.meta.url);
