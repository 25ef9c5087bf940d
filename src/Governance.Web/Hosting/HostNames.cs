using System.Net;
using System.Net.NetworkInformation;
using Governance.Web.Components;
using Microsoft.Extensions.Primitives;

namespace Governance.Web.Hosting;

/// <summary>
/// The host names that the portal accepts. Links in its answers, such as the one to the sign-in, use the name in the request, so a
/// foreign name leads people to another site.
/// </summary>
internal sealed class HostNames
{
    /// <summary>Names separated by semicolons; “*.example.org” is every name below example.org, “*” every name.</summary>
    public const string Setting = "AllowedHosts";

    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];
    private readonly List<StringSegment> _names;
    private readonly bool _everywhere;

    public HostNames(IConfiguration configuration)
    {
        var set = (configuration[Setting] ?? "").Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        var urls = Addresses.Hosts(configuration).ToList();
        var wildcard = urls.Any(IsWildcard);
        var fallback = Loopback.Concat(urls.Where(u => !IsWildcard(u))).Concat(wildcard ? OwnNames() : []);
        _names = [.. (set.Length > 0 ? set : fallback).Select(name => new StringSegment(name))];
        _everywhere = set.Length == 0 && wildcard;
    }

    /// <summary>
    /// Whether the portal accepts a name. Without the setting, a portal that listens on every address also accepts the
    /// address at which the request arrived.
    /// </summary>
    public bool Knows(HostString host, IPAddress? arrivedAt) =>
        host.HasValue
        && (
            _names.Contains("*")
            || HostString.MatchesAny(host.Host, _names)
            || _everywhere && arrivedAt is not null && IsAddress(host.Host, arrivedAt)
        );

    private static bool IsAddress(string host, IPAddress arrivedAt) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var named)
        && named.Equals(arrivedAt.IsIPv4MappedToIPv6 ? arrivedAt.MapToIPv4() : arrivedAt);

    private static bool IsWildcard(string host) => host is "*" or "+" or "0.0.0.0" or "[::]" or "::";

    private static string[] OwnNames()
    {
        var network = IPGlobalProperties.GetIPGlobalProperties();
        return network.DomainName.Length > 0
            ? [network.HostName, $"{network.HostName}.{network.DomainName}"]
            : [network.HostName];
    }
}
