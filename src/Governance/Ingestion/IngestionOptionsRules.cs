using Microsoft.Extensions.Options;

namespace Governance.Ingestion;

internal sealed class IngestionOptionsRules : IValidateOptions<IngestionOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestionOptions options)
    {
        var wrong = new List<string>();
        foreach (var root in options.FolderRoots.Where(r => !Path.IsPathFullyQualified(r)))
            wrong.Add($"{IngestionOptions.Section}:FolderRoots: “{root}” is not an absolute path.");
        foreach (
            var (key, value) in new (string, long)[]
            {
                (nameof(options.MaxUploadBytes), options.MaxUploadBytes),
                (nameof(options.MaxFiles), options.MaxFiles),
                (nameof(options.MaxFileBytes), options.MaxFileBytes),
                (nameof(options.MaxTotalBytes), options.MaxTotalBytes),
                (nameof(options.MaxRatio), options.MaxRatio),
                (nameof(options.MaxPathCharacters), options.MaxPathCharacters),
                (nameof(options.MaxFolderDepth), options.MaxFolderDepth),
                (nameof(options.MaxImagePixels), options.MaxImagePixels),
                (nameof(options.MaxImageSide), options.MaxImageSide),
                (nameof(options.MaxTextCharacters), options.MaxTextCharacters),
                (nameof(options.MaxStreamValues), options.MaxStreamValues),
                (nameof(options.MaxItems), options.MaxItems),
                (nameof(options.MaxRefusals), options.MaxRefusals),
            }
        )
            if (value <= 0)
                wrong.Add($"{IngestionOptions.Section}:{key} must be above zero.");
        if (options.MaxPathCharacters > SafePath.MaxLength)
            wrong.Add(
                $"{IngestionOptions.Section}:{nameof(options.MaxPathCharacters)} must be at most {SafePath.MaxLength}."
            );
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
