using Microsoft.Extensions.Options;

namespace Governance.Catalog;

internal sealed class RecallOptionsRules : IValidateOptions<RecallOptions>
{
    public ValidateOptionsResult Validate(string? name, RecallOptions options)
    {
        var wrong = new List<string>();
        if (options.MaxAttempts <= 0)
            wrong.Add("Recalls:MaxAttempts must be above zero.");
        if (
            options.PortalAddress is { Length: > 0 } address
            && (
                !Uri.TryCreate(address, UriKind.Absolute, out var uri)
                || uri.Scheme is not ("https" or "http")
                || uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length > 0
            )
        )
            wrong.Add("Recalls:PortalAddress must be a web address without query, such as https://data.example.org.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
