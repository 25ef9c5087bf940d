using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>A file, or with <see cref="Fatal"/> the whole source, is refused while it is read.</summary>
internal sealed class SourceRefusedException(Refusal refusal, bool fatal = false) : IOException(refusal.What)
{
    public Refusal Refusal { get; } = refusal;
    public bool Fatal { get; } = fatal;
}
