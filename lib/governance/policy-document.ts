import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import type { Phase, RoleLevel } from './policy';

const phase = z.union([z.literal(1), z.literal(2), z.literal(3)]) satisfies z.ZodType<Phase>;
export const roleLevelSchema = z.enum(['standard', 'critical', 'executive']) satisfies z.ZodType<RoleLevel>;
export const phaseSchema = phase;
const name = z.string().min(1).max(200);

/** Who switched something off, and when. */
const switchSchema = z.object({
  /** Lever user id; `fulcrum` when nobody did. */
  by: name,
  /** As shown: "Maya Okafor". */
  name,
  /** ms epoch; null = not known. */
  at: z.number().int().nullable(),
});
export type Off = z.infer<typeof switchSchema>;

/** Which phase is wished where; null = any. */
const ruleSchema = z.object({
  workflow: name.nullable(),
  postingId: name.nullable(),
  roleLevel: roleLevelSchema.nullable(),
  phase,
});
export type PhaseRule = z.infer<typeof ruleSchema>;

const policySchema = z.object({
  version: z.literal(1),
  /** Kill switch for everything; null = on. */
  allOff: switchSchema.nullable(),
  /** Kill switch by workflow; absent = on. */
  off: z.record(name, switchSchema),
  /** Wishes. What is in force may be lower. */
  rules: z.array(ruleSchema).max(5000),
  /** The recruiter's word by Lever posting id. */
  roleLevels: z.record(name, roleLevelSchema),
});

/** What people set; stored as it is. */
export type Policy = z.infer<typeof policySchema>;

export const EMPTY_POLICY: Policy = { version: 1, allOff: null, off: {}, rules: [], roleLevels: {} };

/** Default bars the lower bound has to reach, and how many decisions count. */
const BARS = { 2: 0.8, 3: 0.9 } as const;
export const WINDOW = 200;
/** Higher bars could not be reached with {@link WINDOW} decisions even if all of them agreed. */
const HIGHEST_BAR = 0.98;

const workflowPreset = z.object({ off: z.boolean().optional(), maxPhase: phase.optional() });
const presetFields = {
  maxPhase: phase,
  workflows: z.record(name, workflowPreset),
  roleLevels: z.record(name, roleLevelSchema),
  bars: z.object({
    assist: z.number().min(0.5).max(HIGHEST_BAR).default(BARS[2]),
    automate: z.number().min(0.5).max(HIGHEST_BAR).default(BARS[3]),
  }),
};

/** What the administrator fixed by managed storage. */
export interface AdminPolicy {
  /** Nothing goes above this; null = no cap. */
  maxPhase: Phase | null;
  workflows: Record<string, { off?: boolean; maxPhase?: Phase }>;
  roleLevels: Record<string, RoleLevel>;
  bars: { 2: number; 3: number };
  /** Names of the fields the administrator set. */
  fixed: string[];
}

/** Policy and preset as far as they could be read. */
export interface PolicyInForce {
  policy: Policy;
  admin: AdminPolicy;
  /** What could not be read; while there is one, nothing runs by itself. */
  problems: Problem[];
}

const plain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LOST_SWITCH: Off = { by: 'fulcrum', name: 'Fulcrum, which could not read the switch', at: null };

/**
 * Reads what was stored (undefined = never) and preset. Fails closed: a switch that cannot be read counts as off,
 * any damaged wish or role level takes all wishes back to phase 1, a damaged preset caps everything at phase 1.
 */
export function readPolicy(stored: unknown, preset?: unknown): PolicyInForce {
  const problems: Problem[] = [];
  const policy = stored === undefined || stored === null ? EMPTY_POLICY : readStored(stored, problems);
  return { policy, admin: readPreset(preset, problems), problems };
}

function readStored(stored: unknown, problems: Problem[]): Policy {
  const whole = policySchema.safeParse(stored);
  if (whole.success) return whole.data;
  const fields: Record<string, unknown> = plain(stored) ? stored : {};
  const lost: string[] = [];
  const part = <T>(field: keyof typeof policySchema.shape, schema: z.ZodType<T>, without: T): T => {
    const read = schema.safeParse(fields[field]);
    if (read.success && fields.version === 1) return read.data;
    lost.push(field);
    return without;
  };
  const { shape } = policySchema;
  const allOff = part<Off | null>('allOff', shape.allOff, LOST_SWITCH);
  const off = part<Policy['off'] | null>('off', shape.off, null);
  // Whichever workflow was off, it stays off.
  const policy: Policy = {
    version: 1,
    allOff: off === null ? (allOff ?? LOST_SWITCH) : allOff,
    off: off ?? {},
    rules: [],
    roleLevels: part('roleLevels', shape.roleLevels, {}),
  };
  part('rules', shape.rules, []);
  const switches = policy.allOff === LOST_SWITCH;
  problems.push({
    code: 'policy-unreadable',
    message: `What was set under Automation could not be read (${lost.join(', ') || 'its version'}), so everything is back in phase 1${switches ? ' and switched off' : ''}.`,
    next: `Look at Automation and set it again${switches ? '; switch on what should run' : ''}. What you save replaces the damaged record.`,
  });
  return policy;
}

function readPreset(preset: unknown, problems: Problem[]): AdminPolicy {
  const admin: AdminPolicy = { maxPhase: null, workflows: {}, roleLevels: {}, bars: { ...BARS }, fixed: [] };
  if (preset === undefined || preset === null) return admin;
  const fields: Record<string, unknown> = plain(preset) ? preset : { all: preset };
  const lost = Object.keys(fields).filter((field) => !Object.hasOwn(presetFields, field));
  const part = <T>(field: keyof typeof presetFields, schema: z.ZodType<T>, use: (value: T) => void) => {
    if (fields[field] === undefined) return;
    const read = schema.safeParse(fields[field]);
    if (!read.success) return void lost.push(field);
    admin.fixed.push(field);
    use(read.data);
  };
  part('maxPhase', presetFields.maxPhase, (value) => {
    admin.maxPhase = value;
  });
  part('workflows', presetFields.workflows, (value) => {
    admin.workflows = value;
  });
  part('roleLevels', presetFields.roleLevels, (value) => {
    admin.roleLevels = value;
  });
  part('bars', presetFields.bars, ({ assist, automate }) => {
    // Phase 3 never asks for less than phase 2.
    admin.bars = { 2: assist, 3: Math.max(assist, automate) };
  });
  if (lost.length === 0) return admin;
  problems.push({
    code: 'preset-unreadable',
    message: `Your administrator preset something about automation that could not be read (${lost.join(', ')}), so nothing goes above phase 1.`,
    next: 'Tell your administrator; the names and values are in the managed schema of the extension.',
  });
  return { ...admin, maxPhase: 1 };
}
