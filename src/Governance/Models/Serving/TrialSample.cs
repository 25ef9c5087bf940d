using Governance.Catalog;

namespace Governance.Models;

/// <summary>A sample to try a model on.</summary>
/// <param name="Role">With <see cref="SampleRole.Test"/> the model did not learn from it.</param>
public sealed record TrialSample(SampleCard Card, SampleRole Role);
