using System.Net;

namespace Governance.Web.Components;

/// <summary>The addresses that the host will listen on, read from the configuration before it starts.</summary>
internal static class Addresses
{
    /// <summary>Comma-separated addresses or networks of the trusted proxies, from which forwarded headers are accepted.</summary>
    public const string ProxiesSetting = "Governance:TrustedProxies";

    public static bool AreSet(IConfiguration configuration) => Configured(configuration).Any();

    /// <summary>
    /// True when only this machine can reach the host: no trusted proxy is set, and every address is literally a loopback
    /// address.
    /// </summary>
    public static bool OnlyLoopback(IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration[ProxiesSetting]) && Configured(configuration).All(IsLoopback);

    /// <summary>The host of each configured address, as written: a name, an address (IPv6 in brackets), or “*”, “+”.</summary>
    public static IEnumerable<string> Hosts(IConfiguration configuration) =>
        Configured(configuration).Select(url => url == "*" ? url : BindingAddress.Parse(url).Host);

    private static IEnumerable<string> Configured(IConfiguration configuration)
    {
        foreach (var url in Split(configuration[WebHostDefaults.ServerUrlsKey]))
            yield return url;
        // A port without an address listens on every address.
        foreach (
            var port in Split(configuration[WebHostDefaults.HttpPortsKey])
                .Concat(Split(configuration[WebHostDefaults.HttpsPortsKey]))
        )
            yield return $"http://*:{port}";
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            yield return endpoint["Url"] ?? "*";
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (
            uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)
        );
}
