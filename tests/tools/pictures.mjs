// npm run pictures: the pictures of the README, taken from the production build in front of the sandbox company.
import { join } from 'node:path';
import { ensureBuild, ensureChromium, ensureDependencies, ROOT, say, withSetup } from './setup.mjs';

await withSetup(async () => {
  ensureDependencies();
  const browser = ensureChromium();
  const extension = ensureBuild('chrome');
  const { tsImport } = await import('tsx/esm/api');
  const { takePictures } = await tsImport('./pictures.ts', import.meta.url);
  await takePictures({ browser, extension, folder: join(ROOT, 'docs', 'pictures'), say });
  return 0;
});
