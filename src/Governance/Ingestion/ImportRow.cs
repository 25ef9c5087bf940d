using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>An import with the state of its run.</summary>
public sealed record ImportRow(Import Import, Run Run);
