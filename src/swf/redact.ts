const secretMembers = ['taskToken', 'input', 'details', 'result', 'reason', 'control', 'executionContext'];
const longest = 300;

/**
 * A text from outside, made fit for a message or a log: without the secret members of the input that was sent, without
 * quoted values (the service quotes what it refuses) and long unbroken runs (tokens and keys), on one line, at most 300
 * characters long.
 */
export function redact(text: string, input: object): string {
  let clean = text;
  for (const [member, value] of Object.entries(input)) {
    if (secretMembers.includes(member) && typeof value === 'string' && value !== '')
      clean = clean.replaceAll(value, '…');
  }
  clean = clean
    // Node puts the whole command line behind these words, and that of a credential_process may hold a password.
    .replace(/Command failed:.*/gs, 'Command failed')
    .replace(/'.*'|".*"/gs, "'…'")
    .replace(/[A-Za-z0-9+/=_-]{32,}/g, '…')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}
