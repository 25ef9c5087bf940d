using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Embeddings;

/// <summary>Registers the embeddings capability: encoders, the job that embeds sealed versions, and similarity search.</summary>
public static class EmbeddingsModule
{
    /// <summary>Adds the doors, the options, the job, the holding, the digest columns and the permissions.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services)
    {
        services
            .AddOptions<EmbeddingsOptions>()
            .BindConfiguration(EmbeddingsOptions.Section)
            .Validate(
                o => o.MaxOnnxBytes is > 0 and <= int.MaxValue - 1024,
                "Embeddings:MaxOnnxBytes must be between 1 and 2147482623."
            )
            .Validate(o => o.BatchSize is >= 1 and <= 4096, "Embeddings:BatchSize must be between 1 and 4096.")
            .Validate(o => o.BatchesAhead is >= 1 and <= 64, "Embeddings:BatchesAhead must be between 1 and 64.")
            .ValidateOnStart();
        return services
            .AddSingleton<Encoders>()
            .AddSingleton<EmbeddingSets>()
            .AddRunJob<EmbedJob>(EmbedJob.Kind, EmbeddingsPolicies.Read, "gpu")
            .AddSubjectHolding<EmbeddingHolding>()
            .AddBlobColumn("encoders", "onnx_digest")
            .AddOtherDigests("encoders", "digest")
            .AddOtherDigests("embedding_sets", "encoder_digest", "digest")
            .AddOtherDigests("embeddings", "input_digest")
            .AddPermissions(EmbeddingsPolicies.All);
    }
}
