import { may, roleInWords } from '@/lib/governance/access';
import { notAllowed } from '@/lib/governance/refusals';
import type { AuditRead } from '@/lib/ledger/audit';
import type { StoredEntry } from '@/lib/ledger/audit-format';
import type { AuditFilters, AuditOverview, AuditRow, MayView, Story } from './contract';
import { overviewOf, passes } from './log-rules';
import type { Access, AuditAccess, People } from './port';
import { eventInWords, matches, nameOf, rowOf } from './rules';
import { storyOf } from './story';

/** Entries opened at a time while searching. */
const PAGE = 200;

export interface LogDeps {
  audit: AuditAccess;
  people: People;
  access: Access;
}

/** Reading the log: as far as the role of whoever looks allows. */
export function createLogReader({ audit, people, access }: LogDeps) {
  async function viewer() {
    const who = await access.viewer();
    return { ...who, readLog: may(who.role, 'read-log') };
  }

  /** An entry without what this user may not see: neither candidate nor details, but that it is there. */
  async function concealed(read: AuditRead): Promise<AuditRead> {
    const { opportunityId } = read.entry;
    if (opportunityId === null || !(await access.refusal(opportunityId))) return read;
    return {
      ...read,
      entry: { ...read.entry, opportunityId: null, planId: null, actionId: null },
      details: { title: 'A candidacy your role in Lever does not show' },
    };
  }

  /** Without `read-log` somebody sees what they did themselves. */
  const visible = (who: Awaited<ReturnType<typeof viewer>>) => (entry: StoredEntry) =>
    who.readLog || (who.id !== null && entry.actor === who.id);

  async function search(
    text: string,
    filters: AuditFilters,
    before: number | null,
    limit: number,
  ): Promise<AuditRow[]> {
    const [names, who] = await Promise.all([people.names(), viewer()]);
    const mine = visible(who);
    const found: AuditRow[] = [];
    const indexed = {
      ...(filters.workflow ? { workflow: filters.workflow } : {}),
      ...(filters.opportunityId ? { opportunityId: filters.opportunityId } : {}),
      ...(filters.actor ? { actor: filters.actor } : {}),
    };
    const narrow = filters.event !== null || filters.from !== null || filters.to !== null || !who.readLog;
    const size = text || narrow ? PAGE : limit;
    let from = before ?? undefined;
    for (;;) {
      const page = await audit.read({ ...indexed, ...(from === undefined ? {} : { before: from }) }, size);
      for (const read of page) {
        if (!mine(read.entry) || !passes(read.entry, filters)) continue;
        const row = rowOf(await concealed(read), names);
        if (matches(row, text)) found.push(row);
        if (found.length === limit) return found;
      }
      const last = page.at(-1);
      if (!last || page.length < size) return found;
      from = last.entry.seq;
    }
  }

  async function hiddenAmong(entries: readonly StoredEntry[]): Promise<Set<string>> {
    const ids = new Set(entries.flatMap(({ opportunityId }) => (opportunityId ? [opportunityId] : [])));
    const hidden = await Promise.all([...ids].map(async (id) => ((await access.refusal(id)) ? [id] : [])));
    return new Set(hidden.flat());
  }

  return {
    search,

    async overview(filters: AuditFilters, label: (id: string) => Promise<string>): Promise<AuditOverview> {
      const [all, names, who] = await Promise.all([audit.entries(), people.names(), viewer()]);
      const entries = all.filter(visible(who));
      const hidden = await hiddenAmong(entries);
      const labels = new Map<string, string>();
      for (const { opportunityId } of entries)
        if (opportunityId !== null && !labels.has(opportunityId))
          labels.set(opportunityId, await label(opportunityId));
      return overviewOf(entries, filters, hidden, {
        candidate: (id) => labels.get(id) ?? id,
        workflow: eventInWords,
        actor: (id) => nameOf(id, names),
        event: eventInWords,
      });
    },

    async story(planId: string | null, opportunityId: string | null): Promise<Story> {
      const who = await viewer();
      const mine = visible(who);
      const all = await audit.entries();
      const about = planId
        ? (all.find((entry) => entry.planId === planId)?.opportunityId ?? null)
        : opportunityId;
      const refused = about === null ? null : await access.refusal(about);
      if (refused) throw refused;
      const wanted = all.filter((entry) =>
        planId
          ? entry.planId === planId || (entry.event === 'candidate-erased' && entry.opportunityId === about)
          : about !== null && entry.opportunityId === about,
      );
      // A story is whole or it is not told: its steps were made by several people and by Fulcrum.
      if (!wanted.some(mine)) throw notAllowed(who.role, 'read-log');
      const seqs = new Set(wanted.map(({ seq }) => seq));
      const reads: AuditRead[] = [];
      let before: number | undefined;
      while (reads.length < seqs.size) {
        const query = planId && !about ? { planId } : about ? { opportunityId: about } : {};
        const page = await audit.read({ ...query, ...(before === undefined ? {} : { before }) }, PAGE);
        reads.push(...page.filter(({ entry }) => seqs.has(entry.seq)));
        const last = page.at(-1);
        if (!last || page.length < PAGE) break;
        before = last.entry.seq;
      }
      return storyOf(reads.reverse(), await audit.links(wanted), await people.names());
    },

    async may(): Promise<MayView> {
      const who = await viewer();
      return {
        role: roleInWords(who.role),
        known: who.role !== 'unknown',
        readLog: who.readLog,
        exportLog: may(who.role, 'export-log'),
        erase: may(who.role, 'erase-candidate'),
      };
    },
  };
}
