using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>One file of an import: readable, or refused before it was opened.</summary>
/// <param name="Path">Normal form: relative, with /, NFC.</param>
/// <param name="Open">Opens the content, which must be read before the next file is taken. Throws
/// <see cref="SourceRefusedException"/> when a limit is exceeded.</param>
internal sealed record SourceFile(string Path, Refusal? Refusal, Func<Stream>? Open)
{
    public static SourceFile Refused(string path, Refusal refusal) => new(SafePath.ForShowing(path), refusal, null);
}
