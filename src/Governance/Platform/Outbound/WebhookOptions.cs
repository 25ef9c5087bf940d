namespace Governance.Platform.Outbound;

/// <summary>Limits of webhooks: section <c>Webhooks</c> of the configuration.</summary>
public sealed class WebhookOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Webhooks";

    /// <summary>
    /// Hosts, separated by commas, that may be reached without TLS and inside private networks: <c>host</c> with any port, or
    /// <c>host:port</c>. An IPv6 address is in brackets.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary>Longest time for one call, up to the headers of its answer.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(15);

    private IEnumerable<string> Hosts =>
        (AllowedHosts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether the host of the address is listed.</summary>
    internal bool Allows(Uri address) =>
        Hosts.Any(h =>
            h.Equals(address.Host, StringComparison.OrdinalIgnoreCase)
            || h.Equals($"{address.Host}:{address.Port}", StringComparison.OrdinalIgnoreCase)
        );

    internal string? UnusableHost() =>
        Hosts.FirstOrDefault(h =>
            !Uri.TryCreate($"http://{h}/", UriKind.Absolute, out var uri)
            || uri.AbsolutePath != "/"
            || uri.UserInfo != ""
        );
}
