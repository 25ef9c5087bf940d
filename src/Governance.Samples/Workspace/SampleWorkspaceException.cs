namespace Governance.Samples;

/// <summary>Something of the sample workspace could not be made; the portal works without it.</summary>
internal sealed class SampleWorkspaceException(string message) : Exception(message);
