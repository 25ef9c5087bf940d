using Governance.Inference.Fusion;
using Governance.Platform.Runs;

namespace Governance.Models;

/// <summary>A version on its way, with the run that trains it.</summary>
public sealed record StartedTraining(Guid VersionId, string Model, int Number, FusionKind Kind, Run Run);
