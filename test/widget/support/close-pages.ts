/** A page of a test: what it said on its console is looked at when it is closed. */
interface OpenPage {
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** Closes all and forgets them. @returns what they reported that they should not have */
export async function closeAll(pages: Set<OpenPage>): Promise<string[]> {
  const problems: string[] = [];
  for (const page of pages) {
    problems.push(...page.problems);
    await page.close();
  }
  pages.clear();
  return problems;
}
