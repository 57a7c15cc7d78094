/** The header row's names, with quotes and either usual separator. The host alone reads the rows. */
export async function columnsOf(file: Blob): Promise<string[]> {
  const [line = ""] = (await file.slice(0, 64 * 1024).text()).replace(/^\ufeff/u, "").split(/\r?\n/u);
  const separator = line.includes("\t") ? "\t" : line.includes(";") && !line.includes(",") ? ";" : ",";
  return [...line.matchAll(new RegExp(`(?:^|${separator})(?:"((?:[^"]|"")*)"|([^${separator}]*))`, "gu"))].map((match) => (match[1]?.replaceAll('""', '"') ?? match[2] ?? "").trim()).filter((name) => name !== "");
}
