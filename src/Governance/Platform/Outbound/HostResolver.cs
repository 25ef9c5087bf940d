using System.Net;

namespace Governance.Platform.Outbound;

/// <summary>Resolves host names. Tests replace it.</summary>
public class HostResolver
{
    /// <summary>All addresses of a name; the address itself when the name is one.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name cannot be resolved.</exception>
    public virtual async Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(host, ct);
}
