import { type Bytes, fromHex, sha256, toHex } from './bytes';

/**
 * The Merkle tree hash of RFC 6962, section 2.1, kept as its frontier: the roots of the complete subtrees,
 * largest first, one per set bit of the size. Leaves are prefixed 0x00 and nodes 0x01, so that a node can
 * never be passed off as a leaf.
 */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

const node = (left: Uint8Array, right: Uint8Array): Promise<Bytes> => sha256(NODE, left, right);

/** The frontier (hex) after one more leaf; `size` is the number of leaves before. */
export async function appendLeaf(
  frontier: readonly string[],
  size: number,
  leaf: Uint8Array,
): Promise<string[]> {
  const next = [...frontier];
  let hash = await sha256(LEAF, leaf);
  for (let n = size; n % 2 === 1; n = (n - 1) / 2) hash = await node(fromHex(next.pop() as string), hash);
  next.push(toHex(hash));
  return next;
}

/** Root (hex) of the tree with this frontier; the hash of nothing when it is empty. */
export async function rootOf(frontier: readonly string[]): Promise<string> {
  let root: Bytes | null = null;
  for (const hash of [...frontier].reverse()) root = root ? await node(fromHex(hash), root) : fromHex(hash);
  return toHex(root ?? (await sha256()));
}
