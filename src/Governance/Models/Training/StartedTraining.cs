using Governance.Inference.Fusion;
using Governance.Platform.Runs;

namespace Governance.Models;

/// <summary>A version in training, with its run.</summary>
public sealed record StartedTraining(Guid VersionId, string Model, int Number, FusionKind Kind, Run Run);
