/** Asked for only in the click that switches mail on. */
export const MAIL_SCOPE = {
  google: 'https://www.googleapis.com/auth/gmail.send',
  microsoft: 'Mail.Send',
} as const;
