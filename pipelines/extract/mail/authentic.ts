/**
 * Whether the mail server found a mail to be from the domain of its sender: DMARC passed for it, or DKIM or SPF passed for that domain or
 * one that it is part of or that is part of it. Only the newest Authentication-Results counts, and only that of `server`: what stands
 * below may have come with the mail (RFC 8601).
 */
export function isAuthentic(headers: string, server: string, sender: string): boolean {
  const domain = sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();
  const unfolded = headers.replace(/\r?\n[ \t]+/g, " ");
  const newest = /^authentication-results:\s*(.*)$/im.exec(unfolded)?.[1] ?? "";
  const plain = withoutQuotes(newest);
  if (plain === undefined) return false;
  const [by = "", ...results] = plain.split(";");
  if (by.trim().split(/\s+/)[0]?.toLowerCase() !== server.toLowerCase()) return false;
  return results.some((result) => {
    const [method = "", ...said] = result.trim().toLowerCase().split(/\s+/);
    const valueOf = (name: string) =>
      said.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
    switch (method) {
      case "dmarc=pass":
        return isAligned(valueOf("header.from"), domain);
      case "dkim=pass":
        return isAligned(valueOf("header.d") || valueOf("header.i"), domain);
      case "spf=pass":
        return isAligned(valueOf("smtp.mailfrom"), domain);
      default:
        return false;
    }
  });
}

/** Without quoted texts and comments, in which a sender can put words of its own; undefined where they do not close. */
function withoutQuotes(text: string): string | undefined {
  let plain = text.replace(/"(\\.|[^"\\])*"/g, "_");
  for (let before = ""; before !== plain;) {
    before = plain;
    plain = plain.replace(/\([^()]*\)/g, " ");
  }
  return /["()]/.test(plain) ? undefined : plain;
}

/** One domain is the other, or part of it; a mere ending such as `hu` is no domain. */
function isAligned(value: string, domain: string): boolean {
  const found = value.slice(value.lastIndexOf("@") + 1).replace(/["<>]/g, "");
  if (!found.includes(".")) return false;
  return found === domain || domain.endsWith(`.${found}`) || found.endsWith(`.${domain}`);
}
