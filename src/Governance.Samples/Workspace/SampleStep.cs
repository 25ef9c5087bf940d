namespace Governance.Samples;

/// <summary>Outcome of one step of loading the sample workspace.</summary>
internal enum SampleStep
{
    /// <summary>Something was created; the next step can follow at once.</summary>
    Advanced,

    /// <summary>A running job must end first.</summary>
    Waiting,

    /// <summary>The workspace is loaded.</summary>
    Done,
}
