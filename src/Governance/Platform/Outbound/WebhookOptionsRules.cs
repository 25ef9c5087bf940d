using Microsoft.Extensions.Options;

namespace Governance.Platform.Outbound;

internal sealed class WebhookOptionsRules : IValidateOptions<WebhookOptions>
{
    /// <summary>Shorter than the time for which an attempt reserves its notice.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var wrong = new List<string>();
        if (options.TimeLimit <= TimeSpan.Zero || options.TimeLimit > Longest)
            wrong.Add("Webhooks:TimeLimit must be above zero and at most two minutes.");
        if (options.UnusableHost() is { } host)
            wrong.Add($"Webhooks:AllowedHosts: “{host}” is not a host or host:port.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
