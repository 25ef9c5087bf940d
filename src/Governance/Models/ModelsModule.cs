using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Models;

/// <summary>Registers the models capability.</summary>
public static class ModelsModule
{
    /// <summary>Adds the doors, the job, the promotion gates, the subject holding and the permissions of models.</summary>
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services
            .AddOptions<ModelsOptions>()
            .BindConfiguration("Models")
            .Validate(o => o.MaxWithdrawnShare is >= 0 and <= 1, "Models:MaxWithdrawnShare must be between 0 and 1.")
            .Validate(o => o.MaxArtifactBytes >= 1024 * 1024, "Models:MaxArtifactBytes must be 1048576 or more.")
            .Validate(o => o.MaxWaitingPredictions >= 1, "Models:MaxWaitingPredictions must be 1 or more.")
            .ValidateOnStart();
        return services
            .AddSingleton<ModelRegistry>()
            .AddSingleton<ModelAliases>()
            .AddSingleton<ConsentAlerts>()
            .AddSingleton<Trainings>()
            .AddRunJob<TrainJob>(TrainJob.Kind, ModelsPolicies.Read, "gpu")
            .AddSubjectHolding<ModelHolding>()
            .AddBlobColumn("model_versions", "onnx_digest")
            .AddBlobColumn("model_versions", "checkpoint_digest")
            .AddOtherDigests("model_versions", "manifest_digest")
            .AddOtherDigests("alias_events", "audit_digest", "consent_digest")
            .AddOtherDigests("alias_gate_answers", "digest")
            .AddSingleton<ModelServing>()
            .AddSingleton<TrialPhotos>()
            .AddSingleton<IPromotionGate, ConsentCoverGate>()
            .AddSingleton<IPromotionGate, ArtifactGate>()
            .AddSingleton<IPromotionGate, ParityGate>()
            .AddPermissions(ModelsPolicies.All);
    }
}
