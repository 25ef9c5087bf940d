namespace Governance.Samples;

/// <summary>A step of loading the sample workspace failed; the portal works without it.</summary>
internal sealed class SampleWorkspaceException(string message) : Exception(message);
