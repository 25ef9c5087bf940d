using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>Reading stopped at a limit. <see cref="Fatal"/>: the whole source is refused, not just this file.</summary>
internal sealed class SourceRefusedException(Refusal refusal, bool fatal = false) : IOException(refusal.What)
{
    public Refusal Refusal { get; } = refusal;
    public bool Fatal { get; } = fatal;
}
