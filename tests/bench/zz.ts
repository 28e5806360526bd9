import { main } from './loop.bench'; await main();
