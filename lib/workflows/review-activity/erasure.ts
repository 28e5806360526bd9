import { Failure, problemOf } from '@/lib/domain/problem';
import { type Ability, may } from '@/lib/governance/access';
import { notAllowed } from '@/lib/governance/refusals';
import type { CandidateRow, ErasurePreview } from './contract';
import type { Access, AuditAccess, Keepings, LedgerAccess, People } from './port';
import { nameOf } from './rules';

export interface ErasureDeps {
  ledger: LedgerAccess;
  audit: AuditAccess;
  access: Access;
  people: People;
  keepings: Keepings;
}

const STAYS = [
  'Everything in Lever: the candidate, panels, notes. Erase or anonymise them there.',
  'Calendar events and mails that were sent.',
  'In the log: that something happened, when, and by whom, with Lever’s id of the candidacy. No details.',
];

/** Erasing what is kept about a candidate on this computer. The chain still verifies. */
export function createErasure({ ledger, audit, access, people, keepings }: ErasureDeps) {
  async function must(ability: Ability): Promise<string> {
    const { id, role } = await access.viewer();
    if (!may(role, ability) || id === null) throw notAllowed(role, ability);
    return id;
  }

  const plansOf = (opportunityId: string) => ledger.plans({ opportunityId, limit: 1000 });

  /** The newest plan's title is the only place where this computer knows a name. */
  async function label(opportunityId: string): Promise<string> {
    if (await access.refusal(opportunityId)) return 'Not shown to your role';
    const [latest] = await ledger.plans({ opportunityId, limit: 1 });
    return latest ? latest.title : `Candidate ${opportunityId.slice(0, 8)}`;
  }

  async function candidates(text: string): Promise<CandidateRow[]> {
    const [entries, names] = await Promise.all([audit.entries(), people.names()]);
    const rows = new Map<string, CandidateRow>();
    for (const { opportunityId, at, event, actor } of entries) {
      if (opportunityId === null) continue;
      const row = rows.get(opportunityId) ?? {
        opportunityId,
        label: '',
        entries: 0,
        plans: 0,
        lastAt: at,
        erased: null,
      };
      row.entries += 1;
      row.lastAt = at;
      if (event === 'candidate-erased') row.erased = { at, by: nameOf(actor, names) };
      rows.set(opportunityId, row);
    }
    const shown: CandidateRow[] = [];
    for (const row of rows.values()) {
      if (await access.refusal(row.opportunityId)) continue;
      const said = {
        ...row,
        label: await label(row.opportunityId),
        plans: (await plansOf(row.opportunityId)).length,
      };
      const all = `${said.label} ${said.opportunityId}`.toLowerCase();
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.every((word) => all.includes(word))) shown.push(said);
    }
    return shown.sort((a, b) => b.lastAt - a.lastAt).slice(0, 100);
  }

  return {
    label,
    candidates,

    async preview(opportunityId: string): Promise<ErasurePreview> {
      await must('erase-candidate');
      await keepings.settle();
      const refused = await access.refusal(opportunityId);
      if (refused) throw refused;
      const [plans, entries, kept] = await Promise.all([
        plansOf(opportunityId),
        audit.entries(),
        keepings.about(opportunityId),
      ]);
      const sealed = entries.filter((one) => one.opportunityId === opportunityId && one.sealed).length;
      const open = plans.find((plan) => ['running', 'undoing', 'parked'].includes(plan.state));
      return {
        opportunityId,
        label: await label(opportunityId),
        erases: [
          `${plans.length} ${plans.length === 1 ? 'plan' : 'plans'} with every text in ${plans.length === 1 ? 'it' : 'them'}. What they did can then not be undone from here.`,
          `The key of the details of ${sealed} log ${sealed === 1 ? 'entry' : 'entries'}; without it nobody can read them.`,
          ...kept,
        ],
        stays: STAYS,
        refusal: open
          ? {
              code: 'cannot-erase',
              message: `“${open.title}” is not finished, so what is known about it is still needed.`,
              next: 'Finish or undo it in Activity first.',
            }
          : null,
      };
    },

    /** Erases, then looks whether anything is left and whether the log still fits together. */
    async erase(opportunityId: string): Promise<{ ok: boolean; message: string }> {
      const by = await must('erase-candidate');
      const refused = await access.refusal(opportunityId);
      if (refused) throw refused;
      await keepings.settle();
      await ledger.erase(opportunityId, by);
      try {
        await keepings.erase(opportunityId);
      } catch (error) {
        throw new Failure({
          code: 'erased-in-part',
          message: `Plans and log details were erased, but not everything else: ${problemOf(error).message}`,
          next: 'Erase this candidate again.',
        });
      }
      const [left, kept, check, reads] = await Promise.all([
        plansOf(opportunityId),
        keepings.about(opportunityId),
        audit.check(),
        audit.read({ opportunityId }, 100_000),
      ]);
      const readable = reads.filter(({ entry, erased }) => entry.sealed !== null && !erased).length;
      const remains = [
        ...(left.length > 0 ? [`${left.length} plans`] : []),
        ...(readable > 0 ? [`${readable} readable log entries`] : []),
        ...kept,
      ];
      if (remains.length > 0)
        return { ok: false, message: `Still there: ${remains.join('; ')}. Erase this candidate again.` };
      if (!check.ok)
        return {
          ok: false,
          message: 'Erased. The log does not verify; it did not fit together before either.',
        };
      return {
        ok: true,
        message: `Erased and looked again: no plan, no readable detail and nothing else is left. All ${check.entries} log entries still fit together.`,
      };
    },
  };
}
