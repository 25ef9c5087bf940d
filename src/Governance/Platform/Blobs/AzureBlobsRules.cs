using Microsoft.Extensions.Options;

namespace Governance.Platform.Blobs;

/// <summary>Refuses settings that cannot hold, all of them at once.</summary>
internal sealed class AzureBlobsRules : IValidateOptions<AzureBlobsOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureBlobsOptions options) =>
        options.Faults(AzureBlobsOptions.Section).ToList() is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;
}
