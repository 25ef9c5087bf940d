using Microsoft.Extensions.Options;

namespace Governance.Platform.Blobs;

/// <summary>Reports all invalid settings at once.</summary>
internal sealed class AzureBlobsRules : IValidateOptions<AzureBlobsOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureBlobsOptions options) =>
        options.Faults(AzureBlobsOptions.Section).ToList() is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;
}
