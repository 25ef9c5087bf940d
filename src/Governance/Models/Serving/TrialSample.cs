using Governance.Catalog;

namespace Governance.Models;

/// <summary>A sample to try a model on.</summary>
/// <param name="Role">Test: the model has learned nothing from it.</param>
public sealed record TrialSample(SampleCard Card, SampleRole Role);
