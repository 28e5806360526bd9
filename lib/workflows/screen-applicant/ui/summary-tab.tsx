import browser from 'webextension-polyfill';
import { clientOf } from '@/lib/messaging/client';
import { screenApplicant } from '../contract';
import { ApplicantCard } from './applicant-card';
import type { OpenPage } from './words';

const openPage: OpenPage = (part) =>
  void browser.tabs.create({ url: `${browser.runtime.getURL('options.html' as '/options.html')}#${part}` });

/** The Summary tab of the panel: the applicant with the resume beside the criteria. */
export function summaryTab() {
  const client = clientOf(screenApplicant);
  return {
    id: 'summary' as const,
    label: 'Summary',
    render: (opportunityId: string) => (
      <ApplicantCard
        key={opportunityId}
        client={client}
        opportunityId={opportunityId}
        openPage={openPage}
        wide
      />
    ),
  };
}
